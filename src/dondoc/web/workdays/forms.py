"""Forms of the working calendar (biểu nhập ngày nghỉ, ngày làm bù)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from dondoc.base.rules.tables.days import Unreadable, day_from_text
from dondoc.deadlines.rules.calendar import DayKind
from dondoc.deadlines.rules.decided import DecidedDay

SWAP = "swap"
KINDS = [
    (DayKind.HOLIDAY.value, "Ngày nghỉ lễ"),
    (DayKind.TET.value, "Nghỉ Tết Nguyên đán"),
    (DayKind.COMPENSATORY.value, "Nghỉ bù"),
    (SWAP, "Hoán đổi: nghỉ ngày này, làm bù ngày kia"),
    (DayKind.SWAPPED_OFF.value, "Chỉ nghỉ hoán đổi"),
    (DayKind.SWAPPED_WORK.value, "Chỉ làm bù"),
    (DayKind.ORDINARY.value, "Ngày thường (bỏ ngày nghỉ ghi nhầm)"),
]


class DayField(forms.CharField):
    """A day as people write it, dd/mm/yyyy."""

    def __init__(self, **given: Any) -> None:
        attrs = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off", "size": "12"}
        super().__init__(**{"widget": forms.TextInput(attrs), "max_length": 20, **given})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return day_from_text(text)
        except Unreadable as wrong:
            raise forms.ValidationError(f"{wrong}.") from wrong


class PaperForm(forms.Form):
    """The document that decides (văn bản làm căn cứ)."""

    document_number = forms.CharField(label="Số, ký hiệu văn bản", max_length=60)
    document_date = DayField(label="Ngày văn bản")


class DecideForm(PaperForm):
    """One day, or a swap of two (ngày nghỉ, ngày làm bù)."""

    kind = forms.ChoiceField(label="Loại ngày", choices=KINDS)
    day = DayField(label="Ngày")
    other = DayField(label="Ngày làm bù", required=False)
    name = forms.CharField(label="Tên gọi", max_length=200, required=False)
    field_order = ("kind", "day", "other", "name", "document_number", "document_date")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == SWAP and not given.get("other") and "other" not in self.errors:
            self.add_error("other", "Ghi ngày làm bù cho ngày nghỉ hoán đổi.")
        if given.get("kind") != SWAP and not given.get("name"):
            self.add_error("name", "Ghi tên gọi của ngày, ví dụ Ngày Văn hóa Việt Nam.")
        return given

    def days(self) -> tuple[DecidedDay, ...]:
        """What the form asks for."""
        given = self.cleaned_data
        day: date = given["day"]
        paper = (given["document_number"], given["document_date"])
        if given["kind"] != SWAP:
            return (DecidedDay(day, DayKind(given["kind"]), given["name"], *paper),)
        other: date = given["other"]
        named = given["name"] or "hoán đổi"
        return (
            DecidedDay(day, DayKind.SWAPPED_OFF, f"Nghỉ {named} (làm bù {other:%d/%m/%Y})", *paper),
            DecidedDay(other, DayKind.SWAPPED_WORK, f"Làm bù {named} ngày {day:%d/%m/%Y}", *paper),
        )


class DaysFileForm(forms.Form):
    """A file of days (tệp CSV, Excel, iCalendar)."""

    file = forms.FileField(label="Tệp .csv, .xlsx hoặc .ics")
    document_number = forms.CharField(label="Số, ký hiệu văn bản", max_length=60, required=False)
    document_date = DayField(label="Ngày văn bản", required=False)
