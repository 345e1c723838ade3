"""Give a signed document its number and date (cấp số, ngày), out of the agency's number book in the same transaction.

A document is kept without a number until the authorised signature. Source: NĐ 30/2020/NĐ-CP, Điều 15.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict

from django.db import transaction

from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import screen_date
from dondoc.documents.actions.number_books import cancel_number, take_number, use_reserved_number
from dondoc.documents.models import BookedNumber, OutgoingEvent
from dondoc.documents.outgoing_rows import CannotTakeStep, Told, about, check_seen, fetched, log, write_event
from dondoc.documents.queries.outgoing import Record
from dondoc.documents.rules.life import DeedKind, Stage, reasons_not_to


@transaction.atomic
def give_number(
    *,
    actor_id: int,
    at: datetime,
    document_id: int,
    seen: str,
    dated: date | None,
    reason: str = "",
    reserved: int | None = None,
) -> OutgoingEvent:
    """The next number of the book of the document's agency, type and year, or the `reserved` one of the same book.

    `reason`: needed for a late number. Raises NotFound, CannotTakeStep, CannotGiveNumber.
    """
    record = fetched(actor_id, at, document_id, DeedKind.GIVE_NUMBER, for_update=True)
    check_seen(record, seen)
    reasons = [*reasons_not_to(DeedKind.GIVE_NUMBER, record.stage), *_not_dated(record, dated)]
    if reasons or dated is None:
        raise CannotTakeStep(reasons)
    if reserved is None:
        booked = _next_number(record, actor_id, at, dated, reason)
    else:
        booked = use_reserved_number(**_entry(record, actor_id, at, dated), year=dated.year, number=reserved).number
    told = Told(reason.strip(), number=booked, dated=dated)
    event = write_event(record, DeedKind.GIVE_NUMBER, actor_id=actor_id, at=at, told=told)
    log(event, actor_id, number=booked.number, dated=dated)
    return event


class _Entry(TypedDict):
    """What every line of a book says."""

    actor_id: int
    at: datetime
    agency_code: str
    series: str
    dated: date
    subject: str


def _entry(record: Record, actor_id: int, at: datetime, dated: date) -> _Entry:
    return {
        "actor_id": actor_id,
        "at": at,
        "agency_code": record.document.agency.code,
        "series": record.document.type,
        "dated": dated,
        "subject": record.draft.subject or record.value().title,
    }


def _next_number(record: Record, actor_id: int, at: datetime, dated: date, reason: str) -> BookedNumber:
    reference = f"{about(record.document.pk)}:{record.events[-1].no + 1}"
    return take_number(**_entry(record, actor_id, at, dated), reference=reference, reason=reason)


def _not_dated(record: Record, dated: date | None) -> list[Reason]:
    """Against a day: none, before the signature, or of another year than the signed file bears."""
    if dated is None:
        return [Reason("Ghi ngày của văn bản.", "Ngày văn bản")]
    signed, frozen = record.signed, record.last(DeedKind.APPROVE)
    if signed is not None and dated < day_of(signed.at):
        told = f"Văn bản ký ngày {screen_date(day_of(signed.at))}; ngày văn bản không trước ngày ký."
        return [Reason(told, "Ngày văn bản")]
    if frozen is not None and dated.year != day_of(frozen.at).year:
        year = day_of(frozen.at).year
        told = f"Tệp đã ký in năm {year}; trả lại người soạn để trình, ký bản của năm {dated.year}."
        return [Reason(told, "Ngày văn bản")]
    return []


@transaction.atomic
def cancel_document_number(*, actor_id: int, at: datetime, document_id: int, seen: str, reason: str) -> OutgoingEvent:
    """Take the number off the document (hủy số): it stays in the book with its reason and goes to no other one.

    Raises NotFound, CannotTakeStep.
    """
    record = fetched(actor_id, at, document_id, DeedKind.CANCEL_NUMBER, for_update=True)
    check_seen(record, seen)
    reasons = list(reasons_not_to(DeedKind.CANCEL_NUMBER, record.stage, reason))
    given = record.numbered
    if reasons or given is None or given.number is None or given.dated is None or record.stage is not Stage.NUMBERED:
        raise CannotTakeStep(reasons or [Reason("Văn bản chưa có số.")])
    cancel_number(
        actor_id=actor_id,
        at=at,
        agency_code=record.document.agency.code,
        series=record.document.type,
        year=given.dated.year,
        number=given.number.number,
        reason=reason,
    )
    told = Told(reason.strip(), number=given.number, dated=given.dated)
    event = write_event(record, DeedKind.CANCEL_NUMBER, actor_id=actor_id, at=at, told=told)
    log(event, actor_id, number=given.number.number)
    return event
