"""Spans of a review (kỳ rà soát): week, month, quarter, year, under codes that an address and a command bear."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.tables.days import FIRST_YEAR, LAST_YEAR
from dondoc.base.rules.wording import document_date, roman, screen_date
from dondoc.followup.rules.task_review import span_in_words

_CODE = re.compile(r"(\d{4})(?:-(?:(W|Q)(\d{1,2})|(\d{2})))?", re.ASCII)


class CannotReadSpan(Refused):
    """Refused: not the code of a week, month, quarter or year."""


class SpanKind(StrEnum):
    """Which span (loại kỳ)."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def label(self) -> str:
        return {"week": "Tuần", "month": "Tháng", "quarter": "Quý", "year": "Năm"}[self.value]


@dataclass(frozen=True)
class ReviewSpan:
    """One week (Monday to Sunday), month, quarter or year, by its first and last day."""

    kind: SpanKind
    first: date
    last: date

    @property
    def code(self) -> str:
        """'2026-W48', '2026-11', '2026-Q4', '2026'."""
        if self.kind is SpanKind.WEEK:
            year, week, _ = self.first.isocalendar()
            return f"{year}-W{week:02d}"
        if self.kind is SpanKind.MONTH:
            return f"{self.first:%Y-%m}"
        return f"{self.first.year}-Q{self.last.month // 3}" if self.kind is SpanKind.QUARTER else str(self.first.year)

    @property
    def label(self) -> str:
        """'Tuần 48 (23/11–29/11/2026)', 'Tháng 11/2026', 'Quý IV/2026', 'Năm 2026'."""
        if self.kind is SpanKind.WEEK:
            return f"Tuần {self.first.isocalendar().week} ({self.first:%d/%m}–{screen_date(self.last)})"
        if self.kind is SpanKind.QUARTER:
            return f"Quý {roman(self.last.month // 3)}/{self.first.year}"
        return f"Tháng {self.first:%m/%Y}" if self.kind is SpanKind.MONTH else f"Năm {self.first.year}"

    @property
    def in_sentence(self) -> str:
        """As a document writes it: 'tháng 02/2022', 'tuần từ ngày 21/02/2022 đến ngày 27/02/2022'."""
        if self.kind is SpanKind.WEEK:
            return f"tuần từ ngày {document_date(self.first)} đến ngày {document_date(self.last)}"
        return span_in_words(self.first, self.last)

    @property
    def before(self) -> ReviewSpan:
        return span_on(self.kind, self.first - timedelta(days=1))

    @property
    def after(self) -> ReviewSpan:
        return span_on(self.kind, self.last + timedelta(days=1))


def span_on(kind: SpanKind, on: date) -> ReviewSpan:
    """The span of a kind that holds a day."""
    if kind is SpanKind.WEEK:
        monday = on - timedelta(days=on.weekday())
        return ReviewSpan(kind, monday, monday + timedelta(days=6))
    months = {SpanKind.MONTH: 1, SpanKind.QUARTER: 3, SpanKind.YEAR: 12}[kind]
    first = date(on.year, (on.month - 1) // months * months + 1, 1)
    index = first.month - 1 + months
    return ReviewSpan(kind, first, date(first.year + index // 12, index % 12 + 1, 1) - timedelta(days=1))


def parse_span(code: str) -> ReviewSpan:
    """A code back into its span. Raises CannotReadSpan."""
    found = _CODE.fullmatch(code.strip().upper())
    told = f"“{code[:20]}” không phải kỳ rà soát. Ghi 2026-W48, 2026-11, 2026-Q4 hoặc 2026."
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise CannotReadSpan(told)
    year, mark, n, month = int(found[1]), found[2], int(found[3] or 0), int(found[4] or 0)
    try:
        if mark == "W":
            return span_on(SpanKind.WEEK, date.fromisocalendar(year, n, 1))
        if mark == "Q":
            return span_on(SpanKind.QUARTER, date(year, 3 * n if 1 <= n <= 4 else 0, 1))
        return span_on(SpanKind.MONTH, date(year, month, 1)) if found[4] else span_on(SpanKind.YEAR, date(year, 1, 1))
    except (ValueError, OverflowError):
        raise CannotReadSpan(told) from None
