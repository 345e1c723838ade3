"""What a province may lay down for its tasks (quy định), from a day on: never into the past, always by a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from dondoc.assignments.rules.asking import Clock, CountsBy, Limits
from dondoc.assignments.rules.process import RuleKind
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import screen_date

MOST_DAYS = 365
LONGEST_BASIS = 500
LABELS = {
    "most_extensions": "Số lần gia hạn nhiều nhất",
    "days_late": "Đề nghị gia hạn muộn nhất sau hạn, ngày",
    "days_far": "Mỗi lần gia hạn nhiều nhất, ngày",
    "clock": "Tính hạn khi tạm dừng",
    "reaction_days": "Trả lời văn bản có vẻ là kết quả trong, ngày làm việc",
    "counts_by": "Đúng hạn tính theo",
    "completion_days": "Ngày hoàn thành lùi nhiều nhất, ngày",
    "near_days": "Sắp đến hạn khi còn, ngày",
    "update_days": "Cập nhật ít nhất mỗi, ngày làm việc",
    "reminder_days": "Nhắc tự động trước hạn, ngày",
    "ageing_days": "Mốc tuổi quá hạn, ngày",
    "warned_days": "Báo trước khi tính lỗi quy trình, ngày",
}


@dataclass(frozen=True)
class Basis:
    """By which document, from which day on (căn cứ)."""

    legal_basis: str
    valid_from: date | None


def reasons_against_basis(basis: Basis, *, on: date) -> Iterator[Reason]:
    """A rule begins today at the earliest: what was counted by the rule before stays as it was counted."""
    if not basis.legal_basis.strip():
        yield Reason("Ghi văn bản làm căn cứ: số, ký hiệu, ngày, điều khoản.", "Căn cứ")
    if len(basis.legal_basis) > LONGEST_BASIS:
        yield Reason(f"Dài quá {LONGEST_BASIS} ký tự; rút gọn lại.", "Căn cứ")
    if basis.valid_from is None:
        yield Reason("Ghi ngày theo dạng dd/mm/yyyy.", "Áp dụng từ ngày")
    elif basis.valid_from < on:
        told = f"{screen_date(basis.valid_from)} đã qua; quy định chỉ áp dụng từ hôm nay trở đi, số đã tính giữ nguyên."
        yield Reason(told, "Áp dụng từ ngày")


def reasons_against_limits(limits: Limits) -> Iterator[Reason]:
    """Every figure that cannot be."""
    for one in fields(limits):
        value = getattr(limits, one.name)
        if isinstance(value, int) and not 0 <= value <= MOST_DAYS:
            yield Reason(f"Ghi số từ 0 đến {MOST_DAYS}.", LABELS[one.name])
    for name in ("reminder_days", "ageing_days"):
        days = getattr(limits, name)
        if len(days) > 6 or any(not 1 <= day <= 999 for day in days) or len(set(days)) != len(days):
            yield Reason(
                "Ghi các số ngày khác nhau, cách nhau dấu phẩy, nhiều nhất 6 mốc; ví dụ 7, 3, 1.", LABELS[name]
            )
    if not limits.ageing_days:
        yield Reason("Ghi ít nhất một mốc, ví dụ 30, 60, 120.", LABELS["ageing_days"])


def reasons_against_rule(kind: RuleKind, days: int) -> Iterator[Reason]:
    """0 takes the rule back; the month's cut-off is a day that every month has."""
    most = 28 if kind is RuleKind.AFTER_CUT_OFF else MOST_DAYS
    if not 0 <= days <= most:
        yield Reason(f"Ghi số từ 0 đến {most}; 0 là thôi áp dụng.", "Số ngày")


def said(name: str, value: object) -> str:
    """A value of the limits in words."""
    if isinstance(value, Clock | CountsBy):
        return value.label
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "không nhắc"
    if name in ("completion_days", "update_days") and value == 0:
        return "không giới hạn" if name == "completion_days" else "không quy định"
    return str(value)


@dataclass(frozen=True)
class Change:
    """One thing that a new row changes (điều sẽ đổi)."""

    label: str
    before: str
    after: str


def changes(before: Limits, after: Limits) -> list[Change]:
    """What would be different; nothing where all stays."""
    pairs = ((one.name, getattr(before, one.name), getattr(after, one.name)) for one in fields(Limits))
    return [Change(LABELS[name], said(name, a), said(name, b)) for name, a, b in pairs if a != b]
