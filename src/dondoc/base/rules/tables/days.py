"""Days and moments written by people (ngày, giờ do người ghi), and what is wrong with the impossible ones."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from dondoc.base.rules.moments import VIETNAM, end_of

FIRST_YEAR, LAST_YEAR = 1900, 2199

_DAY = r"(?:(?P<iso>\d{4}-\d{1,2}-\d{1,2})|(?P<vn>\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)\d{4}))"
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,6})\d*)?)?"
_OFFSET = r"(?P<zone>[Zz]|(?P<sign>[+-])(?P<zh>\d{2}):?(?P<zm>\d{2}))"
_DAY_ONLY = re.compile(_DAY, re.ASCII)
_MOMENT = re.compile(rf"{_DAY}(?:(?:[Tt]|\s+){_TIME}\s?{_OFFSET}?)?", re.ASCII)


class Unreadable(ValueError):
    """A cell that cannot be read; the message is the rest of the sentence for the reader."""


def day_from_text(text: str) -> date:
    """'05/07/2026', '5/7/2026' or '2026-07-05'. Raises Unreadable, naming what does not exist."""
    found = _DAY_ONLY.fullmatch(text)
    if not found:
        raise Unreadable(f"'{text[:60]}' không phải ngày; hãy viết ngày/tháng/năm, ví dụ 05/07/2026")
    return _day(found)


def moment_from_text(text: str) -> datetime:
    """ISO 8601 or '05/07/2026 08:20'; without an offset Viet Nam's time, without a time 00:00 of that day."""
    found = _MOMENT.fullmatch(text)
    if not found:
        raise Unreadable(
            f"'{text[:60]}' không phải thời điểm; hãy viết ngày/tháng/năm giờ:phút, ví dụ 05/07/2026 08:20"
        )
    day = _day(found)
    if found["hour"] is None:
        return datetime.combine(day, time.min, tzinfo=VIETNAM)
    try:
        clock = time(
            int(found["hour"]),
            int(found["minute"]),
            int(found["second"] or 0),
            int((found["part"] or "0").ljust(6, "0")),
        )
        zone = _zone(found)
    except ValueError:
        raise Unreadable(f"'{text[:60]}' có giờ không có thật") from None
    return datetime.combine(day, clock, tzinfo=zone).astimezone(VIETNAM)


def moment_or_end_of_day(text: str) -> datetime:
    """'09/10/2023' is the end of that day, '09/10/2023 14:20' that moment. Raises Unreadable."""
    try:
        return end_of(day_from_text(text))
    except Unreadable:
        return moment_from_text(text)


def check_year(year: int, written: str) -> None:
    """A year outside the system's span is a slip of the pen ('0203', '9999'). Raises Unreadable."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(f"{written} có năm ngoài khoảng {FIRST_YEAR}–{LAST_YEAR}")


def in_vietnam(naive: datetime) -> datetime:
    """An Excel date cell, which knows no zone: Viet Nam's time. Raises Unreadable."""
    check_year(naive.year, f"{naive:%d/%m/%Y}")
    return naive.replace(tzinfo=VIETNAM)


def _zone(found: re.Match[str]) -> tzinfo:
    if found["zone"] is None:
        return VIETNAM
    if found["sign"] is None:
        return UTC
    offset = timedelta(hours=int(found["zh"]), minutes=int(found["zm"]))
    return timezone(-offset if found["sign"] == "-" else offset)


def _day(found: re.Match[str]) -> date:
    if found["iso"]:
        written = found["iso"]
        year, month, day = (int(n) for n in written.split("-"))
    else:
        written = found["vn"]
        day, month, year = (int(n) for n in written.split(found["mark"]))
    check_year(year, written)
    if not 1 <= month <= 12:
        raise Unreadable(f"{written} không có: không có tháng {month:02d} (viết ngày trước, tháng sau)")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise Unreadable(f"{written} không có: tháng {month:02d}/{year} có {last} ngày")
    return date(year, month, day)
