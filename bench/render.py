"""How long documents take: DOCX, PDF and HTML of a letter and of a 400-row annex, against Typst alone.

    .venv/bin/python bench/render.py

Ratios of one run on one machine; the medians of several rounds, after a warm-up.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import typst

from dondoc.documents.render import render_docx, render_html, render_pdf
from dondoc.documents.rules.official import Annex, Cell, Column, Row, Run, Table
from tests.documents.samples import LETTER

ROUNDS = 9
PLAIN = b'#set page(paper: "a4")\n#set text(size: 14pt)\n' + b"#lorem(420)\n"


def median(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Milliseconds."""
    work()
    taken = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return statistics.median(taken) * 1000


def libreoffice(data: bytes) -> Callable[[], object]:
    def convert() -> object:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "a.docx")
            path.write_bytes(data)
            command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)]
            return subprocess.run(command, check=True, capture_output=True)

    return convert


def main() -> None:
    rows = tuple(Row(tuple(Cell((Run(t),)) for t in (str(i), f"UBND xã thứ {i}", "Đúng hạn"))) for i in range(400))
    columns = (Column("STT", 14), Column("Đơn vị"), Column("Tiến độ", 40))
    long = replace(LETTER, annexes=(Annex("PHỤ LỤC", (), (Table(columns, rows),), landscape=True),))
    base = median(lambda: typst.compile(PLAIN, format="pdf"))
    measured = [
        ("Typst alone, one page", base),
        ("PDF, letter with 27 rows", median(lambda: render_pdf(LETTER))),
        ("DOCX, letter with 27 rows", median(lambda: render_docx(LETTER))),
        ("HTML, letter with 27 rows", median(lambda: render_html(LETTER))),
        ("PDF, annex of 400 rows", median(lambda: render_pdf(long))),
        ("DOCX, annex of 400 rows", median(lambda: render_docx(long))),
    ]
    if shutil.which("soffice"):
        measured.append(("LibreOffice, the letter's DOCX", median(libreoffice(render_docx(LETTER)), rounds=3)))
    print(f"{'what':<34}{'ms':>10}{'times Typst alone':>20}")
    for what, taken in measured:
        print(f"{what:<34}{taken:>10.1f}{taken / base:>20.2f}")


if __name__ == "__main__":
    main()
