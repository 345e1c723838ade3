"""Views of reporting: read the request, ask one question or do one deed, show."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dondoc.base.clock import now
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import screen_moment
from dondoc.followup.queries import reporting_table
from dondoc.followup.queries.scope import opened_in
from dondoc.followup.rules.reporting_table import ReportingTable
from dondoc.reporting.actions import submit_nil_report, submit_report
from dondoc.reporting.models import Submission
from dondoc.reporting.queries import (
    access_submission,
    definition_of_period,
    facts_of,
)
from dondoc.reporting.queries.waiting import Wanted, waiting_for_office
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest, provinces_in_scope, provinces_watched
from dondoc.web.reporting.export import table_workbook
from dondoc.web.reporting.forms import SendForm
from dondoc.web.reporting.obligation_page import obligation_context
from dondoc.web.reporting.obligations import owed_by, period_rows
from dondoc.web.reporting.papers import signed_file
from dondoc.web.reporting.table import Filter, shown_groups
from dondoc.web.reporting.uploads import whole

PER_PAGE = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def periods(request: OfficeRequest) -> HttpResponse:
    """An office: every opened period with its totals. An agency: what it owes and owed."""
    if not request.rights.is_monitor:
        owed = Paginator(owed_by(request.rights, request.moment.as_of), PER_PAGE)
        return render(request, "reporting/owed.html", {"page": owed.get_page(request.GET.get("trang"))})
    provinces = provinces_in_scope(request)
    page = Paginator(opened_in(provinces, request.moment.as_of), PER_PAGE).get_page(request.GET.get("trang"))
    rows = period_rows(list(page), provinces, request.moment.as_of)
    return render(request, "reporting/periods.html", {"rows": rows, "page": page})


def _table(request: OfficeRequest, province: str, regime: str, period: str) -> ReportingTable:
    """The table, for those who watch the province only. Else NotFound."""
    watched = {p.code: p for p in provinces_watched(request)}
    opened = {(o.regime_code, o.period_code, o.province_id) for o in opened_in(list(watched.values()))}
    if province not in watched or (regime, period, watched[province].id) not in opened:
        raise NotFound("Không tìm thấy kỳ báo cáo này.")
    return reporting_table(
        province_id=watched[province].id, regime_code=regime, period_code=period, as_of=request.moment.as_of
    )


@require_GET
def table(request: OfficeRequest, province: str, regime: str, period: str) -> HttpResponse:
    """The table of a period (bảng tiến độ)."""
    found = _table(request, province, regime, period)
    wanted = Filter.of(request.GET.dict())
    waiting: dict[str, set[int]] = {}
    for report in waiting_for_office([found.province.id], request.moment.as_of.at):
        if (report.regime_code, report.period_code) == (regime, period):
            waiting.setdefault(report.wanted.value, set()).add(report.agency_id)
    context = {
        "waiting": [(key, Wanted(key).label, len(ids)) for key, ids in waiting.items()],
        "table": found,
        "totals": found.totals,
        "groups": shown_groups(found, wanted, waiting),
        "wanted": wanted,
        "definition": definition_of_period(regime, period),
    }
    return render(request, "reporting/table.html", context)


@require_GET
def table_xlsx(request: OfficeRequest, province: str, regime: str, period: str) -> HttpResponse:
    """The same as a workbook."""
    found = _table(request, province, regime, period)
    response = HttpResponse(table_workbook(found), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="tien-do-{regime}-{period}.xlsx"'
    return response


@require_GET
def obligation(request: OfficeRequest, regime: str, period: str, agency: str) -> HttpResponse:
    """One obligation with its facts: a page, or the panel beside the table."""
    context = obligation_context(request, regime, period, agency)
    template = "reporting/_obligation.html" if request.htmx else "reporting/obligation.html"
    return render(request, template, context)


@deed
@require_POST
def send(request: OfficeRequest, regime: str, period: str, agency: str) -> HttpResponse:
    """A clerk presses Send: one deed, at the server's moment."""
    form = SendForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise Refused([Reason(str(e)) for errors in form.errors.values() for e in errors])
        at = now()
        given = form.cleaned_data
        upload, is_nil = given["file"], given["is_nil"]
        deed_done: Callable[..., Submission]
        if upload is not None:
            deed_done = partial(submit_report, data=whole(upload), name=upload.name, is_nil=is_nil)
        elif given["paper"]:
            data, name = signed_file(request, given["paper"])
            deed_done = partial(submit_report, data=data, name=name, is_nil=is_nil)
        else:
            deed_done = submit_nil_report
        sent = deed_done(
            actor_id=request.actor_id,
            at=at,
            regime_code=regime,
            period_code=period,
            agency_code=agency,
            note=form.cleaned_data["note"],
        )
    except NotFound:
        raise
    except Refused as refused:
        context = {**obligation_context(request, regime, period, agency), "refused": refused, "form": form}
        return render(request, "reporting/obligation.html", context, status=422)
    facts = facts_of(sent.obligation_id)
    found = facts.standing(AsOf(at))
    how = f"{found.timeliness.label.lower()}{f' {abs(found.days)} ngày' if found.days else ''}"
    messages.success(request, f"Đã gửi bản {sent.version} lúc {screen_moment(at)}, {how}.")
    return redirect("obligation", regime=regime, period=period, agency=agency)


@require_GET
def file(request: OfficeRequest, submission_id: int) -> HttpResponse:
    """The bytes as they were sent, to be saved, never shown in place."""
    sent = access_submission(request.rights, submission_id)
    if sent.file is None:
        raise NotFound("Báo cáo không phát sinh này không có tệp.")
    with sent.file.content.open("rb") as content:
        response = HttpResponse(content.read(), content_type=sent.file.content_type)
    key = f"{sent.obligation.regime.code}-{sent.obligation.period_code}-{sent.obligation.agency.code}"
    suffix = sent.file.content_type.rpartition("/")[2]  # pdf, or json for figures
    response["Content-Disposition"] = f'attachment; filename="bao-cao-{key}-ban-{sent.version}.{suffix}"'
    return response
