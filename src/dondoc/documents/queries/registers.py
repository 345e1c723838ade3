"""The registers out of what was given, issued, registered and done (các sổ văn bản), as they stand at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, overload

from django.db.models import QuerySet

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.wording import document_date, number
from dondoc.deadlines.queries import work_calendar
from dondoc.deadlines.rules.calendar import WorkCalendar
from dondoc.documents.models import (
    DraftVersion,
    IncomingBook,
    IncomingDocument,
    NumberBook,
    OutgoingEvent,
    OutgoingRecipient,
)
from dondoc.documents.queries.books import BookLine, year_lines
from dondoc.documents.queries.incoming import deeds_until, due_of, standing_of
from dondoc.documents.rules.incoming import WORKING, DeedKind, ShareRole, Stage
from dondoc.documents.rules.life import DeedKind as Step
from dondoc.documents.rules.numbering import COPIES, NumberState, padded
from dondoc.documents.rules.official import DocumentType
from dondoc.documents.rules.registers import Register, RegisterKind, RegisterRow, elsewhere_of, named_few, together


def _day(on: date | None) -> str:
    return document_date(on) if on else ""


@dataclass(frozen=True)
class _Sent:
    """What is known of the document that bears a number."""

    document_id: int
    symbol: str
    content: dict[str, Any]
    issued_on: date | None
    receivers: tuple[str, ...]
    became: str


def outgoing_rows(agency_id: int, year: int, on: date, series: str = "") -> list[RegisterRow]:
    """Every number of the year's books, given, kept or cancelled (sổ đăng ký văn bản đi). Seven queries at most."""
    books = year_lines(agency_id, year, series)
    sent = _sent_by_number([line.id for lines in books.values() for line in lines], on)
    return [_outgoing_row(name, line, sent.get(line.id)) for name, lines in books.items() for line in lines]


def _sent_by_number(number_ids: Sequence[int], on: date) -> dict[int, _Sent]:
    given = OutgoingEvent.objects.filter(kind=Step.GIVE_NUMBER.value, number__book__isnull=False)
    given = given.filter(number_id__in=number_ids).order_by("document_id", "no")  # the newest counts
    by_document = dict(given.values_list("document_id", "number_id"))
    drafts: dict[int, tuple[str, dict[str, Any]]] = {}
    rows = DraftVersion.objects.filter(document_id__in=by_document).order_by("document_id", "no")
    for document_id, symbol, content in rows.values_list("document_id", "symbol", "content"):
        drafts[document_id] = (symbol, content)
    issued, elsewhere, became = _issued(by_document)
    receivers = _receivers(by_document, on)
    return {
        number_id: _Sent(
            document_id,
            drafts[document_id][0],
            drafts[document_id][1],
            issued.get(document_id),
            (*receivers.get(document_id, ()), *elsewhere.get(document_id, ())),
            became.get(document_id, ""),
        )
        for document_id, number_id in by_document.items()
        if document_id in drafts
    }


def _issued(document_ids: Iterable[int]) -> tuple[dict[int, date], dict[int, tuple[str, ...]], dict[int, str]]:
    """The day on which each was issued, to whom outside this system, and what became of it afterwards in words."""
    kinds = {Step.ISSUE: "", Step.RECALL: "đã thu hồi", Step.REPLACE: "đã được thay thế", Step.CORRECT: "đã đính chính"}
    rows = OutgoingEvent.objects.filter(document_id__in=list(document_ids), kind__in=[one.value for one in kinds])
    issued: dict[int, date] = {}
    elsewhere: dict[int, tuple[str, ...]] = {}
    became: dict[int, str] = {}
    for document_id, kind, at, text in rows.order_by("document_id", "no").values_list(
        "document_id", "kind", "at", "text"
    ):
        if kind == Step.ISSUE:
            issued[document_id], elsewhere[document_id] = day_of(at), elsewhere_of(text)
        else:
            became[document_id] = kinds[Step(kind)]
    return issued, elsewhere, became


def _receivers(document_ids: Iterable[int], on: date) -> dict[int, list[str]]:
    rows = OutgoingRecipient.objects.filter(document_id__in=list(document_ids)).order_by("pk")
    pairs = list(rows.values_list("document_id", "agency_id"))
    names = agencies_as_on({agency_id for _, agency_id in pairs}, on)
    found: dict[int, list[str]] = {}
    for document_id, agency_id in pairs:
        if agency_id in names:
            found.setdefault(document_id, []).append(names[agency_id].name)
    return found


def _outgoing_row(series: str, line: BookLine, sent: _Sent | None) -> RegisterRow:
    label = _series_label(series)
    is_used = line.state is NumberState.GIVEN
    notes = (
        "" if is_used else f"{line.state.label}{': ' + line.reason if line.reason else ''}",
        f"số muộn: {line.reason}" if line.is_late and is_used else "",
        "số đã giữ trước" if line.is_reserved and is_used else "",
        sent.became if sent else "",
    )
    receivers = sent.receivers if sent else ()
    return RegisterRow(
        cells=(
            f"{padded(line.number)}/{sent.symbol}" if sent and sent.symbol else padded(line.number),
            _day(line.dated),
            together((label, line.subject), ", ") if line.subject else label,
            str(sent.content.get("signer") or "") if sent else "",
            named_few(receivers),
            _kept_with(sent.content) if sent else "",
            number(len(receivers)) if receivers else "",
            _day(sent.issued_on) if sent else "",
            "",
            together(notes),
        ),
        document_id=sent.document_id if sent else None,
        is_unusual=not is_used or line.is_late,
    )


def _kept_with(content: dict[str, Any]) -> str:
    """'VT, TTPVHCC' out of 'Lưu: VT, TTPVHCC', the last line of Nơi nhận."""
    for line in reversed(content.get("recipients") or []):
        lines = [line] if isinstance(line, str) else [line.get("text", ""), *line.get("children", [])]
        for words in reversed(lines):
            bare = words.lstrip("-+ ")
            if bare.startswith("Lưu:"):
                return str(bare.removeprefix("Lưu:").strip(" ."))
    return ""


def incoming_of(agency_id: int, year: int, at: datetime, type_name: str = "") -> QuerySet[IncomingDocument]:
    """The entries of a register by number, as known at a moment, with what the rows need."""
    rows = IncomingDocument.objects.filter(book__agency_id=agency_id, book__year=year, recorded_at__lte=at)
    if type_name:
        rows = rows.filter(type_name=type_name)
    return rows.order_by("number").prefetch_related("deeds", "shares")


def incoming_rows(documents: Iterable[IncomingDocument], at: datetime) -> list[RegisterRow]:
    """Sổ đăng ký văn bản đến."""
    return [_incoming_row(document, at) for document in documents]


def _incoming_row(document: IncomingDocument, at: datetime) -> RegisterRow:
    deeds = deeds_until(document, at)
    shared = next((one for one in deeds if one.kind == DeedKind.OPINION), None)
    taken = next((one for one in deeds if one.kind == DeedKind.TAKEN), None)
    stage = standing_of(document, at)
    is_unusual = stage in (Stage.RETURNED, Stage.RECALLED)
    return RegisterRow(
        cells=(
            _day(document.arrived_on),
            padded(document.number),
            document.issuer,
            document.symbol,
            _day(document.dated),
            together((document.type_name, document.subject), ", "),
            named_few(_handlers(document, at)),
            _day(day_of(shared.at)) if shared else "",
            _day(day_of(taken.at)) if taken else "",
            together((document.note, stage.label.lower() if is_unusual else "", _corrected(deeds))),
        ),
        document_id=document.pk,
        is_unusual=is_unusual,
    )


def _corrected(deeds: Sequence[Any]) -> str:
    return "đã sửa thông tin đăng ký" if any(one.kind == DeedKind.CORRECTED for one in deeds) else ""


def _handlers(document: IncomingDocument, at: datetime) -> list[str]:
    known = {one.pk for one in deeds_until(document, at)}
    rows = [one for one in document.shares.all() if one.deed_id in known]
    ranked = sorted(rows, key=lambda one: (one.role != ShareRole.LEAD, one.pk))
    return list(dict.fromkeys(one.name for one in ranked if one.role != ShareRole.TOLD)) or list(
        dict.fromkeys(one.name for one in ranked)
    )


def handling_rows(documents: Iterable[IncomingDocument], at: datetime, calendar: WorkCalendar) -> list[RegisterRow]:
    """Sổ theo dõi giải quyết văn bản đến; what is late is told in working days."""
    return [_handling_row(document, at, calendar) for document in documents]


def _handling_row(document: IncomingDocument, at: datetime, calendar: WorkCalendar) -> RegisterRow:
    deeds = deeds_until(document, at)
    worked = [one for one in deeds if one.kind in WORKING and one.text]
    answers = [one for one in deeds if one.kind == DeedKind.ANSWERED]
    stage, due = standing_of(document, at), due_of(document, at)
    late = stage.is_open and due is not None and due < day_of(at)
    dated = f"ngày {_day(document.dated)}" if document.dated else ""
    return RegisterRow(
        cells=(
            padded(document.number),
            together((f"{document.type_name} {document.symbol}".strip(), dated, f"của {document.issuer}"), " "),
            named_few(_handlers(document, at)),
            _day(due),
            together((stage.label, worked[-1].text if worked and stage.is_open else ""), ": "),
            together((f"{one.symbol} ngày {_day(one.dated)}" for one in answers), "; "),
            f"quá hạn {number(calendar.working_days_between(due, day_of(at)))} ngày làm việc" if late and due else "",
        ),
        document_id=document.pk,
        is_unusual=late,
    )


class IncomingRows(Sequence[RegisterRow]):
    """The rows of an incoming register, worked out a page at a time: a year may hold tens of thousands."""

    def __init__(self, kind: RegisterKind, found: QuerySet[IncomingDocument], at: datetime) -> None:
        self.kind, self.found, self.at = kind, found, at

    def __len__(self) -> int:
        return self.found.count()

    @overload
    def __getitem__(self, place: int) -> RegisterRow: ...

    @overload
    def __getitem__(self, place: slice) -> list[RegisterRow]: ...

    def __getitem__(self, place: int | slice) -> RegisterRow | list[RegisterRow]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        documents = list(self.found[place])
        if self.kind is RegisterKind.INCOMING:
            return incoming_rows(documents, self.at)
        return handling_rows(documents, self.at, work_calendar())


def register_rows(
    kind: RegisterKind, agency_id: int, year: int, as_of: AsOf, type_code: str = ""
) -> Sequence[RegisterRow]:
    """The rows of a register of a body and a year, of one type where one is named."""
    if kind is RegisterKind.OUTGOING:
        return outgoing_rows(agency_id, year, as_of.on, type_code)
    return IncomingRows(kind, incoming_of(agency_id, year, as_of.at, type_code), as_of.at)


def register_of(kind: RegisterKind, agency_id: int, year: int, as_of: AsOf, type_code: str = "") -> Register:
    """The whole register as a value, for Excel and paper."""
    rows = register_rows(kind, agency_id, year, as_of, type_code)
    name = agencies_as_on([agency_id], as_of.on)[agency_id].name
    label = dict(types_in(kind, agency_id, year)).get(type_code, type_code)
    return Register(kind, name, year, tuple(rows[: len(rows)]), label if type_code else "")


def types_in(kind: RegisterKind, agency_id: int, year: int) -> list[tuple[str, str]]:
    """The types that a register holds, as a choice: what asks for one, what it is called."""
    if kind is RegisterKind.OUTGOING:
        books = NumberBook.objects.filter(agency_id=agency_id, year=year).order_by("series")
        return [(one, _series_label(one)) for one in books.values_list("series", flat=True)]
    rows = IncomingDocument.objects.filter(book__agency_id=agency_id, book__year=year)
    return [(one, one) for one in sorted(set(rows.order_by().values_list("type_name", flat=True).distinct()))]


def book_years(kind: RegisterKind, agency_ids: Iterable[int]) -> dict[int, list[int]]:
    """The years for which each agency has a register, the newest first; an agency without one is not in it."""
    books = NumberBook if kind is RegisterKind.OUTGOING else IncomingBook
    rows = books._default_manager.filter(agency_id__in=list(agency_ids)).order_by("agency_id", "-year")
    found: dict[int, list[int]] = {}
    for agency_id, year in rows.values_list("agency_id", "year").distinct():
        found.setdefault(agency_id, []).append(year)
    return found


def _series_label(series: str) -> str:
    return "Bản sao" if series == COPIES else DocumentType(series).label
