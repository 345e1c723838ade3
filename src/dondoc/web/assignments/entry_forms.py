"""Forms of a task entered by hand, of work that comes again, of what a province lays down. The deeds judge them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.assignments.rules.asking import Clock, CountsBy, Limits, days_in
from dondoc.assignments.rules.entry import CHOSEN, Entry, Share, SourceKind
from dondoc.assignments.rules.policies import LABELS
from dondoc.assignments.rules.process import RuleKind
from dondoc.assignments.rules.recurrence import Every, Pattern
from dondoc.web.assignments.forms import DayField

# Shares of coordinating agencies: how many at most, and how many at hand.
SHARES, AT_HAND = 20, 6
SMALL = {"inputmode": "numeric", "size": 4}


def choice_of(agencies: Iterable[AgencyOnDay]) -> list[tuple[str, str]]:
    return [("", "Chọn…"), *((str(one.id), one.name) for one in agencies)]


class AgencyField(forms.TypedChoiceField):
    """One agency of the list, or none."""

    def __init__(self, **given: Any) -> None:
        super().__init__(coerce=int, empty_value=None, required=False, **given)


def text(label: str, longest: int = 200, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=longest, **given)


class EntryForm(forms.Form):
    """A task as typed, with its shares of coordinating agencies, the first few at hand."""

    title = forms.CharField(
        label="Nội dung", required=False, widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )
    lead_id = AgencyField(label="Đơn vị chủ trì")
    due_on = DayField(label="Thời hạn", help_text="Để trống: không quy định thời hạn")
    deadline_wording = text("Thời hạn như văn bản ghi", 300)
    source_kind = forms.ChoiceField(label="Nguồn giao", choices=[(kind.value, kind.label) for kind in CHOSEN])
    source_number = text("Số, ký hiệu", 60)
    source_on = DayField(label="Ngày văn bản")
    source_title = text("Trích yếu", 500)
    assigner = text("Người giao")
    assigned_on = DayField(label="Ngày giao")
    field = text("Lĩnh vực", 100)
    group = text("Nhóm nhiệm vụ", 100)
    deliverable = text("Sản phẩm", 500)
    objective = text("Mục tiêu", 1000)
    is_starred = forms.BooleanField(label="Ưu tiên", required=False)
    must_attach = forms.BooleanField(label="Phải kèm văn bản kết quả", required=False)
    update_days = forms.IntegerField(
        label="Cập nhật ít nhất mỗi", required=False, widget=forms.TextInput(attrs=SMALL), help_text="ngày làm việc"
    )
    starts_on = DayField(label="Ngày bắt đầu")
    focal_person = text("Đầu mối của đơn vị")
    following_leader = text("Lãnh đạo theo dõi")
    monitor_id = AgencyField(label="Chuyên viên theo dõi")
    note = text("Ghi chú", 500)

    def __init__(self, *args: Any, agencies: Iterable[AgencyOnDay], monitors: Mapping[int, str], **given: Any) -> None:
        super().__init__(*args, **given)
        chosen = choice_of(agencies)
        self.fields["lead_id"].choices = chosen  # type: ignore[attr-defined]
        people = [("", "Chọn…"), *((str(key), name) for key, name in monitors.items())]
        self.fields["monitor_id"].choices = people  # type: ignore[attr-defined]
        for n in range(1, SHARES + 1):
            self.fields[f"share_{n}"] = AgencyField(label="Đơn vị phối hợp", choices=chosen)
            self.fields[f"share_text_{n}"] = text("Phần việc", 2000)
            self.fields[f"share_due_{n}"] = DayField(label="Hạn phối hợp")

    @property
    def has_many(self) -> bool:
        """Is there one beyond those at hand?"""
        return any(self[f"share_{n}"].value() for n in range(AT_HAND + 1, SHARES + 1))

    @property
    def shares(self) -> list[tuple[Any, Any, Any]]:
        """The rows of coordinating agencies: agency, part, deadline."""
        return [(self[f"share_{n}"], self[f"share_text_{n}"], self[f"share_due_{n}"]) for n in range(1, SHARES + 1)]

    def entry(self) -> Entry:
        said = dict(self.cleaned_data)
        shares = tuple(
            Share(said[f"share_{n}"], said[f"share_text_{n}"], said[f"share_due_{n}"])
            for n in range(1, SHARES + 1)
            if said[f"share_{n}"] is not None
        )
        columns = {name: value for name, value in said.items() if not name.startswith("share_")}
        columns["source_kind"] = SourceKind(columns["source_kind"])
        return Entry(**columns, shares=shares)


class HandDownForm(forms.Form):
    """A task passed on to a unit below."""

    lead_id = AgencyField(label="Đơn vị chủ trì")
    title = forms.CharField(label="Nội dung", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    due_on = DayField(label="Thời hạn")

    def __init__(self, *args: Any, agencies: Iterable[AgencyOnDay], **given: Any) -> None:
        super().__init__(*args, **{**given, "prefix": "giao-tiep"})
        self.fields["lead_id"].choices = choice_of(agencies)  # type: ignore[attr-defined]

    def entry(self, on: date) -> Entry:
        return Entry(**self.cleaned_data, assigned_on=on, source_kind=SourceKind.PARENT)


class RecurrenceForm(forms.Form):
    """Work that comes again."""

    title = forms.CharField(label="Nội dung", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    every = forms.ChoiceField(label="Mỗi", choices=[(one.value, one.label) for one in Every])
    due_day = forms.IntegerField(
        label="Hạn", widget=forms.TextInput(attrs=SMALL), help_text="ngày thứ mấy của kỳ; 1 là ngày đầu kỳ"
    )
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến hết ngày", help_text="Để trống: đến khi dừng")
    source_number = text("Số, ký hiệu", 60)
    assigner = text("Người giao")
    field = text("Lĩnh vực", 100)
    deliverable = text("Sản phẩm", 500)
    lead_ids = forms.TypedMultipleChoiceField(
        label="Đơn vị chủ trì",
        coerce=int,
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="Giữ Ctrl để chọn nhiều; mỗi đơn vị một nhiệm vụ mỗi kỳ",
    )

    def __init__(self, *args: Any, agencies: Iterable[AgencyOnDay], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["lead_ids"].choices = choice_of(agencies)[1:]  # type: ignore[attr-defined]

    def pattern(self, on: date) -> Pattern:
        said = self.cleaned_data
        return Pattern(Every(said["every"]), said["due_day"], said["starts_on"] or on, said["ends_on"])


class LimitsForm(forms.Form):
    """A new row of limits, filled with those in force."""

    legal_basis = text("Căn cứ", 500)
    valid_from = DayField(label="Áp dụng từ ngày")
    clock = forms.ChoiceField(label=LABELS["clock"], choices=[(one.value, one.label) for one in Clock])
    counts_by = forms.ChoiceField(label=LABELS["counts_by"], choices=[(one.value, one.label) for one in CountsBy])

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for name, label in LABELS.items():
            if name in self.fields:
                continue
            if name in ("reminder_days", "ageing_days"):
                self.fields[name] = text(label, 40)
            else:
                self.fields[name] = forms.IntegerField(label=label, widget=forms.TextInput(attrs=SMALL))
        self.order_fields([*LABELS, "legal_basis", "valid_from"])

    def limits(self) -> Limits:
        said = {name: self.cleaned_data[name] for name in LABELS}
        said |= {name: days_in(said[name]) for name in ("reminder_days", "ageing_days")}
        return Limits(**{**said, "clock": Clock(said["clock"]), "counts_by": CountsBy(said["counts_by"])})


def initial_of(limits: Limits) -> dict[str, Any]:
    """The limits in force, as the form shows them."""
    shown = {name: getattr(limits, name) for name in LABELS}
    return {name: ", ".join(map(str, value)) if isinstance(value, tuple) else value for name, value in shown.items()}


class RuleForm(forms.Form):
    """A new row of one rule on the process."""

    kind = forms.ChoiceField(label="Yêu cầu", choices=[(one.value, one.label.capitalize()) for one in RuleKind])
    days = forms.IntegerField(
        label="Số ngày",
        widget=forms.TextInput(attrs=SMALL),
        help_text="ngày làm việc; với ngày chốt tháng là ngày của tháng sau; 0 là thôi áp dụng",
    )
    legal_basis = text("Căn cứ", 500)
    valid_from = DayField(label="Áp dụng từ ngày")
