"""Questions about days (ngày làm việc, ngày nghỉ)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from dondoc.base.rules.wording import document_date
from dondoc.deadlines.models import CalendarDecision
from dondoc.deadlines.rules.calendar import DayEntry, DayKind, WorkCalendar
from dondoc.deadlines.rules.starting_list import starting_calendar

YEARS = range(2015, 2036)


@cache
def starting_work_calendar() -> WorkCalendar:
    """The calendar before any decision of the office; the same for everybody, always."""
    return starting_calendar(YEARS)


def decisions_in_force(known_at: datetime | None = None) -> list[CalendarDecision]:
    """The office's decisions that count, in the order in which they were made; in one query.

    `known_at`: leave out what the system learned later.
    """
    rows = CalendarDecision.objects.order_by("id")
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    known = list(rows)
    withdrawn = {row.withdraws_id for row in known if row.withdraws_id is not None}
    return [row for row in known if row.withdraws_id is None and row.pk not in withdrawn]


def work_calendar(known_at: datetime | None = None) -> WorkCalendar:
    """Which days work (lịch làm việc): the starting list with the office's decisions over it."""
    return calendar_of(decisions_in_force(known_at))


def calendar_of(decisions: Iterable[CalendarDecision]) -> WorkCalendar:
    """The starting list with these decisions over it, in their order."""
    return starting_work_calendar().with_days(
        DayEntry(
            row.date,
            DayKind(row.kind),
            row.name,
            f"{row.document_number}, {document_date(row.document_date)}",
        )
        for row in decisions
    )
