"""Forms of posts and delegations (biểu nhập chức vụ, giao ký). They read text; the deeds judge it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from dondoc.agencies.rules.map import AgencyMap
from dondoc.documents.rules.numbering import every_series, series_of
from dondoc.people.rules.authority import DelegationKind, HeldPost, Rank
from dondoc.people.rules.keeping import NewDelegation, NewPost
from dondoc.web.agencies.forms import UnitField, text
from dondoc.web.assignments.forms import DayField


def _first_without(last: date | None) -> date | None:
    """'đến hết ngày' is a last day; rows hold the first day without."""
    return last + timedelta(days=1) if last else None


class _UnitForm(forms.Form):
    """A form with a unit in it, to be found on the map of the day."""

    def __init__(self, *given: Any, day_map: AgencyMap, **more: Any) -> None:
        super().__init__(*given, **more)
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.day_map = day_map


class PostForm(_UnitForm):
    username = text("Tên đăng nhập", 60, hint="Tài khoản của người giữ chức vụ")
    agency = UnitField(label="Cơ quan", required=False, help_text="Mã hoặc tên")
    title = text("Chức vụ", 100, hint="Như in trong khối chữ ký, ví dụ Chánh Văn phòng")
    rank = forms.ChoiceField(label="Vị trí", choices=[(rank.value, rank.label) for rank in Rank])
    is_acting = forms.BooleanField(label="Quyền (Q.)", required=False)
    body = text("Thay mặt tập thể", 100, hint="Ủy ban nhân dân: ỦY BAN NHÂN DÂN; cơ quan thủ trưởng: để trống")
    field = text("Lĩnh vực phụ trách", 300)
    valid_from = DayField(label="Từ ngày")
    last_day = DayField(label="Đến hết ngày", help_text="Để trống: đang giữ")
    basis = text("Căn cứ", 500, hint="Ví dụ Quyết định số 15/QĐ-UBND ngày 01/7/2025")

    def post(self) -> NewPost:
        told = self.cleaned_data
        return NewPost(
            title=told["title"],
            rank=Rank(told["rank"]),
            valid_from=told["valid_from"],
            legal_basis=told["basis"],
            is_acting=told["is_acting"],
            body=told["body"],
            field=told["field"],
            valid_to=_first_without(told["last_day"]),
        )


class DelegationForm(_UnitForm):
    kind = forms.ChoiceField(label="Hình thức", choices=[(kind.value, kind.label) for kind in DelegationKind])
    by_post = forms.TypedChoiceField(label="Người giao", coerce=int, error_messages={"required": "Chọn người giao."})
    unit = UnitField(label="Đơn vị được giao", required=False, help_text="Người đứng đầu đơn vị này ký thừa lệnh")
    person = text("Người được giao", 60, hint="Tên đăng nhập; bắt buộc khi ủy quyền")
    types = text("Loại văn bản", 200, hint="Chữ viết tắt, cách nhau dấu phẩy: CV, BC, TB; để trống: mọi loại")
    scope = text("Nội dung", 500, hint="Được ký văn bản về việc gì; bắt buộc khi ủy quyền")
    may_pass = forms.BooleanField(label="Cấp phó của đơn vị được ký thay (KT.)", required=False)
    valid_from = DayField(label="Từ ngày")
    last_day = DayField(label="Đến hết ngày", help_text="Bắt buộc khi ủy quyền")
    basis = text("Căn cứ", 500, hint="Quy chế làm việc, hoặc giấy ủy quyền: số, ký hiệu, ngày")

    def __init__(self, *given: Any, heads: Sequence[HeldPost], **more: Any) -> None:
        super().__init__(*given, **more)
        by_post = self.fields["by_post"]
        assert isinstance(by_post, forms.TypedChoiceField)  # noqa: S101 - declared above
        by_post.choices = [(head.id, f"{head.full_name}, {head.where}") for head in heads]

    def clean_types(self) -> tuple[str, ...]:
        found = []
        for one in filter(None, (part.strip() for part in self.cleaned_data["types"].replace(";", ",").split(","))):
            series = series_of(one)
            if series is None:
                raise forms.ValidationError(f"Không có loại '{one}'; hãy chọn: {every_series()}.")
            found.append(series)
        return tuple(dict.fromkeys(found))

    def delegation(self) -> NewDelegation:
        told = self.cleaned_data
        return NewDelegation(
            kind=DelegationKind(told["kind"]),
            valid_from=told["valid_from"],
            legal_basis=told["basis"],
            types=told["types"],
            scope=told["scope"],
            may_pass=told["may_pass"],
            valid_to=_first_without(told["last_day"]),
        )


class EndForm(forms.Form):
    on = DayField(label="Thôi từ ngày")
    basis = text("Căn cứ", 500)
