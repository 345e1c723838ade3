"""Views of registered certificates (chứng thư số đã đăng ký): whose is whose; the administrator keeps them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dondoc.base.clock import now
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.people.queries import certificates_of, kept_agencies
from dondoc.reporting.actions import keep_certificate, stop_certificate
from dondoc.reporting.queries import administered_provinces
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.workdays.forms import DayField

PER_PAGE = 20
LARGEST_CERTIFICATE = 64 * 1024


class CertificateForm(forms.Form):
    """A certificate to register (đăng ký chứng thư số)."""

    file = forms.FileField(label="Tệp chứng thư (.cer, .crt, .pem, .der)")
    username = forms.CharField(label="Tài khoản của cán bộ", max_length=60, required=False)
    agency = forms.CharField(label="hoặc mã đơn vị", max_length=40, required=False)
    valid_from = DayField(label="Dùng từ ngày", required=False)
    basis = forms.CharField(label="Căn cứ", max_length=300, required=False)


def check_may_keep(request: OfficeRequest) -> None:
    """Raises NotFound for all but administrators."""
    if not administered_provinces(request.rights, request.moment.as_of.on):
        raise NotFound("Không tìm thấy trang này.")


def _page(request: OfficeRequest, status: int = 200, **more: Any) -> HttpResponse:
    as_of = request.moment.as_of
    rows = certificates_of(kept_agencies(request.rights, as_of.on), as_of.at)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    return render(
        request, "signatures/certificates.html", {"page": page, "form": CertificateForm(), **more}, None, status
    )


@require_safe
def certificates(request: OfficeRequest) -> HttpResponse:
    """Every registered certificate, with its holder and the span over which it signs."""
    check_may_keep(request)
    return _page(request)


@deed
@require_POST
def register(request: OfficeRequest) -> HttpResponse:
    """Register one more."""
    check_may_keep(request)
    form, at = CertificateForm(request.POST, request.FILES), now()
    try:
        if not form.is_valid():
            raise Refused([Reason(str(e), str(form[name].label)) for name in form.errors for e in form.errors[name]])
        row = keep_certificate(
            actor_id=request.actor_id,
            at=at,
            data=form.cleaned_data["file"].read(LARGEST_CERTIFICATE + 1),
            username=form.cleaned_data["username"],
            agency_code=form.cleaned_data["agency"],
            valid_from=form.cleaned_data["valid_from"] or day_of(at),
            basis=form.cleaned_data["basis"],
        )
    except NotFound:
        raise
    except Refused as refused:
        return _page(request, 422, form=form, refused=refused)
    messages.success(request, f"Đã đăng ký chứng thư của “{row.name}”; dấu vân tay {row.fingerprint}.")
    return redirect("certificates")


@deed
@require_POST
def end(request: OfficeRequest, certificate_id: int) -> HttpResponse:
    """From a day on one signs no more."""
    check_may_keep(request)
    at = now()
    try:
        day = DayField(required=False).clean(request.POST.get("tu_ngay", "")[:20]) or day_of(at)
        reason = request.POST.get("ly_do", "")[:300]
        row = stop_certificate(
            actor_id=request.actor_id, at=at, certificate_id=certificate_id, from_day=day, reason=reason
        )
    except forms.ValidationError as wrong:
        return _page(request, 422, refused=Refused([Reason(str(wrong.messages[0]), "Từ ngày")]))
    except NotFound:
        raise
    except Refused as refused:
        return _page(request, 422, refused=refused)
    messages.success(request, f"Chứng thư của “{row.certificate.name}” thôi dùng.")
    return redirect("certificates")
