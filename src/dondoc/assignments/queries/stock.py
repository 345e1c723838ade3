"""The stock (còn phải làm): every task still open at a moment, from all time, by both clocks."""

from __future__ import annotations

from collections.abc import Iterable

from dondoc.assignments.models import Task
from dondoc.assignments.queries.records import TaskRecord, records_of
from dondoc.assignments.queries.tasks import maybe_open, of_province
from dondoc.assignments.rules.buckets import bucket_at, counts
from dondoc.base.rules.moments import AsOf


def stock(province_ids: Iterable[int], as_of: AsOf) -> list[TaskRecord]:
    """Tasks of the provinces that count and are not done at a moment, with their facts."""
    rows = Task.objects.filter(of_province(), maybe_open(as_of), province_id__in=list(province_ids))
    found = records_of(rows.filter(assigned_on__lte=as_of.on))
    return [r for r in found if counts(r.facts, as_of) and bucket_at(r.facts, as_of).bucket.is_open]
