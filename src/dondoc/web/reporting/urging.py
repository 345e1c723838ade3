"""Urge a report that has not come (đôn đốc báo cáo)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.followup.actions import urge_report
from dondoc.reporting.actions import ReportPlace
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.reporting.obligation_page import obligation_context
from dondoc.web.urgings.forms import UrgingForm, urged


@deed
@require_POST
def urge(request: OfficeRequest, regime: str, period: str, agency: str) -> HttpResponse:
    """One urging, or the page again with every reason and what was typed."""
    form, place, at = UrgingForm(request.POST), ReportPlace(regime, period, agency), now()
    try:
        told = urged(
            form, lambda: urge_report(actor_id=request.actor_id, at=at, place=place, words=form.words(request))
        )
    except NotFound:
        raise
    except Refused as refused:
        context = {**obligation_context(request, regime, period, agency), "urging_form": form, "refused": refused}
        return render(request, "reporting/obligation.html", context, status=422)
    messages.success(request, told)
    return redirect("obligation", regime=regime, period=period, agency=agency)
