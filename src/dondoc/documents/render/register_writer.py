"""A register as PDF (bản in sổ văn bản): A4 landscape, PDF/A-2b and PDF/UA-1 like every document."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from dondoc.documents.render.pdf_writer import compile_source, fonts_of, lacking_signs
from dondoc.documents.rules.official.texts import printable
from dondoc.documents.rules.registers import Register

TEMPLATE = (Path(__file__).parent / "register.typ").read_bytes()
NOT_SHOWN = "?"


def render_register(register: Register, timestamp: int, font_folder: str = "") -> bytes:
    """The register to print and to keep; `timestamp`: seconds since 1970 of the moment that it tells of.

    Signs that the font lacks become '?': what others wrote in one cell must not keep the book from being printed.
    """
    fonts, family = fonts_of(font_folder)
    given = json.dumps(_given(register, family), ensure_ascii=False)
    try:
        return compile_source(TEMPLATE, fonts, given, timestamp)
    except typst.TypstError:
        lacking = lacking_signs(given, fonts, family)
        if not lacking:
            raise
    return compile_source(TEMPLATE, fonts, given.translate(dict.fromkeys(map(ord, lacking), NOT_SHOWN)), timestamp)


def _given(register: Register, family: str) -> dict[str, object]:
    return {
        "font": family,
        "title": register.kind.heading,
        "agency": printable(register.agency),
        "span": printable(register.span),
        "columns": register.kind.columns,
        "shares": register.kind.shares,
        "rows": [[printable(cell) for cell in row.cells] for row in register.rows],
    }
