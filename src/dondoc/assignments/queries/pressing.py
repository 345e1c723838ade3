"""The most pressing open tasks and how many there are of each kind, without reading every task (việc cần xử lý).

The twin of `rules.pressing` in SQL: it stands on hints, so it holds for tasks whose hint holds at the moment asked for;
the others are judged by the rule itself. tests/queries/test_pressing.py proves that both agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Case, Count, DateField, DurationField, ExpressionWrapper, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from dondoc.assignments.models import Task
from dondoc.assignments.queries.tasks import TaskRecord, counted, maybe_open, of_province, records_of
from dondoc.assignments.rules.buckets import counts, task_standing
from dondoc.assignments.rules.deeds import Confirmation
from dondoc.assignments.rules.hints import hint_holds_at
from dondoc.assignments.rules.pressing import NEAR_DAYS, Pressing, pressing_of, pressing_order
from dondoc.base.rules.moments import AsOf

UNKNOWN = "?"


@dataclass(frozen=True)
class PressingTasks:
    """How many open tasks there are of each kind, and the most pressing of them with their facts."""

    counts: Mapping[Pressing, int]
    records: tuple[TaskRecord, ...]


def pressing_tasks(
    province_ids: Collection[int], as_of: AsOf, *, kind: Pressing | None = None, limit: int, near_days: int = NEAR_DAYS
) -> PressingTasks:
    """The open tasks of provinces that want something done, `kind`: only of that kind in the list."""
    rows = Task.objects.filter(counted(), of_province(), maybe_open(as_of), province_id__in=list(province_ids))
    hinted = _told(rows, as_of, near_days)
    told = dict(hinted.values_list("kind").annotate(n=Count("pk")).order_by())
    found = Counter({kind: told[kind] for kind in Pressing if kind in told})
    chosen: list[TaskRecord] = []
    if found[kind] if kind is not None else found:
        wanted = hinted.filter(kind__in=list(Pressing) if kind is None else [kind])
        order = ("place", F("left").asc(nulls_last=True), "assigned_on", "code")
        ids = [row["pk"] for row in wanted.order_by(*order)[:limit].values("pk")]
        chosen += records_of(Task.objects.filter(pk__in=ids))
    if UNKNOWN in told:
        unknown = records_of(rows.filter(_without_hint(as_of), assigned_on__lte=as_of.on))
        judged = list(_judged(unknown, as_of, near_days))
        found.update(k for k, _ in judged)
        chosen += [record for k, record in judged if kind in (None, k)]
    return PressingTasks(found, tuple(_most_pressing(chosen, as_of, near_days)[:limit]))


def _without_hint(as_of: AsOf) -> Q:
    """The hint is of a later moment, or missing."""
    return Q(hint_from__isnull=True) | Q(hint_from__gt=hint_holds_at(as_of))


def _told(rows: QuerySet[Task], as_of: AsOf, near_days: int) -> QuerySet[Any]:
    """With `left`, the time to the deadline, `kind` ('' for none, UNKNOWN without a hint) and its `place`."""
    judged = Coalesce("hint_stopped_on", Value(as_of.on, DateField()))
    left = ExpressionWrapper(F("hint_due_on") - judged, output_field=DurationField())
    kinds = {
        Pressing.WAIT: Q(hint_confirmation=Confirmation.WAITING),
        Pressing.BACK: Q(hint_confirmation=Confirmation.RETURNED),
        Pressing.LATE: Q(left__lt=timedelta(0)),
        Pressing.NEAR: Q(left__lte=timedelta(days=near_days)),
    }
    return rows.annotate(left=left).annotate(
        kind=Case(
            When(_without_hint(as_of), then=Value(UNKNOWN)),
            *(When(told, then=Value(k.value)) for k, told in kinds.items()),
            default=Value(""),
        ),
        place=Case(*(When(told, then=Value(list(Pressing).index(k))) for k, told in kinds.items()), default=Value(9)),
    )


def _judged(records: Iterable[TaskRecord], as_of: AsOf, near_days: int) -> Iterable[tuple[Pressing, TaskRecord]]:
    for record in records:
        kind = pressing_of(task_standing(record.facts, as_of), near_days) if counts(record.facts, as_of) else None
        if kind is not None:
            yield kind, record


def _most_pressing(records: Iterable[TaskRecord], as_of: AsOf, near_days: int) -> list[TaskRecord]:
    """In order, by the rule itself."""
    judged = [
        ((*pressing_order(kind, task_standing(r.facts, as_of)), r.facts.assigned_on, r.code), r)
        for kind, r in _judged(records, as_of, near_days)
    ]
    return [record for _, record in sorted(judged, key=lambda pair: pair[0])]
