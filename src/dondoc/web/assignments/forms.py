"""Forms of tasks (biểu nhập): progress, result, decision, directives. They read text; the deeds judge it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from django import forms

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.assignments.rules.entry import OF_DOCUMENTS, SourceKind
from dondoc.assignments.rules.particulars import Particulars
from dondoc.assignments.rules.reporting_results import Grade
from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.tables.days import Unreadable, day_from_text


class DayField(forms.CharField):
    """A day as officials write it, dd/mm/yyyy; one that does not exist is told in words."""

    def __init__(self, **given: Any) -> None:
        attrs = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off", "size": 11}
        super().__init__(max_length=20, required=False, widget=forms.TextInput(attrs=attrs), **given)

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return day_from_text(text)
        except Unreadable as wrong:
            raise forms.ValidationError(f"{wrong}. Ghi ngày theo dạng dd/mm/yyyy.") from wrong


class ProgressForm(forms.Form):
    percent = forms.IntegerField(
        label="Phần trăm",
        required=False,
        error_messages={"invalid": "Phần trăm là số nguyên từ 0 đến 100."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
    )
    text = forms.CharField(label="Đã làm", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    difficulties = forms.CharField(
        label="Khó khăn, vướng mắc", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    proposals = forms.CharField(label="Kiến nghị, đề xuất", required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ResultForm(forms.Form):
    result_number = forms.CharField(label="Số, ký hiệu văn bản kết quả", required=False, max_length=60)
    result_issued_on = DayField(label="Ngày văn bản kết quả")
    completed_on = DayField(label="Ngày hoàn thành")
    text = forms.CharField(label="Kết quả", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class DecisionForm(forms.Form):
    grade = forms.ChoiceField(
        label="Đánh giá chất lượng",
        required=False,
        choices=[("", "Không đánh giá"), *((one.value, one.label) for one in Grade)],
    )
    reason = forms.CharField(
        label="Lý do trả lại", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class DirectiveForm(forms.Form):
    """A directive to read: pasted, or a file; of which province, where several are watched."""

    text = forms.CharField(
        label="Toàn văn", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"})
    )
    file = forms.FileField(label="Hoặc tệp .docx, .pdf, .txt", required=False)
    province = forms.TypedChoiceField(label="Tỉnh", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, provinces: Sequence[AgencyOnDay], **given: Any) -> None:
        super().__init__(*args, **given)
        choices = [(str(one.id), one.name) for one in provinces]
        several = [("", "Theo cơ quan ban hành ghi trong văn bản")] if len(choices) > 1 else []
        self.fields["province"].choices = several + choices  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    """A document that may be the result of a task: pasted, or a file."""

    text = forms.CharField(
        label="Toàn văn", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"})
    )
    file = forms.FileField(label="Hoặc tệp .docx, .pdf, .txt", required=False)


class SourceForm(forms.Form):
    """What a directive says of itself."""

    number = forms.CharField(label="Số, ký hiệu", required=False, max_length=60)
    issued_on = DayField(label="Ngày văn bản")
    title = forms.CharField(label="Trích yếu", required=False, max_length=500)
    issuer = forms.CharField(label="Cơ quan ban hành", required=False, max_length=200)
    signer = forms.CharField(label="Người ký", required=False, max_length=100)
    assigner = forms.CharField(label="Người giao", required=False, max_length=200)
    kind = forms.TypedChoiceField(
        label="Nguồn giao",
        required=False,
        coerce=SourceKind,
        empty_value=None,
        choices=[(kind.value, kind.label) for kind in OF_DOCUMENTS],
    )


class ParticularsForm(forms.Form):
    """What is said of a task beside its words."""

    field = forms.CharField(label="Lĩnh vực", required=False, max_length=100)
    group = forms.CharField(label="Nhóm nhiệm vụ", required=False, max_length=100)
    deliverable = forms.CharField(label="Sản phẩm", required=False, max_length=500)
    objective = forms.CharField(label="Mục tiêu", required=False, max_length=1000)
    update_days = forms.IntegerField(
        label="Cập nhật ít nhất mỗi",
        required=False,
        error_messages={"invalid": "Ghi số ngày làm việc, từ 1 đến 90."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
        help_text="ngày làm việc",
    )
    is_starred = forms.BooleanField(label="Ưu tiên", required=False)
    must_attach = forms.BooleanField(label="Phải kèm văn bản kết quả", required=False)

    def particulars(self) -> Particulars:
        return Particulars(**{one.name: self.cleaned_data[one.name] for one in fields(Particulars)})


class ProposalForm(ParticularsForm):
    """One proposal to put right. Names parted by ';'."""

    title = forms.CharField(label="Nội dung", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    leads = forms.CharField(
        label="Chủ trì", required=False, max_length=4000, widget=forms.TextInput(attrs={"list": "ten-don-vi"})
    )
    coordinating = forms.CharField(
        label="Phối hợp", required=False, max_length=4000, widget=forms.TextInput(attrs={"list": "ten-don-vi"})
    )
    due_on = DayField(label="Thời hạn")
    field_order = ("title", "leads", "coordinating", "due_on")

    def proposal(self) -> dict[str, Any]:
        own = {name: self.cleaned_data[name] for name in self.field_order}
        return {**own, "particulars": self.particulars()}


def tie(form: forms.Form | None, refused: Refused) -> None:
    """Show each reason beside the field that it speaks of too."""
    if form is None:
        return
    labels = {str(field.label): name for name, field in form.fields.items()}
    for reason in refused.reasons:
        if reason.where in labels and labels[reason.where] not in form.errors:
            form.add_error(labels[reason.where], reason.message)
