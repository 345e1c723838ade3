"""Work that comes again (việc định kỳ): its periods, and when each is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import screen_date
from dondoc.documents.rules.secrecy import is_secret_number, secret_stamp, told

# A generator that stood still for long makes no more than a year's tasks.
LONGEST_BACK = timedelta(days=366)


class Every(StrEnum):
    """How often (chu kỳ)."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def label(self) -> str:
        return _EVERY[self]

    @property
    def most_days(self) -> int:
        return _DAYS[self]


_EVERY = {Every.WEEK: "tuần", Every.MONTH: "tháng", Every.QUARTER: "quý", Every.YEAR: "năm"}
_DAYS = {Every.WEEK: 7, Every.MONTH: 31, Every.QUARTER: 92, Every.YEAR: 366}
_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}


@dataclass(frozen=True)
class Pattern:
    """Every so often, due on that day of the period (1: its first), while it lasts."""

    every: Every
    due_day: int
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class Occurrence:
    """One time: of the period that begins on `first`, due on `due_on`."""

    first: date
    due_on: date


def period_of(every: Every, on: date) -> tuple[date, date]:
    """First and last day of the period that holds a day; weeks begin on Monday."""
    if every is Every.WEEK:
        first = on - timedelta(days=on.weekday())
        return first, first + timedelta(days=6)
    months = _MONTHS[every]
    first = date(on.year, (on.month - 1) // months * months + 1, 1)
    following = first.month - 1 + months
    return first, date(first.year + following // 12, following % 12 + 1, 1) - timedelta(days=1)


def occurrences(pattern: Pattern, until: date) -> Iterator[Occurrence]:
    """Every time that has begun by a day, of periods whose deadline lies within the pattern's own span."""
    first, last = period_of(pattern.every, max(pattern.starts_on, until - LONGEST_BACK))
    while first <= until and (pattern.ends_on is None or first <= pattern.ends_on):
        due = min(first + timedelta(days=pattern.due_day - 1), last)
        if due >= pattern.starts_on and (pattern.ends_on is None or due <= pattern.ends_on):
            yield Occurrence(first, due)
        first, last = period_of(pattern.every, last + timedelta(days=1))


def title_of(title: str, every: Every, first: date) -> str:
    """'Báo cáo giải ngân, tháng 11/2026'."""
    if every is Every.WEEK:
        return f"{title}, tuần từ {screen_date(first)}"
    if every is Every.MONTH:
        return f"{title}, tháng {first:%m/%Y}"
    if every is Every.QUARTER:
        return f"{title}, quý {('I', 'II', 'III', 'IV')[first.month // 3]}/{first.year}"
    return f"{title}, năm {first.year}"


def reasons_not_to_recur(pattern: Pattern, *, title: str, n_leads: int, source_number: str) -> Iterator[Reason]:
    """Every reason against a pattern."""
    if not title.strip():
        yield Reason("Ghi nội dung nhiệm vụ.", "Nội dung")
    if len(title) > 1900:
        yield Reason("Nội dung dài quá 1.900 ký tự; rút gọn lại.", "Nội dung")
    if stamp := secret_stamp(title):
        yield Reason(told(stamp), "Nội dung")
    if is_secret_number(source_number):
        yield Reason(told("MẬT"), "Số, ký hiệu")
    if not n_leads:
        yield Reason("Chọn ít nhất một đơn vị; mỗi đơn vị một nhiệm vụ.", "Đơn vị chủ trì")
    if not 1 <= pattern.due_day <= pattern.every.most_days:
        yield Reason(f"Ghi từ 1 đến {pattern.every.most_days}: ngày thứ mấy của {pattern.every.label}.", "Hạn")
    if pattern.ends_on is not None and pattern.ends_on < pattern.starts_on:
        yield Reason(f"{screen_date(pattern.ends_on)} trước ngày bắt đầu.", "Đến hết ngày")
