"""The way from a report to its signature (ký báo cáo trước khi gửi), and back to the report with the signed file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.deadlines.rules.periods import parse_period
from dondoc.reporting.queries import access_obligation, definition_of_period
from dondoc.signbook.actions import lay_paper
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.reporting.forms import SendForm
from dondoc.web.reporting.obligation_page import obligation_context
from dondoc.web.reporting.papers import subject_of
from dondoc.web.reporting.uploads import whole


@deed
@require_POST
def sign_first(request: OfficeRequest, regime: str, period: str, agency: str) -> HttpResponse:
    """Lay the chosen file before those who sign, in place of sending it."""
    found = access_obligation(request.rights, regime_code=regime, period_code=period, agency_code=agency)
    form = SendForm(request.POST, request.FILES)
    try:
        upload = request.FILES.get("file")
        if upload is None or not form.is_valid():
            raise Refused([Reason("Chọn tệp PDF của báo cáo rồi bấm ký.", "Tệp báo cáo")])
        laid = lay_paper(
            actor_id=request.actor_id,
            at=now(),
            agency_id=found.agency_id,
            data=whole(upload),
            name=(upload.name or "bao-cao.pdf")[:200],
            title=f"{definition_of_period(regime, period).name}, {parse_period(period).label_in_sentence}",
            subject=subject_of(found),
        )
    except NotFound:
        raise
    except Refused as refused:
        context = {**obligation_context(request, regime, period, agency), "refused": refused}
        return render(request, "reporting/obligation.html", context, status=422)
    return redirect("paper", paper_id=laid.pk)
