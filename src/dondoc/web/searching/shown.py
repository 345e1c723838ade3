"""A found document as pages show it: where it opens, its hits marked. Presentation only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from dondoc.assignments.queries.source_words import first_tasks
from dondoc.base.rules.folding import Asked, marked
from dondoc.documents.models import DocumentText
from dondoc.documents.rules.searching import SearchKind
from dondoc.people.rules.rights import Rights

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class FoundDocument:
    """One hit; pieces marked True are what was searched for."""

    row: DocumentText
    kind: str
    href: str
    head: Pieces
    subject: Pieces
    is_in_text: bool


def found_shown(rows: Sequence[DocumentText], asked: Asked, rights: Rights) -> list[FoundDocument]:
    tasks = first_tasks(rights, [row.pk for row in rows if row.kind == SearchKind.SOURCE])
    return [
        FoundDocument(
            row,
            _kind(row),
            _href(row, tasks),
            marked(row.symbol or row.type_name or "Không số", asked),
            marked(row.subject, asked, around=240),
            not asked.is_in(row.head),
        )
        for row in rows
    ]


def _kind(row: DocumentText) -> str:
    """Where it stands; an outgoing document without a day has not been issued."""
    is_draft = row.outgoing_id is not None and row.dated is None
    return f"{SearchKind(row.kind).label}, dự thảo" if is_draft else SearchKind(row.kind).label


def _href(row: DocumentText, tasks: dict[int, int]) -> str:
    if row.incoming_id is not None:
        return reverse("incoming-document", kwargs={"document_id": row.incoming_id})
    if row.outgoing_id is not None:
        return reverse("outgoing-document", kwargs={"document_id": row.outgoing_id})
    return reverse("task", kwargs={"task_id": tasks[row.pk]}) if row.pk in tasks else ""
