"""The four buckets (bốn nhóm kết quả): every task stands in exactly one, at any moment.

assigned = done on time + done late + open in time + open overdue. A task without deadline is never late; while
open it counts as open in time and is shown apart. What is due on the day itself is still in time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dondoc.base.rules.moments import AsOf, end_of


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


class Work(StrEnum):
    """How far the work is (trạng thái thực hiện)."""

    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    REPORTED = "reported"
    RETURNED = "returned"
    CONFIRMED = "confirmed"

    @property
    def label(self) -> str:
        return _WORK[self]


_WORK = {
    Work.ASSIGNED: "Chưa cập nhật",
    Work.IN_PROGRESS: "Đang thực hiện",
    Work.REPORTED: "Chờ xác nhận",
    Work.RETURNED: "Bị trả lại",
    Work.CONFIRMED: "Đã hoàn thành",
}


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

    @property
    def has_deadline(self) -> bool:
        return self.due_on is not None


def due_in_force(task: TaskFacts, as_of: AsOf) -> date | None:
    """The deadline that counts at a moment (thời hạn đang áp dụng): the last one granted by then."""
    granted = [
        e
        for e in task.extensions
        if (e.granted_on is None or e.granted_on <= as_of.on) and _known(e.recorded_at, as_of)
    ]
    if not granted:
        return task.due_on
    return max(granted, key=lambda e: (e.granted_on or task.assigned_on, e.recorded_at)).due_on


def task_standing(task: TaskFacts, as_of: AsOf) -> TaskStanding:
    """Where a task stands as of a moment.

    Only a confirmed result closes a task; on time or late is judged by the day the result was delivered, and
    while it waits for confirmation the clock stands still.
    """
    due = due_in_force(task, as_of)
    result = _newest_result(task, as_of)
    decided = _decision(result, as_of) if result else None
    delivered = result.completed_on if result and decided is not False else None
    is_done = delivered is not None and decided is True
    judged_on = delivered or as_of.on
    is_past_due = due is not None and judged_on > due
    overdue_days = (judged_on - due).days if due is not None and is_past_due and not is_done else 0
    return TaskStanding(
        bucket=_bucket(is_done, is_past_due),
        work=_work(task, as_of, delivered, decided),
        due_on=due,
        completed_on=delivered if is_done else None,
        days_overdue=overdue_days,
        days_left=None if due is None or is_done else (due - as_of.on).days,
        percent=_percent(task, as_of),
    )


def is_in_cohort(task: TaskFacts, first: date, last: date, as_of: AsOf) -> bool:
    """Assigned within [first, last], and already so at the moment asked for; not one undone by what is known then."""
    if task.undone_at is not None and _known(task.undone_at, as_of):
        return False
    return first <= task.assigned_on <= last and task.assigned_on <= as_of.on and _known(task.recorded_at, as_of)


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


def bucket_totals(standings: Iterable[TaskStanding]) -> BucketTotals:
    listed = list(standings)
    n = Counter(s.bucket for s in listed)
    return BucketTotals(
        done_on_time=n[Bucket.DONE_ON_TIME],
        done_late=n[Bucket.DONE_LATE],
        open_in_time=n[Bucket.OPEN_IN_TIME],
        open_overdue=n[Bucket.OPEN_OVERDUE],
        no_deadline=sum(s.bucket is Bucket.OPEN_IN_TIME and not s.has_deadline for s in listed),
    )


def _known(recorded_at: datetime, as_of: AsOf) -> bool:
    return as_of.known_at is None or recorded_at <= as_of.known_at


def _newest_result(task: TaskFacts, as_of: AsOf) -> ResultFact | None:
    """The result that counts: imported rows replace one another; a report counts from the day it was made."""
    known: Sequence[ResultFact] = [r for r in task.results if _known(r.recorded_at, as_of)]
    imported = [r for r in known if r.is_imported]
    happened = [r for r in known if not r.is_imported and r.reported_on is not None and r.reported_on <= as_of.on]
    candidates = [*happened, *imported[-1:]] if imported else happened
    newest = max(reversed(candidates), key=lambda r: r.recorded_at, default=None)
    if newest is None or newest.completed_on is None or newest.completed_on > as_of.on:
        return None
    return newest


def _decision(result: ResultFact, as_of: AsOf) -> bool | None:
    if result.is_imported:
        return True
    if result.decided_at is None or result.decided_at > end_of(as_of.on) or not _known(result.decided_at, as_of):
        return None
    return result.is_confirmed


def _bucket(is_done: bool, is_past_due: bool) -> Bucket:
    if is_done:
        return Bucket.DONE_LATE if is_past_due else Bucket.DONE_ON_TIME
    return Bucket.OPEN_OVERDUE if is_past_due else Bucket.OPEN_IN_TIME


def _work(task: TaskFacts, as_of: AsOf, delivered: date | None, decided: bool | None) -> Work:
    if decided is False:
        return Work.RETURNED
    if delivered is not None:
        return Work.CONFIRMED if decided else Work.REPORTED
    has_update = any(u.updated_on <= as_of.on and _known(u.recorded_at, as_of) for u in task.updates)
    return Work.IN_PROGRESS if has_update else Work.ASSIGNED


def _percent(task: TaskFacts, as_of: AsOf) -> int | None:
    told = [
        u for u in task.updates if u.percent is not None and u.updated_on <= as_of.on and _known(u.recorded_at, as_of)
    ]
    newest = max(told, key=lambda u: (u.updated_on, u.recorded_at), default=None)
    return newest.percent if newest else None
