"""Views of documents: the letter and the report as they will look, then DOCX and PDF."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from dondoc.assignments.queries import assigned_spans
from dondoc.base.rules.refusals import NotFound
from dondoc.deadlines.rules.periods import parse_period
from dondoc.documents.rules.life import Origin
from dondoc.documents.rules.official import OfficialDocument
from dondoc.followup.queries import report_on
from dondoc.followup.queries.scope import opened_in
from dondoc.web.assignments.cohort import Cohort, asked_cohort
from dondoc.web.frame.request import OfficeRequest, provinces_in_scope, provinces_watched
from dondoc.web.papers.preview import Figure, Keeps, document_file, preview

PER_PAGE = 20
MOST_MONTHS = 240  # of a province; older ones are reached by their address


@require_GET
def papers(request: OfficeRequest) -> HttpResponse:
    """Which documents can be drafted: a letter for each period, a report for each month."""
    if not request.rights.is_monitor:
        raise NotFound()
    provinces = {p.id: p for p in provinces_in_scope(request)}
    opened = opened_in(list(provinces.values()), request.moment.as_of)
    periods = [(p, provinces[p.province_id], parse_period(p.period_code)) for p in opened]
    spans = assigned_spans(provinces, request.moment.as_of.on)
    months = sorted(
        ((month, provinces[span.province_id]) for span in spans for month in span.newest(MOST_MONTHS)),
        key=lambda pair: (-pair[0].toordinal(), pair[1].code),
    )
    context = {
        "periods": Paginator(periods, PER_PAGE).get_page(request.GET.get("ky")),
        "months": Paginator(months, PER_PAGE).get_page(request.GET.get("thang")),
    }
    return render(request, "papers/papers.html", context)


def _report(request: OfficeRequest, province: str, month: str) -> tuple[Cohort, OfficialDocument, str]:
    provinces = provinces_watched(request)
    asked = {"tinh": province, "thang": month, "den": request.GET.get("den", "")}
    cohort = asked_cohort(asked, provinces, request.moment)
    if cohort is None or (cohort.province.code, cohort.month) != (province, month):
        raise NotFound("Không tìm thấy nhiệm vụ giao trong tháng này.")
    until = "&den=nay" if asked["den"] == "nay" else ""
    page = f"{reverse('assignments')}?tinh={province}&thang={month}{until}"
    kinds = ("done", "done_on_time", "done_late", "open", "open_in_time", "open_overdue", "no_deadline")
    links = {kind: f"{page}&loai={kind}" for kind in kinds}
    links |= {"assigned": page, "violations": f"{reverse('violations')}?tinh={province}&thang={month}{until}"}
    document = report_on(cohort.review, links=links)
    return cohort, document, page


@require_http_methods(["GET", "POST"])
def report(request: OfficeRequest, province: str, month: str) -> HttpResponse:
    """'Soạn báo cáo': the report on a month's tasks as paper, its figures beside it."""
    cohort, document, page = _report(request, province, month)
    review = cohort.review
    t = review.totals
    rows = (
        ("Tổng số giao", t.assigned, ""),
        ("Hoàn thành đúng hạn", t.done_on_time, "done_on_time"),
        ("Hoàn thành quá hạn", t.done_late, "done_late"),
        ("Còn thời hạn", t.open_in_time, "open_in_time"),
        ("Trong đó không thời hạn", t.no_deadline, "no_deadline"),
        ("Quá hạn", t.open_overdue, "open_overdue"),
    )
    n_documents = sum(found.n_documents for _, found in review.violations)
    figures = [Figure(label, str(n), f"{page}&loai={kind}" if kind else page) for label, n, kind in rows]
    violations = page.replace(reverse("assignments"), reverse("violations"), 1)
    context = {
        "title": f"Báo cáo nhiệm vụ giao trong {cohort.span}",
        "figures": [*figures, Figure("Văn bản không đúng quy trình", str(n_documents), violations)],
        "check": f"Đúng hạn + quá hạn + còn thời hạn + quá thời hạn = {t.assigned}.",
        "as_of": review.as_of,
        "keeps": Keeps(Origin.TASKS, province),
        "cohort": cohort,
        "download": reverse("report-file", args=[province, month, "docx"]).removesuffix("docx"),
        "more": "?den=nay" if request.GET.get("den") == "nay" else "",
        "template": reverse("template", args=[province, "task-review"]),
        "back": (page, "Danh sách nhiệm vụ"),
    }
    return preview(request, document, context)


@require_GET
def report_file(request: OfficeRequest, province: str, month: str, kind: str) -> HttpResponse:
    """The report as DOCX or PDF, as of the same moment as its preview."""
    _, document, _ = _report(request, province, month)
    return document_file(document, kind, f"bao-cao-nhiem-vu-{month}")
