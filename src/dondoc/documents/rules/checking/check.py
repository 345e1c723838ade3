"""The whole check (kiểm tra một văn bản): every rule over one paper, and the facts behind it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from dondoc.documents.rules.checking.body import body_faults
from dondoc.documents.rules.checking.end import end_faults
from dondoc.documents.rules.checking.finding import parts_of
from dondoc.documents.rules.checking.geometry import Block
from dondoc.documents.rules.checking.head import head_faults
from dondoc.documents.rules.checking.paper import Line, Paper
from dondoc.documents.rules.checking.parts import AnnexParts, Parts
from dondoc.documents.rules.checking.sheet import fonts_of, margins_of, sheet_faults
from dondoc.documents.rules.checking.verdict import Broken, is_measured
from dondoc.documents.rules.checking.wording import wording_faults


@dataclass(frozen=True)
class Check:
    """What was found: 'docx' or 'pdf', the facts as plain values, the rules broken in reading order."""

    kind: str
    facts: dict[str, Any]
    broken: tuple[Broken, ...]

    def figures(self) -> dict[str, Any]:
        return {"kind": self.kind, "facts": self.facts, "broken": [asdict(broken) for broken in self.broken]}


def check(paper: Paper) -> Check:
    """Hold a paper against the rules; a rule about something that the file does not tell is passed over."""
    parts = parts_of(paper)
    found = (
        *sheet_faults(paper, parts),
        *head_faults(paper, parts),
        *body_faults(paper, parts),
        *wording_faults(paper, parts),
        *end_faults(parts),
    )
    told = (broken for broken in found if not (paper.is_text_layer and is_measured(broken.rule)))
    return Check(paper.kind, _facts(paper, parts), tuple(dict.fromkeys(told)))


def _facts(paper: Paper, parts: Parts) -> dict[str, Any]:
    first = paper.sections[0]
    return {
        "page": {
            "width_mm": first.width,
            "height_mm": first.height,
            "orientation": "landscape" if first.width > first.height else "portrait",
            "margins_mm": margins_of(paper, parts),
            "pages": paper.n_pages,
            "pages_read": paper.n_read,
            "is_text_layer": paper.is_text_layer,
        },
        "fonts": fonts_of(paper),
        "page_number": _page_number(paper),
        "country": _line(parts.country),
        "motto": _line(parts.motto),
        "issuer_parent": [_line(line) for line in parts.parents],
        "issuer": [_line(line) for line in parts.issuers],
        "number": _line(parts.number),
        "place_date": _line(parts.dated),
        "type": parts.type.value if parts.type else ("CV" if parts.about else None),
        "title": _line(parts.title),
        "subject": [_line(line) for line in parts.subject],
        "about": [_line(line) for line in parts.about],
        "marks": [_line(line) for line in parts.marks],
        "addressees": [_line(line) for line in ([parts.to] if parts.to else []) + parts.addressees],
        "basis": [_block(block) for block in parts.basis],
        "body": {"paragraphs": len(parts.body), "first": _block(parts.body[0]) if parts.body else None},
        "closing": parts.body[-1].text[-40:] if parts.body else None,
        "authority": [_line(line) for line in parts.authority],
        "signer": _line(parts.signer),
        "recipients_title": _line(parts.recipients_title),
        "recipients": [_line(line) for line in parts.recipients],
        "annexes": [_annex(annex) for annex in parts.annexes],
    }


def _annex(annex: AnnexParts) -> dict[str, Any]:
    return {
        "heading": _line(annex.heading),
        "title": [_line(line) for line in annex.title],
        "note": [_line(line) for line in annex.note],
        "page": annex.page,
    }


def _page_number(paper: Paper) -> Any:
    if paper.kind == "docx":
        first = paper.sections[0]
        return {**asdict(first.number), "hidden_on_first": first.first_hidden} if first.number else None
    return [
        {"page": page, "number": number, "size": size, "x_mm": x, "y_mm": y} for page, number, size, x, y in paper.shown
    ]


def _line(line: Line | None) -> dict[str, Any] | None:
    if line is None:
        return None
    told: dict[str, Any] = {
        "text": line.text,
        "font": line.font,
        "size": line.size,
        "bold": None if line.bold is None else line.bold > 0.5,
        "italic": None if line.italic is None else line.italic > 0.5,
        "capitals": line.text == line.text.upper(),
        "align": line.align or None,
        "page": line.page,
    }
    if line.x0 is not None:
        told |= {"x0_mm": line.x0, "x1_mm": line.x1, "y_mm": line.y}
    return told


def _block(block: Block) -> dict[str, Any]:
    return {
        **(_line(block.line) or {}),
        "text": block.text[:200],
        "align": block.align or None,
        "first_line_indent_mm": block.first,
        "space_before_pt": block.gap,
        "line_spacing": block.spacing,
    }
