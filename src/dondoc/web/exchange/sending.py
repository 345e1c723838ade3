"""The page on which an issued document is sent (gửi văn bản): its facts, its files, to whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import number
from dondoc.exchange.actions import send_document
from dondoc.exchange.queries import addressed, scope_of
from dondoc.exchange.rules.attachments import Attachment
from dondoc.exchange.rules.envelope import Organ
from dondoc.exchange.rules.issued import TYPE_NAMES, Issued
from dondoc.exchange.rules.xml_tree import MAX_BYTES, MIB
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.workdays.forms import DayField

# Base64 makes four bytes of three, and the header needs its own.
MAX_FILES_BYTES = MAX_BYTES * 7 // 10


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class SendForm(forms.Form):
    """A document issued, and its receivers."""

    sender = forms.ChoiceField(label="Đơn vị gửi")
    type_name = forms.ChoiceField(label="Tên loại", choices=[(name, name) for name in TYPE_NAMES])
    number = forms.CharField(label="Số", max_length=11, widget=forms.TextInput({"size": 8}))
    symbol = forms.CharField(label="Ký hiệu", max_length=30, help_text="Ví dụ UBND-TTPVHCC")
    issued_on = DayField(label="Ngày ban hành")
    place = forms.CharField(label="Địa danh", max_length=200, required=False)
    subject = forms.CharField(label="Trích yếu", max_length=500, widget=forms.Textarea({"rows": 2}))
    post = forms.CharField(label="Chức vụ người ký", max_length=100, required=False)
    signer = forms.CharField(label="Người ký", max_length=50, required=False)
    due_on = DayField(label="Hạn trả lời", required=False)
    receivers = forms.MultipleChoiceField(
        label="Nơi nhận trong hệ thống", required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.CharField(
        label="Nơi nhận khác",
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Mỗi dòng một nơi: mã định danh, rồi tên. Ví dụ: 000.00.00.G22 Văn phòng Chính phủ",
    )
    papers = forms.FileField(label="Tệp văn bản, phụ lục", widget=Files(attrs={"multiple": True}), required=False)

    def __init__(self, agencies: Sequence[AgencyOnDay], data: QueryDict | None = None) -> None:
        super().__init__(data)
        choices = [(str(one.id), one.name) for one in agencies]
        self.fields["sender"].choices = choices  # type: ignore[attr-defined]
        self.fields["receivers"].choices = choices  # type: ignore[attr-defined]

    def clean_others(self) -> list[Organ]:
        """Receivers outside. What is no identifier is told by the message's own check."""
        lines = [line.split(None, 1) for line in self.cleaned_data["others"].splitlines() if line.strip()]
        return [Organ(line[0].rstrip(",;:"), organ_name=line[1] if len(line) > 1 else "") for line in lines]

    def issued(self) -> Issued:
        told = self.cleaned_data
        return Issued(
            number=told["number"].strip(),
            symbol=told["symbol"].strip(),
            issued_on=told["issued_on"],
            place=told["place"],
            type_name=told["type_name"],
            subject=told["subject"].strip(),
            authority=(told["post"],) if told["post"] else (),
            signer=told["signer"],
            due_on=told["due_on"],
        )


def _files(uploads: Sequence[UploadedFile[Any]]) -> list[Attachment]:
    """The uploaded bytes. Raises Refused before reading what is too much."""
    if sum(upload.size or 0 for upload in uploads) > MAX_FILES_BYTES:
        raise Refused([Reason(f"Các tệp lớn quá {number(MAX_FILES_BYTES // MIB)} MiB; bớt tệp hoặc giảm cỡ.", "files")])
    return [Attachment(upload.name or "", upload.read()) for upload in uploads]


def _agencies(request: OfficeRequest, on: date) -> list[AgencyOnDay]:
    scope = scope_of(request.rights)
    if not scope:
        raise NotFound("Không tìm thấy trang này.")
    return addressed(scope, on)


@require_http_methods(["GET", "POST"])
def send(request: OfficeRequest) -> HttpResponse:
    """The form; then the document in the outbox, a row for each receiver."""
    agencies = _agencies(request, request.moment.as_of.on)
    if request.method == "POST":
        return _send(request, agencies)
    return _show(request, SendForm(agencies))


def _show(request: OfficeRequest, form: SendForm, refused: Refused | None = None) -> HttpResponse:
    context = {"form": form, "has_sender": bool(form.fields["sender"].choices), "refused": refused}  # type: ignore[attr-defined]
    return render(request, "exchange/send.html", context, status=422 if refused or form.errors else 200)


@deed
def _send(request: OfficeRequest, agencies: Sequence[AgencyOnDay]) -> HttpResponse:
    form = SendForm(agencies, request.POST)
    if not form.is_valid():
        return _show(request, form)
    try:
        rows = send_document(
            actor_id=request.actor_id,
            at=now(),
            agency_id=int(form.cleaned_data["sender"]),
            receiver_ids=[int(one) for one in form.cleaned_data["receivers"]],
            others=form.cleaned_data["others"],
            issued=form.issued(),
            files=_files(request.FILES.getlist("papers")),
        )
    except NotFound:
        raise
    except Refused as refused:
        return _show(request, form, refused)
    messages.success(request, f"Đã đưa vào hàng gửi cho {number(len(rows))} nơi nhận; hệ thống gửi ở lượt tới.")
    return redirect("exchange")
