"""Which shorter periods make a longer one (cộng các kỳ): a quarter's months, a year's quarters."""

from __future__ import annotations

from datetime import timedelta

from dondoc.deadlines.rules.definition import RegimeDefinition
from dondoc.deadlines.rules.periods import Period


def parts_of(regime: RegimeDefinition, period: Period) -> tuple[Period, ...]:
    """The regime's own shorter periods that fill a longer one by name without a gap, as few as possible; () none."""
    years = range(period.first_day.year, period.last_day.year + 1)
    found: list[tuple[Period, ...]] = []
    for cycle in regime.cycles:
        inside = sorted(
            (
                part
                for year in years
                for part in cycle.periods_of(year)
                if part.cycle is not period.cycle
                and period.first_day <= part.first_day
                and part.last_day <= period.last_day
            ),
            key=lambda part: part.first_day,
        )
        if len(inside) > 1 and _fills(inside, period):
            found.append(tuple(inside))
    return min(found, key=len, default=())


def _fills(parts: list[Period], period: Period) -> bool:
    """One after the other, from the first day to the last."""
    begins = [period.first_day, *(part.last_day + timedelta(days=1) for part in parts[:-1])]
    return [part.first_day for part in parts] == begins and parts[-1].last_day == period.last_day
