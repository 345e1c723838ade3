"""Number series of documents (cấp số văn bản): which series, from 01 on 1 January, nothing twice, nothing left out.

Source: NĐ 30/2020/NĐ-CP, Điều 15.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import comma_list, number, screen_date
from dondoc.documents.rules.official import CopyKind, DocumentType

MOST_AT_ONCE = 200
# All kinds of copies of an agency share one series.
COPIES = "SAO"


def series_of(code: str) -> str | None:
    """The series for an abbreviation: 'BC', 'CV'; 'SAO' for every kind of copy. None for what is no type."""
    wanted = code.strip().casefold()
    for type_ in DocumentType:
        if wanted in (type_.value.casefold(), type_.label.casefold()):
            return type_.value
    return COPIES if wanted in (COPIES.casefold(), *(kind.value.casefold() for kind in CopyKind)) else None


def every_series() -> str:
    return comma_list([*(type_.value for type_ in DocumentType), COPIES])


def padded(n: int) -> str:
    """'05', '12'. Source: Phụ lục I, Phần I, Mục II.3."""
    return f"{n:02d}"


class NumberState(StrEnum):
    """What became of a number: given to a document, kept for later, cancelled; none ever goes to another document."""

    GIVEN = "given"
    RESERVED = "reserved"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {"given": "đã cấp", "reserved": "giữ chỗ", "cancelled": "đã hủy"}[self.value]


@dataclass(frozen=True)
class GivenNumber:
    """One number given in its turn, with the date of its document."""

    n: int
    dated: date | None


def late_numbers(given: Iterable[GivenNumber]) -> Iterator[int]:
    """Numbers whose documents bear an earlier date than a lower number's (số muộn), in the order of numbers."""
    newest: date | None = None
    for one in sorted(given, key=lambda one: one.n):
        if one.dated is None:
            continue
        if newest is not None and one.dated < newest:
            yield one.n
        newest = one.dated if newest is None else max(newest, one.dated)


def reasons_not_to_take(dated: date, today: date, newest: date | None, subject: str, reason: str) -> list[Reason]:
    """Against a number for a document of a date. `newest`: the latest date in the book."""
    reasons = []
    if not subject.strip():
        reasons.append(Reason("Ghi trích yếu của văn bản được cấp số.", "Trích yếu"))
    if dated > today:
        reasons.append(Reason(f"Ngày văn bản {screen_date(dated)} chưa đến; không cấp số trước.", "Ngày văn bản"))
    is_late = dated.year != today.year or (newest is not None and dated < newest)
    if dated <= today and is_late and not reason.strip():
        told = f"Văn bản ngày {screen_date(dated)} cấp số muộn so với thứ tự trong sổ: ghi lý do."
        reasons.append(Reason(told, "Lý do"))
    return reasons


def reasons_not_to_reserve(count: int, year: int, today: date, reason: str) -> list[Reason]:
    """Against keeping numbers for later (giữ số): how many, of which year, what for."""
    reasons = []
    if not 1 <= count <= MOST_AT_ONCE:
        reasons.append(Reason(f"Mỗi lần giữ từ 01 đến {number(MOST_AT_ONCE)} số.", "Số lượng"))
    if year != today.year:
        reasons.append(Reason(f"Chỉ giữ số của năm {today.year}; sổ mỗi năm bắt đầu từ 01 ngày 01/01.", "Năm"))
    if not reason.strip():
        reasons.append(Reason("Ghi lý do giữ số.", "Lý do"))
    return reasons
