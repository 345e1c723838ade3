"""What one version of a form has that another has not (so sánh hai phiên bản biểu mẫu)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dondoc.base.rules.wording import comma_list, number, screen_date
from dondoc.sheets.rules.definition.form import Check, Column, FormDefinition, Item
from dondoc.sheets.rules.notation import write_formula, write_rule


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        return {"added": "Thêm", "removed": "Bỏ", "changed": "Sửa"}[self.value]


class Part(StrEnum):
    """The parts of a form, in the order in which they are told."""

    FORM = "Biểu"
    COLUMNS = "Cột"
    ROWS = "Dòng"
    CHECKS = "Ràng buộc"


@dataclass(frozen=True)
class Change:
    """One difference: which thing ('cột 5: Cấp huyện'), what of it, and how it was and is told."""

    kind: ChangeKind
    part: Part
    what: str
    trait: str = ""
    before: str = ""
    after: str = ""


Traits = Mapping[str, str]


def differences(old: FormDefinition, new: FormDefinition) -> tuple[Change, ...]:
    """Columns are the same by their number, rows by their code, checks by what they say."""
    return (
        *_changed(Part.FORM, "", _form_traits(old), _form_traits(new)),
        *_listed(Part.COLUMNS, _columns(old), _columns(new)),
        *_listed(Part.ROWS, _rows(old), _rows(new)),
        *_listed(Part.CHECKS, _checks(old), _checks(new), ordered=False),
    )


Things = Mapping[str, tuple[str, Traits]]


def _listed(part: Part, old: Things, new: Things, *, ordered: bool = True) -> Iterator[Change]:
    for key, (what, _) in old.items():
        if key not in new:
            yield Change(ChangeKind.REMOVED, part, what)
    for key, (what, traits) in new.items():
        if key not in old:
            yield Change(ChangeKind.ADDED, part, what)
        else:
            yield from _changed(part, what, old[key][1], traits)
    before, after = [key for key in old if key in new], [key for key in new if key in old]
    if ordered and before != after:
        yield Change(ChangeKind.CHANGED, part, "", "thứ tự", comma_list(before), comma_list(after))


def _changed(part: Part, what: str, old: Traits, new: Traits) -> Iterator[Change]:
    for trait, after in new.items():
        if old[trait] != after:
            yield Change(ChangeKind.CHANGED, part, what, trait, old[trait], after)


def _form_traits(form: FormDefinition) -> Traits:
    return {
        "tên": form.name,
        "đơn vị tính": form.unit,
        "ngày áp dụng": screen_date(form.valid_from),
        "căn cứ": form.legal_basis,
        "cách khai dòng": form.kind.label,
        "cột tên dòng": comma_list(f"({stub.no}) {stub.title}" for stub in form.stub),
    }


def _columns(form: FormDefinition) -> Things:
    return {column.no: (f"cột {column.no}: {column.title}", _column_traits(column)) for column in form.columns}


def _column_traits(column: Column) -> Traits:
    return {
        "tên": column.title,
        "tiêu đề trên": " › ".join(column.group),
        "kiểu": column.type.label,
        "số chữ số thập phân": str(column.scale),
        "công thức": write_formula(column.formula) if column.formula is not None else "",
        "tổng hợp": column.aggregate.label,
        "bắt buộc": _yes(column.required),
        "danh sách lựa chọn": comma_list(column.choices),
    }


def _rows(form: FormDefinition) -> Things:
    return {item.code: (f"dòng {item.title} ({item.code})", _row_traits(item)) for item in form.items}


def _row_traits(item: Item) -> Traits:
    return {"tên": item.title, "dòng cha": item.parent, "trong đó": _yes(item.of_which)}


def _checks(form: FormDefinition) -> Things:
    return {write_rule(check.rule): (check.text, _check_traits(check)) for check in form.checks}


def _check_traits(check: Check) -> Traits:
    return {"mức": check.level.label}


def _yes(value: bool) -> str:
    return "có" if value else "không"


def told_changes(changes: Sequence[Change], most: int = 8) -> str:
    """A version in one line: 'bỏ cột 5: Cấp huyện; sửa cột 3: Tổng số (công thức)'; the rest only counted."""
    told = []
    for change in changes:
        trait = f" ({change.trait})" if change.what and change.trait else change.trait
        told.append(f"{change.kind.label.lower()} {change.what}{trait}")
    listed = list(dict.fromkeys(told))
    more = [f"và {number(len(listed) - most)} thay đổi khác"] if len(listed) > most else []
    return "; ".join([*listed[:most], *more])
