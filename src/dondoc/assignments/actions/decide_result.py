"""Confirm a reported result, or return it (xác nhận hoàn thành, trả lại)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.assignments.hints import renew_hints
from dondoc.assignments.models import Decision
from dondoc.assignments.queries import access_task, record_of
from dondoc.assignments.queries.doing import who_is
from dondoc.assignments.rules.buckets import task_standing
from dondoc.assignments.rules.deeds import Who
from dondoc.assignments.rules.reporting_results import reasons_not_to_decide
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.people.queries import rights_of


class CannotDecideResult(Refused):
    """Refused: no result waits, or a return without a reason."""


@transaction.atomic
def decide_result(
    *, actor_id: int, at: datetime, task_id: int, is_confirmed: bool, reason: str = "", grade: str = ""
) -> Decision:
    """The monitor confirms the newest reported result, which closes the task, or returns it with a reason; `grade`:
    how good it is, a value of Grade. What an agency passed on below it confirms itself.

    Raises NotFound for a task that this person does not follow, CannotDecideResult with every reason.
    """
    rights = rights_of(actor_id, day_of(at))
    task = access_task(rights, task_id=task_id, for_update=True)
    if Who.MONITOR not in who_is(rights, task, frozenset()):
        raise NotFound("Không tìm thấy nhiệm vụ này.")
    standing = task_standing(record_of(task.pk).facts, AsOf(at))
    reasons = list(reasons_not_to_decide(standing.life, is_confirmed=is_confirmed, reason=reason, grade=grade))
    if reasons:
        raise CannotDecideResult(reasons)
    result = task.results.filter(is_imported=False).order_by("-recorded_at", "-id")[0]
    decision = Decision.objects.create(
        result=result,
        is_confirmed=is_confirmed,
        reason="" if is_confirmed else reason.strip(),
        grade=grade,
        decided_on=day_of(at),
        actor_id=actor_id,
        recorded_at=at,
    )
    renew_hints([task.pk])
    detail = {"is_confirmed": is_confirmed, "reason": decision.reason, "result": result.pk}
    write_audit(actor_id=actor_id, at=at, deed="decide_result", subject=f"task:{task.pk}", detail=detail)
    return decision
