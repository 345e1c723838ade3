"""Days of a year in files (tệp ngày nghỉ, ngày làm bù): CSV, Excel and iCalendar, out and in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import PurePath

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.tables import CannotRead, Field, Kind, Table, scan_table
from dondoc.base.rules.tables.fields import heading_key
from dondoc.base.rules.wording import screen_date
from dondoc.deadlines.rules.calendar import DayEntry, DayKind, WorkCalendar
from dondoc.deadlines.rules.decided import DecidedDay
from dondoc.deadlines.rules.icalendar import Event, read_calendar, write_calendar

KINDS = "; ".join(kind.label for kind in DayKind)
FIELDS = (
    Field("date", ("Ngày",), required=True, kind=Kind.DATE),
    Field("kind", ("Loại ngày",), required=True, note=KINDS),
    Field("name", ("Tên gọi",), required=True),
    Field("document_number", ("Số văn bản", "Số, ký hiệu văn bản"), max_length=60, note="Để trống: như ô chung"),
    Field("document_date", ("Ngày văn bản",), kind=Kind.DATE, note="Để trống: như ô chung"),
)
MAX_DAYS = 1000
# Day, kind, name, number and date of the document.
Read = tuple[date, DayKind, str, str, date | None]


class CannotReadDays(Refused):
    """Refused: the file has no days, or a document is missing for some."""


def days_csv(entries: Iterable[DayEntry], decided: Mapping[date, DecidedDay]) -> bytes:
    """The days as CSV that Excel opens rightly; those that the office decided with their documents."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([field.heading for field in FIELDS])
    for entry in entries:
        own = decided.get(entry.date)
        paper = [own.document_number, screen_date(own.document_date)] if own else ["", ""]
        writer.writerow([screen_date(entry.date), entry.kind.label, entry.name, *paper])
    return out.getvalue().encode("utf-8-sig")


def days_icalendar(entries: Iterable[DayEntry], name: str, stamp: datetime) -> bytes:
    """The days as an iCalendar file."""
    events = (
        Event(
            uid=f"ngay-{entry.date:%Y%m%d}@dondoc",
            day=entry.date,
            summary=entry.name,
            description=entry.source,
            categories=entry.kind.label,
        )
        for entry in entries
    )
    return write_calendar(name, events, stamp)


def read_days(
    data: bytes, name: str, calendar: WorkCalendar, document_number: str, document_date: date | None
) -> tuple[DecidedDay, ...]:
    """The days of a file that the calendar does not have already, each resting on its document or the common one.

    Raises CannotReadDays, CannotReadCalendar, CannotRead with every bad row.
    """
    read: list[Read]
    if PurePath(name).suffix.lower() == ".ics":
        read = [(e.day, _kind(e.categories) or DayKind.HOLIDAY, e.summary, "", None) for e in read_calendar(data)]
    else:
        read = _rows(scan_table(data, name, FIELDS))
    fresh = [row for row in read if not _is_known(calendar, row[0], row[1], row[2])]
    if len(fresh) > MAX_DAYS:
        raise CannotReadDays(f"Tệp có quá {MAX_DAYS} ngày khác với lịch hiện tại.")
    number = document_number.strip()
    lacking = [row[0] for row in fresh if not (row[3] or number) or (row[4] or document_date) is None]
    if lacking:
        told = ", ".join(screen_date(day) for day in lacking[:5])
        raise CannotReadDays([Reason(f"Thiếu số hoặc ngày văn bản của {len(lacking)} ngày: {told}.", "Văn bản")])
    return tuple(
        DecidedDay(on, kind, told[:200], own_number or number, own_date or document_date or on)
        for on, kind, told, own_number, own_date in fresh
    )


def _rows(table: Table) -> list[Read]:
    read: list[Read] = []
    seen: dict[date, int] = {}
    for row in table.rows:
        on, kind = row.day("date"), _kind(row.text("kind"))
        if row.text("kind") and kind is None:
            table.problem(row, "kind", f"không có loại '{row.text('kind')}'; chọn một trong: {KINDS}")
        if on is not None and on in seen:
            table.problem(row, "date", f"{screen_date(on)} đã có ở dòng {seen[on]}")
        if on is not None and kind is not None:
            seen.setdefault(on, row.number)
            read.append((on, kind, row.text("name"), row.text("document_number"), row.day("document_date")))
    if table.problems:
        raise CannotRead(table.problems.reasons())
    return read


def _kind(text: str) -> DayKind | None:
    asked = heading_key(text)
    return next((kind for kind in DayKind if asked in (heading_key(kind), heading_key(kind.label))), None)


def _is_known(calendar: WorkCalendar, on: date, kind: DayKind, name: str) -> bool:
    entry = calendar.days.get(on)
    return entry is not None and (entry.kind, entry.name) == (kind, name)
