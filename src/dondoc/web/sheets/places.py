"""Where in the builder a fault is (chỗ cần sửa): paths of a definition as fields of the page and in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dondoc.base.rules.refusals import Reason
from dondoc.web.sheets.draft import Draft

FIELDS = {
    "code": "Mã biểu",
    "name": "Tên biểu",
    "unit": "Đơn vị tính",
    "valid_from": "Áp dụng từ ngày",
    "legal_basis": "Căn cứ pháp lý",
}
OF_COLUMN = {
    "no": "Số cột",
    "title": "Tên cột",
    "group": "Tiêu đề trên",
    "type": "Kiểu",
    "scale": "Số chữ số thập phân",
    "computed": "Công thức",
    "aggregate": "Tổng hợp",
    "required": "Bắt buộc",
    "choices": "Danh sách lựa chọn",
}
OF_ROW = {"code": "mã", "title": "tên", "parent": "mã dòng cha", "of_which": "trong đó"}
OF_CHECK = {"rule": "Ràng buộc", "level": "Mức"}
OF_STUB = {"no": "số", "title": "tên"}
GENERAL = "chung"
_WHOLE = {
    "columns": ("columns", "", "Cột"),
    "rows.items": ("items", "items", "Dòng"),
    "rows.kind": ("items", "kind", "Cách khai dòng"),
}
_WORDS = (
    (re.compile(r"^Phải là chữ và không để trống.*|^Thiếu mục này\.$", re.DOTALL), "Chưa điền."),
    (re.compile(r"^Phải là true hoặc false.*", re.DOTALL), "Phần thứ tư chỉ ghi 'trong đó', hoặc để trống."),
    (re.compile(r"đặt type decimal, scale (\d+)"), r"chọn kiểu số thập phân, số lẻ \1"),
)
_PATH = re.compile(r"(columns|checks|stub|rows\.items)\[(\d+)\](?:\.(\w+))?.*")


@dataclass(frozen=True)
class Fault:
    """One thing to mend: in which box of the page it is told, at which field, in words."""

    slot: str
    field: str
    where: str
    message: str


def placed(draft: Draft, reasons: Iterable[Reason]) -> list[Fault]:
    """The reasons at their fields; what belongs to none is told at the top."""
    return [Fault(*_place(draft, reason.where), _told(draft, reason)) for reason in reasons]


def _told(draft: Draft, reason: Reason) -> str:
    """What a file is told in the words of JSON, told for the fields of a page."""
    if reason.where == "valid_from" and reason.message.startswith(("Phải là ngày", "Thiếu ngày")):
        typed = draft.cells["valid_from"].strip()
        wrong = f"'{typed}' không phải ngày" if typed else "Chưa điền"
        return f"{wrong}; ghi ngày/tháng/năm, ví dụ 01/07/2026."
    for pattern, words in _WORDS:
        if pattern.search(reason.message):
            return pattern.sub(words, reason.message)
    return reason.message


def _place(draft: Draft, where: str) -> tuple[str, str, str]:
    """Slot, field and words of a path."""
    if where in FIELDS:
        return where, where, FIELDS[where]
    found = _PATH.fullmatch(where)
    if found is None:
        return _WHOLE.get(where, (GENERAL, "", ""))
    part, at, name = found[1], int(found[2]), found[3] or ""
    if part == "columns":
        no = draft.columns[at]["no"].strip("() ") if at < len(draft.columns) else ""
        return f"c{at}", f"c{at}-{name}", f"Cột {no or f'thứ {at + 1}'}, {OF_COLUMN.get(name, name)}"
    if part == "checks":
        at = draft.told_checks[at]
        return f"k{at}", f"k{at}-{name}", f"{OF_CHECK.get(name, 'Ràng buộc')} {at + 1}"
    if part == "stub":
        return "stub", f"stub{at}-{name}", f"Cột tên dòng {at + 1}, {OF_STUB.get(name, name)}"
    return "items", "items", f"Dòng {at + 1}, {OF_ROW.get(name, name)}"


def slots(draft: Draft) -> list[str]:
    """Every box of the page in which faults are told."""
    columns = [f"c{at}" for at in range(len(draft.columns))]
    return [GENERAL, *FIELDS, "stub", "columns", *columns, "items", *(f"k{at}" for at in range(len(draft.checks)))]
