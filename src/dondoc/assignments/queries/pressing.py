"""The most pressing open tasks and how many there are of each kind, without reading every task (việc cần xử lý).

The twin of `rules.pressing` in SQL: it stands on hints, so it holds for tasks whose hint holds at the moment asked for;
the others are judged by the rule itself. tests/queries/test_pressing.py proves that both agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    Count,
    DateField,
    DurationField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from dondoc.assignments.models import SourceDocument, Task
from dondoc.assignments.queries.records import TaskRecord, records_of
from dondoc.assignments.queries.tasks import counted, maybe_open, of_province
from dondoc.assignments.rules.buckets import counts, task_standing
from dondoc.assignments.rules.hints import hint_holds_at
from dondoc.assignments.rules.life import lead_at
from dondoc.assignments.rules.pressing import NEAR_DAYS, Pressing, pressing_of
from dondoc.assignments.rules.states import Confirmation
from dondoc.base.rules.moments import AsOf

UNKNOWN = "?"
LAST = 10**6


class PressingTask(NamedTuple):
    """One line of a worklist. `days_left`: to the deadline in force, below 0 overdue; None without one, and while a
    result waits: its clock stands still.
    """

    kind: Pressing
    days_left: int | None
    assigned_on: date
    code: str
    id: int
    title: str
    source_number: str
    lead_id: int
    due_on: date | None

    @property
    def place(self) -> tuple[int, int, date, str]:
        """The kinds in their order; within one the longest overdue, or the nearest deadline, first."""
        left = LAST if self.days_left is None else self.days_left
        return list(Pressing).index(self.kind), left, self.assigned_on, self.code


class PressingTasks(NamedTuple):
    """How many open tasks there are of each kind, and the most pressing of them."""

    counts: Mapping[Pressing, int]
    tasks: list[PressingTask]


def pressing_tasks(
    province_ids: Collection[int],
    as_of: AsOf,
    *,
    kind: Pressing | None = None,
    limit: int,
    near_days: int = NEAR_DAYS,
    by_confirmation: Collection[int] = (),
) -> PressingTasks:
    """The open tasks of provinces that want something done; `kind`: only of that kind in the list. Two queries.

    `by_confirmation`: the provinces in which the day of confirmation counts at this moment.
    """
    # Of an entry that was undone the hint says that it is not open.
    rows = Task.objects.filter(of_province(), maybe_open(as_of), province_id__in=list(province_ids))
    hinted = _told(rows, as_of, near_days, by_confirmation)
    told = dict(hinted.values_list("kind").annotate(n=Count("pk")).order_by())
    found = Counter({one: told[one] for one in Pressing if one in told})
    tasks: list[PressingTask] = []
    if found[kind] if kind is not None else found:
        tasks += _first(hinted.filter(kind__in=list(Pressing) if kind is None else [kind]), limit)
    if UNKNOWN in told:
        unknown = records_of(rows.filter(counted(), _without_hint(as_of), assigned_on__lte=as_of.on))
        judged = list(_judged(unknown, as_of, near_days))
        found.update(one.kind for one in judged)
        tasks += [one for one in judged if kind in (None, one.kind)]
    return PressingTasks(found, sorted(tasks, key=lambda one: one.place)[:limit])


def _without_hint(as_of: AsOf) -> Q:
    """The hint is of a later moment, or missing."""
    return Q(hint_from__isnull=True) | Q(hint_from__gt=hint_holds_at(as_of))


def _told(rows: QuerySet[Task], as_of: AsOf, near_days: int, by_confirmation: Collection[int]) -> QuerySet[Any]:
    """With `left`, the time to the deadline, `kind` ('' for none, UNKNOWN without a hint) and its `place`."""
    judged = Coalesce("hint_stopped_on", Value(as_of.on, DateField()))
    waits = Q(hint_confirmation=Confirmation.WAITING)
    until = ExpressionWrapper(F("hint_due_on") - judged, output_field=DurationField())
    runs_on = Q(province_id__in=list(by_confirmation), until__lt=timedelta(0))
    left = Case(When(~waits | runs_on, then=F("until")), output_field=DurationField())
    kinds = (
        (Pressing.LATE, waits & runs_on),
        (Pressing.WAIT, waits),
        (Pressing.BACK, Q(hint_confirmation=Confirmation.RETURNED)),
        (Pressing.LATE, Q(left__lt=timedelta(0))),
        (Pressing.NEAR, Q(left__lte=timedelta(days=near_days))),
    )
    return (
        rows.annotate(until=until)
        .annotate(left=left)
        .annotate(
            kind=Case(
                When(_without_hint(as_of), then=Value(UNKNOWN)),
                *(When(told, then=Value(k.value)) for k, told in kinds),
                default=Value(""),
            ),
            place=Case(*(When(told, then=Value(list(Pressing).index(k))) for k, told in kinds), default=Value(9)),
        )
    )


def _first(hinted: QuerySet[Any], limit: int) -> Iterable[PressingTask]:
    # Asked for beside the row, not joined: so only of the few that are listed.
    number_of = Subquery(SourceDocument.objects.filter(pk=OuterRef("source_id")).values("number"))
    columns = ("kind", "left", "assigned_on", "code", "pk", "title", number_of, "lead_id", "hint_due_on")
    order = ("place", F("left").asc(nulls_last=True), "assigned_on", "code")
    for kind, left, assigned_on, code, pk, title, number, lead, due in hinted.order_by(*order).values_list(*columns)[
        :limit
    ]:
        days = None if left is None else left.days
        yield PressingTask(Pressing(kind), days, assigned_on, code, pk, title, number or "", lead, due)


def _judged(records: Iterable[TaskRecord], as_of: AsOf, near_days: int) -> Iterable[PressingTask]:
    """By the rule itself."""
    for record in records:
        standing = task_standing(record.facts, as_of)
        kind = pressing_of(standing, near_days) if counts(record.facts, as_of) else None
        if kind is not None:
            lead = lead_at(record.facts, record.lead_id, as_of)
            told = (record.facts.assigned_on, record.code, record.id, record.title, record.source_number, lead)
            left = None if kind is Pressing.WAIT else standing.days_left
            yield PressingTask(kind, left, *told, standing.due_on)
