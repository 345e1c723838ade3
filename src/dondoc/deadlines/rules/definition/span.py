"""The deadlines of a span of days (hạn gửi trong một khoảng ngày), for one level, one group, or all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dondoc.base.rules.wording import same_name_key
from dondoc.deadlines.rules.calendar import WorkCalendar
from dondoc.deadlines.rules.deadline import (
    Anchor,
    DayOfMonth,
    DaysAfter,
    DeadlineForm,
    DeadlineRule,
    Due,
    FixedDate,
    WeekdayAfter,
    due_of,
)
from dondoc.deadlines.rules.definition.cycle import EVERYBODY, CycleRule
from dondoc.deadlines.rules.definition.regime import CannotFindDeadline, RegimeDefinition
from dondoc.deadlines.rules.periods import Period


@dataclass(frozen=True)
class SpanRow:
    """One deadline of one period."""

    period: Period
    label: str
    rule: DeadlineRule
    due: Due


def deadlines_between(
    definition: RegimeDefinition, first: date, last: date, calendar: WorkCalendar, level: str = ""
) -> list[SpanRow]:
    """The deadlines whose day, before or after a move, or whose window's last day lies in [first, last].

    `level`: a level's number, or a group's name, which falls back on '*'. Raises CannotFindDeadline.
    """
    is_asked = _asked(definition, level)
    reach = max(_reach(deadline.form, rule) for rule in definition.cycles for deadline in rule.deadlines)
    rows = []
    for period in definition.periods_between(first - reach, last + timedelta(days=800)):
        rule = definition.rule_for(period)
        window, end = rule.window_of(period), rule.end_of(period)
        anchor = Anchor.of(period, window)
        for deadline in filter(is_asked, rule.deadlines):
            due = due_of(deadline, anchor, window, definition.roll, calendar)
            if any(first <= day <= last for day in (end, due.due_on, due.due_on_before_roll) if day is not None):
                rows.append(SpanRow(period, definition.label(period), deadline, due))
    return rows


def _reach(form: DeadlineForm, rule: CycleRule) -> timedelta:
    """How long after its window's end a deadline may come, and more."""
    days = 60 + 366 * rule.years
    if isinstance(form, DayOfMonth):
        days += 31 * (form.month_offset + 1)
    elif isinstance(form, FixedDate):
        days += 366 * (form.year_offset + 2)
    elif isinstance(form, WeekdayAfter):
        days += 7 * (form.week_offset + 1)
    elif isinstance(form, DaysAfter):
        days += form.n * (3 if form.is_working else 1)
    return timedelta(days=days)


def _asked(definition: RegimeDefinition, level: str) -> Callable[[DeadlineRule], bool]:
    """Which deadlines are asked for. Raises CannotFindDeadline where the regime has none such."""
    level_map = dict(definition.level_map)
    rules = [deadline for rule in definition.cycles for deadline in rule.deadlines if deadline.level not in level_map]
    if not level:
        return lambda rule: rule in rules
    if level.isascii() and level.isdigit():
        number = level_map.get(int(level), int(level))
        if number is None:
            raise CannotFindDeadline(f"Cấp {level} không còn áp dụng ở chế độ '{definition.name}'.")
        chosen = [rule for rule in rules if rule.level == number]
    else:
        named = [rule for rule in rules if same_name_key(rule.group) == same_name_key(level)]
        chosen = named or [rule for rule in rules if rule.group == EVERYBODY]
    if not chosen:
        known = "; ".join(dict.fromkeys(f"{f'cấp {r.level}: ' if r.level else ''}{r.group}" for r in rules))
        raise CannotFindDeadline(f"Chế độ '{definition.name}' không có hạn gửi cho '{level}'. Hiện có: {known}.")
    return lambda rule: rule in chosen
