"""Questions about tasks (nhiệm vụ): cohorts with their facts, one task under permission."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from dondoc.assignments.models import Evidence, Extension, ProgressUpdate, ResultReport, Task, TaskEvent, TaskPolicy
from dondoc.assignments.rules.asking import CountsBy
from dondoc.assignments.rules.buckets import ExtensionFact, Happened, ResultFact, TaskFacts, UpdateFact
from dondoc.assignments.rules.deeds import DeedKind
from dondoc.assignments.rules.facts import Counting
from dondoc.assignments.rules.hints import hint_holds_at
from dondoc.assignments.rules.life import lead_at, life_at
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.people.rules.rights import Right, Rights
from dondoc.signing.rules.indications import Indication

LONGEST_LIST = 10_000
PASSED = Indication.PASSED.value


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


def counted() -> Q:
    """Tasks that count: not those of an entry that was undone (huỷ giao), as if they had never been."""
    return Q(assignment__undone_at__isnull=True)


def of_province() -> Q:
    """Tasks that the province assigned: what a lead passed on below is that agency's own matter and counts in no list
    or review of the province (giao lại trong nội bộ).
    """
    return Q(assigning__isnull=True)


def maybe_open(as_of: AsOf) -> Q:
    """Every task that is open at a moment, and some that are not: those whose hint does not hold then."""
    return Q(hint_is_open=True) | Q(hint_from__gt=hint_holds_at(as_of))


def provinces_with_tasks(first: date, last: date) -> list[int]:
    """Ids of the provinces that assigned tasks within [first, last]."""
    rows = Task.objects.filter(counted(), of_province(), assigned_on__range=(first, last))
    return sorted(set(rows.values_list("province_id", flat=True)))


def tasks_assigned(province_ids: Iterable[int], first: date, last: date) -> list[TaskRecord]:
    """The cohort assigned within [first, last], with facts: six queries, however many tasks."""
    rows = Task.objects.filter(of_province(), province_id__in=list(province_ids), assigned_on__range=(first, last))
    return records_of(rows)


def open_tasks(province_ids: Iterable[int], on: date) -> list[TaskRecord]:
    """Tasks not closed on a day, with facts: what an office has to follow (việc đang theo dõi)."""
    return open_among(Task.objects.filter(of_province(), province_id__in=list(province_ids)), on)


def open_among(rows: QuerySet[Task], on: date) -> list[TaskRecord]:
    """Those of the tasks that were not closed on a day, with facts."""
    as_of = AsOf.end_of_day(on)
    found = records_of(rows.filter(counted(), maybe_open(as_of), assigned_on__lte=on))
    return [r for r in found if life_at(r.facts, as_of).work.is_open]


def tasks_of_agencies(agency_ids: Iterable[int], as_of: AsOf | None = None) -> list[TaskRecord]:
    """Tasks that the agencies lead or coordinate; with `as_of`, those that they led at that moment."""
    ids = set(agency_ids)
    coordinated = Task.coordinating.through.objects.filter(agency_id__in=ids).values("task_id")
    own = Q(lead_id__in=ids) | Q(pk__in=coordinated)
    if as_of is None:
        return records_of(Task.objects.filter(counted(), own))
    found = records_of(Task.objects.filter(counted(), own | Q(pk__in=_led_before(ids))))
    return [r for r in found if lead_at(r.facts, r.lead_id, as_of) in ids or ids.intersection(r.coordinating_ids)]


def _led_before(agency_ids: Iterable[int]) -> QuerySet[TaskEvent, Any]:
    """Tasks that these agencies led until they were passed on."""
    passed = TaskEvent.objects.filter(kind=DeedKind.TRANSFER, from_agency_id__in=list(agency_ids))
    return passed.values("task_id")


def may_see(rights: Rights) -> Q:
    own = {a for r, a in rights.held if r in (Right.ENTER, Right.APPROVE, Right.SIGN)}
    watched = rights.agencies_for(Right.MONITOR)
    coordinated = Task.coordinating.through.objects.filter(agency_id__in=own).values("task_id")
    # Who led a task before it was passed on goes on reading it.
    passed_on = Q(assigning_id__in=own)
    led = Q(lead_id__in=own) | Q(pk__in=coordinated) | Q(pk__in=_led_before(own))
    return led | passed_on | Q(province_id__in=watched)


def access_task(rights: Rights, *, task_id: int, for_update: bool = False) -> Task:
    """One task that this person may see: led or coordinated by the own agency, or watched. Else NotFound."""
    rows = Task.objects.select_related("lead", "source", "province")
    if for_update:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(counted(), may_see(rights), pk=task_id).first()
    if found is None:
        raise NotFound("Không tìm thấy nhiệm vụ này.")
    return found


def record_of(task_id: int) -> TaskRecord:
    """One task with its facts; the caller has fetched it with permission already."""
    return records_of(Task.objects.filter(pk=task_id))[0]


def records_of(rows: QuerySet[Task]) -> list[TaskRecord]:
    """Tasks with their facts, in a fixed number of queries; the caller has asked with permission."""
    wanted = rows.select_related("source", "assignment").defer("source__text", "passage")
    tasks = list(wanted.order_by("assigned_on", "code"))
    # As a list the rows are not looked for again in each of the questions below; a very long one stays a question.
    ids: Any = [t.pk for t in tasks] if len(tasks) <= LONGEST_LIST else rows.values("pk")
    facts = _facts(tasks, ids)
    coordinating: dict[int, list[int]] = defaultdict(list)
    for task_id, agency_id in (
        Task.coordinating.through.objects.filter(task__in=ids).order_by("id").values_list("task_id", "agency_id")
    ):
        coordinating[task_id].append(agency_id)
    return [
        TaskRecord(
            id=t.pk,
            code=t.code,
            province_id=t.province_id,
            title=t.title,
            assigner=t.assigner,
            lead_id=t.lead_id,
            coordinating_ids=tuple(coordinating[t.pk]),
            source_number=t.source.number if t.source else "",
            source_on=t.source.issued_on if t.source else None,
            source_title=t.source.title if t.source else "",
            note=t.note,
            facts=facts[t.pk],
            source_kind=t.source_kind,
            field=t.field,
            group=t.group,
            is_starred=t.is_starred,
        )
        for t in tasks
    ]


def _facts(tasks: Iterable[Task], ids: Any) -> dict[int, TaskFacts]:
    """What happened to each task."""
    extensions = _by_task(
        Extension.objects.filter(task__in=ids), lambda e: ExtensionFact(e.due_on, e.granted_on, e.recorded_at)
    )
    updates = _by_task(
        ProgressUpdate.objects.filter(task__in=ids), lambda u: UpdateFact(u.updated_on, u.percent, u.recorded_at)
    )
    files = _files(ids)
    told = ResultReport.objects.filter(task__in=ids).select_related("decision")
    results = _by_task(told, lambda r: _result_fact(r, files.get(r.pk, ())))
    counting = _counting({t.province_id for t in tasks})
    events = _by_task(TaskEvent.objects.filter(task__in=ids), _happened)
    return {
        t.pk: TaskFacts(
            assigned_on=t.assigned_on,
            due_on=t.due_on,
            recorded_at=t.recorded_at,
            extensions=tuple(extensions[t.pk]),
            updates=tuple(updates[t.pk]),
            results=tuple(results[t.pk]),
            undone_at=t.assignment.undone_at if t.assignment else None,
            events=tuple(events[t.pk]),
            counting=counting.get(t.province_id, ()),
            update_days=t.update_days,
        )
        for t in tasks
    }


def _files(ids: Any) -> dict[int, list[str]]:
    """By result what the signatures of its files said at intake, '' for a file that cannot bear any."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Evidence.objects.filter(task__in=ids, result__isnull=False)
    for result_id, indication in rows.order_by("id").values_list("result_id", "indication"):
        found[result_id].append(indication)
    return found


def _counting(province_ids: set[int]) -> dict[int, tuple[Counting, ...]]:
    """Which day counts in each province, over time: its own rows where it has any, else the general ones."""
    rows = list(TaskPolicy.objects.filter(Q(province_id__in=province_ids) | Q(province__isnull=True)))
    rows.sort(key=lambda p: p.valid_from)
    by_province: dict[int | None, list[Counting]] = defaultdict(list)
    for row in rows:
        is_confirmation = row.counts_by == CountsBy.CONFIRMATION
        by_province[row.province_id].append(Counting(row.valid_from, row.recorded_at, is_confirmation))
    return {one: tuple(by_province[one] or by_province[None]) for one in province_ids}


def _by_task(rows: QuerySet[Any], fact: Any) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows.order_by("id"):
        grouped[row.task_id].append(fact(row))
    return grouped


def _happened(event: TaskEvent) -> Happened:
    return Happened(
        kind=DeedKind(event.kind),
        at=event.recorded_at,
        day=event.day,
        agency_id=event.agency_id,
        from_agency_id=event.from_agency_id,
        person_id=event.person_id,
        text=event.reason,
        stops_clock=event.stops_clock,
    )


def _result_fact(result: ResultReport, files: Sequence[str] = ()) -> ResultFact:
    decision = getattr(result, "decision", None)
    return ResultFact(
        completed_on=result.completed_on,
        result_number=result.result_number,
        result_issued_on=result.result_issued_on,
        reported_on=result.reported_on,
        is_imported=result.is_imported,
        recorded_at=result.recorded_at,
        is_confirmed=decision.is_confirmed if decision else None,
        decided_on=decision.decided_on if decision else None,
        decided_at=decision.recorded_at if decision else None,
        n_files=len(files),
        n_signed=sum(indication == PASSED for indication in files),
        grade=decision.grade if decision else "",
    )
