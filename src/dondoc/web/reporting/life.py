"""Deeds in a report's life: the steps behind the buttons of its page, the sending of its figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.tables.days import Unreadable, day_from_text, moment_from_text
from dondoc.base.rules.wording import screen_date, screen_moment
from dondoc.followup.queries.own_report import report_to_sign
from dondoc.reporting.actions import Attached, OtherWay, ReportPlace, record_sent_otherwise, send_figures, take_step
from dondoc.reporting.models import SentOtherwise
from dondoc.reporting.queries import access_obligation, access_submission
from dondoc.reporting.queries.life import roles_in
from dondoc.reporting.rules.life import Role, StepKind
from dondoc.reporting.rules.sending import Channel
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.reporting.obligation_page import obligation_context
from dondoc.web.reporting.papers import signed_file
from dondoc.web.reporting.uploads import whole

T = TypeVar("T")
HAPPENED_AT = "Gửi thực tế lúc"


class StepForm(forms.Form):
    """One step with its words; everything about it is judged by the deed."""

    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in StepKind])
    reason = forms.CharField(required=False)
    is_invalid = forms.BooleanField(required=False)
    until = forms.CharField(required=False)


class FiguresForm(forms.Form):
    """What goes beside the figures."""

    file = forms.FileField(required=False, allow_empty_file=True, max_length=200)
    paper = forms.CharField(required=False, max_length=12)
    note = forms.CharField(required=False, max_length=500)


@deed
@require_POST
def step(request: OfficeRequest, regime: str, period: str, agency: str) -> HttpResponse:
    """One step in the life of a report."""
    given = StepForm(request.POST)
    if not given.is_valid():
        return _refused(request, regime, period, agency, Refused("Không có bước xử lý này. Mở lại trang rồi chọn."), {})
    kind = StepKind(given.cleaned_data["kind"])
    until, unread = _read(day_from_text, given.cleaned_data["until"], "Mở khóa đến ngày")
    try:
        taken = take_step(
            actor_id=request.actor_id,
            at=now(),
            place=ReportPlace(regime, period, agency),
            kind=kind,
            reason=given.cleaned_data["reason"],
            is_invalid=given.cleaned_data["is_invalid"],
            until=until,
        )
    except NotFound:
        raise
    except Refused as refused:
        told = _with(unread, refused)
        return _refused(request, regime, period, agency, told, {"step": kind, "given": given.cleaned_data})
    due = f" Hạn: {screen_date(taken.due_on)}." if taken.due_on else ""
    messages.success(request, f"{kind.label}: đã ghi lúc {screen_moment(taken.at)}.{due}")
    return redirect("obligation", regime=regime, period=period, agency=agency)


def _read(read: Callable[[str], T], text: str, where: str) -> tuple[T | None, Reason | None]:
    """What was typed into one field, None for nothing; else why it cannot be read."""
    try:
        return (read(text) if text.strip() else None), None
    except Unreadable as wrong:
        return None, Reason(str(wrong), where)


def _with(unread: Reason | None, refused: Refused) -> Refused:
    """A deed's refusal, told of what could not be read in place of its being missing: everything at once."""
    if unread is None:
        return refused
    return Refused([unread, *(reason for reason in refused.reasons if reason.where != unread.where)])


@deed
@require_POST
def send_report_figures(request: OfficeRequest, regime: str, period: str, agency: str) -> HttpResponse:
    """A clerk sends what stands in all forms, with the signed report beside it if there is one."""
    given, at = FiguresForm(request.POST, request.FILES), now()
    try:
        if not given.is_valid():
            raise Refused([Reason(str(e)) for errors in given.errors.values() for e in errors])
        upload, paper = given.cleaned_data["file"], given.cleaned_data["paper"]
        attached = Attached(whole(upload), upload.name) if upload is not None else None
        if attached is None and paper:
            attached = Attached(*signed_file(request, paper))
        sent = send_figures(
            actor_id=request.actor_id,
            at=at,
            place=ReportPlace(regime, period, agency),
            attached=attached,
            note=given.cleaned_data["note"],
        )
    except NotFound:
        raise
    except Refused as refused:
        return _refused(request, regime, period, agency, refused, {})
    messages.success(request, f"Đã gửi số liệu, bản {sent.version}, lúc {screen_moment(at)}.")
    return redirect("obligation", regime=regime, period=period, agency=agency)


@require_GET
def to_sign(request: OfficeRequest, regime: str, period: str, agency: str) -> HttpResponse:
    """The agency's own report with its data package, to be signed by its head. For its own people."""
    found = access_obligation(request.rights, regime_code=regime, period_code=period, agency_code=agency)
    if not roles_in(request.rights, found) & {Role.ENTERER, Role.APPROVER}:
        raise NotFound("Không tìm thấy báo cáo này.")
    response = HttpResponse(report_to_sign(found, now()).pdf, content_type="application/pdf")
    name = f"bao-cao-{found.agency.code}-{found.period_code}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class OtherWayForm(forms.Form):
    """A report that came another way; everything about it is judged by the deed."""

    file = forms.FileField(allow_empty_file=True, max_length=200, label="Tệp báo cáo")
    proof = forms.FileField(allow_empty_file=True, max_length=200, label="Minh chứng")
    happened_at = forms.CharField(required=False)
    channel = forms.ChoiceField(choices=[(channel.value, channel.label) for channel in Channel])
    why = forms.CharField(required=False, max_length=500)


@deed
@require_POST
def enter_other_way(request: OfficeRequest, regime: str, period: str, agency: str) -> HttpResponse:
    """The receiver enters a report that came another way while the system was down."""
    given, unread = OtherWayForm(request.POST, request.FILES), None
    try:
        if not given.is_valid():
            missing = [f"{given.fields[name].label or name}" for name in given.errors]
            raise Refused([Reason("Chọn tệp, hoặc chọn lại.", where) for where in missing])
        data = given.cleaned_data
        happened_at, unread = _read(moment_from_text, data["happened_at"], HAPPENED_AT)
        sent = record_sent_otherwise(
            actor_id=request.actor_id,
            at=now(),
            place=ReportPlace(regime, period, agency),
            data=whole(data["file"]),
            name=data["file"].name,
            way=OtherWay(
                happened_at,
                Channel(data["channel"]),
                data["why"],
                whole(data["proof"], "Minh chứng"),
                data["proof"].name,
            ),
        )
    except NotFound:
        raise
    except Refused as refused:
        return _refused(request, regime, period, agency, _with(unread, refused), {"other_way": request.POST})
    messages.success(request, f"Đã nhập bù bản {sent.version}, tính theo lúc gửi thực tế.")
    return redirect("obligation", regime=regime, period=period, agency=agency)


@require_GET
def proof_of_other_way(request: OfficeRequest, submission_id: int) -> HttpResponse:
    """The proof of a sending another way, to be saved, never shown in place."""
    sent = access_submission(request.rights, submission_id)
    other_way = SentOtherwise.objects.select_related("proof").filter(submission=sent).first()
    if other_way is None:
        raise NotFound("Bản này không phải bản nhập bù.")
    with other_way.proof.content.open("rb") as content:
        response = HttpResponse(content.read(), content_type=other_way.proof.content_type)
    suffix = other_way.proof.content_type.rpartition("/")[2]
    response["Content-Disposition"] = f'attachment; filename="minh-chung-{sent.pk}.{suffix}"'
    return response


def _refused(
    request: OfficeRequest, regime: str, period: str, agency: str, refused: Refused, more: dict[str, object]
) -> HttpResponse:
    context = {**obligation_context(request, regime, period, agency), "refused": refused, **more}
    return render(request, "reporting/obligation.html", context, status=422)
