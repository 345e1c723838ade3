"""Last days of a month or quarter ('ngày cuối cùng của tháng 6/2022', 'ngày cuối quý'), and 'hôm nay'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dondoc.assignments.rules.reading.deadlines.base import TENTATIVE, Base, Said, Strength, day_before, last_of_month

_LIMIT = r"(?P<limit>trước|chậm nhất|muộn nhất|vào|đến|hết|trong|báo cáo|xong)(?: là| vào| đến| trước| hết){0,2} "
_LAST = re.compile(
    rf"(?<!\w){_LIMIT}ngày (?:làm việc )?cuối(?: cùng)? (?:của )?(?:mỗi )?(?P<unit>tháng|quý)"
    r"(?: (?P<month>1[0-2]|0?[1-9])(?!\d)(?: ?/ ?(?P<y>\d{4})| năm (?P<y1>\d{4}))?)?"
)
_TODAY = re.compile(r"(?<!\w)(?:trong|ngay trong) (?:ngày )?hôm nay(?!\w)")
_EACH = re.compile(r"(?:hằng|hàng|mỗi|định kỳ)(?!\w)")


def last_days(words: str, base: Base) -> Iterator[Said]:
    """The last day of the month or quarter that is named, else of the document's own; and its own day."""
    for found in _LAST.finditer(words):
        month = base.issued.month
        if found["unit"] == "quý":
            month = (base.issued.month + 2) // 3 * 3
        elif found["month"]:
            month = int(found["month"])
        written = found["y"] or found["y1"]
        year = int(written) if written else base.issued.year + (month < base.issued.month)
        if not 1900 < year < 2200:
            continue
        day = last_of_month(year, month)
        is_each = not found["month"] and bool(_EACH.search(words[max(0, found.start() - 40) : found.end() + 12]))
        on = day_before(day) if "trước" in found[0] else day
        kind = "recurring" if is_each else "date"
        guess = "" if base.is_certain or written else TENTATIVE
        yield Said(found.start(), found.end(), kind, Strength.PLAIN, on, day, guess=guess)
    for found in _TODAY.finditer(words):
        guess = "" if base.is_certain else TENTATIVE
        yield Said(found.start(), found.end(), "date", Strength.PLAIN, base.issued, base.issued, guess=guess)
