"""May this be reported, may this be decided? (điều kiện cập nhật, báo cáo hoàn thành, xác nhận)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dondoc.assignments.rules.deeds import DeedKind, Life, reasons_against
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import screen_date


def reasons_not_to_update(life: Life, *, percent: int | None, text: str) -> Iterator[Reason]:
    """Every reason against a progress update."""
    yield from reasons_against(DeedKind.UPDATE, life)
    if percent is None and not text.strip():
        yield Reason("Ghi phần trăm hoặc nội dung đã làm.", "Tiến độ")
    if percent is not None and not 0 <= percent <= 100:
        yield Reason(f"{percent} không phải phần trăm. Ghi số từ 0 đến 100.", "Phần trăm")


@dataclass(frozen=True)
class Result:
    """A result as an agency tells it (kết quả): when done, by which document; what is not filled in is empty."""

    completed_on: date | None
    result_number: str
    result_issued_on: date | None
    text: str = ""


def reasons_not_to_report(life: Life, result: Result, *, assigned_on: date, on: date) -> Iterator[Reason]:
    """Every reason against reporting a task as done."""
    yield from reasons_against(DeedKind.REPORT, life)
    if not result.result_number.strip():
        yield Reason("Ghi số, ký hiệu văn bản kết quả, ví dụ 56/BC-STTTT.", "Số, ký hiệu")
    for value, where in ((result.completed_on, "Ngày hoàn thành"), (result.result_issued_on, "Ngày văn bản")):
        if value is None:
            yield Reason("Ghi ngày theo dạng dd/mm/yyyy.", where)
        elif value > on:
            yield Reason(f"{screen_date(value)} chưa tới.", where)
        elif value < assigned_on:
            yield Reason(f"{screen_date(value)} trước ngày giao {screen_date(assigned_on)}.", where)


def reasons_not_to_decide(life: Life, *, is_confirmed: bool, reason: str) -> Iterator[Reason]:
    """Every reason against confirming or returning a result."""
    yield from reasons_against(DeedKind.CONFIRM if is_confirmed else DeedKind.RETURN, life)
    if not is_confirmed and not reason.strip():
        yield Reason("Ghi lý do trả lại để đơn vị biết phải bổ sung gì.", "Lý do trả lại")
