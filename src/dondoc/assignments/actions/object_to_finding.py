"""Contest a finding on the process, and answer that (giải trình lỗi quy trình, bỏ tính hoặc giữ nguyên)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.assignments.models import Objection, Task
from dondoc.assignments.queries import access_task
from dondoc.assignments.rules.process import RuleKind
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right

LONGEST = 2000


class CannotObject(Refused):
    """Refused: no reason, or the finding is contested or waived already."""


@transaction.atomic
def object_to_finding(*, actor_id: int, at: datetime, task_id: int, kind: RuleKind, reason: str) -> Objection:
    """The lead agency says why a finding should not count. Raises NotFound, CannotObject."""
    task = access_task(rights_of(actor_id, day_of(at)), task_id=task_id, for_update=True)
    if not rights_of(actor_id, day_of(at)).has(Right.ENTER, task.lead_id):
        raise NotFound("Không tìm thấy nhiệm vụ này.")
    reasons = _about(reason, "Giải trình")
    if _newest(task, kind) is not None:
        reasons.append(Reason("Lỗi này đã được giải trình, chờ hoặc đã có ý kiến của Văn phòng."))
    if reasons:
        raise CannotObject(reasons)
    objection = Objection.objects.create(task=task, kind=kind, reason=reason.strip(), actor_id=actor_id, recorded_at=at)
    detail = {"kind": kind, "reason": objection.reason}
    write_audit(actor_id=actor_id, at=at, deed="object_to_finding", subject=f"task:{task.pk}", detail=detail)
    return objection


@transaction.atomic
def decide_finding(
    *, actor_id: int, at: datetime, task_id: int, kind: RuleKind, is_waived: bool, reason: str
) -> Objection:
    """The office waives a finding, contested or not, or lets it stand; with a reason, once.

    Raises NotFound, CannotObject.
    """
    task = access_task(rights_of(actor_id, day_of(at)), task_id=task_id, for_update=True)
    if not rights_of(actor_id, day_of(at)).has(Right.MONITOR, task.province_id):
        raise NotFound("Không tìm thấy nhiệm vụ này.")
    objection, reasons = _newest(task, kind), _about(reason, "Lý do")
    if objection is not None and objection.is_waived is not None:
        reasons.append(Reason("Đã có ý kiến về lỗi này."))
    if objection is None and not is_waived:
        reasons.append(Reason("Đơn vị chưa giải trình, không có gì để giữ nguyên."))
    if reasons:
        raise CannotObject(reasons)
    objection = objection or Objection(task=task, kind=kind, actor_id=actor_id, recorded_at=at)
    objection.is_waived, objection.decision_reason = is_waived, reason.strip()
    objection.decided_by_id, objection.decided_at = actor_id, at
    objection.save()
    detail = {"kind": kind, "is_waived": is_waived, "reason": objection.decision_reason}
    write_audit(actor_id=actor_id, at=at, deed="decide_finding", subject=f"task:{task.pk}", detail=detail)
    return objection


def _newest(task: Task, kind: RuleKind) -> Objection | None:
    return Objection.objects.filter(task=task, kind=kind).order_by("-pk").first()


def _about(reason: str, where: str) -> list[Reason]:
    if not reason.strip():
        return [Reason("Ghi lý do.", where)]
    if len(reason) > LONGEST:
        return [Reason(f"Dài quá {LONGEST} ký tự; rút gọn lại.", where)]
    return []
