"""Outgoing documents (văn bản đi): by right, with everything that was done with them and where they stand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from dondoc.agencies.queries import units_of_kind
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound
from dondoc.documents.models import DraftVersion, OutgoingDocument, OutgoingEvent, OutgoingFile
from dondoc.documents.rules.document_files import read_document
from dondoc.documents.rules.life import RULES, DeedKind, FileKind, Stage, Who, stage_after
from dondoc.documents.rules.numbering import padded
from dondoc.documents.rules.official import DocumentDate, DocumentType, OfficialDocument
from dondoc.documents.rules.promptness import Days
from dondoc.people.queries import signing_ways
from dondoc.people.rules.authority import Judged
from dondoc.people.rules.rights import Right, Rights

MOVING = {kind: deed.to for kind, deed in RULES.items() if deed.to is not None}
OFFICE_KIND = "văn phòng"
MOST_OFFERED = 30


@dataclass(frozen=True)
class Record:
    """A document with its drafts and events, oldest first (hồ sơ văn bản đi)."""

    document: OutgoingDocument
    drafts: Sequence[DraftVersion]
    events: Sequence[OutgoingEvent]

    @property
    def stage(self) -> Stage:
        return stage_after(DeedKind(event.kind) for event in self.events)

    @property
    def draft(self) -> DraftVersion:
        return self.drafts[-1]

    @property
    def type(self) -> DocumentType:
        return DocumentType(self.document.type)

    @property
    def seen(self) -> str:
        """What a page was made of: changes with every event and every draft."""
        return f"{self.events[-1].no if self.events else 0}.{self.draft.no}"

    def last(self, *kinds: DeedKind) -> OutgoingEvent | None:
        return next((event for event in reversed(self.events) if event.kind in kinds), None)

    @property
    def numbered(self) -> OutgoingEvent | None:
        """The giving of the number that the document bears now."""
        is_numbered = self.stage in (Stage.NUMBERED, Stage.SEALED) or self.stage.is_out
        return self.last(DeedKind.GIVE_NUMBER) if is_numbered else None

    @property
    def signed(self) -> OutgoingEvent | None:
        """The personal signature that counts now."""
        is_signed = self.stage in (Stage.SIGNED, Stage.NUMBERED, Stage.SEALED) or self.stage.is_out
        return self.last(DeedKind.SIGN) if is_signed else None

    @property
    def issued(self) -> OutgoingEvent | None:
        return self.last(DeedKind.ISSUE) if self.stage.is_out else None

    def value(self) -> OfficialDocument:
        """The document as it reads now, with number and date once they are given."""
        found = official_of(self.draft)
        given = self.numbered
        if given is None or given.number is None or given.dated is None:
            return found
        on = given.dated
        return replace(found, number=padded(given.number.number), date=DocumentDate(on.day, on.month, on.year))

    def days(self) -> Days:
        """The days on its way out, for what is late."""
        signed, numbered, issued = self.signed, self.numbered, self.issued
        return Days(
            day_of(signed.at) if signed else None,
            day_of(numbered.at) if numbered else None,
            numbered.dated if numbered else None,
            day_of(issued.at) if issued else None,
            official_of(self.draft).urgency is not None,
        )


def official_of(draft: DraftVersion) -> OfficialDocument:
    """A draft as a value."""
    return read_document(json.dumps(draft.content).encode())


def desk_agencies(rights: Rights, on: date) -> frozenset[int]:
    """The agencies whose documents a person drafts: where he enters; of a province that he watches, its Office too."""
    watched = rights.agencies_for(Right.MONITOR)
    found = rights.agencies_for(Right.ENTER) | watched
    if not watched:
        return found
    return found | units_of_kind(OFFICE_KIND, watched, on)


def visible_outgoing(rights: Rights, on: date) -> QuerySet[OutgoingDocument]:
    """The documents that a person may know of: of his agencies, drafted by him, or handed to him to sign."""
    agencies = desk_agencies(rights, on) | rights.agencies_for(Right.APPROVE) | rights.agencies_for(Right.SIGN)
    handed = OutgoingEvent.objects.filter(document=OuterRef("pk"), person_id=rights.user_id)
    own = Q(agency_id__in=agencies) | Q(drafted_by_id=rights.user_id) | Exists(handed)
    return OutgoingDocument.objects.filter(own)


def access_outgoing(rights: Rights, document_id: int, on: date, *, for_update: bool = False) -> OutgoingDocument:
    """The document, for whoever may know of it. Raises NotFound."""
    found = visible_outgoing(rights, on).filter(pk=document_id).select_related("agency", "follows").first()
    if found is None:
        raise NotFound("Không tìm thấy văn bản này.")
    if for_update:
        OutgoingDocument.objects.select_for_update().get(pk=found.pk)
    return found


def record_of_outgoing(document: OutgoingDocument, at: datetime | None = None) -> Record:
    """Everything about a document, or what there was at a moment. Two queries."""
    drafts = document.drafts.select_related("by").order_by("no")
    events = document.events.select_related("by", "person", "number", "draft", "other", "verification").order_by("no")
    if at is not None:
        drafts, events = drafts.filter(recorded_at__lte=at), events.filter(at__lte=at)
    listed = list(drafts)
    if not listed:
        raise NotFound("Không tìm thấy văn bản này.")
    return Record(document, listed, list(events))


def judged_signer(record: Record, user_id: int, on: date) -> Judged:
    """May this person sign the document on a day, and with which blocks?"""
    type_ = record.type
    return signing_ways(
        user_id=user_id,
        agency_id=record.document.agency_id,
        type_code=type_.value,
        type_label=type_.label.lower(),
        on=on,
    )


def who_in(rights: Rights, record: Record, on: date) -> frozenset[Who]:
    """In which capacities a person deals with a document on a day."""
    agency_id = record.document.agency_id
    found = set()
    if agency_id in desk_agencies(rights, on):
        found.add(Who.DRAFTER)
    if rights.has(Right.APPROVE, agency_id):
        found.add(Who.APPROVER)
    if rights.has(Right.SIGN, agency_id):
        found.add(Who.CLERK)
    if record.stage in (Stage.APPROVED, Stage.ISSUED) and judged_signer(record, rights.user_id, on).ways:
        found.add(Who.SIGNER)
    return frozenset(found)


def newest_file(document_id: int, kind: FileKind) -> OutgoingFile | None:
    """The newest file of a kind."""
    rows = OutgoingFile.objects.filter(document_id=document_id, kind=kind.value).select_related("file")
    return rows.order_by("-id").first()


def bytes_of(file: OutgoingFile) -> bytes:
    """A file's bytes as they were taken in."""
    with file.file.content.open("rb") as opened:
        data: bytes = opened.read()
    return data


def file_to_sign(record: Record) -> OutgoingFile | None:
    """What the next signature goes onto: the frozen file for a person, the signed one for the agency."""
    if record.stage is Stage.APPROVED:
        return newest_file(record.document.pk, FileKind.FROZEN)
    if record.stage in (Stage.SIGNED, Stage.NUMBERED):
        return newest_file(record.document.pk, FileKind.SIGNED)
    return None


def with_stage(rows: QuerySet[OutgoingDocument], at: datetime | None = None) -> QuerySet[Any]:
    """Each document with `stage_now`: `rules.life.stage_after` in SQL. Twin; a test holds them together."""
    events = OutgoingEvent.objects.filter(document=OuterRef("pk"), kind__in=[kind.value for kind in MOVING])
    if at is not None:
        events = events.filter(at__lte=at)
    moves = (When(kind=kind.value, then=Value(stage.value)) for kind, stage in MOVING.items())
    to = Case(*moves, output_field=CharField())
    # Named within the one question for the last event: a choice outside would ask it anew for each kind.
    last = Subquery(events.order_by("-no").annotate(to=to).values("to")[:1])
    staged: QuerySet[Any] = rows.annotate(stage_now=Coalesce(last, Value(Stage.DRAFT.value), output_field=CharField()))
    return staged


def with_newest_draft(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Each document with `subject_now` and `symbol_now` of its newest draft, and `number_now`, `dated_now`."""
    drafts = DraftVersion.objects.filter(document=OuterRef("pk")).order_by("-no")
    numbers = OutgoingEvent.objects.filter(document=OuterRef("pk"), kind=DeedKind.GIVE_NUMBER.value).order_by("-no")
    told: QuerySet[Any] = rows.annotate(
        subject_now=Subquery(drafts.values("subject")[:1]),
        symbol_now=Subquery(drafts.values("symbol")[:1]),
        number_now=Subquery(numbers.values("number__number")[:1]),
        dated_now=Subquery(numbers.values("dated")[:1]),
    )
    return told


def open_drafts(agency_ids: Iterable[int], at: datetime) -> list[tuple[int, str, str]]:
    """What agencies drafted and has not been issued yet, the newest first: which, of what type, about what."""
    rows = OutgoingDocument.objects.filter(agency_id__in=list(agency_ids), recorded_at__lte=at)
    inside = [stage.value for stage in Stage if not stage.is_out and stage is not Stage.DROPPED]
    found = with_newest_draft(with_stage(rows, at)).filter(stage_now__in=inside).order_by("-pk")[:MOST_OFFERED]
    return [(row.pk, row.get_type_display(), row.subject_now or "") for row in found]


def last_words(document_ids: Iterable[int]) -> dict[int, OutgoingEvent]:
    """The newest event of each document."""
    rows = OutgoingEvent.objects.filter(document_id__in=list(document_ids)).select_related("by", "person")
    return {row.document_id: row for row in rows.order_by("document_id", "no")}
