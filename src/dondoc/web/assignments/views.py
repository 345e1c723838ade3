"""Views of tasks: read the request, ask one question or do one deed, show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dondoc.assignments.actions import act_on_task, decide_result, report_result, update_progress
from dondoc.assignments.models import ResultReport
from dondoc.assignments.queries import access_task
from dondoc.assignments.queries.evidence import saved_filters
from dondoc.assignments.queries.registered import is_unknown_number
from dondoc.assignments.rules.deeds import BY_SLUG, WITH_FACTS
from dondoc.assignments.rules.reporting_results import Result
from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.followup.rules.task_review import TaskReview
from dondoc.people.rules.rights import Right
from dondoc.web.assignments.cohort import asked_cohort, own_tasks
from dondoc.web.assignments.doing import TaskDeedForm
from dondoc.web.assignments.export import review_workbook
from dondoc.web.assignments.forms import DecisionForm, ProgressForm, ResultForm, tie
from dondoc.web.assignments.grid import cohort_of
from dondoc.web.assignments.list import KINDS, Filter, counts, leads, shown
from dondoc.web.assignments.task_page import task_context
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest, provinces_in_scope
from dondoc.web.frame.uploads import uploads
from dondoc.web.reporting.views import XLSX

PER_PAGE = 50
ALL_YEARS = "tat-ca"


@require_GET
def tasks(request: OfficeRequest) -> HttpResponse:
    """An office: the tasks of a month. An agency: its own tasks of the year and all open ones, or of all years."""
    wanted, year = Filter.of(request.GET.dict()), None
    if not request.rights.is_monitor:
        cohort, (review, year) = None, _own(request)
    else:
        provinces = provinces_in_scope(request)
        cohort = asked_cohort(request.GET.dict(), provinces, request.moment)
        review = cohort.review if cohort else None
    if review is None:
        return render(request, "assignments/none.html")
    context = {
        "review": review,
        "cohort": cohort,
        "year": year,
        "totals": review.totals,
        "counts": (counted := counts(review)),
        "kinds": {kind: label for kind, (label, _) in KINDS.items()},
        "leads": leads(review),
        "wanted": wanted,
        "may_reply": request.rights.is_monitor or bool(request.rights.agencies_for(Right.ENTER)),
        "page": Paginator(shown(review, wanted), PER_PAGE).get_page(request.GET.get("trang")),
        "may_decide_many": request.rights.is_monitor and bool(counted["waiting"]),
        "grades": DecisionForm().fields["grade"].choices,  # type: ignore[attr-defined]
        "saved": saved_filters(request.actor_id),
    }
    return render(request, "assignments/tasks.html", context)


def _own(request: OfficeRequest) -> tuple[TaskReview | None, int | None]:
    """The agency's tasks and the year that they are of; None: of all years, as asked for, or nothing in this one."""
    as_of = request.moment.as_of
    if request.GET.get("nam") != ALL_YEARS:
        review = own_tasks(request.rights, as_of, since=date(as_of.on.year, 1, 1))
        if review is not None:
            return review, as_of.on.year
    return own_tasks(request.rights, as_of), None


@require_GET
def tasks_xlsx(request: OfficeRequest) -> HttpResponse:
    """The same as a workbook, with the same filter: an office's month, an agency's own tasks."""
    wanted = Filter.of(request.GET.dict())
    if request.rights.is_monitor:
        cohort = cohort_of(request)
        review, name = cohort.review, f"{cohort.first:%Y-%m}"
    else:
        own, year = _own(request)
        if own is None:
            raise NotFound("Không tìm thấy nhiệm vụ nào.")
        review, name = own, str(year or "moi-nam")
    response = HttpResponse(review_workbook(review, shown(review, wanted)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="nhiem-vu-{name}.xlsx"'
    return response


@require_GET
def task(request: OfficeRequest, task_id: int) -> HttpResponse:
    """One task: a page, or the panel beside the list."""
    template = "assignments/_task.html" if request.htmx else "assignments/task.html"
    return render(request, template, task_context(request, task_id))


def _do(
    request: OfficeRequest, task_id: int, form: forms.Form, name: str, do: Callable[[], object], told: str
) -> HttpResponse:
    """One deed on a task: done and told, or the page again with every reason and what was typed."""
    try:
        if not form.is_valid():
            fields = form.errors.items()
            raise Refused([Reason(str(e), str(form.fields[field].label)) for field, es in fields for e in es])
        do()
    except NotFound:
        raise
    except Refused as refused:
        context = {**task_context(request, task_id), "refused": refused, name: form}
        return render(request, "assignments/task.html", context, status=422)
    messages.success(request, told)
    return redirect("task", task_id=task_id)


@deed
@require_POST
def update(request: OfficeRequest, task_id: int) -> HttpResponse:
    form = ProgressForm(request.POST)
    return _do(
        request,
        task_id,
        form,
        "progress_form",
        lambda: update_progress(
            actor_id=request.actor_id, at=now(), task_id=task_id, **form.cleaned_data, files=uploads(request)
        ),
        "Đã ghi tiến độ.",
    )


@deed
@require_POST
def report(request: OfficeRequest, task_id: int) -> HttpResponse:
    form = ResultForm(request.POST)
    return _do(
        request,
        task_id,
        form,
        "result_form",
        lambda: _warn_of_number(
            request,
            report_result(
                actor_id=request.actor_id,
                at=now(),
                task_id=task_id,
                result=Result(**form.cleaned_data),
                files=uploads(request),
            ),
        ),
        "Đã báo cáo hoàn thành, chờ Văn phòng xác nhận.",
    )


def _warn_of_number(request: OfficeRequest, told: ResultReport) -> None:
    """The agency gives its numbers here, and this one is not of an issued document: perhaps a slip of the pen."""
    if is_unknown_number(told):
        messages.warning(
            request,
            f"Sổ văn bản đi của đơn vị không có văn bản đã phát hành số {told.result_number} với ngày đã ghi; kết quả "
            "vẫn được nhận, kiểm tra lại số, ký hiệu, ngày.",
        )


@deed
@require_POST
def decide(request: OfficeRequest, task_id: int) -> HttpResponse:
    form = DecisionForm(request.POST)
    is_confirmed = request.POST.get("quyet_dinh") == "xac-nhan"
    return _do(
        request,
        task_id,
        form,
        "decision_form",
        lambda: decide_result(
            actor_id=request.actor_id, at=now(), task_id=task_id, is_confirmed=is_confirmed, **form.cleaned_data
        ),
        "Đã xác nhận hoàn thành." if is_confirmed else "Đã trả lại, đơn vị chủ trì sẽ thấy lý do.",
    )


@deed
@require_POST
def act(request: OfficeRequest, task_id: int, slug: str) -> HttpResponse:
    """One deed of the table (việc trên nhiệm vụ)."""
    kind = BY_SLUG.get(slug)
    found = access_task(request.rights, task_id=task_id)
    if kind is None or kind in WITH_FACTS:
        raise NotFound("Không có việc này.")
    form = TaskDeedForm(kind, found, request.moment.as_of.on, request.POST)
    try:
        # The deed itself says what is missing, everything at once; the form only reads days and choices.
        if not form.is_valid():
            raise Refused([Reason(str(e), str(form.fields[f].label)) for f, es in form.errors.items() for e in es])
        files = uploads(request) if form.takes_files else ()
        act_on_task(actor_id=request.actor_id, at=now(), task_id=task_id, kind=kind, asked=form.asked(), files=files)
    except NotFound:
        raise
    except Refused as refused:
        tie(form, refused)
        context = {**task_context(request, task_id, {kind: form}), "refused": refused}
        return render(request, "assignments/task.html", context, status=422)
    messages.success(request, f"Đã ghi: {kind.label.lower()}.")
    return redirect("task", task_id=task_id)
