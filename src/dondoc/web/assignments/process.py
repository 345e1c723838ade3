"""What the process asks of a task (quy trình): warned of, broken, contested. Presentation, and the two deeds on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dondoc.assignments.actions import decide_finding, object_to_finding
from dondoc.assignments.models import Objection
from dondoc.assignments.queries import TaskRecord, rules_over_time
from dondoc.assignments.queries.doing import limits_on
from dondoc.assignments.rules.process import RuleKind, demands
from dondoc.assignments.rules.violations import all_breaches
from dondoc.base.clock import now
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.deadlines.queries import work_calendar
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest


@dataclass(frozen=True)
class Finding:
    """A rule that is close to its last day, or broken, with what was said to it."""

    kind: RuleKind
    until: date
    legal_basis: str
    is_broken: bool
    objection: Objection | None

    @property
    def may_object(self) -> bool:
        return self.is_broken and self.objection is None

    @property
    def may_decide(self) -> bool:
        return self.is_broken and (self.objection is None or self.objection.is_waived is None)


def findings_of(record: TaskRecord, as_of: AsOf) -> list[Finding]:
    """What the process asks of a task now, the broken first."""
    rules, calendar = rules_over_time(record.province_id, as_of.on), work_calendar()
    rows = Objection.objects.filter(task_id=record.id, recorded_at__lte=as_of.at).order_by("pk")
    objections = {(o.kind, o.until): o for o in rows}

    def finding(kind: RuleKind, until: date, legal_basis: str, is_broken: bool) -> Finding:
        said = objections.get((kind, until)) or objections.get((kind, None))
        return Finding(kind, until, legal_basis, is_broken, said)

    days = limits_on(record.province_id, as_of.on, as_of.known_at).warned_days
    asked = demands(record.facts, as_of, calendar, rules)
    near = [d for d in asked if d.is_near(as_of.on, days)]
    found = [finding(d.rule.kind, d.until, d.rule.legal_basis, False) for d in near]
    broken = all_breaches(record.code, record.facts, as_of, calendar, rules)
    found += [finding(b.kind, b.told_by, b.legal_basis, True) for b in broken]
    return sorted(found, key=lambda one: (not one.is_broken, one.until))


@deed
@require_POST
def contest(request: OfficeRequest, task_id: int, kind: str) -> HttpResponse:
    """The lead agency says why a finding should not count."""
    reason, until = request.POST.get("giai_trinh", ""), _last_day(request)

    def do() -> None:
        object_to_finding(
            actor_id=request.actor_id, at=now(), task_id=task_id, kind=_kind(kind), until=until, reason=reason
        )

    return _done(request, task_id, do, "Đã gửi giải trình, chờ ý kiến của Văn phòng.")


@deed
@require_POST
def settle(request: OfficeRequest, task_id: int, kind: str) -> HttpResponse:
    """The office waives a finding or lets it stand."""
    is_waived = request.POST.get("y_kien") == "bo-tinh"
    reason, until = request.POST.get("ly_do", ""), _last_day(request)

    def do() -> None:
        decide_finding(
            actor_id=request.actor_id,
            at=now(),
            task_id=task_id,
            kind=_kind(kind),
            until=until,
            is_waived=is_waived,
            reason=reason,
        )

    return _done(request, task_id, do, "Đã bỏ tính lỗi này." if is_waived else "Đã giữ nguyên lỗi này.")


def _last_day(request: OfficeRequest) -> date:
    """Which finding of the kind is meant: the last day on which the thing could be done. Unreadable: none is of it."""
    try:
        return date.fromisoformat(request.POST.get("han", ""))
    except ValueError:
        return date.min


def _kind(name: str) -> RuleKind:
    try:
        return RuleKind(name)
    except ValueError as unknown:
        raise NotFound("Không tìm thấy trang này.") from unknown


def _done(request: OfficeRequest, task_id: int, do: Callable[[], None], told: str) -> HttpResponse:
    do()
    messages.success(request, told)
    return redirect("task", task_id=task_id)
