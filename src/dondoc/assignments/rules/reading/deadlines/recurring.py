"""Recurring deadlines (định kỳ): 'trước ngày 25 hằng tháng', 'thứ Sáu hằng tuần', 'trước ngày 15/12 hằng năm'.

The date given is that of the first time on or after the document's date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from dondoc.assignments.rules.reading.deadlines.base import (
    TENTATIVE,
    Base,
    Said,
    Strength,
    day_before,
    day_or_none,
    last_of_month,
)
from dondoc.assignments.rules.reading.deadlines.days import DAY, HOUR

_CYCLE = re.compile(
    r"(?:định kỳ,? )?(?:hằng|hàng|mỗi) (?P<unit>ngày|tuần|tháng|quý|năm)(?!\w)(?! đầu| cuối)"
    r"|(?:định kỳ|mỗi) (?P<months>0?6|0?3|0?9|sáu) tháng|định kỳ (?P<plain>ngày|tuần|tháng|quý|năm)(?!\w)"
    r"|(?P<bare>định kỳ)(?!\w|,? (?:và |hoặc )?đột xuất)"
    r"|(?P<each>(?:(?:0?6|sáu) tháng(?: đầu năm)?|quý|năm)) ?\((?=trước|chậm nhất|muộn nhất)"
    r"|(?P<often>\d{1,2} (?:ngày|tuần|tháng|quý|năm) ?/ ?(?:0?1 |một )?lần)"
    r"|(?P<of>(?:ngày \d{1,2} )(?:của (?:mỗi )?tháng(?: cuối quý| đầu quý)?|tháng (?:cuối|đầu) quý)(?! \d))"
)
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5}
_LIMIT = r"(?:(?P<before>trước)|chậm nhất|muộn nhất|vào|đến|lúc|trong)(?: là| vào| đến| trước| lúc){0,2} "
_ON_DAY = re.compile(rf"(?:{_LIMIT})?(?:{HOUR})?ngày (?:{DAY}|(?P<n>\d{{1,2}}))(?![\d/])")
# 'báo cáo 6 tháng (trước 15/6)': in brackets behind what is reported, where 'ngày' may be left out.
_IN_BRACKETS = re.compile(rf"{_LIMIT}(?:{HOUR})?(?:ngày )?(?:{DAY}|(?P<n>\d{{1,2}}))(?![\d/])")
_ANOTHER = re.compile(r"(?:,| và| hoặc|;) (?:trước )?(?:ngày )?(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])")
MOST_DAYS = 4
_ON_WEEKDAY = re.compile(
    rf"(?:{_LIMIT})?(?:{HOUR})?(?:chiều |sáng )?thứ (?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])(?!\w)"
)
_AT_HOUR = re.compile(rf"(?:{_LIMIT}){HOUR}")
_PATTERNS = {"tuần": _ON_WEEKDAY, "ngày": _AT_HOUR}
_REPORTING = re.compile(
    r"công khai|thông báo|niêm yết|thông tin|họp|kiểm đếm|tuần tra|đôn đốc|theo dõi"
    r"|báo cáo|thực hiện|tổng hợp|gửi|cập nhật|rà soát|thống kê|sơ kết|đánh giá|giao ban|công bố|kiểm tra"
)


def recurring(words: str, base: Base) -> Iterator[Said]:
    """Every cycle named, with its first day where the words tell which."""
    cycles = list(_CYCLE.finditer(words))
    for cycle in cycles:
        near = _clause(words, cycle.start(), cycle.end())
        if cycle["bare"] and any(near[0] <= one.start() < near[1] and one["of"] for one in cycles):
            continue  # 'định kỳ trước ngày 15 của tháng cuối quý': the quarter is the cycle
        unit = _unit(cycle)
        pattern = _IN_BRACKETS if cycle["each"] else _PATTERNS.get(unit, _ON_DAY)
        placed = _first_time(words, near, unit, base, pattern, is_fixed="định kỳ" in cycle[0] and not cycle["bare"])
        if placed is not None:
            yield replace(placed, start=min(placed.start, cycle.start()), end=max(placed.end, cycle.end()))
        elif (
            cycle["bare"]
            or "định kỳ" in cycle[0]
            or words[: cycle.start()].endswith(": ")
            or _REPORTING.search(words[near[0] : near[1]])
        ):
            guess = "chưa rõ ngày của kỳ đầu"
            yield Said(cycle.start(), cycle.end(), "recurring", Strength.LOOSE, guess=guess)


def _unit(cycle: re.Match[str]) -> str:
    if cycle["months"]:
        return "half"
    if cycle["each"]:
        return {"quý": "quarter", "năm": "năm"}.get(cycle["each"], "half")
    if cycle["of"]:
        return "first" if "đầu quý" in cycle["of"] else "quarter" if "quý" in cycle["of"] else "tháng"
    unit = cycle["unit"] or cycle["plain"] or ""
    return "quarter" if unit == "quý" else unit


def _clause(words: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a cycle: up to the next semicolon or full stop, no more than 160 signs away."""
    left = max(words.rfind(sign, max(0, start - 160), start) for sign in (";", ". ", ":"))
    right = min((at for sign in (";", ". ") if (at := words.find(sign, end, end + 160)) >= 0), default=end + 160)
    return (left + 1 if left >= 0 else max(0, start - 160)), min(right, len(words))


def _first_time(
    words: str, near: tuple[int, int], unit: str, base: Base, pattern: re.Pattern[str], *, is_fixed: bool
) -> Said | None:
    """The nearest of the days that the clause names for the cycle: 'trước ngày 15/6 và 15/12 hằng năm'."""
    clause = words[near[0] : near[1]]
    found = list(pattern.finditer(clause))[:MOST_DAYS]
    if not is_fixed and found and any(found[0].groupdict().get(year) for year in ("y", "y1", "y2", "y3")):
        return None  # 'lập kế hoạch hằng năm, trình trước ngày 30/6/2022' is one day
    said = [one for match in found for one in _placed(clause, match, near[0], unit, base)]
    return min(said, key=lambda one: (one.on or date.max, one.start), default=None)


def _placed(clause: str, found: re.Match[str], left: int, unit: str, base: Base) -> Iterator[Said]:
    """The day that is found, and the one joined to it by 'và' or a comma."""
    parts = found.groupdict()
    at = _hour(parts)
    is_before = bool(parts.get("before")) and at is None
    joined = _ANOTHER.match(clause, found.end()) if parts.get("m") else None
    guess = "" if base.is_certain else TENTATIVE
    end = joined.end() if joined else found.end()
    for one in (parts, {**parts, "d": joined["d"], "m": joined["m"]} if joined else None):
        day = _named(one, unit, base.issued) if one else None
        if day is not None:
            on = day_before(day) if is_before else day
            yield Said(left + found.start(), left + end, "recurring", Strength.PLAIN, on, day, at, guess)


def _named(parts: dict[str, str | None], unit: str, issued: date) -> date | None:
    """The day that the words name, in its first cycle whose last valid day is not over."""
    is_before = bool(parts.get("before")) and _hour(parts) is None
    earliest = issued + timedelta(days=1) if is_before else issued
    if weekday := parts.get("weekday"):
        return earliest + timedelta(days=(_WEEKDAYS[weekday] - earliest.weekday()) % 7)
    if unit == "ngày":
        return earliest
    month = parts.get("m") or parts.get("m2")
    n = int(parts.get("n") or parts.get("d") or 0)
    if month and 1 <= int(month) <= 12:
        days = [day_or_none(issued.year + step, int(month), n) for step in (0, 1)]
        return next((day for day in days if day and day >= earliest), None)
    return _monthly(n, unit, earliest)


def _monthly(n: int, unit: str, earliest: date) -> date | None:
    """Day `n` of the next month, of the next last (or first) month of a quarter, or of a half-year."""
    step = {"quarter": 3, "first": 3, "half": 6, "năm": 12}.get(unit, 1)
    wanted = 1 if unit == "first" else 0
    for ahead in range(13):
        year, month = divmod(earliest.year * 12 + earliest.month - 1 + ahead, 12)
        if (month + 1) % step != wanted % step or not 1 <= n <= 31:
            continue
        day = min(date(year, month + 1, 1) + timedelta(days=n - 1), last_of_month(year, month + 1))
        if day >= earliest:
            return day
    return None


def _hour(parts: dict[str, str | None]) -> time | None:
    if not parts.get("h"):
        return None
    hour, minute = int(parts["h"] or 0), int(parts.get("min") or 0)
    return time(hour % 24, minute) if minute < 60 else None
