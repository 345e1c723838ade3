"""Counting days and months (cách tính thời hạn). Source: BLDS 2015, Điều 147, 148."""

from __future__ import annotations

import calendar
from datetime import date, timedelta


def add_days(start: date, n: int) -> date:
    """`n` calendar days after a day; the day itself is not counted. Source: BLDS 2015, Điều 147."""
    return start + timedelta(days=n)


def add_months(start: date, n: int) -> date:
    """The corresponding day `n` months on, or that month's last day. Source: BLDS 2015, Điều 148.3, 148.4."""
    return day_in_month(start.year, start.month + n, start.day)


def day_in_month(year: int, month: int, day: int) -> date:
    """A day of a month, or the month's last day where it has no such day (ngày 31 tháng 9 -> 30/9).

    `month` may lie outside 1-12: month 0 is December of the year before, month 13 January of the year after.
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def month_end(on: date) -> date:
    """The last day of the month in which a day lies."""
    return day_in_month(on.year, on.month, 31)
