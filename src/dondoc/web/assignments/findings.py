"""The two deeds on a finding against the process (lỗi quy trình): contest it, settle it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dondoc.assignments.actions import decide_finding, object_to_finding
from dondoc.assignments.rules.process import RuleKind
from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.web.assignments.task_page import task_context
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest


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
    try:
        do()
    except NotFound:
        raise
    except Refused as refused:
        words = request.POST.get("giai_trinh", "") or request.POST.get("ly_do", "")
        tried = {"until": _last_day(request), "words": words}
        context = {**task_context(request, task_id), "refused": refused, "tried_finding": tried}
        return render(request, "assignments/task.html", context, status=422)
    messages.success(request, told)
    return redirect("task", task_id=task_id)
