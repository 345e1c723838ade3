"""What a deadline is reckoned from (mốc tính thời hạn), and what was found in the words."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import IntEnum

from dondoc.deadlines.rules.calendar import WorkCalendar

TENTATIVE = "văn bản chưa ghi đủ ngày; tạm tính theo ngày đã cho"


class Strength(IntEnum):
    """How plainly words set a deadline; of several the plainest counts, then the first."""

    PASSING = 1
    LOOSE = 2
    SPAN = 3
    PLAIN = 4
    NAMED_DAY = 5


@dataclass(frozen=True)
class Base:
    """The date of the document (ngày văn bản), or what stands in for it, and the working calendar."""

    issued: date
    calendar: WorkCalendar
    is_certain: bool = True


@dataclass(frozen=True)
class Said:
    """One deadline found at `[start:end]` of the words. `kind` is a value of values.DeadlineKind.

    `on` is the last valid day, `as_written` the day that the words name, `at` an hour.
    """

    start: int
    end: int
    kind: str
    strength: Strength
    on: date | None = None
    as_written: date | None = None
    at: time | None = None
    guess: str = ""


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day, unless there is none, or none that an office would write."""
    try:
        return None if not 1900 < year < 2200 else date(year, month, day)
    except ValueError:
        return None


def last_of_month(year: int, month: int) -> date:
    return date(year, month, months.monthrange(year, month)[1])


def months_later(start: date, n: int) -> date:
    """The corresponding day; where the month has none, its last. Source: BLDS 2015, Điều 148.3, 148.4."""
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    last = last_of_month(year, month + 1)
    return min(last, last.replace(day=min(start.day, last.day)))


def day_before(day: date) -> date:
    return day - timedelta(days=1)
