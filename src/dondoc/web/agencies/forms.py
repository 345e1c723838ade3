"""Forms of deeds on agencies (biểu nhập): they read what was typed into a deed; the plan judges it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField

from dondoc.agencies.models import AgencyVersion
from dondoc.agencies.rules.chart import Level
from dondoc.agencies.rules.deeds import (
    CloseGroup,
    Create,
    Deed,
    Description,
    Dissolve,
    Merge,
    Move,
    NewUnit,
    Regroup,
    Rename,
    SetGroup,
    Split,
)
from dondoc.agencies.rules.map import AgencyMap, AgencyOnDay
from dondoc.agencies.rules.names import AgencyNames
from dondoc.web.assignments.forms import DayField

SEPARATOR = " – "
MAX_PARTS = 10
DESCRIBING = ("name", "short_name", "kind", "level", "identifier", "old_identifier", "unit_code", "phone", "email")


def text(label: str, max_length: int = 200, *, required: bool = False, hint: str = "", **given: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=max_length, required=required, help_text=hint, **given)


class UnitField(forms.CharField):
    """A unit by its code, its name, or as the suggestions write it ('07840 – UBND xã Hiệp Hoà'); gives the code."""

    day_map: AgencyMap

    def __init__(self, **given: Any) -> None:
        attrs = {"list": "don-vi", "autocomplete": "off"}
        super().__init__(max_length=250, widget=forms.TextInput(attrs=attrs), **given)

    def clean(self, value: Any) -> str:
        written = str(super().clean(value) or "")
        code = written.split(SEPARATOR)[0].strip()
        if not written or self.day_map.by_code(code):
            return code
        names = AgencyNames.of_everybody(self.day_map)
        ids = {id for province in self.day_map.provinces for id in names.find(written, province.id)}
        if len(ids) == 1:
            return self.day_map.by_id[ids.pop()].code
        if not ids:
            raise forms.ValidationError(f"Không có đơn vị '{written}' vào ngày này. Chọn trong danh sách gợi ý.")
        codes = ", ".join(sorted(self.day_map.by_id[id].code for id in ids)[:5])
        raise forms.ValidationError(f"Có {len(ids)} đơn vị tên '{written}'. Hãy ghi mã: {codes}.")


class DeedForm(forms.Form):
    """What every deed asks for, and its sections as the page shows them: (legend, hint, fields)."""

    on = DayField(label="Có hiệu lực từ ngày", help_text="Ngày đầu tiên thay đổi có hiệu lực.")
    legal_basis = text("Căn cứ pháp lý", 500, hint="Ví dụ: Nghị quyết số 1658/NQ-UBTVQH15 ngày 16/6/2025")
    SECTIONS: ClassVar[tuple[tuple[str, str, tuple[str, ...]], ...]] = ()

    def __init__(
        self,
        data: Any = None,
        *,
        day_map: AgencyMap,
        unit: AgencyOnDay | None,
        groups: Sequence[str],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.day_map, self.unit, self.groups = day_map, unit, groups
        self.fields["on"].required = True
        self.prepare()
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.day_map = day_map

    def prepare(self) -> None:
        """Fields that depend on the unit."""

    @property
    def code(self) -> str:
        return self.unit.code if self.unit else ""

    def basis(self) -> dict[str, Any]:
        return {"on": self.cleaned_data["on"], "legal_basis": self.cleaned_data["legal_basis"]}

    def deed(self) -> Deed:
        raise NotImplementedError

    def sections(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        """The deed's own sections, then day and legal basis."""
        for legend, hint, names in self.SECTIONS:
            yield legend, hint, [self[name] for name in names if name in self.fields]
        yield "Hiệu lực", "", [self["on"], self["legal_basis"]]

    def siblings(self) -> list[tuple[str, str]]:
        """Units beside this one: below the same, in the same group; of a province the other provinces."""
        unit = self.unit
        if unit is None:
            return []
        beside = self.day_map.children_of(unit.parent_id) if unit.parent_id else self.day_map.provinces
        return [(a.code, a.name) for a in beside if a.code != unit.code and a.group == unit.group]

    def group_choices(self, none: str) -> list[tuple[str, str]]:
        return [("", none), *((name, name) for name in self.groups)]


def description_fields(prefix: str = "") -> dict[str, forms.Field]:
    levels = [("", "chưa rõ"), *((level.value, level.label) for level in Level)]
    fields = {
        "name": text("Tên đơn vị", hint="Như in trong bảng, ví dụ UBND xã Hiệp Hoà"),
        "short_name": text("Tên trong lời văn", hint="Ví dụ xã Hiệp Hoà; để trống: như tên"),
        "kind": text("Loại hình", 60, hint="Ví dụ sở, xã, phường, đặc khu"),
        "level": forms.ChoiceField(label="Cấp", required=False, choices=levels),
        "identifier": text("Mã định danh điện tử", 35, hint="QĐ 20/2020/QĐ-TTg, trái sang phải, ví dụ H05.12"),
        "old_identifier": text("Mã định danh kiểu cũ", 13, hint="13 ký tự, ví dụ 000.00.12.H05"),
        "unit_code": text("Mã đơn vị hành chính", 5, hint="Tỉnh 2 số, xã 5 số"),
        "phone": text("Điện thoại", 40),
        "email": forms.EmailField(label="Thư điện tử", max_length=200, required=False),
    }
    return {f"{prefix}{name}": field for name, field in fields.items()}


def described(cleaned: dict[str, Any], prefix: str = "") -> Description:
    return Description(**{name: cleaned.get(f"{prefix}{name}") or "" for name in DESCRIBING})


class CreateForm(DeedForm):
    code_ = text("Mã đơn vị", 40, hint="Mỗi đơn vị một mã, không đổi, không dùng lại")
    SECTIONS = (("Đơn vị mới", "", ("code_", *DESCRIBING)), ("Vị trí", "", ("group", "position")))

    def prepare(self) -> None:
        self.fields.update(description_fields())
        if self.unit:
            choices = self.group_choices("không đứng trong nhóm")
            self.fields["group"] = forms.ChoiceField(label="Nhóm", required=False, choices=choices)
            self.fields["position"] = position_field()

    def deed(self) -> Deed:
        cleaned = self.cleaned_data
        group, position = cleaned.get("group") or "", cleaned.get("position")
        return Create(unit=NewUnit(cleaned["code_"], described(cleaned), self.code, group, position), **self.basis())


def position_field() -> forms.IntegerField:
    return forms.IntegerField(
        label="Thứ tự",
        required=False,
        min_value=1,
        max_value=100_000,
        help_text="Để trống: sau các đơn vị đang đứng trong nhóm",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
        error_messages={"invalid": "Thứ tự là số từ 1.", "min_value": "Thứ tự là số từ 1."},
    )


class RenameForm(DeedForm):
    SECTIONS = (("Tên, thông tin mới", "Để nguyên những mục không đổi.", DESCRIBING),)

    def prepare(self) -> None:
        self.fields.update(description_fields())
        version = AgencyVersion.objects.on(self.day_map.on).filter(agency__code=self.code).first()
        if version:
            self.initial.update({name: getattr(version, name) for name in DESCRIBING})

    def deed(self) -> Deed:
        return Rename(code=self.code, description=described(self.cleaned_data), **self.basis())


class MoveForm(DeedForm):
    parent = UnitField(
        label="Đơn vị cấp trên mới",
        error_messages={"required": "Chọn đơn vị cấp trên mới."},
        help_text="Gõ tên hoặc mã. Sang tỉnh khác thì đứng trong nhóm cùng tên của tỉnh đó.",
    )
    SECTIONS = (("Cấp trên", "", ("parent",)),)

    def deed(self) -> Deed:
        return Move(code=self.code, parent=self.cleaned_data["parent"], **self.basis())


class RegroupForm(DeedForm):
    SECTIONS = (("Nhóm và thứ tự", "", ("group", "position")),)

    def prepare(self) -> None:
        choices = self.group_choices("không đứng trong nhóm")
        self.fields["group"] = forms.ChoiceField(label="Nhóm", required=False, choices=choices)
        self.fields["position"] = position_field()
        if self.unit:
            self.initial.update(group=self.unit.group or "", position=self.unit.position)

    def deed(self) -> Deed:
        cleaned = self.cleaned_data
        return Regroup(code=self.code, group=cleaned["group"], position=cleaned["position"], **self.basis())


class OthersField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(label=label, choices=choices, required=False)


class MergeForm(DeedForm):
    into = UnitField(label="Sáp nhập vào đơn vị đang có", required=False, help_text="Gõ tên hoặc mã")
    new_code = text("Mã của đơn vị mới", 40)
    NEW = ("name", "short_name", "kind", "identifier", "old_identifier", "unit_code")
    SECTIONS = (
        ("Cùng sáp nhập", "Đánh dấu các đơn vị khác cùng sáp nhập với đơn vị này, nếu có.", ("others",)),
        ("Đơn vị nhận", "Một đơn vị đang có, hoặc một đơn vị mới ở mục dưới.", ("into",)),
        (
            "Hoặc lập đơn vị mới",
            "Đơn vị mới đứng ở chỗ của đơn vị bị sáp nhập đầu tiên.",
            ("new_code", *(f"new_{name}" for name in NEW)),
        ),
    )

    def prepare(self) -> None:
        self.fields.update({f"new_{n}": f for n, f in description_fields().items() if n in self.NEW})
        self.fields["others"] = OthersField("Các đơn vị khác", self.siblings())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "into" not in self.errors and bool(cleaned.get("into")) == bool(
            cleaned.get("new_code") or cleaned.get("new_name")
        ):
            self.add_error("into", "Chọn một đơn vị đang có, hoặc ghi mã và tên đơn vị mới; chỉ một trong hai.")
        return cleaned

    def deed(self) -> Deed:
        cleaned, unit = self.cleaned_data, self.unit
        parent = self.day_map.by_id.get(unit.parent_id) if unit and unit.parent_id else None
        group = (unit.group or "") if unit else ""
        words = described(cleaned, "new_")
        new = NewUnit(cleaned["new_code"], words, parent.code if parent else "", group)
        return Merge(codes=(self.code, *cleaned["others"]), into=cleaned["into"] or new, **self.basis())


class SplitForm(DeedForm):
    keeps = forms.BooleanField(
        label="Đơn vị cũ còn tiếp tục (tách một phần)",
        required=False,
        help_text="Không đánh dấu: đơn vị cũ kết thúc (chia hết thành các đơn vị mới)",
    )
    PART = ("code", "name", "short_name", "kind", "identifier", "unit_code")

    def prepare(self) -> None:
        asked = str(self.data.get("so") or self.initial.get("so") or "2")
        self.n_parts = min(max(int(asked), 1), MAX_PARTS) if asked.isdecimal() else 2
        choices = [(str(n), f"đơn vị mới thứ {n + 1}") for n in range(self.n_parts)]
        for n in range(self.n_parts):
            fields = {"code": text("Mã đơn vị", 40), **description_fields()}
            self.fields.update({f"part_{n}_{name}": fields[name] for name in self.PART})
        for child in self.day_map.children_of(self.unit.id) if self.unit else ():
            field = forms.ChoiceField(label=child.name, required=False, choices=[("", "như mặc định"), *choices])
            self.fields[f"child_{child.code}"] = field

    def sections(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        for n in range(self.n_parts):
            yield f"Đơn vị mới thứ {n + 1}", "", [self[f"part_{n}_{name}"] for name in self.PART]
        yield "Đơn vị cũ", "", [self["keeps"]]
        if children := [self[name] for name in self.fields if name.startswith("child_")]:
            hint = "Mặc định: về đơn vị mới thứ nhất; nếu đơn vị cũ còn tiếp tục thì ở lại."
            yield "Đơn vị trực thuộc về đâu", hint, children
        yield from super().sections()

    def deed(self) -> Deed:
        cleaned = self.cleaned_data
        parts = tuple(
            NewUnit(cleaned[f"part_{n}_code"], described(cleaned, f"part_{n}_"))
            for n in range(self.n_parts)
            if cleaned[f"part_{n}_code"] or cleaned[f"part_{n}_name"]
        )
        chosen = {name.removeprefix("child_"): cleaned[name] for name in self.fields if name.startswith("child_")}
        children = {code: cleaned[f"part_{n}_code"] for code, n in chosen.items() if n}
        return Split(code=self.code, parts=parts, keeps=cleaned["keeps"], children=children, **self.basis())


class DissolveForm(DeedForm):
    replaced_by = UnitField(
        label="Đơn vị tiếp nhận",
        required=False,
        help_text="Nhận các đơn vị trực thuộc và nghĩa vụ còn mở. Để trống: không có.",
    )
    SECTIONS = (
        ("Cùng giải thể", "Đánh dấu các đơn vị khác cùng giải thể, nếu có.", ("others",)),
        ("Tiếp nhận", "", ("replaced_by",)),
    )

    def prepare(self) -> None:
        self.fields["others"] = OthersField("Các đơn vị khác", self.siblings())

    def deed(self) -> Deed:
        cleaned = self.cleaned_data
        return Dissolve(codes=(self.code, *cleaned["others"]), replaced_by=cleaned["replaced_by"], **self.basis())


class SetGroupForm(DeedForm):
    group = text("Tên nhóm", required=True, hint="Nhóm đang có, hoặc tên nhóm mới cần mở")
    new_name = text("Đổi thành tên", hint="Để trống: không đổi tên")
    SECTIONS = (("Nhóm", "", ("group", "new_name", "position")),)

    def prepare(self) -> None:
        self.fields["position"] = position_field()
        self.fields["position"].required = True
        self.fields["position"].help_text = "Số La Mã trong phụ lục: I, II, III …; ghi 1, 2, 3"

    def deed(self) -> Deed:
        cleaned = self.cleaned_data
        return SetGroup(
            province=self.code,
            group=cleaned["group"],
            position=cleaned["position"],
            new_name=cleaned["new_name"],
            **self.basis(),
        )


class CloseGroupForm(DeedForm):
    SECTIONS = (("Nhóm", "Trong nhóm không được còn đơn vị nào.", ("group",)),)

    def prepare(self) -> None:
        choices = [(name, name) for name in self.groups]
        self.fields["group"] = forms.ChoiceField(label="Nhóm", choices=choices)

    def deed(self) -> Deed:
        return CloseGroup(province=self.code, group=self.cleaned_data["group"], **self.basis())


FORMS: dict[str, type[DeedForm]] = {
    "create": CreateForm,
    "rename": RenameForm,
    "move": MoveForm,
    "regroup": RegroupForm,
    "merge": MergeForm,
    "split": SplitForm,
    "dissolve": DissolveForm,
    "set_group": SetGroupForm,
    "close_group": CloseGroupForm,
}
