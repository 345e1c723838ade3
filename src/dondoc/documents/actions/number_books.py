"""Number books (cấp số, giữ số, dùng số giữ, hủy số): each book's row is locked, so numbers run without gaps.

Source: NĐ 30/2020/NĐ-CP, Điều 15.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.documents.models import BookedNumber, NumberBook, NumberEvent
from dondoc.documents.queries import numbered_agency
from dondoc.documents.rules.numbering import (
    every_series,
    padded,
    reasons_not_to_reserve,
    reasons_not_to_take,
    series_of,
)


class CannotGiveNumber(Refused):
    """Refused: no number for this, or nothing to do with that number; every reason is told."""


@transaction.atomic
def take_number(
    *,
    actor_id: int | None,
    at: datetime,
    agency_code: str,
    series: str,
    dated: date,
    subject: str,
    reference: str = "",
    reason: str = "",
) -> BookedNumber:
    """The next number of the book of the document's year (cấp số). Asked again for the same `reference`: the same one.

    `reason`: needed for a late number. Raises CannotGiveNumber, NotFound.
    """
    book = _locked_book(actor_id, at, agency_code, series, dated.year)
    known = book.numbers.filter(reference=reference).first() if reference else None
    if known is not None:
        return known
    dates = book.numbers.filter(dated__isnull=False).order_by("-dated").values_list("dated", flat=True)
    reasons = reasons_not_to_take(dated, day_of(at), dates.first(), subject, reason)
    if reasons:
        raise CannotGiveNumber(reasons)
    given = BookedNumber.objects.create(
        book=book,
        number=_last(book) + 1,
        dated=dated,
        subject=subject.strip()[:500],
        reference=reference,
        reason=reason.strip()[:500],
        actor_id=actor_id,
        recorded_at=at,
    )
    _log(actor_id, at, "take_number", book, {"number": given.number, "dated": dated, "subject": given.subject})
    return given


@transaction.atomic
def reserve_numbers(
    *, actor_id: int | None, at: datetime, agency_code: str, series: str, year: int, count: int, reason: str
) -> list[BookedNumber]:
    """Keep the next numbers of a book for later (giữ số); they stand in the book with their reason.

    Raises CannotGiveNumber, NotFound.
    """
    reasons = reasons_not_to_reserve(count, year, day_of(at), reason)
    if reasons:
        raise CannotGiveNumber(reasons)
    book = _locked_book(actor_id, at, agency_code, series, year)
    first = _last(book) + 1
    kept = BookedNumber.objects.bulk_create(
        BookedNumber(
            book=book,
            number=number,
            is_reserved=True,
            reason=reason.strip()[:500],
            actor_id=actor_id,
            recorded_at=at,
        )
        for number in range(first, first + count)
    )
    _log(actor_id, at, "reserve_numbers", book, {"first": first, "count": count, "reason": reason})
    return kept


@transaction.atomic
def use_reserved_number(
    *,
    actor_id: int | None,
    at: datetime,
    agency_code: str,
    series: str,
    year: int,
    number: int,
    dated: date,
    subject: str,
) -> NumberEvent:
    """Give a number that was kept to its document (sử dụng số giữ). Raises CannotGiveNumber, NotFound."""
    book = _locked_book(actor_id, at, agency_code, series, year)
    kept = _known_number(book, number)
    reasons = reasons_not_to_take(dated, day_of(at), None, subject, kept.reason)
    if not kept.is_reserved or kept.events.exists():
        reasons.append(Reason(f"Số {padded(number)} không còn giữ chỗ: đã cấp hoặc đã hủy.", "Số"))
    if dated.year != year:
        reasons.append(Reason(f"Văn bản ngày của năm {dated.year} không dùng số của năm {year}.", "Ngày văn bản"))
    if reasons:
        raise CannotGiveNumber(reasons)
    used = NumberEvent.objects.create(
        number=kept,
        kind=NumberEvent.USED,
        dated=dated,
        subject=subject.strip()[:500],
        actor_id=actor_id,
        recorded_at=at,
    )
    _log(actor_id, at, "use_reserved_number", book, {"number": number, "dated": dated, "subject": used.subject})
    return used


@transaction.atomic
def cancel_number(
    *, actor_id: int | None, at: datetime, agency_code: str, series: str, year: int, number: int, reason: str
) -> NumberEvent:
    """Cancel a number (hủy số): it stays in the book with its reason and goes to no other document.

    Raises CannotGiveNumber, NotFound.
    """
    book = _locked_book(actor_id, at, agency_code, series, year)
    booked = _known_number(book, number)
    reasons = [] if reason.strip() else [Reason("Ghi lý do hủy số.", "Lý do")]
    if booked.events.filter(kind=NumberEvent.CANCELLED).exists():
        reasons.append(Reason(f"Số {padded(number)} đã hủy rồi.", "Số"))
    if reasons:
        raise CannotGiveNumber(reasons)
    cancelled = NumberEvent.objects.create(
        number=booked, kind=NumberEvent.CANCELLED, reason=reason.strip()[:500], actor_id=actor_id, recorded_at=at
    )
    _log(actor_id, at, "cancel_number", book, {"number": number, "reason": cancelled.reason})
    return cancelled


def _locked_book(actor_id: int | None, at: datetime, agency_code: str, series: str, year: int) -> NumberBook:
    """The book, begun if need be, with its row locked until commit."""
    agency = numbered_agency(actor_id, agency_code, day_of(at))
    wanted = series_of(series)
    if wanted is None:
        raise CannotGiveNumber([Reason(f"Không có loại '{series}'; hãy chọn: {every_series()}.", "Loại văn bản")])
    if not 1945 <= year <= day_of(at).year:
        raise CannotGiveNumber([Reason(f"Chưa mở sổ số năm {year}.", "Năm")])
    begun, _ = NumberBook.objects.get_or_create(agency=agency, series=wanted, year=year)
    return NumberBook.objects.select_for_update().get(pk=begun.pk)


def _last(book: NumberBook) -> int:
    """The highest number given or kept; 0 on 1 January. Right only while the book is locked."""
    return book.numbers.order_by("-number").values_list("number", flat=True).first() or 0


def _known_number(book: NumberBook, number: int) -> BookedNumber:
    found = book.numbers.filter(number=number).first()
    if found is None:
        raise NotFound(f"Sổ chưa có số {padded(number)}.")
    return found


def _log(actor_id: int | None, at: datetime, deed: str, book: NumberBook, detail: dict[str, object]) -> None:
    told = {"series": book.series, "year": book.year, **detail}
    write_audit(actor_id=actor_id, at=at, deed=deed, subject=f"agency:{book.agency_id}", detail=told)
