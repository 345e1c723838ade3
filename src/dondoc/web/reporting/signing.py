"""The way from a report to its signature (ký báo cáo trước khi gửi), and back to the report with the signed file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.reporting.queries import access_obligation
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.reporting.obligation_page import obligation_context
from dondoc.web.reporting.papers import lay_report, own_paper
from dondoc.web.reporting.uploads import whole


@deed
@require_POST
def sign_first(request: OfficeRequest, regime: str, period: str, agency: str) -> HttpResponse:
    """Lay the report before those who sign, in place of sending it: the chosen file, else the one made of the desk."""
    found = access_obligation(request.rights, regime_code=regime, period_code=period, agency_code=agency)
    at, upload = now(), request.FILES.get("file")
    try:
        if upload is None:
            laid = own_paper(request, found, at)
        else:
            laid = lay_report(request, found, at, whole(upload), (upload.name or "bao-cao.pdf")[:200])
    except NotFound:
        raise
    except Refused as refused:
        context = {**obligation_context(request, regime, period, agency), "refused": refused}
        return render(request, "reporting/obligation.html", context, status=422)
    return redirect("paper", paper_id=laid.pk)
