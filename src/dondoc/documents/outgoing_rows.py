"""Rows of outgoing documents, written by their deeds only: fetch and lock, next event, next draft, a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from dondoc.base.actions import store_file, write_audit
from dondoc.base.rules.folding import folded
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.documents.models import BookedNumber, DraftVersion, OutgoingDocument, OutgoingEvent, OutgoingFile
from dondoc.documents.queries.outgoing import Record, access_outgoing, record_of_outgoing, who_in
from dondoc.documents.rules.document_files import document_figures
from dondoc.documents.rules.life import RULES, DeedKind, FileKind
from dondoc.documents.rules.official import OfficialDocument
from dondoc.people.queries import rights_of
from dondoc.people.rules.authority import Authority
from dondoc.signing.models import Verification

PDF = "application/pdf"
STALE = "Văn bản đã có người xử lý sau khi trang này mở. Mở lại trang, xem bước mới nhất rồi làm tiếp."


class CannotTakeStep(Refused):
    """Refused: not from where the document stands, changed since the page was opened, or something is missing."""


def fetched(actor_id: int, at: datetime, document_id: int, kind: DeedKind, *, for_update: bool = False) -> Record:
    """The document for whoever may do this with it. Raises NotFound for all others."""
    rights, on = rights_of(actor_id, day_of(at)), day_of(at)
    record = record_of_outgoing(access_outgoing(rights, document_id, on, for_update=for_update))
    who = who_in(rights, record, on)
    # Nobody signs here but who has authority; who was asked to sign is told why he may not, not that nothing is there.
    asked = kind in (DeedKind.SIGN, DeedKind.REFUSE_SIGN) and _was_asked(record, actor_id)
    if not RULES[kind].who & who and not asked:
        raise NotFound("Không tìm thấy văn bản này.")
    return record


def _was_asked(record: Record, actor_id: int) -> bool:
    return any(event.person_id == actor_id for event in record.events)


def check_seen(record: Record, seen: str) -> None:
    """Nobody acts on what he has not seen: `seen` is `Record.seen` of his page. Raises CannotTakeStep."""
    if seen != record.seen:
        raise CannotTakeStep(STALE)


@dataclass(frozen=True)
class Told:
    """What an event says beside who did what and when (nội dung của bước)."""

    text: str = ""
    person_id: int | None = None
    number: BookedNumber | None = None
    dated: date | None = None
    authority: Authority | None = None
    verification: Verification | None = None
    other_id: int | None = None


NOTHING = Told()


def write_event(
    record: Record, kind: DeedKind, *, actor_id: int | None, at: datetime, told: Told = NOTHING
) -> OutgoingEvent:
    """The next event; where another was faster, CannotTakeStep."""
    try:
        with transaction.atomic():
            return OutgoingEvent.objects.create(
                document=record.document,
                no=(record.events[-1].no if record.events else 0) + 1,
                kind=kind.value,
                draft=record.draft,
                text=told.text,
                person_id=told.person_id,
                number=told.number,
                dated=told.dated,
                authority=_authority(told.authority),
                verification=told.verification,
                other_id=told.other_id,
                by_id=actor_id,
                at=at,
                recorded_at=at,
            )
    except IntegrityError as error:
        raise CannotTakeStep(STALE) from error


def _authority(way: Authority | None) -> dict[str, Any]:
    if way is None:
        return {}
    told = {"lines": list(way.lines), "prefix": way.prefix.value, "name": way.full_name, "post": way.post_id}
    return told | {"delegation": way.delegation_id, "basis": way.legal_basis}


@dataclass(frozen=True)
class Figures:
    """The figures in a draft as they were computed (số liệu): rows of {name, label, value, href}, and their moment."""

    rows: tuple[dict[str, str], ...] = ()
    at: datetime | None = None
    known_at: datetime | None = None


NO_FIGURES = Figures()


def write_draft(
    document: OutgoingDocument,
    value: OfficialDocument,
    no: int,
    *,
    actor_id: int | None,
    at: datetime,
    figures: Figures = NO_FIGURES,
    note: str = "",
) -> DraftVersion:
    """The next draft; where another was faster, CannotTakeStep."""
    try:
        with transaction.atomic():
            return DraftVersion.objects.create(
                document=document,
                no=no,
                content=document_figures(value),
                subject=value.subject[:500],
                symbol=value.symbol,
                words=folded(f"{value.type.label} {value.subject} {value.symbol}")[:700],
                figures=list(figures.rows),
                figures_at=figures.at,
                figures_known_at=figures.known_at,
                note=note.strip()[:500],
                by_id=actor_id,
                recorded_at=at,
            )
    except IntegrityError as error:
        raise CannotTakeStep(STALE) from error


def write_file(
    event: OutgoingEvent,
    kind: FileKind,
    data: bytes,
    name: str,
    actor_id: int | None,
    source: OutgoingFile | None = None,
) -> OutgoingFile:
    """A file that an event brought; `source`: the file that was signed."""
    content_type = PDF if name.casefold().endswith(".pdf") else "application/octet-stream"
    stored = store_file(actor_id=actor_id, at=event.at, data=data, name=name, content_type=content_type)
    return OutgoingFile.objects.create(
        document=event.document, event=event, kind=kind.value, file=stored, source=source, recorded_at=event.at
    )


def log(event: OutgoingEvent, actor_id: int | None, **detail: Any) -> None:
    """The deed in the sealed log."""
    told = {"draft": event.draft_id, "text": event.text, **detail}
    deed, subject = f"document_{event.kind}", about(event.document_id)
    write_audit(actor_id=actor_id, at=event.at, deed=deed, subject=subject, detail=told)


def about(document_id: int) -> str:
    return f"outgoing:{document_id}"
