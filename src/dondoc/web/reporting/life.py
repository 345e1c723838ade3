"""Deeds in a report's life: the steps behind the buttons of its page, the sending of its figures."""

from __future__ import annotations

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.tables.days import Unreadable, day_from_text
from dondoc.base.rules.wording import screen_date, screen_moment
from dondoc.reporting.actions import Attached, ReportPlace, send_figures, take_step
from dondoc.reporting.rules.life import StepKind
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.reporting.obligation_page import obligation_context


class StepForm(forms.Form):
    """One step with its words; everything about it is judged by the deed."""

    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in StepKind])
    reason = forms.CharField(required=False)
    is_invalid = forms.BooleanField(required=False)
    until = forms.CharField(required=False)


class FiguresForm(forms.Form):
    """What goes beside the figures."""

    file = forms.FileField(required=False, allow_empty_file=True, max_length=200)
    note = forms.CharField(required=False, max_length=500)


@deed
@require_POST
def step(request: OfficeRequest, regime: str, period: str, agency: str) -> HttpResponse:
    """One step in the life of a report."""
    given = StepForm(request.POST)
    if not given.is_valid():
        return _refused(request, regime, period, agency, Refused("Không có bước xử lý này. Mở lại trang rồi chọn."), {})
    kind = StepKind(given.cleaned_data["kind"])
    try:
        taken = take_step(
            actor_id=request.actor_id,
            at=now(),
            place=ReportPlace(regime, period, agency),
            kind=kind,
            reason=given.cleaned_data["reason"],
            is_invalid=given.cleaned_data["is_invalid"],
            until=_day(given.cleaned_data["until"]),
        )
    except NotFound:
        raise
    except Refused as refused:
        return _refused(request, regime, period, agency, refused, {"step": kind, "given": given.cleaned_data})
    due = f" Hạn: {screen_date(taken.due_on)}." if taken.due_on else ""
    messages.success(request, f"{kind.label}: đã ghi lúc {screen_moment(taken.at)}.{due}")
    return redirect("obligation", regime=regime, period=period, agency=agency)


def _day(text: str) -> date | None:
    """The day of an unlocking. Raises Refused."""
    try:
        return day_from_text(text) if text.strip() else None
    except Unreadable as wrong:
        raise Refused([Reason(str(wrong), "Mở khóa đến ngày")]) from None


@deed
@require_POST
def send_report_figures(request: OfficeRequest, regime: str, period: str, agency: str) -> HttpResponse:
    """A clerk sends what stands in all forms, with the signed report beside it if there is one."""
    given, at = FiguresForm(request.POST, request.FILES), now()
    try:
        if not given.is_valid():
            raise Refused([Reason(str(e)) for errors in given.errors.values() for e in errors])
        upload = given.cleaned_data["file"]
        sent = send_figures(
            actor_id=request.actor_id,
            at=at,
            place=ReportPlace(regime, period, agency),
            attached=Attached(upload.read(), upload.name) if upload is not None else None,
            note=given.cleaned_data["note"],
        )
    except NotFound:
        raise
    except Refused as refused:
        return _refused(request, regime, period, agency, refused, {})
    messages.success(request, f"Đã gửi số liệu, bản {sent.version}, lúc {screen_moment(at)}.")
    return redirect("obligation", regime=regime, period=period, agency=agency)


def _refused(
    request: OfficeRequest, regime: str, period: str, agency: str, refused: Refused, more: dict[str, object]
) -> HttpResponse:
    context = {**obligation_context(request, regime, period, agency), "refused": refused, **more}
    return render(request, "reporting/obligation.html", context, status=422)
