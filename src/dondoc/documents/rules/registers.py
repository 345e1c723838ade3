"""The registers of an office (sổ văn bản đi, sổ văn bản đến, sổ theo dõi giải quyết): their columns and rows.

Source: NĐ 30/2020/NĐ-CP, Điều 16, 22; Phụ lục IV. What the system adds (a number kept or cancelled, late) stands in
'Ghi chú'.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dondoc.base.rules.wording import comma_list


class RegisterKind(StrEnum):
    """Which register (loại sổ)."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"
    HANDLING = "handling"

    @property
    def heading(self) -> str:
        return _TITLES[self]

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings, word for word and in the order of Phụ lục IV."""
        return _COLUMNS[self]

    @property
    def shares(self) -> tuple[int, ...]:
        """How wide each column is beside the others on paper."""
        return _SHARES[self]


_TITLES = {
    RegisterKind.OUTGOING: "Sổ đăng ký văn bản đi",
    RegisterKind.INCOMING: "Sổ đăng ký văn bản đến",
    RegisterKind.HANDLING: "Sổ theo dõi giải quyết văn bản đến",
}
_COLUMNS = {
    RegisterKind.OUTGOING: (
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Người ký",
        "Nơi nhận văn bản",
        "Đơn vị, người nhận bản lưu",
        "Số lượng bản",
        "Ngày chuyển",
        "Ký nhận",
        "Ghi chú",
    ),
    RegisterKind.INCOMING: (
        "Ngày đến",
        "Số đến",
        "Tác giả",
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Đơn vị hoặc người nhận",
        "Ngày chuyển",
        "Ký nhận",
        "Ghi chú",
    ),
    RegisterKind.HANDLING: (
        "Số đến",
        "Tên loại, số và ký hiệu, ngày tháng và tên cơ quan, tổ chức ban hành văn bản",
        "Đơn vị hoặc người nhận",
        "Thời hạn giải quyết",
        "Tiến độ giải quyết",
        "Số, ký hiệu văn bản trả lời",
        "Ghi chú",
    ),
}
_SHARES = {
    RegisterKind.OUTGOING: (10, 8, 24, 10, 16, 10, 5, 8, 5, 10),
    RegisterKind.INCOMING: (8, 5, 12, 11, 8, 24, 13, 8, 5, 10),
    RegisterKind.HANDLING: (5, 30, 14, 9, 20, 11, 13),
}
MOST_NAMED = 12


@dataclass(frozen=True)
class RegisterRow:
    """One line: the cells in the order of the columns, which document it speaks of, what is unusual about it."""

    cells: tuple[str, ...]
    document_id: int | None = None
    is_unusual: bool = False


@dataclass(frozen=True)
class Register:
    """A register of a body and a year, whole or in part (một loại văn bản)."""

    kind: RegisterKind
    agency: str
    year: int
    rows: tuple[RegisterRow, ...]
    type_label: str = ""

    @property
    def span(self) -> str:
        """'Năm 2026', 'Năm 2026, Báo cáo'."""
        return f"Năm {self.year}" + (f", {self.type_label}" if self.type_label else "")


def together(parts: Iterable[str], parted_by: str = "; ") -> str:
    """What there is of several remarks, one after the other."""
    return parted_by.join(part for part in parts if part)


_ELSEWHERE = "Ngoài hệ thống: "


def named_elsewhere(names: Sequence[str]) -> str:
    """What the issuing keeps of receivers outside this system; '' where there are none."""
    return _ELSEWHERE + "; ".join(name.replace(";", ",") for name in names) if names else ""


def elsewhere_of(text: str) -> tuple[str, ...]:
    """The same read back."""
    return tuple(text.removeprefix(_ELSEWHERE).split("; ")) if text.startswith(_ELSEWHERE) else ()


def named_few(names: Sequence[str]) -> str:
    """Receivers in a cell: the first twelve, and how many more."""
    shown = comma_list(names[:MOST_NAMED])
    return shown if len(names) <= MOST_NAMED else f"{shown} và {len(names) - MOST_NAMED} nơi khác"
