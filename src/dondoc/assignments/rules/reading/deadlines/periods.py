"""Whole periods (trong kỳ): 'trong tháng 02/2022', 'quý II', 'cuối tháng 7', 'tuần này', '6 tháng đầu năm 2023'.

Beginning, middle and end of a month or year as the Civil Code has them. Source: BLDS 2015, Điều 146.2, 146.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dondoc.assignments.rules.reading.deadlines.base import TENTATIVE, Base, Said, Strength, day_before, last_of_month

_WEEK_ENDS = {"hai": 14, "2": 14, "ba": 21, "3": 21}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?: ?/ ?(?P<y>\d{4})|,? năm (?P<y1>\d{4}))?"
# What makes a period a deadline; after a label ('Thời gian hoàn thành:') nothing more is needed.
_LEAD = (
    r"(?:(?P<label>(?:thời gian|thời hạn|tiến độ|hạn|hoàn thành|xong|thực hiện)[^:;.]{0,30}: ?)"
    r"|(?P<lead>(?:hoàn thành|xong|hoàn tất)?(?: ?trong| ?vào| ?đến| ?chậm nhất| ?muộn nhất| ?là| ?cuối| ?đầu| ?giữa"
    r"| ?hết| ?trước| ?ngay| ?nửa đầu| ?nửa cuối){1,4}|hoàn thành|xong|hoàn tất) )"
    r"(?P<part>(?:cuối|đầu|giữa|hết|trước|trong) )?"
)
_UNIT = (
    rf"(?:tuần (?P<week>này|sau|tới)"
    rf"|tuần (?P<nth>đầu(?: tiên)?|(?:thứ )?(?:nhất|hai|ba|[1-3])) (?:của )?tháng (?P<nm>\d{{1,2}})"
    rf"(?: ?/ ?(?P<ny>\d{{4}})| năm (?P<ny1>\d{{4}}))?"
    r"|tuần (?:thứ )?(?P<wno>\d{1,2})(?! tháng)(?:,? năm (?P<wny>\d{4}))?"
    rf"|tuần cuối (?:của )?tháng (?P<wm>\d{{1,2}})(?: ?/ ?(?P<wy>\d{{4}})| năm (?P<wy1>\d{{4}}))?"
    rf"|tháng (?:\d{{1,2}}(?:, ?| ?- ?| và )(?:tháng )?(?=\d{{1,2}} ?/ ?\d{{4}}))?"
    rf"(?P<month>\d{{1,2}}){_YEAR}|tháng (?P<near>này|sau|tới)"
    r"|quý (?:(?:iv|i{1,3})(?: ?/ ?\d{4})?(?:, ?| ?- ?| và )(?:quý )?)?(?P<quarter>iv|iii|ii|i"
    r"|[1-4])(?!\w)(?: ?/ ?(?P<qy>\d{4})|,? năm (?P<qy1>\d{4}))?|quý (?P<nearq>này|tới|sau)"
    r"|(?P<half>0?6|sáu|0?9|chín) tháng(?: đầu)? năm(?: (?P<hy>\d{4}))?"
    r"|năm (?P<year>\d{4})|năm (?P<neary>nay)|(?P<whole>cả năm)(?: (?P<cy>\d{4}))?)(?![\w/])"
)
_PERIOD = re.compile(rf"(?<!\w){_LEAD}{_UNIT}")
_MEETING = re.compile(r"(?:kỳ họp|cuộc họp|họp|dự toán|nhiệm vụ) ?$")
# 'báo cáo tình hình trong tháng 02' told in February tells of February; told in January it sets a date.
_RESULTS = re.compile(r"(?:kết quả|tình hình|số liệu)(?: thực hiện)? ?$")
_DONE = re.compile(r"hoàn thành|xong|hoàn tất")


def periods(words: str, base: Base) -> Iterator[Said]:
    """Every period that a task is to be done in, unless it is over before the document was issued."""
    for found in _PERIOD.finditer(words):
        span = _span(found, base)
        before = words[max(0, found.start() - 24) : found.start()]
        if span is None or _MEETING.search(before) or (span[0] <= base.issued and _RESULTS.search(before)):
            continue
        first, last = span
        lead = f"{found['lead'] or ''} {found['part'] or ''}"
        on = _day_within(lead, first, last, is_month=bool(found["month"]))
        has_year = any(found[part] for part in ("y", "y1", "wy", "wy1", "ny", "ny1", "qy", "qy1", "hy", "year", "cy"))
        if on < base.issued and (base.is_certain or not has_year):
            continue
        guess = "" if has_year or base.is_certain else TENTATIVE
        if found["label"] or _sets_limit(found, lead, words[found.end() : found.end() + 1]):
            strength = Strength.NAMED_DAY if found["label"] else Strength.PLAIN
            yield Said(
                found.start(), found.end(), "period", strength, on, first if "trước" in lead else last, guess=guess
            )


def _sets_limit(found: re.Match[str], lead: str, after: str) -> bool:
    """A year is said of plans and budgets far more often than as a deadline: it takes 'hoàn thành', or
    a clause's end."""
    if not (found["year"] or found["half"] or found["neary"] or found["whole"]) or _DONE.search(lead):
        return True
    return any(word in lead for word in ("trong", "hết", "cuối", "trước", "giữa")) and after in ("", ".", ";", ",")


def _day_within(lead: str, first: date, last: date, *, is_month: bool) -> date:
    if "trước" in lead:
        return day_before(first)
    if "đầu" in lead and "nửa" not in lead:
        return first
    if "giữa" in lead:
        return first.replace(day=15) if is_month else date(first.year, 6, 30) if first.month == 1 else last
    if "nửa đầu" in lead and is_month:
        return first.replace(day=15)
    return last


def _span(found: re.Match[str], base: Base) -> tuple[date, date] | None:
    issued = base.issued
    if found["week"]:
        monday = issued - timedelta(days=issued.weekday()) + timedelta(days=0 if found["week"] == "này" else 7)
        return monday, monday + timedelta(days=6)
    if found["wno"]:
        return _week(int(found["wno"]), int(found["wny"] or issued.year))
    if found["wm"]:
        month = _month(found["wm"], found["wy"] or found["wy1"], issued)
        return (month[1] - timedelta(days=6), month[1]) if month else None
    if found["nth"]:
        month = _month(found["nm"], found["ny"] or found["ny1"], issued)
        last = _WEEK_ENDS.get(found["nth"].removeprefix("thứ "), 7)
        return (month[0].replace(day=last - 6), month[0].replace(day=last)) if month else None
    if found["month"]:
        return _month(found["month"], found["y"] or found["y1"], issued)
    if found["near"]:
        first = issued.replace(day=1)
        if found["near"] != "này":
            first = (first + timedelta(days=32)).replace(day=1)
        return first, last_of_month(first.year, first.month)
    if found["quarter"] or found["nearq"]:
        return _quarter(found, issued)
    if found["half"]:
        year = int(found["hy"] or issued.year)
        months = 9 if found["half"].lstrip("0") in ("9", "chín") else 6
        return (date(year, 1, 1), last_of_month(year, months)) if 1900 < year < 2200 else None
    year = int(found["year"] or found["cy"] or issued.year)
    return (date(year, 1, 1), date(year, 12, 31)) if 1900 < year < 2200 else None


def _week(n: int, year: int) -> tuple[date, date] | None:
    """'tuần 9': counted from the week with the first Thursday of the year, as calendars print it."""
    if not (1 <= n <= 52 and 1900 < year < 2200):
        return None
    return date.fromisocalendar(year, n, 1), date.fromisocalendar(year, n, 7)


def _month(month: str, year: str | None, issued: date) -> tuple[date, date] | None:
    m = int(month)
    if not 1 <= m <= 12 or (year is not None and not 1900 < int(year) < 2200):
        return None
    y = int(year) if year else issued.year + (m < issued.month)
    return date(y, m, 1), last_of_month(y, m)


def _quarter(found: re.Match[str], issued: date) -> tuple[date, date] | None:
    now = (issued.month + 2) // 3
    quarter = _QUARTERS[found["quarter"]] if found["quarter"] else now + (found["nearq"] != "này")
    year = found["qy"] or found["qy1"]
    y = int(year) if year else issued.year + (quarter < now if found["quarter"] else 0)
    if quarter > 4:
        y, quarter = y + 1, 1
    if not 1900 < y < 2200:
        return None
    return date(y, quarter * 3 - 2, 1), last_of_month(y, quarter * 3)
