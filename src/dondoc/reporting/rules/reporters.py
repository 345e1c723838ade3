"""Who owes a period (đối tượng thực hiện báo cáo), and by when: the regime's groups laid over the map of the day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.deadlines.rules.calendar import WorkCalendar
from dondoc.deadlines.rules.deadline import Due
from dondoc.deadlines.rules.definition import CannotFindDeadline, RegimeDefinition
from dondoc.deadlines.rules.periods import Period

# The units of a province on a day, by the group in which they stand.
Groups = Mapping[str, Sequence[AgencyOnDay]]


@dataclass(frozen=True)
class Reporter:
    """One unit that owes a period, with its deadline and the day it had before a move."""

    agency: AgencyOnDay
    due_on: date
    due_on_before_roll: date


@dataclass(frozen=True)
class Reporters:
    """Who owes a period in a province; `unset` says for which groups no day can be told, and why."""

    listed: tuple[Reporter, ...]
    unset: tuple[str, ...]


def dues_of_groups(
    definition: RegimeDefinition, period: Period, groups: Sequence[str], calendar: WorkCalendar
) -> tuple[dict[str, Due], list[str]]:
    """The deadline of each group that the regime names, and what stands against a day for the others named."""
    found: dict[str, Due] = {}
    unset = []
    for group in groups:
        if not definition.binds(period, group):
            continue
        try:
            due = definition.due(period, group, calendar)
        except CannotFindDeadline as wrong:
            unset += [reason.message for reason in wrong.reasons]
            continue
        if due.due_on is None:
            unset.append(f"Chưa đặt hạn gửi {period.label_in_sentence} cho nhóm '{group}'.")
        else:
            found[group] = due
    return found, unset


def reporters_of(
    definition: RegimeDefinition, period: Period, groups_on: Callable[[date], Groups], calendar: WorkCalendar
) -> Reporters:
    """Who owes a period: the units that stand in a group on the day its deadline falls, before a move.

    Units founded later, or gone before, do not owe it.
    """
    candidates = groups_on(definition.end_of(period))
    dues, unset = dues_of_groups(definition, period, list(candidates), calendar)
    listed: list[Reporter] = []
    for group, due in dues.items():
        if due.due_on is not None and due.due_on_before_roll is not None:
            units = groups_on(due.due_on_before_roll).get(group, ())
            listed += [Reporter(agency, due.due_on, due.due_on_before_roll) for agency in units]
    return Reporters(tuple(listed), tuple(unset))
