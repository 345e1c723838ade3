"""Forms of tasks (biểu nhập): progress, result, decision. They read text; the deeds judge it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

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
    text = forms.CharField(
        label="Đã làm, khó khăn, kiến nghị", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ResultForm(forms.Form):
    result_number = forms.CharField(label="Số, ký hiệu văn bản kết quả", required=False, max_length=60)
    result_issued_on = DayField(label="Ngày văn bản kết quả")
    completed_on = DayField(label="Ngày hoàn thành")
    text = forms.CharField(label="Kết quả", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class DecisionForm(forms.Form):
    reason = forms.CharField(
        label="Lý do trả lại", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
