"""What of an open task wants doing (việc cần xử lý): overdue, near its deadline, waiting for a decision, returned.

`assignments.queries.pressing` says the same in SQL, over hints.
"""

from __future__ import annotations

from enum import StrEnum

from dondoc.assignments.rules.buckets import NEAR_DAYS, Bucket, Confirmation, TaskStanding

__all__ = ["NEAR_DAYS", "Pressing", "is_near", "pressing_of"]


class Pressing(StrEnum):
    """The kinds, the most pressing first."""

    LATE = "late"
    NEAR = "near"
    WAIT = "wait"
    BACK = "back"


def is_near(standing: TaskStanding, near_days: int | None = None) -> bool:
    """Open, in time, and due within the days that the office calls near."""
    left, near = standing.days_left, standing.near_days if near_days is None else near_days
    return standing.bucket is Bucket.OPEN_IN_TIME and left is not None and 0 <= left <= near


def pressing_of(standing: TaskStanding, near_days: int | None = None) -> Pressing | None:
    """The kind of a task; None: nothing is to be done about it now."""
    if not standing.work.is_open:
        return None
    if standing.confirmation is Confirmation.WAITING:
        # Where the day of confirmation counts, a result that waits does not stop the clock.
        is_late = standing.runs_on and standing.bucket is Bucket.OPEN_OVERDUE
        return Pressing.LATE if is_late else Pressing.WAIT
    if standing.confirmation is Confirmation.RETURNED:
        return Pressing.BACK
    if standing.bucket is Bucket.OPEN_OVERDUE:
        return Pressing.LATE
    return Pressing.NEAR if is_near(standing, near_days) else None
