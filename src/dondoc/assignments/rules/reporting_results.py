"""May this be reported, may this be decided? (điều kiện cập nhật, báo cáo hoàn thành, xác nhận)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dondoc.assignments.rules.deeds import DeedKind, Life, reasons_against
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import screen_date
from dondoc.documents.rules.secrecy import is_secret_number, told

LONGEST_WORDS = 2000


@dataclass(frozen=True)
class Progress:
    """How far the work is (tiến độ): a percentage, words, or both; what stands in its way; what is proposed."""

    percent: int | None = None
    text: str = ""
    difficulties: str = ""
    proposals: str = ""


def reasons_not_to_update(life: Life, said: Progress) -> Iterator[Reason]:
    """Every reason against a progress update."""
    yield from reasons_against(DeedKind.UPDATE, life)
    if said.percent is None and not (said.text or said.difficulties or said.proposals):
        yield Reason("Ghi phần trăm hoặc nội dung đã làm.", "Tiến độ")
    if said.percent is not None and not 0 <= said.percent <= 100:
        yield Reason(f"{said.percent} không phải phần trăm. Ghi số từ 0 đến 100.", "Phần trăm")
    told = ((said.text, "Đã làm"), (said.difficulties, "Khó khăn, vướng mắc"), (said.proposals, "Kiến nghị, đề xuất"))
    for words, where in told:
        if len(words) > LONGEST_WORDS:
            yield Reason(f"Dài {len(words)} ký tự; rút gọn còn không quá {LONGEST_WORDS}.", where)


@dataclass(frozen=True)
class Result:
    """A result as an agency tells it (kết quả): when done, by which document; what is not filled in is empty."""

    completed_on: date | None
    result_number: str
    result_issued_on: date | None
    text: str = ""


@dataclass(frozen=True)
class Asks:
    """What a task and its province ask of a result (yêu cầu với kết quả). `completion_days` 0: no limit."""

    assigned_on: date
    completion_days: int = 0
    must_attach: bool = False


def reasons_not_to_report(life: Life, result: Result, asks: Asks, *, n_files: int, on: date) -> Iterator[Reason]:
    """Every reason against reporting a task as done: by the number of a document, by its file, or both."""
    yield from reasons_against(DeedKind.REPORT, life)
    number = result.result_number.strip()
    if not number and not n_files:
        yield Reason("Ghi số, ký hiệu văn bản kết quả, ví dụ 56/BC-STTTT, hoặc đính kèm tệp kết quả.", "Số, ký hiệu")
    if is_secret_number(number):
        yield Reason(told("MẬT"), "Số, ký hiệu")
    if asks.must_attach and not n_files:
        yield Reason("Nhiệm vụ này phải kèm văn bản kết quả: chọn ít nhất một tệp.", "Tệp kèm theo")
    dated = ((result.completed_on, "Ngày hoàn thành", True), (result.result_issued_on, "Ngày văn bản", bool(number)))
    for value, where, is_needed in dated:
        if value is None:
            if is_needed:
                yield Reason("Ghi ngày theo dạng dd/mm/yyyy.", where)
        elif value > on:
            yield Reason(f"{screen_date(value)} chưa tới.", where)
        elif value < asks.assigned_on:
            yield Reason(f"{screen_date(value)} trước ngày giao {screen_date(asks.assigned_on)}.", where)
    done = result.completed_on
    if asks.completion_days and done is not None and done < on - timedelta(days=asks.completion_days):
        earliest = screen_date(on - timedelta(days=asks.completion_days))
        yield Reason(
            f"Ngày hoàn thành lùi quá {asks.completion_days} ngày theo quy định; sớm nhất {earliest}.",
            "Ngày hoàn thành",
        )


class Grade(StrEnum):
    """How good a result is, in the assigner's word (đánh giá chất lượng). Names and steps are practice."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"

    @property
    def label(self) -> str:
        return _GRADES[self]


_GRADES = {Grade.EXCELLENT: "Xuất sắc", Grade.GOOD: "Tốt", Grade.FAIR: "Đạt", Grade.POOR: "Chưa đạt"}


def reasons_not_to_decide(life: Life, *, is_confirmed: bool, reason: str, grade: str = "") -> Iterator[Reason]:
    """Every reason against confirming or returning a result."""
    if grade and grade not in list(Grade):
        yield Reason("Chọn một mức đánh giá trong danh sách.", "Đánh giá")
    yield from reasons_against(DeedKind.CONFIRM if is_confirmed else DeedKind.RETURN, life)
    if not is_confirmed and not reason.strip():
        yield Reason("Ghi lý do trả lại để đơn vị biết phải bổ sung gì.", "Lý do trả lại")
