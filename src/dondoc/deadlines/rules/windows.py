"""Data windows (thời gian chốt số liệu): which days a period's figures cover, as data of the regime.

Four forms: where the data year begins (months counted from there, so that neighbours touch by construction),
two edges written out, two weekdays, or the days on which the parts of a month begin. Source: NĐ 09/2019/NĐ-CP, Điều 12.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from dondoc.base.rules.wording import document_date
from dondoc.deadlines.rules.days import day_in_month
from dondoc.deadlines.rules.periods import PART_STARTS, Cycle, Period


class Window(NamedTuple):
    """First and last day whose data count (thời gian chốt số liệu), both included."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def n_days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def label(self) -> str:
        """'từ ngày 15/6/2023 đến ngày 14/9/2023'."""
        return f"từ ngày {document_date(self.first)} đến ngày {document_date(self.last)}"


@dataclass(frozen=True)
class YearStart:
    """The data year begins on this day, `year_offset` years from the year of the name.

    15/12 of the year before is Điều 12 of NĐ 09/2019; 1/1 the calendar; 1/10 of the year before a fiscal year.
    """

    day: int
    month: int
    year_offset: int = 0

    def window(self, period: Period) -> Window:
        first, last = period.months
        after = self._start_of(period.year, last + 1)
        return Window(self._start_of(period.year, first), after - timedelta(days=1))

    def _start_of(self, year: int, n_month: int) -> date:
        return day_in_month(year + self.year_offset, self.month + n_month - 1, self.day)


@dataclass(frozen=True)
class Edge:
    """One end of a window: a day of a named month, or of a month counted from the period's own.

    `month` None: counted from the period's first month (for the start) or last month (for the end). Day 31 is the
    last day of every month.
    """

    day: int
    month: int | None = None
    month_offset: int = 0
    year_offset: int = 0

    def on(self, year: int, own_month: int) -> date:
        month = self.month if self.month is not None else own_month
        return day_in_month(year + self.year_offset, month + self.month_offset, self.day)


@dataclass(frozen=True)
class Edges:
    """A window written out: its two ends."""

    first: Edge
    last: Edge

    def window(self, period: Period) -> Window:
        first, last = period.months
        return Window(self.first.on(period.year, first), self.last.on(period.year, last))


@dataclass(frozen=True)
class Weekdays:
    """From one weekday to another (0 Monday … 6 Sunday), at most seven days."""

    first: int
    last: int

    def window(self, period: Period) -> Window:
        span = (self.last - self.first) % 7
        return Window(period.last_day - timedelta(days=span), period.last_day)


@dataclass(frozen=True)
class MonthParts:
    """On which days the parts of a month begin. A start later than the next one lies in the month before:
    (26, 11) is 26 of the month before to 10, and 11 to 25."""

    starts: tuple[int, ...]

    def window(self, period: Period) -> Window:
        after = self._start_of(period, period.part + 1)
        return Window(self._start_of(period, period.part), after - timedelta(days=1))

    def _start_of(self, period: Period, part: int) -> date:
        n = len(self.starts)
        month = period.months[0] + (part - 1) // n
        index = (part - 1) % n
        if any(start < self.starts[index] for start in self.starts[index + 1 :]):
            month -= 1
        return day_in_month(period.year, month, self.starts[index])


@dataclass(frozen=True)
class TheDay:
    """A daily report covers its day."""

    def window(self, period: Period) -> Window:
        return Window(period.last_day, period.last_day)


WindowRule = YearStart | Edges | Weekdays | MonthParts | TheDay

STANDARD = YearStart(15, 12, -1)
CALENDAR = YearStart(1, 1)
CALENDAR_WEEK = Weekdays(0, 6)
WEEKDAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def calendar_window(cycle: Cycle) -> WindowRule:
    """What 'calendar' means for a cycle: whole months, Monday to Sunday, 1-15 and 16 to the end."""
    if cycle is Cycle.DAY:
        return TheDay()
    if cycle is Cycle.WEEK:
        return CALENDAR_WEEK
    if parts := cycle.parts_of_month:
        return MonthParts(PART_STARTS[parts])
    return CALENDAR
