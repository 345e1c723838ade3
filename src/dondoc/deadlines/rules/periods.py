"""Reporting periods (kỳ báo cáo): their identity, their code, their name in Vietnamese.

A period is a name ('quý III/2023'), not yet days: which days its figures cover is the window of the regime. Codes:

    2023-09        tháng 9/2023              2023-M9        9 tháng năm 2023
    2023-09-H2     nửa cuối tháng 9/2023     2024-C10       10 tháng năm 2024, luỹ kế
    2023-09-T1     10 ngày đầu tháng 9/2023  2023           năm 2023
    2023-Q3        quý III/2023              2021-2025      giai đoạn 2021-2025
    2023-H1        6 tháng đầu năm 2023      W2024-11-20    tuần kết thúc ngày 20/11/2024
    2024-HK1       a name of the regime's own (học kỳ I)    D2024-11-20    ngày 20/11/2024
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.wording import document_date, document_month, roman
from dondoc.deadlines.rules.days import day_in_month, month_end

FIRST_YEAR, LAST_YEAR = 2000, 2099


class CannotReadPeriod(Refused):
    """Refused: the text is not the code of a period."""


class Cycle(StrEnum):
    """How often a report comes (tần suất)."""

    DAY = "day"
    WEEK = "week"
    TEN_DAY = "ten-day"
    HALF_MONTH = "half-month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    NINE_MONTH = "nine-month"
    CUMULATIVE = "cumulative"
    YEAR = "year"
    MULTI_YEAR = "multi-year"
    NAMED = "named"

    @property
    def label(self) -> str:
        return _CYCLE_LABELS[self]

    @property
    def n_in_year(self) -> int:
        """How many numbered periods one year holds; 1 where they carry no number."""
        return _N_IN_YEAR.get(self, 1)

    @property
    def parts_of_month(self) -> int:
        """2 for half-months, 3 for spans of ten days, else 0."""
        return {Cycle.HALF_MONTH: 2, Cycle.TEN_DAY: 3}.get(self, 0)

    @property
    def is_of_days(self) -> bool:
        """Told apart by the last day (tuần, ngày), not by a number in the year."""
        return self in (Cycle.WEEK, Cycle.DAY)


_CYCLE_LABELS = {
    Cycle.DAY: "Hằng ngày",
    Cycle.WEEK: "Hằng tuần",
    Cycle.TEN_DAY: "10 ngày",
    Cycle.HALF_MONTH: "Nửa tháng",
    Cycle.MONTH: "Hằng tháng",
    Cycle.QUARTER: "Hằng quý",
    Cycle.HALF_YEAR: "6 tháng",
    Cycle.NINE_MONTH: "9 tháng",
    Cycle.CUMULATIVE: "Luỹ kế theo tháng",
    Cycle.YEAR: "Hằng năm",
    Cycle.MULTI_YEAR: "Nhiều năm",
    Cycle.NAMED: "Kỳ riêng",
}
_N_IN_YEAR = {
    Cycle.TEN_DAY: 36,
    Cycle.HALF_MONTH: 24,
    Cycle.MONTH: 12,
    Cycle.QUARTER: 4,
    Cycle.HALF_YEAR: 2,
    Cycle.CUMULATIVE: 12,
}


@dataclass(frozen=True)
class Period:
    """One reporting period (kỳ báo cáo). Make it with `parse_period` or let a regime list its periods.

    `year`: the year it is named after; the last one of several. `number`: its place in the year; how many months
    a cumulative one has; how many years a multi-year one has. `ends_on`: last day of a week, or the day itself.
    `name`: a regime's own name for it, as in its code.
    """

    cycle: Cycle
    year: int
    number: int = 1
    ends_on: date | None = None
    name: str = ""

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The one way to write it; `parse_period(p.code) == p`."""
        if self.ends_on is not None:
            return f"{'W' if self.cycle is Cycle.WEEK else 'D'}{self.ends_on.isoformat()}"
        if self.cycle is Cycle.MULTI_YEAR:
            return f"{self.year - self.number + 1}-{self.year}"
        if parts := self.cycle.parts_of_month:
            return f"{self.year}-{self.months[0]:02d}-{'H' if parts == 2 else 'T'}{self.part}"
        tail = {
            Cycle.MONTH: f"-{self.number:02d}",
            Cycle.QUARTER: f"-Q{self.number}",
            Cycle.HALF_YEAR: f"-H{self.number}",
            Cycle.NINE_MONTH: "-M9",
            Cycle.CUMULATIVE: f"-C{self.number}",
            Cycle.NAMED: f"-{self.name}",
        }
        return f"{self.year}{tail.get(self.cycle, '')}"

    @property
    def part(self) -> int:
        """Which part of its month a half-month or ten-day period is, from 1."""
        return (self.number - 1) % self.cycle.parts_of_month + 1

    @property
    def months(self) -> tuple[int, int]:
        """First and last month that the period is named after, counted from January of `year` as 1."""
        n = self.number
        if self.ends_on is not None:
            return self.ends_on.month, self.ends_on.month
        if parts := self.cycle.parts_of_month:
            return (n - 1) // parts + 1, (n - 1) // parts + 1
        spans = {
            Cycle.MONTH: (n, n),
            Cycle.QUARTER: (3 * n - 2, 3 * n),
            Cycle.HALF_YEAR: (6 * n - 5, 6 * n),
            Cycle.NINE_MONTH: (1, 9),
            Cycle.CUMULATIVE: (1, n),
            Cycle.MULTI_YEAR: (13 - 12 * n, 12),
        }
        return spans.get(self.cycle, (1, 12))

    @property
    def first_day(self) -> date:
        """First calendar day of what the name says (01/7 for quý III); the data window may differ."""
        if self.ends_on is not None:
            return self.ends_on - timedelta(days=6 if self.cycle is Cycle.WEEK else 0)
        day = 1
        if parts := self.cycle.parts_of_month:
            day = PART_STARTS[parts][self.part - 1]
        return day_in_month(self.year, self.months[0], day)

    @property
    def last_day(self) -> date:
        """Last calendar day of what the name says (30/9 for quý III); the data window may differ."""
        if self.ends_on is not None:
            return self.ends_on
        parts = self.cycle.parts_of_month
        if parts and self.part < parts:
            return self.first_day.replace(day=PART_STARTS[parts][self.part] - 1)
        return month_end(day_in_month(self.year, self.months[1], 1))

    @property
    def label(self) -> str:
        """'Quý III/2023', 'Tháng 02/2022', '6 tháng đầu năm 2022', 'Năm 2022'."""
        return _label(self)

    @property
    def label_in_sentence(self) -> str:
        """The same inside a sentence: 'quý III/2023'."""
        return self.label[0].lower() + self.label[1:]


# On which days of the month the parts of a month begin, unless a regime says otherwise.
PART_STARTS = {2: (1, 16), 3: (1, 11, 21)}


def _label(p: Period) -> str:
    if p.ends_on is not None:
        return f"{'Tuần kết thúc' if p.cycle is Cycle.WEEK else 'Ngày'} {document_date(p.ends_on)}"
    if parts := p.cycle.parts_of_month:
        names = ("Nửa đầu", "Nửa cuối") if parts == 2 else ("10 ngày đầu", "10 ngày giữa", "10 ngày cuối")
        return f"{names[p.part - 1]} tháng {document_month(p.year, p.months[0])}"
    labels = {
        Cycle.MONTH: f"Tháng {document_month(p.year, p.number)}",
        Cycle.QUARTER: f"Quý {roman(p.number)}/{p.year}",
        Cycle.HALF_YEAR: f"6 tháng {'đầu' if p.number == 1 else 'cuối'} năm {p.year}",
        Cycle.NINE_MONTH: f"9 tháng năm {p.year}",
        Cycle.CUMULATIVE: f"{p.number} tháng năm {p.year}",
        Cycle.MULTI_YEAR: f"Giai đoạn {p.year - p.number + 1}-{p.year}",
        Cycle.NAMED: f"Kỳ {p.name} năm {p.year}",
    }
    return labels.get(p.cycle, f"Năm {p.year}")


_FORMS = (
    (Cycle.MONTH, re.compile(r"(\d{4})-?(0[1-9]|1[0-2])", re.ASCII)),
    (Cycle.HALF_MONTH, re.compile(r"(\d{4})-(0[1-9]|1[0-2])-H([12])", re.ASCII)),
    (Cycle.TEN_DAY, re.compile(r"(\d{4})-(0[1-9]|1[0-2])-T([123])", re.ASCII)),
    (Cycle.QUARTER, re.compile(r"(\d{4})-?Q([1-4])", re.ASCII)),
    (Cycle.HALF_YEAR, re.compile(r"(\d{4})-?H([12])", re.ASCII)),
    (Cycle.NINE_MONTH, re.compile(r"(\d{4})-?M9", re.ASCII)),
    (Cycle.CUMULATIVE, re.compile(r"(\d{4})-?C([1-9]|1[0-2])", re.ASCII)),
    (Cycle.YEAR, re.compile(r"(\d{4})(?:-?Y)?", re.ASCII)),
    (Cycle.MULTI_YEAR, re.compile(r"(\d{4})-(\d{4})", re.ASCII)),
    (Cycle.WEEK, re.compile(r"W(\d{4})-(\d\d)-(\d\d)", re.ASCII)),
    (Cycle.DAY, re.compile(r"D(\d{4})-(\d\d)-(\d\d)", re.ASCII)),
    # Two letters at least: '2023-Q7' is a slip of the pen, not a name.
    (Cycle.NAMED, re.compile(r"(\d{4})-([A-Z]{2}[A-Z0-9]{0,10})", re.ASCII)),
)


def parse_period(code: str) -> Period:
    """Read a period's code; '2023Q3', '202309', '2023H1', '2023M9', '2023Y' are understood too.

    Raises CannotReadPeriod.
    """
    text = code.strip().upper()
    for cycle, form in _FORMS:
        if found := form.fullmatch(text):
            return _period(cycle, [int(part) if part.isdigit() else part for part in found.groups()], code)
    raise CannotReadPeriod(
        f"Không hiểu kỳ báo cáo '{code[:40]}'. Cách ghi: 2023-09 (tháng), 2023-Q3 (quý), 2023-H1 (6 tháng), "
        "2023-M9 (9 tháng), 2023 (năm)."
    )


def _period(cycle: Cycle, parts: list[int | str], code: str) -> Period:
    year, *rest = parts
    assert isinstance(year, int)  # noqa: S101 - every form begins with four digits
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CannotReadPeriod(f"Năm của kỳ '{code[:40]}' phải từ {FIRST_YEAR} đến {LAST_YEAR}.")
    if cycle is Cycle.NAMED:
        return Period(cycle, year, name=str(rest[0]))
    numbers = [int(n) for n in rest]
    if cycle.is_of_days:
        try:
            return Period(cycle, year, ends_on=date(year, *numbers))
        except ValueError:
            raise CannotReadPeriod(f"Không có ngày '{code[1:40]}' trong lịch.") from None
    if cycle is Cycle.MULTI_YEAR:
        last = numbers[0]
        if not year < last <= min(year + 19, LAST_YEAR):
            raise CannotReadPeriod(f"Giai đoạn '{code[:40]}' phải từ năm trước đến năm sau, dài 2 đến 20 năm.")
        return Period(cycle, last, last - year + 1)
    if parts_of_month := cycle.parts_of_month:
        return Period(cycle, year, (numbers[0] - 1) * parts_of_month + numbers[1])
    return Period(cycle, year, numbers[0] if numbers else 1)
