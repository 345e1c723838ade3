"""Views of entering tasks (nhập nhiệm vụ): by hand, handed down to a unit below, work that comes again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.agencies.queries import agency_map
from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.assignments.actions import Recurring, enter_task, set_recurrence, stop_recurrence
from dondoc.assignments.models import Recurrence, Task
from dondoc.assignments.queries import access_task
from dondoc.assignments.rules.recurrence import Every
from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import screen_date
from dondoc.followup.queries.scope import watched_provinces
from dondoc.people.queries import holders_of
from dondoc.people.rules.rights import Right
from dondoc.web.assignments.entry_forms import EntryForm, RecurrenceForm
from dondoc.web.assignments.forms import tie
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest


def province_of(request: OfficeRequest) -> tuple[AgencyOnDay, list[AgencyOnDay]]:
    """The province that the page works in, and all that this person watches. Raises NotFound where there is none."""
    provinces = watched_provinces(request.rights, request.moment.as_of.on, request.scope)
    if not provinces:
        raise NotFound("Không tìm thấy trang này.")
    wanted = request.GET.get("tinh", "") or request.POST.get("tinh", "")
    return next((one for one in provinces if one.code == wanted), provinces[0]), provinces


def check(form: forms.Form) -> None:
    """What cannot be read is told with what it is about. Raises Refused."""
    if not form.is_valid():
        fields = form.errors.items()
        raise Refused([Reason(str(e), str(form.fields[f].label)) for f, es in fields if f in form.fields for e in es])


@deed
@require_http_methods(["GET", "POST"])
def new_task(request: OfficeRequest) -> HttpResponse:
    """Enter a task; 'Ghi và nhập tiếp' keeps its document for the next one."""
    province, provinces = province_of(request)
    on = request.moment.as_of.on
    form = EntryForm(
        request.POST or None,
        agencies=agency_map(on).below(province.id),
        monitors=holders_of(Right.MONITOR, province.id, on),
        initial=_as_before(request) or {"assigned_on": screen_date(on), "source_kind": "directive"},
    )
    context: dict[str, Any] = {"form": form, "province": province, "provinces": provinces}
    if request.method == "GET":
        return render(request, "assignments/new.html", context)
    try:
        check(form)
        task = enter_task(actor_id=request.actor_id, at=now(), province_id=province.id, entry=form.entry())
    except NotFound:
        raise
    except Refused as refused:
        tie(form, refused)
        return render(request, "assignments/new.html", {**context, "refused": refused}, status=422)
    messages.success(request, f"Đã giao {task.code}: {task.title[:120]}")
    if request.POST.get("viec") == "tiep":
        return redirect(f"{reverse('enter-task')}?tinh={province.code}&nhu={task.pk}")
    return redirect("task", task_id=task.pk)


def _as_before(request: OfficeRequest) -> Mapping[str, Any] | None:
    """What the next task has in common with the one just entered: its document, assigner, day, field."""
    given = request.GET.get("nhu", "")
    if not (given.isascii() and given.isdigit() and len(given) < 12):
        return None
    task: Task = access_task(request.rights, task_id=int(given))
    shown = {name: getattr(task, name) for name in ("source_kind", "assigner", "field", "group", "following_leader")}
    shown |= {"assigned_on": screen_date(task.assigned_on), "monitor_id": task.monitor_id}
    if task.source is not None:
        on = task.source.issued_on
        shown |= {"source_number": task.source.number, "source_title": task.source.title}
        shown["source_on"] = screen_date(on) if on else ""
    return shown


@deed
@require_http_methods(["GET", "POST"])
def recurrences(request: OfficeRequest) -> HttpResponse:
    """Work that comes again: what there is, and a form for more."""
    province, provinces = province_of(request)
    on = request.moment.as_of.on
    form = RecurrenceForm(
        request.POST or None,
        agencies=agency_map(on).below(province.id),
        initial={"every": Every.MONTH.value, "starts_on": screen_date(on)},
    )
    rows = Recurrence.objects.filter(province_id=province.id).select_related("source").prefetch_related("leads")
    listed = [(one, Every(one.every)) for one in rows.order_by("stopped_at", "-pk")[:200]]
    context: dict[str, Any] = {"form": form, "province": province, "provinces": provinces, "rows": listed}
    if request.method == "GET":
        return render(request, "assignments/recurrences.html", context)
    try:
        check(form)
        said = form.cleaned_data
        named = ("title", "lead_ids", "assigner", "field", "deliverable", "source_number")
        work = Recurring(**{name: said[name] for name in named})
        set_recurrence(
            actor_id=request.actor_id, at=now(), province_id=province.id, work=work, pattern=form.pattern(on)
        )
    except NotFound:
        raise
    except Refused as refused:
        tie(form, refused)
        return render(request, "assignments/recurrences.html", {**context, "refused": refused}, status=422)
    messages.success(request, "Đã lập việc định kỳ; lần chạy hằng ngày kế tiếp sinh nhiệm vụ của kỳ này.")
    return redirect(f"{reverse('recurrences')}?tinh={province.code}")


@deed
@require_POST
def stop(request: OfficeRequest, recurrence_id: int) -> HttpResponse:
    """No more of it from now on."""
    stop_recurrence(actor_id=request.actor_id, at=now(), recurrence_id=recurrence_id)
    messages.success(request, "Đã dừng; nhiệm vụ đã sinh vẫn giữ nguyên.")
    return redirect("recurrences")
