"""Pages of findings on the process: of a month, and by agency and month (không đúng quy trình)."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.assignments.queries import assigned_spans
from dondoc.base.rules.refusals import NotFound
from dondoc.followup.queries.violation_grid import violation_grid
from dondoc.followup.rules.task_review import ReviewTask
from dondoc.followup.rules.violation_grid import GridMonth, GridRow, ViolationGrid, grid_workbook
from dondoc.web.assignments.cohort import Cohort, asked_cohort
from dondoc.web.assignments.entering import province_of
from dondoc.web.frame.request import OfficeRequest, provinces_in_scope
from dondoc.web.reporting.views import XLSX


def cohort_of(request: OfficeRequest) -> Cohort:
    """The month's tasks that the address asks for. Raises NotFound where there are none."""
    provinces = provinces_in_scope(request)
    cohort = asked_cohort(request.GET.dict(), provinces, request.moment)
    if cohort is None:
        raise NotFound("Không tìm thấy nhiệm vụ nào.")
    return cohort


@require_GET
def violations(request: OfficeRequest) -> HttpResponse:
    """Process violations by agency, each document opening its task; of one agency where the address names it."""
    cohort, wanted = cohort_of(request), request.GET.get("don_vi", "")
    numbers = {
        (task.lead.id, r.result_number or f"kết quả của {task.code}"): task
        for task in cohort.review.tasks
        for r in task.facts.results
    }
    by_code = {task.code: task for task in cohort.review.tasks}
    rows = [
        (agency, found, [(document, _task_of(document, agency.id, numbers, by_code)) for document in found.documents])
        for agency, found in cohort.review.violations
        if wanted in ("", agency.code)
    ]
    context = {"cohort": cohort, "review": cohort.review, "rows": rows, "wanted": wanted}
    return render(request, "assignments/violations.html", context)


def _task_of(
    document: str, agency_id: int, numbers: Mapping[tuple[int, str], ReviewTask], by_code: Mapping[str, ReviewTask]
) -> ReviewTask | None:
    """The task behind a finding: by the number of the result, else by the code that its words begin with."""
    return numbers.get((agency_id, document)) or by_code.get(document.partition(" (")[0])


@require_GET
def by_month(request: OfficeRequest) -> HttpResponse:
    """How many documents of each agency in each month of a year, each figure opening its rows."""
    province, provinces, grid, to_now = _asked(request)
    spans = assigned_spans([province.id], request.moment.as_of.on)
    years = range(spans[0].first.year, request.moment.as_of.on.year + 1) if spans else range(0)
    context = {
        "province": province,
        "provinces": provinces,
        "grid": grid,
        "lines": [(row, [_cell(province, grid, row, i, to_now) for i in range(len(grid.months))]) for row in grid.rows],
        "sums": list(zip(grid.months, grid.sums, strict=True)),
        "years": list(years)[-10:],
        "to_now": to_now,
        "may_choose": not request.moment.is_past,
    }
    return render(request, "assignments/violation_grid.html", context)


@require_GET
def by_month_xlsx(request: OfficeRequest) -> HttpResponse:
    """The same as a workbook."""
    province, _, grid, _ = _asked(request)
    response = HttpResponse(grid_workbook(grid), content_type=XLSX)
    name = f"khong-dung-quy-trinh-{province.code}-{grid.year}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked(request: OfficeRequest) -> tuple[AgencyOnDay, list[AgencyOnDay], ViolationGrid, bool]:
    """The province, the year that the address asks for (else that of the newest task), counted to when."""
    province, provinces = province_of(request)
    as_of = request.moment.as_of
    to_now = request.moment.is_past or request.GET.get("den") == "nay"
    wanted = request.GET.get("nam", "")
    if len(wanted) == 4 and wanted.isascii() and wanted.isdigit() and 1900 <= int(wanted) <= as_of.on.year:
        year = int(wanted)
    else:
        spans = assigned_spans([province.id], as_of.on)
        year = spans[0].last.year if spans else as_of.on.year
    return province, provinces, violation_grid(province_id=province.id, year=year, as_of=as_of, to_now=to_now), to_now


def _cell(province: AgencyOnDay, grid: ViolationGrid, row: GridRow, i: int, to_now: bool) -> tuple[int, str]:
    """A figure and the page of its rows: what was published opens as it was published."""
    month: GridMonth = grid.months[i]
    if month.published_id is not None:
        return row.counts[i], f"{reverse('published-review', args=[month.published_id])}#quy-trinh"
    said = {"tinh": province.code, "thang": month.code, "don_vi": row.code, "den": "nay" if to_now else ""}
    return row.counts[i], f"{reverse('violations')}?{urlencode({k: v for k, v in said.items() if v})}"
