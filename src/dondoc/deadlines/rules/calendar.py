"""The working calendar (lịch làm việc): which day works, and why not.

A five-day week; above it, single days that differ. Source: BLLĐ 2019, Điều 111.3, 112; QĐ 188/1999/QĐ-TTg.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType

from dondoc.base.rules.moments import VIETNAM, day_of
from dondoc.base.rules.wording import weekday

SATURDAY = 5
# Practice, not law; an office with other hours passes its own.
MORNING_END = time(11, 30)


class DayKind(StrEnum):
    """What makes a day differ from its week (loại ngày)."""

    HOLIDAY = "holiday"
    TET = "tet"
    COMPENSATORY = "compensatory"
    SWAPPED_OFF = "swapped_off"
    SWAPPED_WORK = "swapped_work"
    ORDINARY = "ordinary"

    @property
    def label(self) -> str:
        return _KIND_LABELS[self]


_KIND_LABELS = {
    DayKind.HOLIDAY: "Ngày nghỉ lễ",
    DayKind.TET: "Nghỉ Tết Nguyên đán",
    DayKind.COMPENSATORY: "Nghỉ bù",
    DayKind.SWAPPED_OFF: "Nghỉ hoán đổi",
    DayKind.SWAPPED_WORK: "Làm bù",
    DayKind.ORDINARY: "Ngày thường",
}


@dataclass(frozen=True)
class DayEntry:
    """One day that differs from its week (ngày nghỉ, ngày làm bù), with its name and the document it rests on.

    Kind `ordinary` takes back a day that a list wrongly names: the day is again what its week says.
    """

    date: date
    kind: DayKind
    name: str
    source: str = ""


@dataclass(frozen=True)
class WorkCalendar:
    """Which days work (lịch làm việc). A value: the same calendar always gives the same answer.

    `arranged_years`: years whose arrangement has been announced and loaded; any other year is provisional.
    """

    days: Mapping[date, DayEntry]
    arranged_years: frozenset[int]

    @classmethod
    def of(cls, entries: Iterable[DayEntry], arranged_years: Iterable[int] = ()) -> WorkCalendar:
        """A calendar from day entries; of two for one day the later in the row counts."""
        return cls(MappingProxyType({entry.date: entry for entry in entries}), frozenset(arranged_years))

    def with_days(self, entries: Iterable[DayEntry]) -> WorkCalendar:
        """This calendar with other entries put over it. A year with a Tết day among them is arranged."""
        over = list(entries)
        arranged = self.arranged_years | {entry.date.year for entry in over if entry.kind is DayKind.TET}
        return WorkCalendar.of([*self.days.values(), *over], arranged)

    def is_working(self, day: date) -> bool:
        entry = self.days.get(day)
        if entry is None or entry.kind is DayKind.ORDINARY:
            return day.weekday() < SATURDAY
        return entry.kind is DayKind.SWAPPED_WORK

    def is_provisional(self, year: int) -> bool:
        """True while the year's arrangement (lịch nghỉ lễ, Tết) is not loaded: results are tentative."""
        return year not in self.arranged_years

    def why(self, day: date) -> str:
        """What a day is, in words: 'Chủ nhật', 'Nghỉ bù Tết Nguyên đán', 'Làm bù …', 'Ngày làm việc'."""
        entry = self.days.get(day)
        if entry is not None and entry.kind is not DayKind.ORDINARY:
            return entry.name
        if day.weekday() < SATURDAY:
            return "Ngày làm việc"
        name = weekday(day)
        return name[0].upper() + name[1:]

    def next_working_day(self, day: date) -> date:
        """The day itself if it works, else the first working day after it. Source: BLDS 2015, Điều 148.5."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def previous_working_day(self, day: date) -> date:
        """The day itself if it works, else the last working day before it."""
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def add_working_days(self, start: date, n: int) -> date:
        """The `n`-th working day after a day; the day itself is not counted. Source: BLDS 2015, Điều 147.

        Raises ValueError for a negative `n`.
        """
        if n < 0:
            raise ValueError("Working days are counted forward")
        day = start
        for _ in range(n):
            day = self.next_working_day(day + timedelta(days=1))
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and with `end`; 0 when `end` is not later."""
        span = range(1, (end - start).days + 1)
        return sum(self.is_working(start + timedelta(days=n)) for n in span)

    def next_morning_end(self, at: datetime, morning_end: time = MORNING_END) -> datetime:
        """The end of the next working day's morning ('sáng ngày làm việc tiếp theo').

        Source: QĐ 28/2018/QĐ-TTg; the hour is the office's own.
        """
        day = self.add_working_days(day_of(at), 1)
        return datetime.combine(day, morning_end, tzinfo=VIETNAM)
