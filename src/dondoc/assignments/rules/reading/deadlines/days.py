"""Named days (ngày cụ thể): 'trước ngày 15/3/2022', 'chậm nhất là ngày 30 tháng 4', 'trước 16h00 ngày 27/9'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time

from dondoc.assignments.rules.reading.deadlines.base import TENTATIVE, Base, Said, Strength, day_before, day_or_none

# 15/3/2022, 15-3-2022, 15.3.2022, 15/3, 15 tháng 3 năm 2022, 15 của tháng 3 năm 2023.
DAY = (
    r"(?P<d>\d{1,2})(?: ?[/.-] ?(?P<m>1[0-2]|0?[1-9])(?!\d)(?: ?[/.-] ?(?P<y>\d{4})| năm (?P<y1>\d{4}))?"
    r"| (?:của )?tháng (?P<m2>\d{1,2})(?: ?/ ?(?P<y3>\d{4})|,? năm (?P<y2>\d{4}))?)"
)
HOUR = r"(?P<h>\d{1,2}) ?(?:h|giờ|g|:) ?(?P<min>\d{2})?(?: ?phút|')?(?: (?:sáng|chiều|trưa))?,? ?"
# What may stand between the limit and the day: 'sáng', 'thứ Sáu,', 'ngày', and what the day is ('Quốc khánh 02/9').
_BEFORE_DAY = (
    r"(?:(?:buổi )?(?:sáng|chiều|tối),? )?(?:(?:ngày )?thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7]),? ?\(?)?(?:ngày )?"
    r"(?:hôm nay,? ?\(?)?"
    r"(?:(?:quốc khánh|khai giảng|khai mạc|bầu cử|tổng điều tra)(?: [^\W\d_]{1,8}){0,4} \(?(?:ngày )?)?"
)
_LIMIT = (
    r"(?P<limit>trước thời điểm|trước|chậm nhất|muộn nhất|không quá|không muộn hơn|không chậm hơn|đến hết"
    r"|hết|hạn cuối|hạn chót|(?<!gia )(?<!quá )hạn|hoàn thành(?= ngày|:)|"
    r"thời hạn|thời gian|tiến độ|đến|tới|trong|vào|xong)"
)
_FILLER = (
    r"(?:(?: là| đến| vào| trong| hết| trước|:| hoàn thành| thực hiện| báo cáo| gửi| xong| lúc| mốc| cuối| của)){0,4}"
)
_NAMED = re.compile(rf"(?<!\w){_LIMIT}(?P<filler>{_FILLER}) (?:{HOUR})?{_BEFORE_DAY}{DAY}(?![\d/])")
_BARE_DAY = re.compile(
    rf"(?<!\w){_LIMIT}(?P<filler>{_FILLER}) (?:{HOUR})?ngày (?P<d>\d{{1,2}})(?P<next> tháng (?:sau"
    rf"|tới))?(?=[\s,.;:)]|$)(?!\s?[/-])"
)
_RANGE = re.compile(
    rf"từ (?:ngày )?\d{{1,2}}(?: ?[/-] ?\d{{1,2}}(?: ?[/-] ?\d{{4}})?| tháng \d{{1,2}}(?: năm \d{{4}})?)? ?"
    rf"(?:đến|-|tới)(?: hết)? (?:ngày )?{DAY}(?![\d/])"
)
# 'các dự án được phê duyệt trước ngày …', 'số liệu tính đến ngày …' tell of something; they set no deadline.
_TELLING_BEFORE = re.compile(
    r"(?:tính|kể từ|từ|hiệu lực|được (?:phê duyệt|cấp|ban hành|giao|ký)|phát sinh|ban hành|sinh|tồn đọng"
    r"|có|thành lập|số liệu"
    r"|sử dụng đất|giai đoạn|kỳ họp|ký kết|hợp đồng|(?<!sở )xây dựng) ?$"
)
# 'các dự án đã báo cáo Ban Chỉ đạo trước ngày …' is over and done.
_DONE_BEFORE = re.compile(
    r"đã (?:được )?(?:báo cáo|gửi|nộp|đăng ký|tiếp nhận|phát sinh|ban hành|phê duyệt|cấp|ký|khởi công"
    r"|đưa vào)[^,;.:]{0,60}$"
)
_FROM = re.compile(r"từ (?:ngày )?\d{1,2}(?:[/-]\d{1,2}(?:[/-]\d{4})?| tháng \d{1,2}(?: năm \d{4})?)? $")
# 'báo cáo kết quả … từ ngày … đến ngày …' tells what is reported on.
_REPORTED = re.compile(
    r"(?:kết quả|tình hình|số liệu|thời kỳ|thiệt hại|mưa lũ|phát sinh|vụ việc|doanh thu)[^;.:]{0,120}$"
)
# These set a deadline whatever stands before them: 'trình UBND tỉnh ban hành chậm nhất ngày …'.
_PLAIN_LIMITS = frozenset(
    {"trước", "chậm nhất", "muộn nhất", "không muộn hơn", "không chậm hơn", "hạn cuối", "hạn chót", "xong"}
)


def named_days(words: str, base: Base) -> Iterator[Said]:
    """Every limit that names a day with its month; the year may be left out."""
    for found in _NAMED.finditer(words):
        if (
            found["limit"] not in _PLAIN_LIMITS
            and _TELLING_BEFORE.search(words[max(0, found.start() - 40) : found.start()])
        ) or _DONE_BEFORE.search(words[max(0, found.start() - 90) : found.start()]):
            continue
        if found["limit"].startswith(("đến", "tới")) and _FROM.search(
            words[max(0, found.start() - 40) : found.start()]
        ):
            continue  # a span, read as one
        day = _day(found, base)
        if day is None:
            continue
        has_year = any(found[part] for part in ("y", "y1", "y2", "y3"))
        yield _said(found, day, Strength.NAMED_DAY, "" if has_year or base.is_certain else TENTATIVE)
    for found in _RANGE.finditer(words):
        is_reported = _REPORTED.search(words[max(0, found.start() - 150) : found.start()])
        if not is_reported and (day := _day(found, base)):
            yield Said(found.start(), found.end(), "date", Strength.SPAN, day, day)


def bare_days(words: str, base: Base) -> Iterator[Said]:
    """'trước ngày 20': the next twentieth after the document's date."""
    for found in _BARE_DAY.finditer(words):
        if _DONE_BEFORE.search(words[max(0, found.start() - 90) : found.start()]):
            continue
        n = int(found["d"])
        for step in range(1 if found["next"] else 0, 3):
            year, month = divmod(base.issued.year * 12 + base.issued.month - 1 + step, 12)
            day = day_or_none(year, month + 1, n)
            if day is not None and day >= base.issued:
                yield _said(found, day, Strength.PLAIN, "không ghi tháng; lấy tháng gần nhất")
                break


def _said(found: re.Match[str], day: date, strength: Strength, guess: str = "") -> Said:
    at = _hour(found)
    is_before = "trước" in found["limit"] or "trước" in found["filler"]
    on = day_before(day) if is_before and at is None else day
    return Said(found.start(), found.end(), "date", strength, on, day, at, guess)


def _hour(found: re.Match[str]) -> time | None:
    if found["h"] is None:
        return None
    try:
        return time(int(found["h"]) % 24, int(found["min"] or 0))
    except ValueError:
        return None


def _day(found: re.Match[str], base: Base) -> date | None:
    """The day named; one that is over before the document was issued is no deadline."""
    month = found["m"] or found["m2"]
    year = found["y"] or found["y1"] or found["y2"] or found["y3"]
    if month is None or not 1 <= int(month) <= 12:
        return None
    if year is not None:
        day = day_or_none(int(year), int(month), int(found["d"]))
        return day if day is not None and (day >= base.issued or not base.is_certain) else None
    for candidate in (base.issued.year, base.issued.year + 1):
        day = day_or_none(candidate, int(month), int(found["d"]))
        if day is not None and day >= base.issued:
            return day
    return None
