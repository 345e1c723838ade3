"""What comes next under a regime (các kỳ sắp tới): period, window, deadline for each group and level."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dondoc.deadlines.rules.calendar import WorkCalendar
from dondoc.deadlines.rules.deadline import Anchor, DeadlineRule, Due, due_of
from dondoc.deadlines.rules.definition.regime import RegimeDefinition
from dondoc.deadlines.rules.periods import Period, parse_period
from dondoc.deadlines.rules.windows import Window


@dataclass(frozen=True)
class Upcoming:
    """One period with the deadline of every group and level (kỳ báo cáo và hạn gửi)."""

    period: Period
    label: str
    window: Window | None
    dues: tuple[tuple[DeadlineRule, Due], ...]


def due_for(
    definition: RegimeDefinition, period_code: str, group: str, calendar: WorkCalendar, *, level: int | None = None
) -> Due:
    """The deadline of a period given by its code. Raises CannotReadPeriod, CannotFindDeadline."""
    return definition.due(parse_period(period_code), group, calendar, level=level)


def next_periods(definition: RegimeDefinition, from_day: date, n: int, calendar: WorkCalendar) -> tuple[Upcoming, ...]:
    """The next `n` periods whose window ends on or after a day, with all their deadlines."""
    reach = timedelta(days=400)
    longest = 1 + max((rule.years for rule in definition.cycles), default=0)
    last = from_day + reach * longest * n
    found = definition.periods_between(from_day, last)[:n]
    return tuple(_upcoming(definition, period, calendar) for period in found)


def _upcoming(definition: RegimeDefinition, period: Period, calendar: WorkCalendar) -> Upcoming:
    rule = definition.rule_for(period)
    window = rule.window_of(period)
    gone = {level for level, _ in definition.level_map}
    anchor = Anchor.of(period, window)
    dues = tuple(
        (deadline, due_of(deadline, anchor, window, definition.roll, calendar))
        for deadline in rule.deadlines
        if deadline.level not in gone
    )
    return Upcoming(period, definition.label(period), window, dues)
