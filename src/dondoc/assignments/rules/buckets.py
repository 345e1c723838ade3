"""The four buckets (bốn nhóm kết quả): every task stands in exactly one, at any moment.

assigned = done on time + done late + open in time + open overdue. A task without deadline is never late; while
open it counts as open in time and is shown apart. What is due on the day itself is still in time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from dondoc.assignments.rules.deeds import DeedKind, Life
from dondoc.assignments.rules.facts import ExtensionFact, Happened, ResultFact, TaskFacts, UpdateFact, is_known, rule_on
from dondoc.assignments.rules.life import ending_at, is_withdrawn, life_with, suspended_since
from dondoc.assignments.rules.states import Confirmation, ExtensionState, Work
from dondoc.base.rules.moments import AsOf, day_of

# So many days before its deadline a task is near it, where a province says nothing. Practice.
NEAR_DAYS = 3

__all__ = [
    "Bucket",
    "BucketTotals",
    "Confirmation",
    "ExtensionFact",
    "ExtensionState",
    "Happened",
    "InBucket",
    "ResultFact",
    "TaskFacts",
    "TaskStanding",
    "UpdateFact",
    "Work",
    "bucket_at",
    "bucket_totals",
    "counts",
    "due_in_force",
    "is_in_cohort",
    "task_standing",
]


class Bucket(StrEnum):
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    OPEN_IN_TIME = "open_in_time"
    OPEN_OVERDUE = "open_overdue"

    @property
    def label(self) -> str:
        return _BUCKETS[self]

    @property
    def is_open(self) -> bool:
        return self in (Bucket.OPEN_IN_TIME, Bucket.OPEN_OVERDUE)


_BUCKETS = {
    Bucket.DONE_ON_TIME: "Hoàn thành đúng hạn",
    Bucket.DONE_LATE: "Hoàn thành quá hạn",
    Bucket.OPEN_IN_TIME: "Chưa hoàn thành, còn thời hạn",
    Bucket.OPEN_OVERDUE: "Chưa hoàn thành, quá hạn",
}


@dataclass(frozen=True)
class TaskStanding:
    """Where a task stands at a moment. `days_overdue`: calendar days past the deadline in force, else 0."""

    bucket: Bucket
    work: Work
    due_on: date | None
    completed_on: date | None
    days_overdue: int
    days_left: int | None
    percent: int | None
    confirmation: Confirmation = Confirmation.NONE
    extension: ExtensionState = ExtensionState.NONE
    confirmed_on: date | None = None
    grade: str = ""
    near_days: int = NEAR_DAYS
    runs_on: bool = False  # a result waits and the clock goes on, since the day of confirmation counts

    @property
    def life(self) -> Life:
        return Life(self.work, self.confirmation, self.extension)

    @property
    def has_deadline(self) -> bool:
        return self.due_on is not None


def due_in_force(task: TaskFacts, as_of: AsOf) -> date | None:
    """The deadline that counts at a moment (thời hạn đang áp dụng): the last one granted by then, or set when a
    suspension that had stopped the clock was over.
    """
    told = [
        (e.granted_on or task.assigned_on, e.recorded_at, e.due_on)
        for e in task.extensions
        if (e.granted_on is None or e.granted_on <= as_of.on) and is_known(e.recorded_at, as_of)
    ]
    moving = (DeedKind.GRANT_EXTENSION, DeedKind.RESUME, DeedKind.REOPEN)
    told += [(day_of(e.at), e.at, e.day) for e in task.until(as_of) if e.kind in moving and e.day is not None]
    return max(told)[2] if told else task.due_on


def task_standing(task: TaskFacts, as_of: AsOf) -> TaskStanding:
    """Where a task stands as of a moment.

    Only a confirmed result or a closing with its reason ends a task; on time or late is judged by the day of
    delivery, or by that of confirmation where the province says so. While a result waits whose delivery counts, and
    while a suspension stops it, the clock stands still.
    """
    due = due_in_force(task, as_of)
    ending = ending_at(task, as_of)
    life = life_with(task, as_of, ending)
    judged_on = ending.counted or _stopped_on(task, as_of) or as_of.on
    is_past_due = due is not None and judged_on > due
    overdue_days = (judged_on - due).days if due is not None and is_past_due and not ending.is_done else 0
    return TaskStanding(
        bucket=_bucket(ending.is_done, is_past_due),
        work=life.work,
        due_on=due,
        completed_on=ending.delivered if ending.is_done else None,
        days_overdue=overdue_days,
        days_left=None if due is None or ending.is_done else (due - judged_on).days,
        percent=_percent(task, as_of),
        confirmation=life.confirmation,
        extension=life.extension,
        confirmed_on=ending.confirmed_on,
        grade=ending.grade if ending.is_done else "",
        near_days=rule.near_days if (rule := rule_on(task, as_of.on, as_of)) else NEAR_DAYS,
        runs_on=life.confirmation is Confirmation.WAITING and ending.counted is None,
    )


class InBucket(NamedTuple):
    """Only the bucket of a task and its deadline, where the rest is not asked for."""

    bucket: Bucket
    due_on: date | None

    @property
    def has_deadline(self) -> bool:
        return self.due_on is not None


def bucket_at(task: TaskFacts, as_of: AsOf) -> InBucket:
    """The bucket that `task_standing` says."""
    due, ending = due_in_force(task, as_of), ending_at(task, as_of)
    judged_on = ending.counted or _stopped_on(task, as_of) or as_of.on
    return InBucket(_bucket(ending.is_done, due is not None and judged_on > due), due)


def counts(task: TaskFacts, as_of: AsOf) -> bool:
    """Does a task count in lists and reviews at a moment: entered by then, not undone, not withdrawn?"""
    if task.undone_at is not None and is_known(task.undone_at, as_of):
        return False
    if task.assigned_on > as_of.on or not is_known(task.recorded_at, as_of):
        return False
    return not is_withdrawn(task, as_of)


def is_in_cohort(task: TaskFacts, first: date, last: date, as_of: AsOf) -> bool:
    """Assigned within [first, last], and counting at the moment asked for; a withdrawn task leaves the cohort."""
    return first <= task.assigned_on <= last and counts(task, as_of)


@dataclass(frozen=True)
class BucketTotals:
    """The four buckets of a set of tasks. `no_deadline` is the part of open_in_time that has no deadline."""

    done_on_time: int
    done_late: int
    open_in_time: int
    open_overdue: int
    no_deadline: int

    @property
    def assigned(self) -> int:
        return self.done + self.open

    @property
    def done(self) -> int:
        return self.done_on_time + self.done_late

    @property
    def open(self) -> int:
        return self.open_in_time + self.open_overdue

    @property
    def fallen_due(self) -> int:
        """The denominator of 'hoàn thành trên số đến hạn': done, or overdue."""
        return self.done + self.open_overdue


def bucket_totals(standings: Iterable[TaskStanding | InBucket]) -> BucketTotals:
    listed = list(standings)
    n = Counter(s.bucket for s in listed)
    return BucketTotals(
        done_on_time=n[Bucket.DONE_ON_TIME],
        done_late=n[Bucket.DONE_LATE],
        open_in_time=n[Bucket.OPEN_IN_TIME],
        open_overdue=n[Bucket.OPEN_OVERDUE],
        no_deadline=sum(s.bucket is Bucket.OPEN_IN_TIME and not s.has_deadline for s in listed),
    )


def _stopped_on(task: TaskFacts, as_of: AsOf) -> date | None:
    pause = suspended_since(task, as_of)
    return day_of(pause.at) if pause is not None and pause.stops_clock else None


def _bucket(is_done: bool, is_past_due: bool) -> Bucket:
    if is_done:
        return Bucket.DONE_LATE if is_past_due else Bucket.DONE_ON_TIME
    return Bucket.OPEN_OVERDUE if is_past_due else Bucket.OPEN_IN_TIME


def _percent(task: TaskFacts, as_of: AsOf) -> int | None:
    told = [
        u for u in task.updates if u.percent is not None and u.updated_on <= as_of.on and is_known(u.recorded_at, as_of)
    ]
    newest = max(told, key=lambda u: (u.updated_on, u.recorded_at), default=None)
    return newest.percent if newest else None
