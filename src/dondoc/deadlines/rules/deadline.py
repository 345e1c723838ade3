"""Submission deadlines (thời hạn gửi): the rule as data, the day it gives, and what moved that day.

Source: NĐ 09/2019/NĐ-CP, Điều 8.5, 13; BLDS 2015, Điều 147, 148. The original wording is kept beside the rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dondoc.base.rules.wording import WEEKDAYS, screen_date, weekday
from dondoc.deadlines.rules.calendar import WorkCalendar
from dondoc.deadlines.rules.days import add_days, day_in_month, month_end
from dondoc.deadlines.rules.periods import Period
from dondoc.deadlines.rules.windows import Window


class Roll(StrEnum):
    """What a deadline on a day off does (quy tắc dời hạn)."""

    NONE = "none"
    NEXT_WORKING_DAY = "next_working_day"
    PREVIOUS_WORKING_DAY = "previous_working_day"

    @property
    def phrase(self) -> str:
        return {
            Roll.NONE: "rơi vào ngày nghỉ thì không dời",
            Roll.NEXT_WORKING_DAY: "rơi vào ngày nghỉ thì chuyển sang ngày làm việc tiếp theo",
            Roll.PREVIOUS_WORKING_DAY: "rơi vào ngày nghỉ thì gửi trong ngày làm việc liền trước",
        }[self]


class After(StrEnum):
    """What a span of days is counted from (mốc tính)."""

    WINDOW_END = "window_end"
    MONTH_END = "month_end"
    EVENT = "event"


@dataclass(frozen=True)
class Anchor:
    """What a deadline rule may be counted from, for one period."""

    year: int
    last_day: date
    event_on: date | None = None

    @classmethod
    def of(cls, period: Period, window: Window | None, event_on: date | None = None) -> Anchor:
        """The period's last month is the month in which its window ends; by its name while no window is known."""
        return cls(period.year, window.last if window else period.last_day, event_on)


@dataclass(frozen=True)
class DayOfMonth:
    """Day `day` of the period's last month, or of the month `month_offset` months after it."""

    day: int
    month_offset: int = 0

    def last_valid_day(self, anchor: Anchor, is_inclusive: bool) -> date:
        return _day_or_before(anchor.last_day.year, anchor.last_day.month + self.month_offset, self.day, is_inclusive)

    @property
    def phrase(self) -> str:
        day = "ngày cuối cùng" if self.day == 31 else f"ngày {self.day:02d}"
        months = {0: "tháng cuối kỳ", 1: "tháng liền sau kỳ báo cáo"}
        return f"{day} của {months.get(self.month_offset, f'tháng thứ {self.month_offset} sau kỳ báo cáo')}"


@dataclass(frozen=True)
class FixedDate:
    """A date of the year that the period is named after, or `year_offset` years on."""

    day: int
    month: int
    year_offset: int = 0

    def last_valid_day(self, anchor: Anchor, is_inclusive: bool) -> date:
        return _day_or_before(anchor.year + self.year_offset, self.month, self.day, is_inclusive)

    @property
    def phrase(self) -> str:
        years = {-1: "năm trước năm báo cáo", 0: "năm báo cáo", 1: "năm liền sau năm báo cáo"}
        year = years.get(self.year_offset, f"năm thứ {self.year_offset} sau năm báo cáo")
        return f"ngày {self.day:02d}/{self.month:02d} của {year}"


@dataclass(frozen=True)
class WeekdayAfter:
    """A weekday (0 Monday … 6 Sunday) of the week in which the window ends, or `week_offset` weeks on."""

    weekday: int
    week_offset: int = 0

    def last_valid_day(self, anchor: Anchor, is_inclusive: bool) -> date:
        monday = anchor.last_day - timedelta(days=anchor.last_day.weekday())
        return monday + timedelta(days=self.weekday + 7 * self.week_offset - (0 if is_inclusive else 1))

    @property
    def phrase(self) -> str:
        weeks = {0: "tuần chốt số liệu", 1: "tuần liền sau tuần chốt số liệu"}
        week = weeks.get(self.week_offset, f"tuần thứ {self.week_offset} sau tuần chốt số liệu")
        return f"{WEEKDAYS[self.weekday]} của {week}"


@dataclass(frozen=True)
class DaysAfter:
    """`n` calendar or working days after the window's end, the month's end or an event (`event` names it)."""

    n: int
    is_working: bool
    after: After = After.WINDOW_END
    event: str = ""

    def start(self, anchor: Anchor) -> date | None:
        if self.after is After.EVENT:
            return anchor.event_on
        return month_end(anchor.last_day) if self.after is After.MONTH_END else anchor.last_day

    @property
    def phrase(self) -> str:
        starts = {After.WINDOW_END: "ngày chốt số liệu", After.MONTH_END: "ngày cuối tháng", After.EVENT: self.event}
        return f"{self.n:02d} ngày{' làm việc' if self.is_working else ''} kể từ {starts[self.after]}"


@dataclass(frozen=True)
class Delegated:
    """The text leaves the day to somebody (`by`): no day until it is set."""

    by: str

    @property
    def phrase(self) -> str:
        return f"do {self.by} quy định, chưa ấn định"


@dataclass(frozen=True)
class NoDeadline:
    """The text names no day."""

    @property
    def phrase(self) -> str:
        return "văn bản không ấn định ngày"


DeadlineForm = DayOfMonth | FixedDate | WeekdayAfter | DaysAfter | Delegated | NoDeadline


@dataclass(frozen=True)
class DeadlineRule:
    """The deadline (thời hạn gửi) of one group or level. `group` '*' stands for everybody not named.

    `wording`: the words of the text. `is_inclusive` False: 'trước ngày X', the last valid day is X - 1.
    `roll` None: as the regime says. `forms`: codes of the forms that they fill (biểu của cấp này); none: all of the
    regime's.
    """

    form: DeadlineForm
    group: str = "*"
    level: int | None = None
    is_inclusive: bool = True
    wording: str = ""
    roll: Roll | None = None
    receivers: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Due:
    """When one report is due (hạn gửi). `due_on` is the last valid day, until 24:00; None where no day is set.

    `why` says what the day off was and where the deadline went; `provisional`: a year's arrangement of days off
    is not loaded yet, so the day may still change. `warnings` never stop anything.
    """

    window_from: date | None
    window_to: date | None
    due_on: date | None
    due_on_before_roll: date | None
    wording: str
    moved: bool
    why: str
    provisional: bool
    warnings: tuple[str, ...] = ()


def _day_or_before(year: int, month: int, day: int, is_inclusive: bool) -> date:
    on = day_in_month(year, month, day)
    # 'trước ngày 31' in a month of 30 days leaves the whole month.
    return on if is_inclusive or on.day < day else on - timedelta(days=1)


def is_inclusive_wording(wording: str) -> bool:
    """Does the text include the day that it names? 'trước ngày X' does not; every other known wording does."""
    text = wording.casefold()
    return re.search(r"\btrước\s+(ngày|thứ|chủ nhật)\b", text) is None or "trước hoặc trong" in text


def rule_sentence(rule: DeadlineRule, roll: Roll) -> str:
    """'Hạn gửi: chậm nhất ngày 20 của tháng cuối kỳ; rơi vào ngày nghỉ thì chuyển sang ngày làm việc tiếp theo'."""
    if isinstance(rule.form, Delegated | NoDeadline):
        return f"Hạn gửi: {rule.form.phrase}"
    lead = "chậm nhất" if rule.is_inclusive else "trước"
    return f"Hạn gửi: {lead} {rule.form.phrase}; {(rule.roll or roll).phrase}"


def last_valid_day(rule: DeadlineRule, anchor: Anchor, calendar: WorkCalendar) -> date | None:
    """The last valid day after wording, before any move; None where there is none (yet)."""
    form = rule.form
    if isinstance(form, Delegated | NoDeadline):
        return None
    if not isinstance(form, DaysAfter):
        return form.last_valid_day(anchor, rule.is_inclusive)
    start = form.start(anchor)
    if start is None:
        return None
    return calendar.add_working_days(start, form.n) if form.is_working else add_days(start, form.n)


def rolled(on: date, roll: Roll, calendar: WorkCalendar) -> date:
    """Where a deadline on a day off goes. Source: BLDS 2015, Điều 148.5, where the regime says nothing else."""
    if roll is Roll.NEXT_WORKING_DAY:
        return calendar.next_working_day(on)
    return calendar.previous_working_day(on) if roll is Roll.PREVIOUS_WORKING_DAY else on


def due_of(rule: DeadlineRule, anchor: Anchor, window: Window | None, roll: Roll, calendar: WorkCalendar) -> Due:
    """The deadline of one period under one rule; `roll` is the regime's where the rule has none of its own."""
    roll = rule.roll or roll
    wording = rule.wording or rule_sentence(rule, roll)
    before = last_valid_day(rule, anchor, calendar)
    first, last = (window.first, window.last) if window else (None, None)
    if before is None:
        return Due(first, last, None, None, wording, False, _why_no_day(rule), False)
    on = rolled(before, roll, calendar)
    counts_days = roll is not Roll.NONE or (isinstance(rule.form, DaysAfter) and rule.form.is_working)
    start = rule.form.start(anchor) if isinstance(rule.form, DaysAfter) else None
    years = sorted({day.year for day in (start, before, on) if day is not None})
    loose = [year for year in years if counts_days and calendar.is_provisional(year)]
    why = _why(before, on, roll, calendar)
    if loose:
        why += f" Lịch nghỉ năm {', '.join(map(str, loose))} chưa công bố: hạn tạm tính."
    return Due(first, last, on, before, wording, on != before, why, bool(loose), _warnings(window, on, calendar))


def _why_no_day(rule: DeadlineRule) -> str:
    if isinstance(rule.form, DaysAfter):
        return f"Hạn tính {rule.form.phrase}; chưa có ngày đó."
    return f"Hạn gửi {rule.form.phrase}."


def _why(before: date, on: date, roll: Roll, calendar: WorkCalendar) -> str:
    day = f"Ngày {screen_date(before)}"
    if calendar.is_working(before):
        return f"{day} là ngày làm việc."
    off = f"{day} là ngày nghỉ ({calendar.why(before)})"
    if roll is Roll.NONE:
        return f"{off}; chế độ này không dời hạn."
    where = "tiếp theo" if roll is Roll.NEXT_WORKING_DAY else "liền trước"
    return f"{off} nên hạn chuyển sang ngày làm việc {where}, {weekday(on)} {screen_date(on)}."


def _warnings(window: Window | None, on: date, calendar: WorkCalendar) -> tuple[str, ...]:
    """Source: NĐ 09/2019/NĐ-CP, Điều 8.5. A warning: real regimes close and are due on one day."""
    if window is None or calendar.working_days_between(window.last, on) >= 1:
        return ()
    if on < window.last:
        return (f"Hạn gửi {screen_date(on)} đến trước khi chốt số liệu ngày {screen_date(window.last)}.",)
    return (
        f"Từ khi chốt số liệu {screen_date(window.last)} đến hạn gửi {screen_date(on)} chưa đủ 01 ngày làm việc "
        "(NĐ 09/2019/NĐ-CP, Điều 8.5).",
    )
