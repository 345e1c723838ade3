"""Forms of reporting (biểu nhập): sending a report."""

from __future__ import annotations

from typing import Any

from django import forms


class SendForm(forms.Form):
    """The file to send. Everything about it is judged by the deed; the form only fetches it."""

    file = forms.FileField(
        label="Tệp báo cáo (PDF)",
        required=False,
        allow_empty_file=True,
        max_length=200,
        error_messages={"max_length": "Tên tệp dài quá 200 ký tự."},
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
    is_nil = forms.BooleanField(label="Không phát sinh trong kỳ", required=False)
    paper = forms.CharField(required=False, max_length=12)
    note = forms.CharField(label="Ghi chú", required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(given.get(name) for name in ("file", "paper", "is_nil")) and "file" not in self.errors:
            self.add_error("file", "Chọn tệp báo cáo trước khi gửi, hoặc đánh dấu 'Không phát sinh trong kỳ'.")
        return given
