"""Tasks with everything that happened to them (dữ kiện của nhiệm vụ), in a fixed number of queries.

Rows are taken as plain values: as models a month's tasks take three times as long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from dondoc.assignments.models import Extension, ProgressUpdate, ResultReport, Task, TaskEvent, TaskPolicy
from dondoc.assignments.rules.asking import CountsBy
from dondoc.assignments.rules.buckets import ExtensionFact, Happened, ResultFact, TaskFacts, UpdateFact
from dondoc.assignments.rules.deeds import DeedKind
from dondoc.assignments.rules.facts import Counting
from dondoc.base.prepared import Prepared, among, one_parameter
from dondoc.signing.rules.indications import Indication

PASSED = Indication.PASSED.value
T = TypeVar("T")


@dataclass(frozen=True)
class TaskRecord:
    """A task as lists and reviews need it: its words, its agencies, its facts."""

    id: int
    code: str
    province_id: int
    title: str
    assigner: str
    lead_id: int
    coordinating_ids: tuple[int, ...]
    source_number: str
    source_on: date | None
    source_title: str
    note: str
    facts: TaskFacts
    source_kind: str = ""
    field: str = ""
    group: str = ""
    is_starred: bool = False


class _Row(NamedTuple):
    """One task's own columns."""

    id: int
    code: str
    province_id: int
    title: str
    assigner: str
    lead_id: int
    note: str
    assigned_on: date
    due_on: date | None
    recorded_at: datetime
    update_days: int | None
    source_kind: str
    field: str
    group: str
    is_starred: bool
    source_number: str | None
    source_on: date | None
    source_title: str | None
    undone_at: datetime | None


_JOINED = ("source__number", "source__issued_on", "source__title", "assignment__undone_at")
_COLUMNS = (*_Row._fields[: -len(_JOINED)], *_JOINED)


def record_of(task_id: int) -> TaskRecord:
    """One task with its facts; the caller has fetched it with permission already."""
    return records_of(Task.objects.filter(pk=task_id))[0]


CountingOf = Mapping[int, tuple[Counting, ...]]


def records_of(rows: QuerySet[Task], counting: CountingOf | None = None) -> list[TaskRecord]:
    """Tasks with their facts, in a fixed number of queries; the caller has asked with permission.

    `counting`: what their provinces say over time (`counting_of`), where it is at hand.
    """
    tasks = [_Row(*row) for row in rows.order_by("assigned_on", "code").values_list(*_COLUMNS)]
    if not tasks:
        return []
    ids = [t.id for t in tasks]
    facts = _facts(tasks, ids, counting_of({t.province_id for t in tasks}) if counting is None else counting)
    coordinating = _grouped(COORDINATING(ids), int)
    return [
        TaskRecord(
            id=t.id,
            code=t.code,
            province_id=t.province_id,
            title=t.title,
            assigner=t.assigner,
            lead_id=t.lead_id,
            coordinating_ids=tuple(coordinating.get(t.id, ())),
            source_number=t.source_number or "",
            source_on=t.source_on,
            source_title=t.source_title or "",
            note=t.note,
            facts=facts[t.id],
            source_kind=t.source_kind,
            field=t.field,
            group=t.group,
            is_starred=t.is_starred,
        )
        for t in tasks
    ]


def _facts(tasks: Sequence[_Row], ids: Collection[int], counting: CountingOf) -> dict[int, TaskFacts]:
    """What happened to each task."""
    extensions, updates = _grouped(EXTENSIONS(ids), ExtensionFact), _grouped(UPDATES(ids), UpdateFact)
    results, events = _grouped(RESULTS(ids), ResultFact), _grouped(EVENTS(ids), _happened)
    return {
        t.id: TaskFacts(
            assigned_on=t.assigned_on,
            due_on=t.due_on,
            recorded_at=t.recorded_at,
            extensions=tuple(extensions.get(t.id, ())),
            updates=tuple(updates.get(t.id, ())),
            results=tuple(results.get(t.id, ())),
            undone_at=t.undone_at,
            events=tuple(events.get(t.id, ())),
            counting=counting.get(t.province_id, ()),
            update_days=t.update_days,
        )
        for t in tasks
    }


def _grouped(rows: Iterable[tuple[Any, ...]], fact: Callable[..., T]) -> dict[int, list[T]]:
    """By task, the first column; the others make the fact."""
    found: dict[int, list[T]] = defaultdict(list)
    for task_id, *columns in rows:
        found[task_id].append(fact(*columns))
    return found


def _extensions(ids: Collection[int]) -> QuerySet[Extension, tuple[Any, ...]]:
    """The columns in the order of ExtensionFact."""
    rows = Extension.objects.filter(task__in=one_parameter(ids)).order_by("id")
    return rows.values_list("task_id", "due_on", "granted_on", "recorded_at")


def _updates(ids: Collection[int]) -> QuerySet[ProgressUpdate, tuple[Any, ...]]:
    """The columns in the order of UpdateFact."""
    rows = ProgressUpdate.objects.filter(task__in=one_parameter(ids)).order_by("id")
    return rows.values_list("task_id", "updated_on", "percent", "recorded_at")


def _coordinating(ids: Collection[int]) -> QuerySet[Any, tuple[Any, ...]]:
    rows = Task.coordinating.through.objects.filter(task__in=one_parameter(ids)).order_by("id")
    return rows.values_list("task_id", "agency_id")


def _results(ids: Collection[int]) -> QuerySet[ResultReport, tuple[Any, ...]]:
    """The columns in the order of ResultFact; of its files how many, and how many were signed when they came in."""
    rows = ResultReport.objects.filter(task__in=one_parameter(ids)).annotate(
        n_files=Count("evidence"), n_signed=Count("evidence", filter=Q(evidence__indication=PASSED))
    )
    return rows.order_by("id").values_list(
        "task_id",
        "completed_on",
        "result_number",
        "result_issued_on",
        "reported_on",
        "is_imported",
        "recorded_at",
        "decision__is_confirmed",
        "decision__decided_on",
        "decision__recorded_at",
        "n_files",
        "n_signed",
        Coalesce("decision__grade", Value("")),
    )


def _events(ids: Collection[int]) -> QuerySet[TaskEvent, tuple[Any, ...]]:
    """The columns in the order of Happened."""
    columns = (
        "kind",
        "recorded_at",
        "day",
        "agency_id",
        "from_agency_id",
        "person_id",
        "reason",
        "stops_clock",
        "number",
    )
    return TaskEvent.objects.filter(task__in=one_parameter(ids)).order_by("id").values_list("task_id", *columns)


EXTENSIONS, UPDATES, RESULTS = Prepared(_extensions), Prepared(_updates), Prepared(_results)
EVENTS, COORDINATING = Prepared(_events), Prepared(_coordinating)


def _happened(kind: str, *columns: Any) -> Happened:
    return Happened(DeedKind(kind), *columns)


def _policies(province_ids: Collection[int]) -> QuerySet[TaskPolicy, tuple[Any, ...]]:
    own = Q(among("assignments_taskpolicy.province_id", province_ids))
    rows = TaskPolicy.objects.filter(own | Q(province__isnull=True)).order_by("valid_from")
    return rows.values_list("province_id", "valid_from", "recorded_at", "counts_by", "near_days")


POLICIES = Prepared(_policies)


def counting_of(province_ids: Collection[int]) -> dict[int, tuple[Counting, ...]]:
    """What each province says over time: the general rows, then its own, which go before them from their day on."""
    by_province: dict[int | None, list[Counting]] = defaultdict(list)
    for province_id, valid_from, recorded_at, counts_by, near_days in POLICIES(province_ids):
        is_confirmation = counts_by == CountsBy.CONFIRMATION
        by_province[province_id].append(Counting(valid_from, recorded_at, is_confirmation, near_days))
    return {one: (*by_province[None], *by_province[one]) for one in province_ids}
