"""What is known of a task (dữ kiện của nhiệm vụ): its words apart, everything that happened to it, with two clocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dondoc.assignments.rules.deeds import DeedKind
from dondoc.base.rules.moments import AsOf


@dataclass(frozen=True)
class ExtensionFact:
    due_on: date
    granted_on: date | None
    recorded_at: datetime


@dataclass(frozen=True)
class UpdateFact:
    updated_on: date
    percent: int | None
    recorded_at: datetime


@dataclass(frozen=True)
class ResultFact:
    """A reported result with the decision on it. An imported one is taken as confirmed on the day it was done."""

    completed_on: date | None
    result_number: str
    result_issued_on: date | None
    reported_on: date | None
    is_imported: bool
    recorded_at: datetime
    is_confirmed: bool | None = None
    decided_on: date | None = None
    decided_at: datetime | None = None
    n_files: int = 0
    n_signed: int = 0  # files whose signatures were found valid when they came in
    grade: str = ""


@dataclass(frozen=True)
class Happened:
    """One deed as an event (việc đã làm). `day`: the deadline asked for or granted, the day of closing, the new
    deadline after a suspension, or the day of the document `number`. `stops_clock`: a suspension during which the
    deadline stands still.
    """

    kind: DeedKind
    at: datetime
    day: date | None = None
    agency_id: int | None = None
    from_agency_id: int | None = None
    person_id: int | None = None
    text: str = ""
    stops_clock: bool = False
    number: str = ""


@dataclass(frozen=True)
class Counting:
    """What a province says from a day on: confirmation or delivery counts (ngày tính đúng hạn); how near is near."""

    valid_from: date
    recorded_at: datetime
    by_confirmation: bool
    near_days: int = 3


@dataclass(frozen=True)
class TaskFacts:
    """A task with everything that happened to it."""

    assigned_on: date
    due_on: date | None
    recorded_at: datetime
    extensions: tuple[ExtensionFact, ...] = ()
    updates: tuple[UpdateFact, ...] = ()
    results: tuple[ResultFact, ...] = ()
    undone_at: datetime | None = None  # entered by mistake and taken back: from then on it never was
    events: tuple[Happened, ...] = ()
    counting: tuple[Counting, ...] = ()  # the province's rows in their order; none: the delivery counts
    update_days: int | None = None  # working days between updates, where the task asks for its own

    def until(self, as_of: AsOf) -> list[Happened]:
        """The events that count at a moment, in their order."""
        if not self.events:
            return []
        return [e for e in self.events if e.at <= as_of.at and is_known(e.at, as_of)]


def rule_on(task: TaskFacts, on: date, as_of: AsOf) -> Counting | None:
    """The province's row in force on a day; None: what is usual."""
    return _in_force(task.counting, on, as_of)


def counting_on(rows: Sequence[Counting], as_of: AsOf) -> Counting | None:
    """Of a province's rows in their order the one in force at a moment; None: what is usual."""
    return _in_force(rows, as_of.on, as_of)


def _in_force(rows: Sequence[Counting], on: date, as_of: AsOf) -> Counting | None:
    if not rows:
        return None
    known = [row for row in rows if row.valid_from <= on and is_known(row.recorded_at, as_of)]
    return known[-1] if known else None


def counts_confirmation(task: TaskFacts, on: date, as_of: AsOf) -> bool:
    """Is it the day of confirmation that counts, by the rule in force on a day?"""
    rule = rule_on(task, on, as_of)
    return rule is not None and rule.by_confirmation


def is_known(recorded_at: datetime, as_of: AsOf) -> bool:
    """Had the system learned of it by then?"""
    return as_of.known_at is None or recorded_at <= as_of.known_at
