"""How long documents take: DOCX, PDF and HTML of a letter and of a 400-row annex, against Typst alone.

    .venv/bin/python -m bench.render

Ratios of one run on one machine: medians of several rounds after a warm-up. The deeds take turns, so that a busy moment
falls on all of them, and every document has words of its own, since the typesetter remembers what it has set before.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from time import perf_counter

import typst

from dondoc.documents.render import pdf_writer, render_docx, render_html, render_pdf
from dondoc.documents.rules.official import (
    Annex,
    Cell,
    Column,
    OfficialDocument,
    Paragraph,
    Row,
    Run,
    Table,
    printable_document,
)
from tests.documents.samples import LETTER

ROUNDS = 9
ONE_PAGE = replace(LETTER, annexes=())
# What is wanted: at most so many times what is named.
LIMITS = (
    ("letter, PDF", "letter, Typst alone", 3.0),
    ("400 rows, PDF", "letter, Typst alone", 10.0),
    ("letter, DOCX", "letter, PDF", 3.0),
    ("400 rows, DOCX", "400 rows, PDF", 3.0),
)


def letter(n: int) -> OfficialDocument:
    """A one-page letter with words of its own in every paragraph."""
    own = tuple(Paragraph((Run(f"{n}. "), *block.text)) for block in ONE_PAGE.body if isinstance(block, Paragraph))
    return replace(ONE_PAGE, number=str(n), body=own)


def long_annex(n: int) -> OfficialDocument:
    """The letter with 400 rows of its own on landscape pages."""
    texts = ((f"{i}.{n}", f"UBND xã thứ {n}.{i}", f"Đúng hạn {n}.{i}") for i in range(400))
    rows = tuple(Row(tuple(Cell((Run(text),)) for text in row)) for row in texts)
    columns = (Column("STT", 20), Column("Đơn vị"), Column("Tiến độ", 40))
    return replace(letter(n), annexes=(Annex("PHỤ LỤC", (), (Table(columns, rows),), landscape=True),))


@cache
def given(n: int) -> str:
    return json.dumps(pdf_writer._given(printable_document(letter(n)), pdf_writer.fonts_of("")[1]))


def typst_alone(n: int) -> object:
    """The letter's own template and data, compiled with nothing of ours around it."""
    fonts, _ = pdf_writer.fonts_of("")
    inputs = {"given": given(n)}
    compiler = typst.Compiler(pdf_writer.TEMPLATE, font_paths=fonts, ignore_system_fonts=True, sys_inputs=inputs)
    return compiler.compile(format="pdf")


def libreoffice(data: bytes) -> Callable[[int], object]:
    def convert(n: int) -> object:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"{n}.docx")
            path.write_bytes(data)
            command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)]
            return subprocess.run(command, check=True, capture_output=True)

    return convert


def medians(work: dict[str, Callable[[int], object]]) -> dict[str, float]:
    """Milliseconds of each deed, the first round left out."""
    taken: dict[str, list[float]] = {what: [] for what in work}
    for n in range(ROUNDS + 1):
        given(10 * n)
        for i, (what, deed) in enumerate(work.items()):
            start = perf_counter()
            deed(10 * n + i)
            taken[what].append(perf_counter() - start)
    return {what: statistics.median(times[1:]) * 1000 for what, times in taken.items()}


def main() -> None:
    work: dict[str, Callable[[int], object]] = {
        "letter, Typst alone": typst_alone,
        "letter, PDF": lambda n: render_pdf(letter(n)),
        "letter, DOCX": lambda n: render_docx(letter(n)),
        "letter, HTML": lambda n: render_html(letter(n)),
        "400 rows, PDF": lambda n: render_pdf(long_annex(n)),
        "400 rows, DOCX": lambda n: render_docx(long_annex(n)),
    }
    if shutil.which("soffice"):
        work["400 rows, LibreOffice"] = libreoffice(render_docx(long_annex(0)))
    taken = medians(work)
    for what, milliseconds in taken.items():
        print(f"{what:<24}{milliseconds:>9.1f} ms")
    print()
    for what, against, most in LIMITS:
        ratio = taken[what] / taken[against]
        told = "kept" if ratio <= most else "MISSED"
        print(f"{what:<16} / {against:<20}{ratio:>6.2f}  (at most {most:g}) {told}")
    if "400 rows, LibreOffice" in taken:
        print(f"LibreOffice / our PDF of 400 rows: {taken['400 rows, LibreOffice'] / taken['400 rows, PDF']:.1f}")


if __name__ == "__main__":
    main()
