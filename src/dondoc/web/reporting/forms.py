"""Forms of reporting (biểu nhập): sending a report."""

from __future__ import annotations

from django import forms


class SendForm(forms.Form):
    """The file to send. Everything about it is judged by the deed; the form only fetches it."""

    file = forms.FileField(
        label="Tệp báo cáo (PDF)",
        allow_empty_file=True,
        max_length=200,
        error_messages={"required": "Chọn tệp báo cáo trước khi gửi.", "max_length": "Tên tệp dài quá 200 ký tự."},
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
    note = forms.CharField(label="Ghi chú", required=False, max_length=500)
