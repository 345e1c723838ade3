"""Forms of deadlines changed (biểu đổi hạn, gia hạn, miễn báo cáo)."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import QueryDict

from dondoc.reporting.rules.deciding import Paper
from dondoc.web.workdays.forms import DayField, PaperForm


class ReasonForm(PaperForm):
    """A document and a reason."""

    reason = forms.CharField(label="Lý do", max_length=500, widget=forms.Textarea({"rows": 2}))

    def paper(self) -> Paper:
        given = self.cleaned_data
        return Paper(given["document_number"], given["document_date"], given["reason"])


class ChangeForm(ReasonForm):
    """A general change: one of the period's deadlines gets another day."""

    original = forms.ChoiceField(label="Hạn gốc")
    due_on = DayField(label="Hạn mới")
    field_order = ("original", "due_on")

    def __init__(self, originals: list[date], data: QueryDict | None = None, chosen: str = "") -> None:
        super().__init__(data, prefix="chung", initial={"agency": chosen})
        choices = [(day.isoformat(), f"{day:%d/%m/%Y}") for day in originals]
        self.fields["original"].choices = choices  # type: ignore[attr-defined]


class ExtendForm(ReasonForm):
    """One agency's extension."""

    agency = forms.ChoiceField(label="Đơn vị")
    due_on = DayField(label="Gia hạn đến")
    field_order = ("agency", "due_on")

    def __init__(self, agencies: list[tuple[str, str]], data: QueryDict | None = None, chosen: str = "") -> None:
        super().__init__(data, prefix="rieng", initial={"agency": chosen})
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]


class ExemptForm(ReasonForm):
    """One agency exempt, in this period only or from it on; or again not exempt."""

    agency = forms.ChoiceField(label="Đơn vị")
    span = forms.ChoiceField(
        label="Phạm vi", choices=[("ky", "Chỉ kỳ này"), ("tu", "Từ kỳ này trở đi"), ("bo", "Bỏ miễn kỳ này")]
    )
    field_order = ("agency", "span")

    def __init__(self, agencies: list[tuple[str, str]], data: QueryDict | None = None, chosen: str = "") -> None:
        super().__init__(data, prefix="mien", initial={"agency": chosen})
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]
