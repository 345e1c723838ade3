"""Contest a finding on the process, and answer that (giải trình lỗi quy trình, bỏ tính hoặc giữ nguyên)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from dondoc.assignments.models import Objection, Task
from dondoc.assignments.queries import access_task, record_of, rules_over_time
from dondoc.assignments.rules.process import RuleKind
from dondoc.assignments.rules.violations import all_breaches
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import screen_date
from dondoc.deadlines.queries import work_calendar
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right

LONGEST = 2000


class CannotObject(Refused):
    """Refused: no reason, or the finding is contested or waived already."""


@transaction.atomic
def object_to_finding(
    *, actor_id: int, at: datetime, task_id: int, kind: RuleKind, until: date, reason: str
) -> Objection:
    """The lead agency says why a finding should not count: of which rule, and whose last day was `until`.

    Raises NotFound, CannotObject.
    """
    task = access_task(rights_of(actor_id, day_of(at)), task_id=task_id, for_update=True)
    if not rights_of(actor_id, day_of(at)).has(Right.ENTER, task.lead_id):
        raise NotFound("Không tìm thấy nhiệm vụ này.")
    reasons = [*_about(reason, "Giải trình"), *_not_found(task, kind, until, at)]
    if _newest(task, kind, until) is not None:
        reasons.append(Reason("Lỗi này đã được giải trình, chờ hoặc đã có ý kiến của Văn phòng."))
    if reasons:
        raise CannotObject(reasons)
    objection = Objection.objects.create(
        task=task, kind=kind, until=until, reason=reason.strip(), actor_id=actor_id, recorded_at=at
    )
    detail = {"kind": kind, "until": until, "reason": objection.reason}
    write_audit(actor_id=actor_id, at=at, deed="object_to_finding", subject=f"task:{task.pk}", detail=detail)
    return objection


@transaction.atomic
def decide_finding(
    *, actor_id: int, at: datetime, task_id: int, kind: RuleKind, until: date, is_waived: bool, reason: str
) -> Objection:
    """The office waives a finding, contested or not, or lets it stand; with a reason, once.

    Raises NotFound, CannotObject.
    """
    task = access_task(rights_of(actor_id, day_of(at)), task_id=task_id, for_update=True)
    if not rights_of(actor_id, day_of(at)).has(Right.MONITOR, task.province_id):
        raise NotFound("Không tìm thấy nhiệm vụ này.")
    objection = _newest(task, kind, until)
    reasons = [*_about(reason, "Lý do"), *_not_found(task, kind, until, at)]
    if objection is not None and objection.is_waived is not None:
        reasons.append(Reason("Đã có ý kiến về lỗi này."))
    if objection is None and not is_waived:
        reasons.append(Reason("Đơn vị chưa giải trình, không có gì để giữ nguyên."))
    if reasons:
        raise CannotObject(reasons)
    objection = objection or Objection(task=task, kind=kind, until=until, actor_id=actor_id, recorded_at=at)
    objection.is_waived, objection.decision_reason = is_waived, reason.strip()
    objection.decided_by_id, objection.decided_at = actor_id, at
    objection.save()
    detail = {"kind": kind, "until": until, "is_waived": is_waived, "reason": objection.decision_reason}
    write_audit(actor_id=actor_id, at=at, deed="decide_finding", subject=f"task:{task.pk}", detail=detail)
    return objection


def _newest(task: Task, kind: RuleKind, until: date) -> Objection | None:
    rows = Objection.objects.filter(Q(until=until) | Q(until__isnull=True), task=task, kind=kind)
    return rows.order_by("-pk").first()


def _not_found(task: Task, kind: RuleKind, until: date, at: datetime) -> Iterator[Reason]:
    """Nothing is said of what was never found: now, on the day after its last, or at the end of a month since."""
    record, rules, calendar = record_of(task.pk), rules_over_time(task.province_id, day_of(at)), work_calendar()
    for as_of in _moments(max(until, task.assigned_on), at):
        found = all_breaches(record.code, record.facts, as_of, calendar, rules)
        if any((one.kind, one.told_by) == (kind, until) for one in found):
            return
    yield Reason(f"Không có lỗi {kind.label} với hạn {screen_date(until)}; tải lại trang nhiệm vụ.")


def _moments(until: date, at: datetime) -> Iterator[AsOf]:
    yield AsOf(at)
    day = min(until, day_of(at)) + timedelta(days=1)
    while day < day_of(at):
        yield AsOf.end_of_day(day)
        next_month = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        last = next_month - timedelta(days=1)
        day = last if last > day else (next_month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _about(reason: str, where: str) -> list[Reason]:
    if not reason.strip():
        return [Reason("Ghi lý do.", where)]
    if len(reason) > LONGEST:
        return [Reason(f"Dài quá {LONGEST} ký tự; rút gọn lại.", where)]
    return []
