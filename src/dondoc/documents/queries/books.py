"""Questions about number books (sổ số văn bản): whose, what stands in one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from dondoc.agencies.models import Agency
from dondoc.base.rules.refusals import NotFound
from dondoc.documents.models import BookedNumber, NumberEvent
from dondoc.documents.rules.numbering import GivenNumber, NumberState, late_numbers
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right


@dataclass(frozen=True)
class BookLine:
    """One line of a number book as it stands now, with what the register of outgoing documents needs."""

    number: int
    state: NumberState
    is_reserved: bool
    dated: date | None
    subject: str
    reason: str
    is_late: bool
    recorded_at: datetime
    id: int = 0


def numbered_agency(actor_id: int | None, agency_code: str, on: date) -> Agency:
    """The agency whose book a person may keep (văn thư): one that he signs for. None acts for the installation.

    Raises NotFound.
    """
    agency = Agency.objects.filter(code=agency_code).first()
    may = actor_id is None or (agency is not None and rights_of(actor_id, on).has(Right.SIGN, agency.pk))
    if agency is None or not may:
        raise NotFound(f"Không tìm thấy cơ quan mang mã '{agency_code}', hoặc không được giữ sổ số của cơ quan này.")
    return agency


def book_lines(agency_id: int, series: str, year: int) -> list[BookLine]:
    """Every number of a book from 01 on, with what became of it (sổ số văn bản). Two queries."""
    return year_lines(agency_id, year, series).get(series, [])


def year_lines(agency_id: int, year: int, series: str = "") -> dict[str, list[BookLine]]:
    """The same of every book of an agency's year by series, or of one. Two queries."""
    numbers = BookedNumber.objects.filter(book__agency_id=agency_id, book__year=year)
    if series:
        numbers = numbers.filter(book__series=series)
    found: dict[str, list[BookLine]] = {}
    for row in numbers.order_by("book__series", "number").select_related("book").prefetch_related("events"):
        found.setdefault(row.book.series, []).append(_line(row))
    return {name: _with_late(lines) for name, lines in found.items()}


def reserved_numbers(agency_id: int, series: str, year: int) -> list[tuple[int, str]]:
    """The numbers of a book that are still kept, each with what it was kept for (số giữ chưa dùng). One query."""
    rows = BookedNumber.objects.filter(
        book__agency_id=agency_id, book__series=series, book__year=year, is_reserved=True, events__isnull=True
    )
    return list(rows.order_by("number").values_list("number", "reason"))


def _with_late(rows: list[BookLine]) -> list[BookLine]:
    # A number that was kept is used whenever it is wanted: its date says nothing about the others.
    in_turn = (GivenNumber(row.number, row.dated) for row in rows if not row.is_reserved)
    late = set(late_numbers(in_turn))
    return [replace(row, is_late=row.number in late) for row in rows]


def _line(row: BookedNumber) -> BookLine:
    events = {event.kind: event for event in row.events.all()}
    used, cancelled = events.get(NumberEvent.USED), events.get(NumberEvent.CANCELLED)
    state = NumberState.RESERVED if row.is_reserved and used is None else NumberState.GIVEN
    return BookLine(
        number=row.number,
        state=NumberState.CANCELLED if cancelled else state,
        is_reserved=row.is_reserved,
        dated=used.dated if used else row.dated,
        subject=used.subject if used else row.subject,
        reason=cancelled.reason if cancelled else (used.reason if used and used.reason else row.reason),
        is_late=False,
        recorded_at=row.recorded_at,
        id=row.pk,
    )
