"""The annexes of an outgoing document in files of their own (phụ lục tệp riêng), and which the agency has signed."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.documents.models import OutgoingFile
from dondoc.documents.queries.outgoing import Record
from dondoc.documents.rules.life import DeedKind, FileKind


@dataclass(frozen=True)
class Annex:
    """One annex: the file as it was placed, and as the agency signed it under the number that the document bears."""

    placed: OutgoingFile
    sealed: OutgoingFile | None

    @property
    def name(self) -> str:
        return str(self.placed.file.name)

    @property
    def needs_seal(self) -> bool:
        return self.name.casefold().endswith(".pdf") and self.sealed is None

    @property
    def leaving(self) -> OutgoingFile:
        """The file that goes to the receivers."""
        return self.sealed or self.placed


def annexes_of(record: Record) -> list[Annex]:
    """The annexes as they were placed last, in their order. Two queries; none where none was ever placed."""
    placed = record.last(DeedKind.ATTACH)
    if placed is None:
        return []
    rows = OutgoingFile.objects.filter(event=placed, kind=FileKind.ANNEX.value).select_related("file").order_by("id")
    sealed = _sealed(record)
    return [Annex(row, sealed.get(row.pk)) for row in rows]


def _sealed(record: Record) -> dict[int | None, OutgoingFile]:
    """By the annex; what was signed under a number that was cancelled since counts no more."""
    given = record.numbered
    if given is None:
        return {}
    rows = OutgoingFile.objects.filter(
        document=record.document,
        kind=FileKind.ANNEX_SEALED.value,
        event__no__gt=given.no,
        event__no__lte=record.events[-1].no,
    )
    return {row.source_id: row for row in rows.select_related("file").order_by("id")}
