"""The most pressing open tasks and how many there are of each kind, without reading every task (việc cần xử lý).

The twin of `rules.pressing` in SQL: it stands on hints, so it holds for tasks whose hint holds at the moment asked for;
the others are judged by the rule itself. tests/queries/test_pressing.py proves that both agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
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
from dondoc.base.prepared import Prepared, among
from dondoc.base.rules.moments import AsOf

NONE, UNKNOWN = 98, 99
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
    near_on = as_of.on + timedelta(days=near_days)
    asked = (list(province_ids), as_of.on, hint_holds_at(as_of), near_on, list(by_confirmation))
    told = dict(COUNTS(*asked))
    found = Counter({one: told[place] for place, one in enumerate(Pressing) if place in told})
    tasks: list[PressingTask] = []
    if found[kind] if kind is not None else found:
        tasks += _first(_listing(limit, None if kind is None else list(Pressing).index(kind))(*asked))
    if UNKNOWN in told:
        open_then = Q(counted(), of_province(), maybe_open(as_of), province_id__in=asked[0])
        unknown = Task.objects.filter(open_then, _without_hint(hint_holds_at(as_of)), assigned_on__lte=as_of.on)
        judged = list(_judged(records_of(unknown), as_of, near_days))
        found.update(one.kind for one in judged)
        tasks += [one for one in judged if kind in (None, one.kind)]
    return PressingTasks(found, sorted(tasks, key=lambda one: one.place)[:limit])


def _without_hint(holds_at: datetime) -> Q:
    """The hint is of a later moment, or missing."""
    return Q(hint_from__isnull=True) | Q(hint_from__gt=holds_at)


def _told(
    province_ids: Collection[int], on: date, holds_at: datetime, near_on: date, by_confirmation: Collection[int]
) -> QuerySet[Any]:
    """With `place`, that of its kind in `Pressing`, or NONE, or UNKNOWN without a hint; and `left`, which orders.

    Of an entry that was undone the hint says that it is not open.
    """
    judged = Coalesce("hint_stopped_on", Value(on, DateField()))
    waits, is_late = Q(hint_confirmation=Confirmation.WAITING), Q(hint_due_on__lt=judged)
    runs_on = waits & is_late & Q(among("assignments_task.province_id", by_confirmation))
    near = ExpressionWrapper(Value(near_on, DateField()) - Value(on, DateField()), output_field=DurationField())
    kinds = (
        (Pressing.LATE, runs_on),
        (Pressing.WAIT, waits),
        (Pressing.BACK, Q(hint_confirmation=Confirmation.RETURNED)),
        (Pressing.LATE, is_late),
        # Nearly always the clock runs, and then two days are compared.
        (Pressing.NEAR, Q(hint_stopped_on__isnull=True, hint_due_on__lte=near_on)),
        (Pressing.NEAR, Q(hint_stopped_on__isnull=False, left__lte=near)),
    )
    cases = [When(_without_hint(holds_at), then=Value(UNKNOWN))]
    cases += [When(told, then=Value(list(Pressing).index(kind))) for kind, told in kinds]
    until = ExpressionWrapper(F("hint_due_on") - judged, output_field=DurationField())
    left = Case(When(~waits | runs_on, then=until), output_field=DurationField())
    rows = Task.objects.filter(of_province(), Q(hint_is_open=True) | Q(hint_from__gt=holds_at))
    rows = rows.filter(among("assignments_task.province_id", province_ids))
    return rows.annotate(left=left).annotate(place=Case(*cases, default=Value(NONE)))


def _counts(*asked: Any) -> QuerySet[Any, tuple[Any, ...]]:
    counted: QuerySet[Any, tuple[Any, ...]] = _told(*asked).values_list("place").annotate(n=Count("pk")).order_by()
    return counted


COUNTS = Prepared(_counts)


@cache
def _listing(limit: int, place: int | None) -> Prepared:
    """The first lines in the order of `PressingTask.place`, of one kind only where its place is given."""
    # Asked for beside the row, not joined: so only of the few that are listed.
    number_of = Subquery(SourceDocument.objects.filter(pk=OuterRef("source_id")).values("number"))
    columns = ("place", "left", "assigned_on", "code", "pk", "title", number_of, "lead_id", "hint_due_on")

    def build(*asked: Any) -> QuerySet[Any, tuple[Any, ...]]:
        rows = _told(*asked) if place is None else _told(*asked).filter(place=place)
        ordered = rows.order_by("place", F("left").asc(nulls_last=True), "assigned_on", "code")
        return ordered.values_list(*columns)[:limit]

    return Prepared(build)


def _first(rows: Iterable[tuple[Any, ...]]) -> Iterable[PressingTask]:
    for place, left, assigned_on, code, pk, title, number, lead, due in rows:
        if place < NONE:
            days = None if left is None else left.days
            yield PressingTask(list(Pressing)[place], days, assigned_on, code, pk, title, number or "", lead, due)


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
