"""Views of signatures: what was found in a sent file, as a page and on paper; the trusted roots."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dondoc.base.clock import now
from dondoc.base.rules.moments import start_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.documents.render import render_pdf
from dondoc.followup.letters import signature_report
from dondoc.followup.letters.signature_report import signature_lines
from dondoc.reporting.actions import stop_trusting_root, trust_root
from dondoc.reporting.models import Submission
from dondoc.reporting.queries import access_submission
from dondoc.reporting.queries.signatures import JudgedSending, judge_sendings, outcomes_of
from dondoc.signing.models import Verification
from dondoc.signing.queries import known_anchors, verifications_of
from dondoc.signing.rules.roles import role_of
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.workdays.forms import DayField

PER_PAGE = 20
MOST_CHECKS = 50
LARGEST_CERTIFICATE = 64 * 1024


class AddForm(forms.Form):
    """A root to trust (chứng thư gốc)."""

    file = forms.FileField(label="Tệp chứng thư (.cer, .crt, .pem, .der)")
    valid_from = DayField(label="Tin cậy từ ngày", required=False)
    basis = forms.CharField(label="Căn cứ", max_length=300, required=False)


def _checked(request: OfficeRequest, submission_id: int) -> tuple[Submission, JudgedSending, list[Verification]]:
    """A sending one may see, judged by the page's moment, and every check of its file. Else NotFound."""
    sent = access_submission(request.rights, submission_id)
    if sent.verification is None or sent.file is None:
        raise NotFound("Bản báo cáo này không có tệp nên không có kết quả kiểm tra chữ ký.")
    at = request.moment.as_of.at
    checks = list(verifications_of(sent.verification.sha256, at)[:MOST_CHECKS])
    return sent, judge_sendings([sent], at)[sent.pk], checks


@require_safe
def checked(request: OfficeRequest, submission_id: int) -> HttpResponse:
    """What was found about the signatures of a sent file (kết quả kiểm tra chữ ký số)."""
    sent, newest, checks = _checked(request, submission_id)
    judged, facts = newest.judged, newest.judged.facts
    told = {match.field: match for match in judged.matches}
    context = {
        "sent": sent,
        "newest": newest.verification,
        "verdict": judged.verdict,
        "judged": judged,
        "checks": checks,
        "outcomes": outcomes_of(sent.pk, request.moment.as_of.at)[:MOST_CHECKS],
        "signatures": [
            (role_of(s).label, list(signature_lines(s, facts, told.get(s.field))), s.text_changes)
            for s in facts.signatures
        ],
    }
    return render(request, "signatures/checked.html", context)


@require_safe
def checked_pdf(request: OfficeRequest, submission_id: int) -> HttpResponse:
    """The same on one page to print."""
    sent, newest, _ = _checked(request, submission_id)
    name = sent.file.name if sent.file else ""
    judged = newest.judged
    paper = render_pdf(signature_report(judged.facts, name, judged.matches))
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="kiem-tra-chu-ky-ban-{sent.pk}.pdf"'
    return response


def _check(request: OfficeRequest) -> None:
    if not request.keeps_installation:
        raise NotFound("Không tìm thấy trang này.")


def _trust_page(request: OfficeRequest, status: int = 200, **more: Any) -> HttpResponse:
    page = Paginator(known_anchors(request.moment.as_of.at), PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "signatures/trust.html", {"page": page, "form": AddForm(), **more}, status=status)


@require_safe
def trust(request: OfficeRequest) -> HttpResponse:
    """The roots that the office trusts, and trusted (chứng thư gốc tin cậy)."""
    _check(request)
    return _trust_page(request)


@deed
@require_POST
def add(request: OfficeRequest) -> HttpResponse:
    """Trust one more."""
    _check(request)
    form = AddForm(request.POST, request.FILES)
    at = now()
    try:
        if not form.is_valid():
            raise Refused([Reason(str(e), str(form[name].label)) for name in form.errors for e in form.errors[name]])
        day = form.cleaned_data["valid_from"]
        anchor = trust_root(
            actor_id=request.actor_id,
            at=at,
            data=form.cleaned_data["file"].read(LARGEST_CERTIFICATE + 1),
            valid_from=start_of(day) if day else at,
            basis=form.cleaned_data["basis"],
        )
    except NotFound:
        raise
    except Refused as refused:
        return _trust_page(request, 422, form=form, refused=refused)
    messages.success(request, f"Đã thêm “{anchor.name}”; hãy đối chiếu dấu vân tay {anchor.fingerprint} với nơi cấp.")
    return redirect("trust")


@deed
@require_POST
def stop(request: OfficeRequest, anchor_id: int) -> HttpResponse:
    """Trust one no longer."""
    _check(request)
    reason = request.POST.get("ly_do", "")[:300]
    try:
        row = stop_trusting_root(actor_id=request.actor_id, at=now(), anchor_id=anchor_id, reason=reason)
    except NotFound:
        raise
    except Refused as refused:
        return _trust_page(request, 422, refused=refused)
    messages.success(request, f"Đã thôi tin cậy “{row.anchor.name}”.")
    return redirect("trust")
