"""Views of the consolidated report of a form (báo cáo tổng hợp số liệu): as it will look, then DOCX and PDF."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from dondoc.base.rules.refusals import NotFound
from dondoc.base.rules.wording import number
from dondoc.documents.rules.life import Origin
from dondoc.documents.rules.official import OfficialDocument
from dondoc.followup.queries import consolidated_letter
from dondoc.followup.rules.consolidated import Consolidated
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.papers.preview import Figure, Keeps, document_file, preview
from dondoc.web.totals.asked import Asked, asked_for
from dondoc.web.totals.grid import shown_value


def _drafted(asked: Asked) -> tuple[Consolidated, OfficialDocument, str]:
    """The report and the page of its total. Raises NotFound where there is nothing to add up."""
    if asked.total is None:
        raise NotFound("Không có đơn vị nào để tổng hợp.")
    page = reverse("total", args=[asked.province.code, asked.regime.code, asked.period.code, asked.form_code])
    page = f"{page}?{asked.choices()[1:]}"
    found, document = consolidated_letter(
        total=asked.total,
        province_id=asked.scope.province.pk,
        as_of=asked.request.moment.as_of,
        links={"total": page},
    )
    return found, document, page


@require_http_methods(["GET", "POST"])
def total_report(request: OfficeRequest, province: str, regime: str, period: str, form: str) -> HttpResponse:
    """'Soạn báo cáo tổng hợp': the report as paper, its figures beside it."""
    asked = asked_for(request, province, regime, period, form)
    found, document, page = _drafted(asked)
    gaps, row, column = found.gaps, found.key_row, found.key_column
    value = shown_value(found.sheet.cell(row, column.no)) if row is not None and column is not None else ""
    figures = [
        Figure("Đơn vị phải có số liệu", number(gaps.expected), page),
        Figure("Đã tính", number(len(gaps.included)), page),
        Figure("Thiếu", number(len(gaps.missing)), page),
        Figure("Gửi quá hạn", number(len(gaps.late)), page),
    ]
    if gaps.carried:
        figures.append(Figure("Lấy số kỳ trước", number(len(gaps.carried)), page))
    if column is not None:
        figures.append(Figure(f"Tổng cột {column.no}", value or "–", page))
    kinds = [asked.province.code, asked.regime.code, asked.period.code, asked.form_code, "docx"]
    context = {
        "title": f"Báo cáo tổng hợp biểu {asked.form_code} {asked.period.label_in_sentence}",
        "figures": figures,
        "check": f"Đã tính + thiếu = {gaps.expected} đơn vị.",
        "as_of": found.as_of,
        "keeps": Keeps(Origin.TOTAL, asked.province.code),
        "download": reverse("total-report-file", args=kinds).removesuffix("docx"),
        "more": f"?{asked.choices()[1:]}" if asked.choices() else "",
        "template": reverse("template", args=[asked.province.code, "consolidated-report"]),
        "back": (page, f"Tổng hợp {asked.form_code}"),
    }
    return preview(request, document, context)


@require_GET
def total_report_file(
    request: OfficeRequest, province: str, regime: str, period: str, form: str, kind: str
) -> HttpResponse:
    """The report as DOCX or PDF, as of the moment in the header."""
    asked = asked_for(request, province, regime, period, form)
    _, document, _ = _drafted(asked)
    name = f"bao-cao-tong-hop-{asked.form_code.replace('/', '-')}-{asked.period.code}"
    return document_file(document, kind, name)
