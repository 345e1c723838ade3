"""Enter one task by hand (nhập nhiệm vụ), or pass a task on below (giao tiếp cho cấp dưới)."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction

from dondoc.agencies.models import Agency
from dondoc.agencies.queries import agency_map
from dondoc.assignments.actions.index_sources import index_sources
from dondoc.assignments.hints import renew_hints
from dondoc.assignments.models import SourceDocument, Task, TaskEvent
from dondoc.assignments.queries import access_task, record_of
from dondoc.assignments.queries.doing import who_is
from dondoc.assignments.rules.buckets import task_standing
from dondoc.assignments.rules.deeds import LIFE, DeedKind, reasons_against
from dondoc.assignments.rules.entry import Entry, SourceKind, reasons_not_to_enter, reasons_not_to_hand_down
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.people.queries import holders_of, rights_of
from dondoc.people.rules.rights import Right


class CannotEnterTask(Refused):
    """Refused: something is missing, cannot be, or is a secret matter; every reason is listed."""


@transaction.atomic
def enter_task(*, actor_id: int, at: datetime, province_id: int, entry: Entry) -> Task:
    """The office enters one task of the province. Raises NotFound, CannotEnterTask with every reason."""
    on = day_of(at)
    if not rights_of(actor_id, on).has(Right.MONITOR, province_id):
        raise NotFound("Không tìm thấy trang này.")
    # One at a time in a province: the code of the task is the next one.
    Agency.objects.select_for_update().get(pk=province_id)
    below = {one.id for one in agency_map(entry.assigned_on or on).below(province_id)}
    monitors = holders_of(Right.MONITOR, province_id, on)
    reasons = list(reasons_not_to_enter(entry, may_lead=below, monitors=monitors, on=on))
    if reasons or entry.lead_id is None:
        raise CannotEnterTask(reasons)
    task = _written(actor_id, at, province_id, entry, entry.lead_id)
    detail = {**asdict(entry), "code": task.code}
    write_audit(actor_id=actor_id, at=at, deed="enter_task", subject=f"task:{task.pk}", detail=detail)
    return task


@transaction.atomic
def hand_task_down(*, actor_id: int, at: datetime, parent_id: int, entry: Entry) -> Task:
    """The lead passes a task on to a unit below it, which reports to the lead; above, the state is added up.

    Raises NotFound, CannotEnterTask with every reason.
    """
    on, as_of = day_of(at), AsOf(at)
    rights = rights_of(actor_id, on)
    parent = access_task(rights, task_id=parent_id, for_update=True)
    if not LIFE[DeedKind.HAND_DOWN].who & who_is(rights, parent, frozenset()):
        raise NotFound("Không tìm thấy nhiệm vụ này.")
    standing = task_standing(record_of(parent.pk).facts, as_of)
    entry = replace(entry, source_kind=SourceKind.PARENT, assigned_on=on)
    below = {one.id for one in agency_map(on).below(parent.lead_id)}
    reasons = [
        *reasons_against(DeedKind.HAND_DOWN, standing.life),
        *reasons_not_to_enter(entry, may_lead=below, monitors=(), on=on),
        *reasons_not_to_hand_down(entry, standing.due_on),
    ]
    if reasons or entry.lead_id is None:
        raise CannotEnterTask(reasons)
    task = _written(actor_id, at, parent.province_id, entry, entry.lead_id, parent)
    detail = {**asdict(entry), "code": task.code, "parent": parent.pk}
    write_audit(actor_id=actor_id, at=at, deed="hand_task_down", subject=f"task:{task.pk}", detail=detail)
    return task


def _written(
    actor_id: int, at: datetime, province_id: int, entry: Entry, lead_id: int, parent: Task | None = None
) -> Task:
    source = parent.source if parent else _source(province_id, entry)
    if source is not None and parent is None:
        index_sources(actor_id=actor_id, at=at, sources=[source])
    taken = {"lead_id", "shares", "source_number", "source_on", "source_title"}
    columns = {name: value for name, value in asdict(entry).items() if name not in taken}
    task = Task.objects.create(
        **{name: value.strip() if isinstance(value, str) else value for name, value in columns.items()},
        province_id=province_id,
        code=_next_code(province_id, entry, parent),
        source=source,
        lead_id=lead_id,
        parent=parent,
        assigning_id=parent.lead_id if parent else None,
        recorded_at=at,
    )
    task.coordinating.add(*(share.agency_id for share in entry.shares))
    for share in entry.shares:
        if share.text.strip() or share.due_on:
            TaskEvent.objects.create(
                task=task,
                kind=DeedKind.SET_PART,
                reason=share.text.strip(),
                day=share.due_on,
                agency_id=share.agency_id,
                actor_id=actor_id,
                recorded_at=at,
            )
    renew_hints([task.pk])
    return task


def _source(province_id: int, entry: Entry) -> SourceDocument | None:
    if not entry.source_number.strip():
        return None
    found, _ = SourceDocument.objects.get_or_create(
        province_id=province_id,
        number=entry.source_number.strip(),
        issued_on=entry.source_on,
        defaults={"title": entry.source_title.strip()},
    )
    return found


def _next_code(province_id: int, entry: Entry, parent: Task | None) -> str:
    """'412/UBND-NC.2026-03', 'NV.2026-0007' without a document, and below a task its code with a letter more."""
    if parent is not None:
        head = f"{parent.code[:50]}/"
    else:
        year = entry.assigned_on.year if entry.assigned_on else 0
        head = f"{entry.source_number.strip()[:45] or 'NV'}.{year}-"
    taken = set(Task.objects.filter(province_id=province_id, code__startswith=head).values_list("code", flat=True))
    n = len(taken) + 1
    while f"{head}{n:02d}" in taken:
        n += 1
    return f"{head}{n:02d}"
