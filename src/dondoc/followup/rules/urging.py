"""Urging (đôn đốc): its grades, and every reason against one. Automatic reminders (nhắc tự động) are no urgings.

Grades, lengths and days are practice; the days of reminders are a row of the province's policy.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from enum import StrEnum

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import number, screen_date

LONGEST_TEXT = 1000
MOST_FILES = 3
OVERDUE = -1  # the reminder that the deadline has passed


class Grade(StrEnum):
    """How sharply (mức đôn đốc)."""

    REMIND = "remind"
    CRITICISE = "criticise"
    REVIEW = "review"

    @property
    def label(self) -> str:
        return _GRADES[self]


_GRADES = {Grade.REMIND: "Nhắc nhở", Grade.CRITICISE: "Phê bình", Grade.REVIEW: "Kiểm điểm"}


class Channel(StrEnum):
    """By which way an urging reaches a person (kênh). There is one today: the person's own page."""

    PAGE = "page"

    @property
    def label(self) -> str:
        return "trang việc của đơn vị"


def reasons_not_to_urge(*, grade: str, text: str, recipients: Collection[int], is_open: bool) -> Iterator[Reason]:
    """Every reason against an urging."""
    if not is_open:
        yield Reason("Đã xong hoặc không còn theo dõi, không có gì để đôn đốc.")
    if grade not in list(Grade):
        yield Reason("Chọn Nhắc nhở, Phê bình hoặc Kiểm điểm.", "Mức")
    if not text.strip():
        yield Reason("Ghi nội dung đôn đốc.", "Nội dung")
    elif len(text) > LONGEST_TEXT:
        yield Reason(f"Dài {number(len(text))} ký tự; rút gọn còn không quá {number(LONGEST_TEXT)}.", "Nội dung")
    if not recipients:
        yield Reason(
            "Đơn vị chưa có người duyệt hay người nhập nào đang dùng hệ thống, không ai nhận được đôn đốc này."
        )


def reminder_due(days_left: int | None, thresholds: Sequence[int]) -> int | None:
    """Which reminder a task is due for: the nearest threshold reached, OVERDUE past the deadline, None for none.

    A day on which nothing ran loses no reminder: the nearest one that has been reached is made the next day.
    """
    if days_left is None:
        return None
    if days_left < 0:
        return OVERDUE
    return min((days for days in thresholds if days >= days_left), default=None)


def reminder_words(days: int, due_on: date) -> str:
    """'Còn 3 ngày đến hạn 20/12/2026' as it was reckoned on the day of the reminder."""
    if days == OVERDUE:
        return f"Đã quá hạn {screen_date(due_on)}"
    return f"Sắp đến hạn {screen_date(due_on)} (mốc {days} ngày)"
