"""Do one deed of the table with a task (thực hiện một việc trên nhiệm vụ)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dondoc.assignments.actions.taken_files import TakenFiles
from dondoc.assignments.hints import renew_hints
from dondoc.assignments.models import Task, TaskEvent
from dondoc.assignments.queries import access_task, record_of
from dondoc.assignments.queries.doing import coordinating_ids, limits_on, parties_of_task, who_is
from dondoc.assignments.rules.asking import Asked, Clock, day_of_deed, reasons_not_to
from dondoc.assignments.rules.deeds import LIFE, WITH_FACTS, DeedKind, Needs
from dondoc.assignments.rules.evidence import Upload
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.deadlines.queries import work_calendar
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right, Rights

NOTHING = Asked()


class CannotActOnTask(Refused):
    """Refused: not from where the task stands, or something is missing or against the province's limits."""


def act_on_task(
    *,
    actor_id: int,
    at: datetime,
    task_id: int,
    kind: DeedKind,
    asked: Asked = NOTHING,
    files: Sequence[Upload] = (),
) -> TaskEvent:
    """Receive, refuse, pass on, suspend, withdraw, close, ask for more time …: whatever the table lets this person do;
    with files where the table says so.

    Progress, results and decisions have actions of their own. Raises NotFound for whoever may not do it,
    CannotActOnTask with every reason.
    """
    _taking_part(actor_id, at, task_id, kind)
    taken = TakenFiles.of(actor_id, at, files if Needs.FILES in LIFE[kind].may_say else ())
    with transaction.atomic():
        return _act(actor_id, at, task_id, kind, asked, taken)


def _act(actor_id: int, at: datetime, task_id: int, kind: DeedKind, asked: Asked, taken: TakenFiles) -> TaskEvent:
    rights, task, coordinating = _taking_part(actor_id, at, task_id, kind, for_update=True)
    facts, as_of = record_of(task.pk).facts, AsOf(at)
    limits, parties = limits_on(task.province_id, day_of(at)), parties_of_task(task, day_of(at))
    if reasons := [*reasons_not_to(kind, facts, asked, parties, limits, as_of), *taken.reasons]:
        raise CannotActOnTask(reasons)
    event = TaskEvent.objects.create(
        task=task,
        kind=kind,
        reason=(asked.reason or asked.text).strip(),
        day=day_of_deed(kind, facts, asked, limits, work_calendar(), as_of),
        agency_id=_agency(kind, asked, rights, coordinating),
        from_agency_id=task.lead_id if kind is DeedKind.TRANSFER else None,
        person_id=asked.person_id if Needs.PERSON in LIFE[kind].needs else None,
        stops_clock=kind is DeedKind.SUSPEND and limits.clock is not Clock.RUNS,
        number=asked.number.strip() if Needs.NUMBER in LIFE[kind].may_say else "",
        actor_id=actor_id,
        recorded_at=at,
    )
    if kind is DeedKind.TRANSFER and asked.agency_id is not None:
        _pass_on(task, asked.agency_id)
    elif kind in (DeedKind.STAR, DeedKind.UNSTAR):
        task.is_starred = kind is DeedKind.STAR
        task.save(update_fields=["is_starred"])
    renew_hints([task.pk])
    detail: dict[str, object] = {"kind": kind, "reason": event.reason, "day": event.day, "agency": event.agency_id}
    if kind is DeedKind.REPORT_PART:
        detail |= {"number": event.number, "files": taken.keep(actor_id, at, task=task, event=event)}
    write_audit(actor_id=actor_id, at=at, deed="act_on_task", subject=f"task:{task.pk}", detail=detail)
    return event


def _taking_part(
    actor_id: int, at: datetime, task_id: int, kind: DeedKind, for_update: bool = False
) -> tuple[Rights, Task, frozenset[int]]:
    """The task for whoever may do the deed with it, and who coordinates it. Raises NotFound."""
    rights = rights_of(actor_id, day_of(at))
    task = access_task(rights, task_id=task_id, for_update=for_update)
    coordinating = coordinating_ids(task)
    if kind in WITH_FACTS or not LIFE[kind].who & who_is(rights, task, coordinating):
        raise NotFound("Không tìm thấy nhiệm vụ này.")
    return rights, task, coordinating


def _agency(kind: DeedKind, asked: Asked, rights: Rights, coordinating: frozenset[int]) -> int | None:
    if kind is DeedKind.REPORT_PART:
        return min(coordinating & rights.agencies_for(Right.ENTER))
    return asked.agency_id if kind in (DeedKind.TRANSFER, DeedKind.SET_PART) else None


def _pass_on(task: Task, lead_id: int) -> None:
    """The row follows its newest event, so that lists find it; a lead does not coordinate its own task."""
    task.lead_id = lead_id
    task.save(update_fields=["lead"])
    task.coordinating.remove(lead_id)
