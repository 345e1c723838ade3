"""One cycle of a report regime (tần suất) as a value: its window, its deadlines, its periods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dondoc.base.rules.wording import same_name_key
from dondoc.deadlines.rules.deadline import DeadlineRule
from dondoc.deadlines.rules.periods import FIRST_YEAR, LAST_YEAR, Cycle, Period
from dondoc.deadlines.rules.windows import Weekdays, Window, WindowRule

EVERYBODY = "*"


@dataclass(frozen=True)
class CycleRule:
    """One cycle of a regime (tần suất): its window, its deadlines, which of its periods exist.

    `numbers`: quarters I and III only, cumulative 3/6/10/12 months; empty where periods carry no number.
    `period_name`, `period_label`: a name of the regime's own ('HK1', 'Học kỳ I năm học {year}-{next_year}').
    `years`, `first_year`: length and first year of a multi-year period. `window` None: not known (yet).
    """

    cycle: Cycle
    window: WindowRule | None
    deadlines: tuple[DeadlineRule, ...]
    numbers: tuple[int, ...] = ()
    period_name: str = ""
    period_label: str = ""
    years: int = 0
    first_year: int = 0

    def binds(self, group: str) -> bool:
        """Does it name a deadline for a group, or one for everybody?"""
        return any(d.group == EVERYBODY or same_name_key(d.group) == same_name_key(group) for d in self.deadlines)

    def window_of(self, period: Period) -> Window | None:
        return self.window.window(period) if self.window else None

    def end_of(self, period: Period) -> date:
        """The window's last day; the last day of the name while no window is known."""
        window = self.window_of(period)
        return window.last if window else period.last_day

    def has(self, period: Period) -> bool:
        """Does this cycle hold the period?"""
        if period.cycle is not self.cycle or period.name != self.period_name:
            return False
        if self.cycle is Cycle.MULTI_YEAR:
            return period.number == self.years and (period.year - self.first_year + 1) % self.years == 0
        if period.ends_on is not None:
            return self.weekday is None or period.ends_on.weekday() == self.weekday
        return not self.numbers or period.number in self.numbers

    @property
    def weekday(self) -> int | None:
        """On which weekday a week of this cycle ends."""
        if self.cycle is not Cycle.WEEK:
            return None
        return self.window.last if isinstance(self.window, Weekdays) else 6

    def periods_of(self, year: int) -> Iterator[Period]:
        """The periods named after a year, in order."""
        if self.cycle.is_of_days:
            day = date(year, 1, 1)
            if self.weekday is not None:
                day += timedelta(days=(self.weekday - day.weekday()) % 7)
            step = timedelta(days=7 if self.cycle is Cycle.WEEK else 1)
            while day.year == year:
                yield Period(self.cycle, year, ends_on=day)
                day += step
            return
        for number in self.numbers or (self.years or 1,):
            period = Period(self.cycle, year, number, name=self.period_name)
            if self.has(period):
                yield period

    def periods_near(self, first: date, last: date) -> list[Period]:
        """The periods whose days may touch a span, in the order in which they end."""
        years = range(max(first.year - 3, FIRST_YEAR), min(last.year + 3 + self.years, LAST_YEAR) + 1)
        found = [period for year in years for period in self.periods_of(year)]
        return sorted(found, key=self.end_of)
