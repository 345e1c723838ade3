"""The stock (còn phải làm): every task still open at a moment, from all time, by both clocks."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from dondoc.assignments.models import ResultReport, Task, TaskEvent
from dondoc.assignments.queries.tasks import TaskRecord, of_province, records_of
from dondoc.assignments.rules.buckets import counts, task_standing
from dondoc.assignments.rules.deeds import DeedKind
from dondoc.base.rules.moments import AsOf


def stock(province_ids: Iterable[int], as_of: AsOf) -> list[TaskRecord]:
    """Tasks of the provinces that count and are not done at a moment, with their facts."""
    rows = Task.objects.filter(of_province(), province_id__in=list(province_ids), assigned_on__lte=as_of.on)
    found = records_of(rows.exclude(_surely_done(as_of)))
    return [r for r in found if counts(r.facts, as_of) and task_standing(r.facts, as_of).bucket.is_open]


def _surely_done(as_of: AsOf) -> Q:
    """Done for every question at this moment, so that their facts need not be read: confirmed or told as done by then,
    and known. Those that were ever reopened are left for `task_standing` to tell.
    """
    reopened = TaskEvent.objects.filter(kind=DeedKind.REOPEN).values("task_id")
    results = ResultReport.objects.filter(task=OuterRef("pk")).exclude(task__in=reopened)
    confirmed = results.filter(decision__is_confirmed=True, decision__decided_on__lte=as_of.on)
    told = results.filter(is_imported=True, completed_on__lte=as_of.on)
    if as_of.known_at is not None:
        confirmed = confirmed.filter(decision__recorded_at__lte=as_of.known_at)
        told = told.filter(recorded_at__lte=as_of.known_at)
    return Q(Exists(confirmed)) | Q(Exists(told))
