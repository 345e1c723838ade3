"""The PDF of an official document (bản PDF): PDF/A-2b and PDF/UA-1, fonts embedded, ready to be signed."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

from dondoc.base.rules.refusals import Refused
from dondoc.documents.render.layout import (
    LENGTH,
    MARK_HEIGHT,
    MARK_RED,
    RULE_SHARE,
    SIZE,
    SPACE,
    column_widths,
    is_tall,
    mark_width,
    stamp,
    text_width,
)
from dondoc.documents.rules.official import (
    MARK_WIDTH,
    MOTTO,
    MOTTO_COUNTRY,
    Block,
    Chart,
    DocumentType,
    Heading,
    HeadingKind,
    OfficialDocument,
    Paragraph,
    Points,
    Row,
    Run,
    Table,
    Text,
    addressee_lines,
    basis_lines,
    plain,
    plain_text,
    printable_document,
    recipient_lines,
)

# Archiving and reading aloud, both at once.
STANDARDS: typst.PDFStandards = ["a-2b", "ua-1"]
# The one of the two that lets a file be attached (ISO 19005-3).
WITH_DATA: typst.PDFStandards = ["a-3b", "ua-1"]
TEMPLATE = (Path(__file__).parent / "official.typ").read_bytes()


class CannotRenderPdf(Refused):
    """The document holds signs that its font cannot show; PDF/A forbids to leave them out."""


@dataclass(frozen=True)
class DataFile:
    """Data that the document speaks of, attached to it (dữ liệu kèm theo): UTF-8 text, its relationship is Data."""

    name: str
    content: str
    description: str
    mime_type: str = "application/json"


def render_pdf(document: OfficialDocument, font_folder: str = "", data: DataFile | None = None) -> bytes:
    """The document as PDF/A-2b and PDF/UA-1 (văn bản PDF để ký số); the same document always gives the same bytes.

    `font_folder` holds the office's own Times: one family in its four faces. Without it TeX Gyre Termes, of the
    same widths, is embedded. With `data` it is PDF/A-3b. Raises CannotRenderPdf for signs that the font lacks,
    ValueError if the folder holds no family or several.
    """
    document = printable_document(document)
    fonts, family = fonts_of(font_folder)
    attached = {"data": asdict(data)} if data else {}
    given = json.dumps(_given(document, family) | attached, ensure_ascii=False)
    standards = WITH_DATA if data else STANDARDS
    try:
        return compile_source(TEMPLATE, fonts, given, int(stamp(document).timestamp()), standards)
    except typst.TypstError as error:
        lacking = lacking_signs("".join(plain_text(document)), fonts, family)
        if not lacking:
            raise
        raise CannotRenderPdf(
            f"Phông chữ của bản PDF không có ký tự “{sign}” ({unicodedata.name(sign, f'U+{ord(sign):04X}')}); "
            "hãy thay bằng ký tự khác"
            for sign in lacking
        ) from error


def compile_source(
    source: bytes, fonts: typst.Fonts, given: str, timestamp: int, standards: typst.PDFStandards = STANDARDS
) -> bytes:
    # A compiler per call: it is made in under a millisecond and shares nothing between threads.
    compiler = typst.Compiler(source, font_paths=fonts, ignore_system_fonts=True, sys_inputs={"given": given})
    made = compiler.compile(format="pdf", pdf_standards=standards, timestamp=timestamp)
    if not isinstance(made, bytes):
        raise TypeError("A PDF is one file")
    return made


@lru_cache(maxsize=4)
def fonts_of(folder: str) -> tuple[typst.Fonts, str]:
    """The fonts of a folder and the name of their one family; read once per process."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder or _termes_folder()]
    )
    families = fonts.families()
    if len(families) != 1:
        raise ValueError(f"Expected one font family in {folder!r}, found {len(families)}: {families}")
    return fonts, families[0]


def _termes_folder() -> str:
    # The package's own code needs a typesetter we do not have; only its .otf files are wanted.
    spec = find_spec("rinoh_typeface_texgyretermes")
    if spec is None or not spec.submodule_search_locations:
        raise ValueError("Package rinoh-typeface-texgyretermes is not installed")
    return spec.submodule_search_locations[0]


def lacking_signs(text: str, fonts: typst.Fonts, family: str) -> list[str]:
    """The signs of a text that the font cannot show, each tried alone: slow, and only after a failure."""
    source = (
        b"#let given = json(bytes(sys.inputs.given))\n"
        b'#set document(title: "?")\n#set text(font: given.font, fallback: false)\n#given.sign'
    )
    lacking = []
    for sign in sorted(set(text) - {"\n"}):
        try:
            compile_source(source, fonts, json.dumps({"font": family, "sign": sign}), 0)
        except typst.TypstError:
            lacking.append(sign)
    return lacking


def _given(document: OfficialDocument, family: str) -> dict[str, Any]:
    return {
        "font": family,
        "title": document.title,
        "author": " ".join(document.issuer).replace("\n", " "),
        "country": MOTTO_COUNTRY,
        "motto": MOTTO,
        "is-letter": document.type is DocumentType.LETTER,
        "mark-height": MARK_HEIGHT,
        "mark-red": f"#{MARK_RED}",
        "type-title": document.type_title.upper(),
        "size": SIZE,
        "space": SPACE,
        "length": LENGTH,
        "rule-share": RULE_SHARE,
        "document": _document(document),
    }


def _document(document: OfficialDocument) -> dict[str, Any]:
    return {
        "issuer_parent": document.issuer_parent,
        "issuer": document.issuer,
        "number_line": document.number_line,
        "date_line": document.date_line,
        "subject_line": document.subject_line,
        "addressees": document.addressees,
        "addressee_lines": addressee_lines(document.addressees),
        "marks": [(mark, mark_width(mark), mark in MARK_WIDTH) for mark in document.marks],
        "basis": basis_lines(document.basis),
        "body": [_block(block, text_width()) for block in document.body],
        "drafter": document.drafter,
        "contact": document.contact,
        "recipient_lines": list(recipient_lines(document.recipients)),
        "authority": document.authority,
        "signer": document.signer,
        "annexes": [
            {
                "heading": annex.heading,
                "title": annex.title,
                "note": annex.note,
                "landscape": annex.landscape,
                "blocks": [_block(block, text_width(annex)) for block in annex.blocks],
            }
            for annex in document.annexes
        ],
    }


def _block(block: Block, available: float) -> dict[str, Any]:
    match block:
        case Paragraph(text):
            return {"kind": "paragraph", "runs": _runs(text)}
        case Heading(text=title, kind=kind):
            return {"kind": "chapter" if kind is HeadingKind.CHAPTER else "heading", "text": title}
        case Points():
            items = [_runs((Run(f"{marker} "), *text)) for marker, text in block.marked()]
            return {"kind": "points", "items": items}
        case Table(columns, rows):
            widths = column_widths(columns, available)
            return {
                "kind": "table",
                "head": [
                    {"text": cell.text, "x": at, "y": i, "columns": cell.columns, "rows": cell.rows}
                    for i, at, cell in block.placed_head()
                ],
                "widths": widths,
                "rows": [_row(block, row, widths) for row in rows],
            }
        case Chart(title, bars):
            listed = [{"label": bar.label, "value": bar.value, "share": bar.share} for bar in bars]
            return {"kind": "chart", "text": title, "bars": listed}


def _row(table: Table, row: Row, widths: tuple[float, ...]) -> dict[str, Any]:
    last = len(row.cells) - 1
    return {
        "is-group": row.is_group,
        "may-break": is_tall([plain(cell.text) for cell in row.cells], widths),
        "cells": [
            {
                "align": (cell.align or column.align).value,
                "span": len(table.columns) - last if i == last else 1,
                "runs": _runs(cell.text, row.is_group),
            }
            for i, (cell, column) in enumerate(zip(row.cells, table.columns, strict=False))
        ],
    }


def _runs(text: Text, all_bold: bool = False) -> str | list[tuple[str, bool, bool]]:
    """Plain words as a string, which the template sets a third faster: most cells of a long table are such."""
    if not all_bold and all(not (run.bold or run.italic or "\n" in run.text) for run in text):
        return plain(text)
    return [(run.text, run.bold or all_bold, run.italic) for run in text]
