"""A reading as plain JSON values (kết quả đọc dạng JSON), for `dondoc extract` and whoever calls it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from dondoc.assignments.rules.reading.citations import Citation
from dondoc.assignments.rules.reading.values import Party, ReadDeadline, ReadDocument, Reading, ReadTask


def reading_figures(reading: Reading) -> dict[str, Any]:
    """Everything read. `span` is [start, end) in characters of `text`; `text[start:end]` is the task's `text`.

    `numbered_point` is the point with a number or letter that the task stands under and `part` its dash there, so
    that tasks can be put together again by the points an office would count: '2.a-1' is part 1 of 2.a.
    """
    return {
        "document": document_figures(reading.document),
        "tasks": [_task(task) for task in reading.tasks],
        "citations": citation_figures(reading.citations),
        "notes": list(reading.notes),
        "text": reading.text,
        "text_length": len(reading.text),
        "text_sha256": hashlib.sha256(reading.text.encode()).hexdigest(),
    }


def document_figures(document: ReadDocument) -> dict[str, Any]:
    return {
        "number": document.number or None,
        "date": document.on.isoformat() if document.on else None,
        "issuer": document.issuer or None,
        "title": document.title or None,
        "signer": document.signer or None,
        "kind": document.kind or None,
        "addressees": [party.name for party in document.addressees],
    }


def citation_figures(citations: Iterable[Citation]) -> list[dict[str, Any]]:
    return [
        {
            "number": one.number,
            "kind": one.kind or None,
            "date": one.on.isoformat() if one.on else None,
            "issuer": one.issuer or None,
            "span": [one.start, one.end],
            "is_answered": one.is_answered,
        }
        for one in citations
    ]


def _task(task: ReadTask) -> dict[str, Any]:
    return {
        "point": task.point,
        "numbered_point": task.point.partition("-")[0] or None,
        "part": task.point.partition("-")[2] or None,
        "text": task.text,
        "span": [task.start, task.end],
        "lead": [party.name for party in task.lead],
        "lead_detail": [_party(party) for party in task.lead],
        "coordinating": [party.name for party in task.coordinating],
        "coordinating_detail": [_party(party) for party in task.coordinating],
        "deadline": _deadline(task.deadline),
        "confidence": task.confidence,
        "unresolved": list(task.unresolved),
    }


def _party(party: Party) -> dict[str, Any]:
    return {
        "name": party.name,
        "as_written": party.as_written,
        "code": party.code or None,
        "is_group": party.is_group,
        "is_open": party.is_open,
        "note": party.note or None,
    }


def _deadline(deadline: ReadDeadline) -> dict[str, Any]:
    return {
        "date": deadline.on.isoformat() if deadline.on else None,
        "date_as_written": deadline.as_written.isoformat() if deadline.as_written else None,
        "time": deadline.at.strftime("%H:%M") if deadline.at else None,
        "wording": deadline.wording or None,
        "kind": deadline.kind.value,
        "guess": deadline.guess or None,
    }
