"""Questions about tasks (nhiệm vụ): cohorts with their facts, one task under permission."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from dondoc.assignments.models import Task, TaskEvent
from dondoc.assignments.queries.records import TaskRecord, records_of
from dondoc.assignments.rules.deeds import DeedKind
from dondoc.assignments.rules.hints import hint_holds_at
from dondoc.assignments.rules.life import lead_at, life_at
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.people.rules.rights import Right, Rights


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


def tasks_of_agencies(
    agency_ids: Iterable[int], as_of: AsOf | None = None, *, only_open: bool = False, since: date | None = None
) -> list[TaskRecord]:
    """Tasks that the agencies lead or coordinate; with `as_of`, those that they led at that moment.

    `only_open`: those open then, and perhaps some that are not. `since`: those assigned from a day on, and all
    open ones.
    """
    ids = set(agency_ids)
    # Asked for first: with lists of keys the database joins two indexes, with questions in their place it reads all.
    coordinated = list(Task.coordinating.through.objects.filter(agency_id__in=ids).values_list("task_id", flat=True))
    own = Q(lead_id__in=ids) | Q(pk__in=coordinated)
    if as_of is None:
        return records_of(Task.objects.filter(counted(), own))
    rows = Task.objects.filter(counted(), own | Q(pk__in=list(_led_before(ids).values_list("task_id", flat=True))))
    if only_open:
        rows = rows.filter(maybe_open(as_of))
    elif since is not None:
        rows = rows.filter(maybe_open(as_of) | Q(assigned_on__gte=since))
    found = records_of(rows)
    if since is not None:
        found = [r for r in found if r.facts.assigned_on >= since or life_at(r.facts, as_of).work.is_open]
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


def own_task_ids(rights: Rights) -> list[int]:
    """The tasks that `may_see` finds without the provinces watched, each way by its own index."""
    own = {a for r, a in rights.held if r in (Right.ENTER, Right.APPROVE, Right.SIGN)}
    given = Task.objects.filter(Q(lead_id__in=own) | Q(assigning_id__in=own)).values_list("pk", flat=True)
    coordinated = Task.coordinating.through.objects.filter(agency_id__in=own).values_list("task_id", flat=True)
    return sorted({*given, *coordinated, *_led_before(own).values_list("task_id", flat=True)})


def access_task(rights: Rights, *, task_id: int, for_update: bool = False) -> Task:
    """One task that this person may see: led or coordinated by the own agency, or watched. Else NotFound."""
    rows = Task.objects.select_related("lead", "source", "province")
    if for_update:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(counted(), may_see(rights), pk=task_id).first()
    if found is None:
        raise NotFound("Không tìm thấy nhiệm vụ này.")
    return found
