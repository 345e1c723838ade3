"""What lists are found by (gợi ý tra cứu): the fold of a task's facts, and the moment from which it holds.

A hint never decides anything for a moment before `since`: such a task is asked for with its facts. From `since` on
every fact counts, by both clocks, and only the day goes on: overdue and near are worked out of the hint and the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from dondoc.assignments.rules.buckets import counts, due_in_force
from dondoc.assignments.rules.facts import TaskFacts
from dondoc.assignments.rules.life import life_at, suspended_since
from dondoc.assignments.rules.states import Confirmation
from dondoc.base.rules.moments import AsOf, day_of, start_of


@dataclass(frozen=True)
class Hint:
    """Where a task stands from `since` on, as far as the day does not matter.

    `is_open`: it counts and is not closed. `stopped_on`: the day on which a suspension stopped the clock.
    """

    since: datetime
    is_open: bool
    due_on: date | None
    stopped_on: date | None
    confirmation: Confirmation


def hint_of(task: TaskFacts) -> Hint:
    """The hint of a task; progress told changes nothing in it."""
    since = max(_moments(task))
    as_of = AsOf(since)
    pause = suspended_since(task, as_of)
    life = life_at(task, as_of)
    return Hint(
        since=since,
        is_open=life.work.is_open and counts(task, as_of),
        due_on=due_in_force(task, as_of),
        stopped_on=day_of(pause.at) if pause is not None and pause.stops_clock else None,
        confirmation=life.confirmation,
    )


def hint_holds_at(as_of: AsOf) -> datetime:
    """Hints of this moment and older ones hold for the question."""
    return as_of.at if as_of.known_at is None else min(as_of.at, as_of.known_at)


def _moments(task: TaskFacts) -> Iterator[datetime]:
    """When each fact begins to count, by either clock."""
    days: list[date | None] = [task.assigned_on]
    yield task.recorded_at
    if task.undone_at is not None:
        yield task.undone_at
    for extension in task.extensions:
        yield extension.recorded_at
        days.append(extension.granted_on)
    for result in task.results:
        yield result.recorded_at
        days += [result.completed_on, result.reported_on]
        if result.decided_at is not None:
            yield result.decided_at
    for event in task.events:
        yield event.at
    yield from (start_of(day) for day in days if day is not None)
