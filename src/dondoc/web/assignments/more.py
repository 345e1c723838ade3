"""Further deeds on a task (việc khác): urge its lead, hand it down, decide on many, keep a filter, open a file."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from dondoc.agencies.queries import agency_map
from dondoc.assignments.actions import decide_results, drop_filter, hand_task_down, keep_filter
from dondoc.assignments.models import Task
from dondoc.assignments.queries import access_task
from dondoc.assignments.queries.evidence import access_evidence
from dondoc.base.clock import now
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.followup.actions import urge_task
from dondoc.web.assignments.entering import check
from dondoc.web.assignments.entry_forms import HandDownForm
from dondoc.web.assignments.forms import tie
from dondoc.web.assignments.task_page import task_context
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.files import saved
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.urgings.forms import UrgingForm, urged

KEPT = ("tinh", "thang", "den", "loai", "chu_tri", "loc", "xep")  # what a saved filter may hold


@deed
@require_POST
def urge(request: OfficeRequest, task_id: int) -> HttpResponse:
    """Urge the lead of a task."""
    form, at = UrgingForm(request.POST), now()
    try:
        told = urged(
            form, lambda: urge_task(actor_id=request.actor_id, at=at, task_id=task_id, words=form.words(request))
        )
    except NotFound:
        raise
    except Refused as refused:
        context = {**task_context(request, task_id), "urging_form": form, "refused": refused}
        return render(request, "assignments/task.html", context, status=422)
    messages.success(request, told)
    return redirect("task", task_id=task_id)


@deed
@require_POST
def hand_down(request: OfficeRequest, task_id: int) -> HttpResponse:
    """Pass a task on to a unit below the lead."""
    at, found = now(), access_task(request.rights, task_id=task_id)
    form = HandDownForm(request.POST, agencies=agency_map(day_of(at)).below(found.lead_id))
    try:
        check(form)
        child = hand_task_down(actor_id=request.actor_id, at=at, parent_id=task_id, entry=form.entry(day_of(at)))
    except NotFound:
        raise
    except Refused as refused:
        tie(form, refused)
        context = {**task_context(request, task_id), "hand_down_form": form, "refused": refused}
        return render(request, "assignments/task.html", context, status=422)
    messages.success(request, f"Đã giao tiếp {child.code}.")
    return redirect("task", task_id=task_id)


@deed
@require_POST
def decide_many(request: OfficeRequest) -> HttpResponse:
    """Confirm or return what was ticked; a page tells what became of each."""
    ids = [
        int(one) for one in request.POST.getlist("nhiem_vu")[:500] if one.isascii() and one.isdigit() and len(one) < 12
    ]
    is_confirmed = request.POST.get("quyet_dinh") == "xac-nhan"
    done = decide_results(
        actor_id=request.actor_id,
        at=now(),
        task_ids=ids,
        is_confirmed=is_confirmed,
        reason=request.POST.get("ly_do", ""),
        grade=request.POST.get("danh_gia", ""),
    )
    named = {one.pk: one for one in Task.objects.select_related("lead").filter(pk__in=ids)}
    seen = {one.task_id for one in done if one.is_done or any("Không tìm thấy" not in r.message for r in one.reasons)}
    context = {
        "done": [(one, named[one.task_id] if one.task_id in seen else None) for one in done],
        "n_done": sum(one.is_done for one in done),
        "is_confirmed": is_confirmed,
        "back": back(request),
    }
    return render(request, "assignments/decided.html", context)


def back(request: OfficeRequest) -> str:
    """The list as it was, with the filter that a form carries."""
    query = _filter_of(request.POST.get("tu", ""))
    return f"{reverse('assignments')}?{query}" if query else reverse("assignments")


def _filter_of(query: str) -> str:
    return urlencode([(name, value) for name, value in parse_qsl(query[:1000]) if name in KEPT])


@deed
@require_POST
def save_filter(request: OfficeRequest) -> HttpResponse:
    """Keep the filter that the list shows, under a name."""
    query = _filter_of(request.POST.get("tu", ""))
    kept = keep_filter(actor_id=request.actor_id, at=now(), name=request.POST.get("ten", ""), query=query)
    messages.success(request, f"Đã lưu bộ lọc “{kept.name}”.")
    return redirect(back(request))


@deed
@require_POST
def forget_filter(request: OfficeRequest, filter_id: int) -> HttpResponse:
    """Drop one of the own filters."""
    drop_filter(actor_id=request.actor_id, at=now(), filter_id=filter_id)
    messages.success(request, "Đã bỏ bộ lọc.")
    return redirect("assignments")


@require_GET
def evidence(request: OfficeRequest, task_id: int, evidence_id: int) -> HttpResponse:
    """A file that proves what was done."""
    return saved(access_evidence(request.rights, task_id=task_id, evidence_id=evidence_id))
