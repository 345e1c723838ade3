"""Forms of incoming documents (biểu nhập văn bản đến). They read text; the deeds judge it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.wording import screen_date
from dondoc.documents.models import IncomingDocument
from dondoc.documents.rules.incoming import Description, Medium, Share, ShareRole, Urgency
from dondoc.documents.rules.official import DocumentType
from dondoc.web.workdays.forms import DayField

SECRECY = [("", "Không mật"), ("Mật", "Mật"), ("Tối mật", "Tối mật"), ("Tuyệt mật", "Tuyệt mật")]
# Most used first; laws and the Party's types are typed.
TYPES = ("Công văn", "Báo cáo", *(t.label for t in DocumentType if t.label not in ("Công văn", "Báo cáo")))
COORDINATING = 4


def _listed(name: str) -> forms.TextInput:
    """A field with a list to pick from, in which anything else may be typed."""
    return forms.TextInput({"list": name, "autocomplete": "off"})


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class DescribeForm(forms.Form):
    """What the register says of a document."""

    issuer = forms.CharField(
        label="Tác giả",
        required=False,
        max_length=200,
        widget=forms.TextInput({"list": "issuers", "autocomplete": "off"}),
    )
    symbol = forms.CharField(
        label="Số, ký hiệu", required=False, max_length=60, help_text="Ví dụ 1284/VPCP-KSTT; không có thì để trống"
    )
    dated = DayField(label="Ngày văn bản", required=False)
    type_name = forms.CharField(
        label="Tên loại",
        required=False,
        max_length=100,
        initial="Công văn",
        widget=_listed("types"),
    )
    subject = forms.CharField(label="Trích yếu", required=False, max_length=500, widget=forms.Textarea({"rows": 2}))
    urgency = forms.ChoiceField(label="Độ khẩn", required=False, choices=[(u.value, u.label) for u in Urgency])
    secrecy = forms.ChoiceField(
        label="Độ mật",
        required=False,
        choices=SECRECY,
        help_text="Văn bản mật không đăng ký ở đây",
    )
    reply_due_on = DayField(label="Hạn trả lời", required=False)
    medium = forms.ChoiceField(label="Dạng văn bản", choices=[(m.value, m.label) for m in Medium])
    note = forms.CharField(label="Ghi chú", required=False, max_length=500)

    def description(self, identifier: str = "") -> Description:
        told = self.cleaned_data
        return Description(
            issuer=told["issuer"],
            symbol=told["symbol"],
            dated=told["dated"],
            type_name=told["type_name"],
            subject=told["subject"],
            urgency=Urgency(told["urgency"]),
            secrecy=told["secrecy"],
            reply_due_on=told["reply_due_on"],
            medium=Medium(told["medium"]),
            identifier=identifier,
            note=told["note"],
        )


class RegisterForm(DescribeForm):
    """A document to enter: of which register, when it came, its files."""

    agency = forms.ChoiceField(label="Sổ của")
    arrived_on = DayField(label="Ngày đến")
    papers = forms.FileField(label="Tệp văn bản, phụ lục", required=False, widget=Files(attrs={"multiple": True}))
    field_order = ["agency", "arrived_on", "issuer", "symbol", "dated", "type_name", "subject", "reply_due_on"]

    def __init__(
        self, agencies: Sequence[tuple[int, str]], today: date, data: QueryDict | None = None, **more: Any
    ) -> None:
        super().__init__(data, initial={"arrived_on": screen_date(today), **more.pop("initial", {})}, **more)
        self.fields["agency"].choices = [(str(pk), name) for pk, name in agencies]  # type: ignore[attr-defined]
        if len(agencies) == 1:
            self.fields["agency"].widget = forms.HiddenInput()
            self.initial["agency"] = str(agencies[0][0])


def initial_of(told: Description | IncomingDocument) -> dict[str, str]:
    """A description as the form shows it."""
    return {
        "issuer": told.issuer,
        "symbol": told.symbol,
        "dated": screen_date(told.dated) if told.dated else "",
        "type_name": told.type_name,
        "subject": told.subject,
        "urgency": str(told.urgency),
        "reply_due_on": screen_date(told.reply_due_on) if told.reply_due_on else "",
        "medium": str(told.medium),
        "note": told.note,
    }


class OpinionForm(forms.Form):
    """A leader's opinion: who leads, who coordinates, each with its deadline; who is told."""

    signer = forms.CharField(label="Người cho ý kiến", required=False, max_length=100)
    text = forms.CharField(
        label="Ý kiến phân phối", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    lead = forms.CharField(
        label="Chủ trì",
        required=False,
        max_length=200,
        widget=forms.TextInput({"list": "handlers", "autocomplete": "off"}),
    )
    lead_due = DayField(label="Hạn của chủ trì", required=False)
    told = forms.CharField(
        label="Gửi để biết", required=False, max_length=1000, help_text="Nhiều nơi cách nhau dấu chấm phẩy"
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for n in range(1, COORDINATING + 1):
            self.fields[f"with_{n}"] = forms.CharField(
                label=f"Phối hợp {n}", required=False, max_length=200, widget=_listed("handlers")
            )
            self.fields[f"with_{n}_due"] = DayField(label=f"Hạn của phối hợp {n}", required=False)

    @property
    def coordinating(self) -> list[tuple[Any, Any]]:
        return [(self[f"with_{n}"], self[f"with_{n}_due"]) for n in range(1, COORDINATING + 1)]

    def shares(self) -> list[Share]:
        told = self.cleaned_data
        found = [Share(ShareRole.LEAD, told["lead"].strip(), told["lead_due"])]
        for n in range(1, COORDINATING + 1):
            found.append(Share(ShareRole.COORDINATE, told[f"with_{n}"].strip(), told[f"with_{n}_due"]))
        found += [Share(ShareRole.TOLD, name.strip()) for name in told["told"].split(";")]
        return [share for share in found if share.name]


class StepForm(forms.Form):
    """What one step of handling may say."""

    text = forms.CharField(label="Nội dung", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    symbol = forms.CharField(label="Số, ký hiệu", required=False, max_length=60)
    dated = DayField(label="Ngày văn bản", required=False)


def check(form: forms.Form) -> None:
    """Raise Refused with what cannot be read in a form."""
    if not form.is_valid():
        reasons = [Reason(str(e), str(form.fields[name].label)) for name, found in form.errors.items() for e in found]
        raise Refused(reasons)
