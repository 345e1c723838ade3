"""Counted days (số ngày, số ngày làm việc): 'chậm nhất 05 ngày làm việc kể từ ngày ký', 'trong vòng 15 ngày'.

The starting day is not counted; a period in days that ends on a day off ends with the next working day.
Source: BLDS 2015, Điều 147, 148.5; which days work: BLLĐ 2019, Điều 112.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dondoc.assignments.rules.reading.deadlines.base import TENTATIVE, Base, Said, Strength, months_later

_N = r"(?P<n>\d{1,3})(?: ?\([^()]{1,20}\))?"
_LEAD = (
    r"(?:(?:chậm nhất|muộn nhất|trong vòng|trong thời hạn|trong thời gian|thời hạn|thời gian|không quá"
    r"|trong|sau|tối đa|chậm quá|để quá)"
    r"(?: (?:là|sau|trong|không quá|vòng|tối đa|thời hạn)){0,3}) "
)
_SINCE = r"(?:,? (?P<since>(?:kể từ|tính từ|sau|từ)(?: khi| ngày| thời điểm| lúc){0,2} [^,;.:()]{2,90}))?"
_COUNTED = re.compile(rf"(?<!\w){_LEAD}{_N} (?P<unit>ngày làm việc|ngày|tuần|tháng|giờ)(?! đầu| cuối)(?!\w){_SINCE}")
# 'N ngày làm việc kể từ …' needs no word before it.
_WORKING = re.compile(rf"(?<!\w){_N} (?P<unit>ngày làm việc)(?!\w){_SINCE}")
# Counting starts with this very document.
_THIS = re.compile(
    r"(?:ký|ban hành|phát hành|này có hiệu lực|này ban hành)(?!\w)"
    r"(?!.*(?:kết quả|quyết định phê duyệt|hợp đồng|biên bản))"
)
_RECEIVED = re.compile(
    r"nhận (?:được )?(?:công văn|văn bản|thông báo|chỉ thị|công điện|kế hoạch|quyết định|ý kiến chỉ đạo"
    r"|chỉ đạo|kết luận)"
    r"(?: (?:này|chỉ đạo này|trên))?(?: của ubnd tỉnh| của chủ tịch ubnd tỉnh)?\s*$"
)


def counted(words: str, base: Base) -> Iterator[Said]:
    """Every deadline counted in days, weeks or months."""
    seen: set[int] = set()
    for pattern in (_COUNTED, _WORKING):
        for found in pattern.finditer(words):
            if found.start("n") in seen:
                continue
            seen.add(found.start("n"))
            if _is_length(found) or _CHANGED.search(words[max(0, found.start() - 90) : found.start()]):
                continue
            yield _said(found, words, base)


# 'rút ngắn thời gian thẩm định xuống còn 10 ngày làm việc' tells how long something shall take, 'vùng nguy hiểm
# trong 48 giờ tới' what is forecast.
_CHANGED = re.compile(r"(?:xuống|còn|từ) $|(?:nguy hiểm|dự báo|diễn biến|thời tiết|mưa|bão)[^.;:]{0,60}$")


def _is_length(found: re.Match[str]) -> bool:
    """'biệt phái trong thời gian 03 tháng' tells how long, not until when."""
    return found["since"] is None and found[0].startswith(("trong thời gian", "thời gian"))


def _said(found: re.Match[str], words: str, base: Base) -> Said:
    kind = "working_days" if found["unit"] == "ngày làm việc" else "days"
    n, since = int(found["n"]), found["since"] or ""
    is_this = bool(_THIS.search(since)) or not since
    is_received = bool(_RECEIVED.search(since))
    if not (is_this or is_received) or (not since and _after_event(words[: found.start()])):
        guess = "tính từ một sự kiện chưa rõ ngày"
        return Said(found.start(), found.end(), kind, Strength.PLAIN, guess=guess)
    exact, last = _reckoned(found["unit"], n, base)
    guess = "tính từ ngày văn bản vì chưa rõ ngày nhận" if is_received else ""
    if not base.is_certain:
        guess = guess or TENTATIVE
    if base.calendar.is_provisional(last.year):
        guess = f"{guess}; " * bool(guess) + f"lịch nghỉ năm {last.year} chưa công bố, tạm tính"
    return Said(found.start(), found.end(), kind, Strength.PLAIN, last, exact, guess=guess)


def _after_event(before: str) -> bool:
    """'Sau khi kết thúc lễ hội, … trong vòng 07 ngày': the count starts with the event."""
    sentence = before.rsplit(". ", 1)[-1]
    if re.search(r"trước (?:ngày|khi|thời điểm) [^,;.\d]{2,60}$", sentence):
        return True  # 'gửi trước ngày kiểm tra 05 ngày làm việc'
    return "sau khi" in sentence or "khi có" in sentence or "kể từ khi" in sentence


def _reckoned(unit: str, n: int, base: Base) -> tuple[date, date]:
    """The day as counted, and the day that counts."""
    if unit == "ngày làm việc":
        day = base.calendar.add_working_days(base.issued, n)
        return day, day
    if unit == "giờ":
        day = base.issued + timedelta(days=-(-n // 24))
        return day, day
    exact = (
        months_later(base.issued, n)
        if unit == "tháng"
        else base.issued + timedelta(days=n * (7 if unit == "tuần" else 1))
    )
    return exact, base.calendar.next_working_day(exact)
