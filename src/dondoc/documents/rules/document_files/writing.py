"""A document as JSON (ghi văn bản): what `read_document` reads back to the same value."""

from __future__ import annotations

from typing import Any

from dondoc.documents.rules.official import (
    Annex,
    Block,
    Chart,
    Heading,
    HeadingKind,
    OfficialDocument,
    Paragraph,
    Points,
    Row,
    Table,
    Text,
)


def document_figures(document: OfficialDocument) -> dict[str, Any]:
    """The value in the shape of its JSON file."""
    on = document.date
    return {
        "type": document.type.value,
        "type_name": document.type_name,
        "issuer_parent": list(document.issuer_parent),
        "issuer": list(document.issuer),
        "number": document.number,
        "symbol": document.symbol,
        "place": document.place,
        "date": {"day": on.day, "month": on.month, "year": on.year},
        "subject": document.subject,
        "addressees": list(document.addressees),
        "basis": list(document.basis),
        "body": [_block(block) for block in document.body],
        "authority": list(document.authority),
        "signer": document.signer,
        "recipients": [{"text": line.text, "children": list(line.children)} for line in document.recipients],
        "annexes": [_annex(annex) for annex in document.annexes],
        "secrecy": document.secrecy.value if document.secrecy else None,
        "urgency": document.urgency.value if document.urgency else None,
        "circulation": document.circulation,
        "drafter": document.drafter,
        "contact": list(document.contact),
    }


def _annex(annex: Annex) -> dict[str, Any]:
    return {
        "heading": annex.heading,
        "title": annex.title,
        "note": list(annex.note),
        "body": [_block(block) for block in annex.blocks],
        "landscape": annex.landscape,
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(text):
            return {"paragraph": _text(text)}
        case Heading(text=title, kind=kind):
            return {"chapter" if kind is HeadingKind.CHAPTER else "heading": title}
        case Points(items, marker, first):
            return {"points": [_text(item) for item in items], "marker": marker.value, "first": first}
        case Table():
            return {"table": _table(block)}
        case Chart(title, bars):
            listed = [{"label": bar.label, "value": bar.value, "share": bar.share} for bar in bars]
            return {"chart": {"title": title, "bars": listed}}


def _table(table: Table) -> dict[str, Any]:
    return {
        "columns": [{"title": c.title, "width_mm": c.width_mm, "align": c.align.value} for c in table.columns],
        "head": [[{"text": c.text, "columns": c.columns, "rows": c.rows} for c in row] for row in table.head],
        "rows": [_row(row) for row in table.rows],
    }


def _row(row: Row) -> Any:
    cells = [_text(cell.text) for cell in row.cells]
    return {"group": cells} if row.is_group else cells


def _text(text: Text) -> Any:
    if all(not (run.bold or run.italic or run.href) for run in text) and len(text) <= 1:
        return "".join(run.text for run in text)
    return [{"text": run.text, "bold": run.bold, "italic": run.italic, "href": run.href} for run in text]
