"""Ways to spoil a right document: a DOCX edited as in Word, a PDF set from a changed template or value."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph as DocxParagraph

from dondoc.documents.render import pdf_writer, render_docx
from dondoc.documents.rules.official import OfficialDocument, printable_document

Fault = Callable[[Document], object]
Given = dict[str, Any]


def spoiled_docx(document: OfficialDocument, fault: Fault) -> bytes:
    doc = docx.Document(io.BytesIO(render_docx(document)))
    fault(doc)
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def spoiled_pdf(
    document: OfficialDocument, given: Callable[[Given], object] | None = None, *swaps: tuple[str, str]
) -> bytes:
    fonts, family = pdf_writer.fonts_of("")
    told = json.loads(json.dumps(pdf_writer._given(printable_document(document), family)))
    if given is not None:
        given(told)
    template = pdf_writer.TEMPLATE.decode()
    for old, new in swaps:
        assert old in template
        template = template.replace(old, new)
    return pdf_writer.compile_source(template.encode(), fonts, json.dumps(told), 0)


def every_paragraph(doc: Document) -> list[DocxParagraph]:
    return [DocxParagraph(element, doc) for element in doc.element.body.iter(qn("w:p"))]


def find(doc: Document, start: str) -> DocxParagraph:
    return next(p for p in every_paragraph(doc) if p.text.startswith(start))


def marked(start: str, *, size: float | None = None, bold: bool | None = None, italic: bool | None = None) -> Fault:
    def fault(doc: Document) -> None:
        for run in find(doc, start).runs:
            if size is not None:
                run.font.size = Pt(size)
            if bold is not None:
                run.bold = bold
            if italic is not None:
                run.italic = italic

    return fault


def said(start: str, text: str) -> Fault:
    def fault(doc: Document) -> None:
        first, *rest = find(doc, start).runs
        first.text = text
        for run in rest:
            run.text = ""

    return fault


def aligned(start: str, to: WD_ALIGN_PARAGRAPH) -> Fault:
    return lambda doc: setattr(find(doc, start), "alignment", to)


def removed(start: str, *, rule_too: bool = False) -> Fault:
    def fault(doc: Document) -> None:
        found = find(doc, start)._p
        following = found.getnext()
        found.getparent().remove(found)
        if rule_too and following is not None:
            following.getparent().remove(following)

    return fault


def rule_removed(after: str) -> Fault:
    def fault(doc: Document) -> None:
        line = find(doc, after)._p.getnext()
        line.find(qn("w:pPr")).remove(line.find(qn("w:pPr")).find(qn("w:pBdr")))

    return fault


def margin(name: str, length: float) -> Fault:
    return lambda doc: setattr(doc.sections[0], f"{name}_margin", Mm(length))


def coloured(start: str, color: str) -> Fault:
    def fault(doc: Document) -> None:
        for run in find(doc, start).runs:
            run.font.color.rgb = RGBColor.from_string(color)

    return fault


def body_style(doc: Document, **marks: Any) -> None:
    shape = doc.styles["Nội dung"].paragraph_format  # type: ignore[attr-defined]
    for name, value in marks.items():
        setattr(shape, name, value)


def first_table(doc: Document) -> Table:
    return doc.tables[0]


def with_type(document: OfficialDocument, **changed: Any) -> OfficialDocument:
    return replace(document, **changed)
