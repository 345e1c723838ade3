"""Documents that look like results (văn bản có vẻ là kết quả): for the lead to answer, and those not answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from dondoc.assignments.models import LikelyResult, Task
from dondoc.assignments.queries.doing import limits_on
from dondoc.assignments.queries.records import records_of
from dondoc.assignments.queries.tasks import counted
from dondoc.assignments.rules.deeds import DeedKind, may_come_from
from dondoc.assignments.rules.life import life_at
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import NotFound
from dondoc.deadlines.queries import work_calendar
from dondoc.people.rules.rights import Right, Rights


def tasks_to_answer(rights: Rights) -> QuerySet[Task]:
    """Tasks that a person may bring a reply for: those of the own agency, or of the provinces watched."""
    led, watched = rights.agencies_for(Right.ENTER), rights.agencies_for(Right.MONITOR)
    return Task.objects.filter(Q(lead_id__in=led) | Q(province_id__in=watched))


def access_likely(rights: Rights, *, likely_id: int) -> LikelyResult:
    """A proposal to the own agency, which answers it; else NotFound."""
    rows = LikelyResult.objects.select_for_update(of=("self",)).select_related("task")
    found = rows.filter(task__lead_id__in=rights.agencies_for(Right.ENTER), pk=likely_id).first()
    if found is None:
        raise NotFound("Không tìm thấy văn bản này.")
    return found


def likely_for(agency_ids: Collection[int], as_of: AsOf) -> list[LikelyResult]:
    """What waits for the answer of these agencies, while the task still takes a result."""
    return _waiting(LikelyResult.objects.filter(task__lead_id__in=agency_ids), as_of)


def likely_of_task(task_id: int, as_of: AsOf) -> list[LikelyResult]:
    return _waiting(LikelyResult.objects.filter(task_id=task_id), as_of)


@dataclass(frozen=True)
class Silence:
    """A document that looks like a result and was not answered in time (chưa trả lời). `until`: the last day."""

    likely: LikelyResult
    until: date


def silent(province_ids: Iterable[int], as_of: AsOf) -> list[Silence]:
    """What the monitor is told: proposals whose working days for an answer have passed."""
    waiting = _waiting(LikelyResult.objects.filter(task__province_id__in=list(province_ids)), as_of)
    if not waiting:
        return []
    calendar = work_calendar()
    days = {one: limits_on(one, as_of.on).reaction_days for one in {w.task.province_id for w in waiting}}
    told = [Silence(w, calendar.add_working_days(day_of(w.recorded_at), days[w.task.province_id])) for w in waiting]
    return [one for one in told if as_of.on > one.until]


def _waiting(rows: QuerySet[LikelyResult], as_of: AsOf) -> list[LikelyResult]:
    open_then = Q(is_accepted__isnull=True) | Q(answered_at__gt=as_of.at)
    # Mostly there are none: their keys are asked for first.
    waiting = dict(rows.filter(open_then, recorded_at__lte=as_of.at).values_list("pk", "task_id"))
    if not waiting:
        return []
    tasks = Task.objects.filter(counted(), pk__in=set(waiting.values()))
    taking = {r.id for r in records_of(tasks) if may_come_from(DeedKind.REPORT, life_at(r.facts, as_of))}
    keys = [pk for pk, task_id in waiting.items() if task_id in taking]
    return list(LikelyResult.objects.filter(pk__in=keys).select_related("task__lead").order_by("pk"))
