"""Work that comes again (việc định kỳ): set it, stop it, make the tasks that are due. Making is safe to repeat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from dondoc.agencies.queries import agency_map
from dondoc.assignments.hints import renew_hints
from dondoc.assignments.models import Recurrence, SourceDocument, Task
from dondoc.assignments.rules.entry import SourceKind
from dondoc.assignments.rules.recurrence import Every, Occurrence, Pattern, occurrences, reasons_not_to_recur, title_of
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right


class CannotRecur(Refused):
    """Refused: something is missing or cannot be; every reason is listed."""


@dataclass(frozen=True)
class Recurring:
    """What comes again: its words, its leads, its document (việc định kỳ)."""

    title: str
    lead_ids: Sequence[int]
    assigner: str = ""
    field: str = ""
    deliverable: str = ""
    source_number: str = ""


@transaction.atomic
def set_recurrence(*, actor_id: int, at: datetime, province_id: int, work: Recurring, pattern: Pattern) -> Recurrence:
    """From now on the tasks of each period are made by themselves. Raises NotFound, CannotRecur."""
    if not rights_of(actor_id, day_of(at)).has(Right.MONITOR, province_id):
        raise NotFound("Không tìm thấy trang này.")
    below = {one.id for one in agency_map(day_of(at)).below(province_id)}
    leads = sorted(set(work.lead_ids))
    told = {"title": work.title, "n_leads": len(leads), "source_number": work.source_number}
    reasons = list(reasons_not_to_recur(pattern, **told))  # type: ignore[arg-type]
    if not below.issuperset(leads):
        reasons.append(Reason("Chọn đơn vị của tỉnh.", "Đơn vị chủ trì"))
    if reasons:
        raise CannotRecur(reasons)
    source = None
    if number := work.source_number.strip():
        source = SourceDocument.objects.filter(province_id=province_id, number=number).order_by("-issued_on").first()
        source = source or SourceDocument.objects.create(province_id=province_id, number=number)
    made = Recurrence.objects.create(
        province_id=province_id,
        source=source,
        title=work.title.strip(),
        assigner=work.assigner.strip(),
        field=work.field.strip(),
        deliverable=work.deliverable.strip(),
        actor_id=actor_id,
        recorded_at=at,
        **asdict(pattern),
    )
    made.leads.set(leads)
    detail = {**asdict(work), **asdict(pattern)}
    write_audit(actor_id=actor_id, at=at, deed="set_recurrence", subject=f"recurrence:{made.pk}", detail=detail)
    return made


@transaction.atomic
def stop_recurrence(*, actor_id: int, at: datetime, recurrence_id: int) -> Recurrence:
    """No more tasks from now on; those made stay. Raises NotFound."""
    watched = rights_of(actor_id, day_of(at)).agencies_for(Right.MONITOR)
    found = Recurrence.objects.select_for_update().filter(province_id__in=watched, pk=recurrence_id).first()
    if found is None:
        raise NotFound("Không tìm thấy việc định kỳ này.")
    if found.stopped_at is None:
        found.stopped_at, found.stopped_by_id = at, actor_id
        found.save(update_fields=["stopped_at", "stopped_by"])
        write_audit(actor_id=actor_id, at=at, deed="stop_recurrence", subject=f"recurrence:{found.pk}")
    return found


@transaction.atomic
def make_recurring_tasks(*, actor_id: int | None, at: datetime, province_id: int) -> int:
    """Make what has begun and is not yet there: how many are new. A second worker waits, then finds nothing to do."""
    rows = Recurrence.objects.select_for_update().filter(province_id=province_id, stopped_at__isnull=True)
    n_new = 0
    for one in rows.order_by("pk"):
        pattern = Pattern(Every(one.every), one.due_day, one.starts_on, one.ends_on)
        leads = sorted(one.leads.values_list("pk", flat=True))
        there = set(Task.objects.filter(recurrence=one).values_list("occurs_on", flat=True))
        # All leads of a period are made together: where one is there, a task may since have been passed on.
        begun = [time for time in occurrences(pattern, day_of(at)) if time.first not in there]
        wanted = [(time, lead) for time in begun for lead in leads]
        made = Task.objects.bulk_create([_task(one, time, lead, at) for time, lead in wanted], batch_size=500)
        renew_hints(task.pk for task in made)
        n_new += len(wanted)
    if n_new:
        detail = {"province": province_id, "new": n_new}
        subject = f"province:{province_id}"
        write_audit(actor_id=actor_id, at=at, deed="make_recurring_tasks", subject=subject, detail=detail)
    return n_new


def _task(one: Recurrence, time: Occurrence, lead_id: int, at: datetime) -> Task:
    return Task(
        province_id=one.province_id,
        code=f"DK{one.pk}.{time.first:%Y%m%d}-{lead_id}",
        source_id=one.source_id,
        title=title_of(one.title, Every(one.every), time.first),
        assigner=one.assigner,
        field=one.field,
        deliverable=one.deliverable,
        lead_id=lead_id,
        assigned_on=max(time.first, one.starts_on),
        due_on=time.due_on,
        source_kind=SourceKind.RECURRING,
        recurrence=one,
        occurs_on=time.first,
        recorded_at=at,
    )
