"""What was passed on below a task (nhiệm vụ giao tiếp), and its state added up for the one above."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.assignments.models import Task
from dondoc.assignments.queries.records import TaskRecord, records_of
from dondoc.assignments.queries.tasks import counted
from dondoc.assignments.rules.buckets import BucketTotals, TaskStanding, bucket_totals, counts, task_standing
from dondoc.base.rules.moments import AsOf


@dataclass(frozen=True)
class Below:
    """The tasks below one, each with where it stands, and their four buckets (tổng hợp từ cấp dưới)."""

    tasks: tuple[tuple[TaskRecord, TaskStanding], ...]

    @property
    def totals(self) -> BucketTotals:
        return bucket_totals(standing for _, standing in self.tasks)


def below_of(task_id: int, as_of: AsOf) -> Below:
    """Of one task; the caller has fetched it with permission. Withdrawn ones do not count."""
    records = [r for r in records_of(Task.objects.filter(counted(), parent_id=task_id)) if counts(r.facts, as_of)]
    return Below(tuple((r, task_standing(r.facts, as_of)) for r in records))
