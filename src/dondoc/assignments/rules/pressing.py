"""What of an open task wants doing (việc cần xử lý): overdue, near its deadline, waiting for a decision, returned.

`assignments.queries.pressing` says the same in SQL, over hints.
"""

from __future__ import annotations

from enum import StrEnum

from dondoc.assignments.rules.buckets import Bucket, Confirmation, TaskStanding

# So many days before its deadline a task is near it. Practice.
NEAR_DAYS = 3


class Pressing(StrEnum):
    """The kinds, the most pressing first."""

    LATE = "late"
    NEAR = "near"
    WAIT = "wait"
    BACK = "back"


def is_near(standing: TaskStanding, near_days: int = NEAR_DAYS) -> bool:
    """Open, in time, and due within the days that the office calls near."""
    left = standing.days_left
    return standing.bucket is Bucket.OPEN_IN_TIME and left is not None and 0 <= left <= near_days


def pressing_of(standing: TaskStanding, near_days: int = NEAR_DAYS) -> Pressing | None:
    """The kind of a task; None: nothing is to be done about it now."""
    if not standing.work.is_open:
        return None
    if standing.confirmation is Confirmation.WAITING:
        return Pressing.WAIT
    if standing.confirmation is Confirmation.RETURNED:
        return Pressing.BACK
    if standing.bucket is Bucket.OPEN_OVERDUE:
        return Pressing.LATE
    return Pressing.NEAR if is_near(standing, near_days) else None
