"""Which of several deadlines in one passage counts (chọn thời hạn)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dondoc.assignments.rules.reading.deadlines.base import Base, Said, Strength
from dondoc.assignments.rules.reading.deadlines.counted import counted
from dondoc.assignments.rules.reading.deadlines.days import bare_days, named_days
from dondoc.assignments.rules.reading.deadlines.last_days import last_days
from dondoc.assignments.rules.reading.deadlines.periods import periods
from dondoc.assignments.rules.reading.deadlines.recurring import recurring

__all__ = ["Base", "Said", "deadline_in", "deadlines_in"]

_RELATIVE = re.compile(
    r"(?<!\w)(?:ngay (?:sau )?khi|ngay sau|trước khi|trước kỳ họp|trước tết|trước mùa|trước thời điểm"
    r"|sau khi (?:có|được|nhận được) (?:ý kiến|kết quả|văn bản|quyết định|hướng dẫn|chủ trương|phê duyệt"
    r"|thẩm định|chấp thuận)"
    r"|trước ngày (?:khai giảng|khai mạc|bầu cử|diễn ra|tổ chức|thi|nghỉ|hội nghị))(?!\w)[^,;.]{0,90}"
)
# Not 'các huyện thường xuyên để xảy ra …', 'vận động gia đình thường xuyên quan tâm': that is said of others.
_CONTINUING = re.compile(
    r"(?<!\w)(?<!gia đình )(?<!trẻ em )(?<!người dân )(?<!nhân dân )(?<!phụ huynh )(?<!học sinh )"
    r"(?<!chi )(?<!vốn )(?<!phí )(?<!nguồn )(?<!toán )(?<!vụ )thường xuyên"
    r"(?!\w)(?! (?:và )?(?:để )?xảy ra| vi phạm| bị | ngập)"
)

# '6 tháng (trước ngày 15/6), năm (trước ngày 15/12)': days of one cycle.
_OF_A_CYCLE = re.compile(r"(?:năm|quý|tháng) ?\($")


def deadline_in(words: str, base: Base) -> Said | None:
    """The deadline that a passage sets: the plainest, of equally plain ones the first; None where it sets none."""
    return min(deadlines_in(words, base), key=lambda said: (-said.strength, said.start), default=None)


def deadlines_in(words: str, base: Base) -> Iterator[Said]:
    """Every deadline in a passage (levelled, lower case, single spaces)."""
    cycles = list(recurring(words, base))
    yield from cycles
    taken = [(said.start, said.end) for said in cycles if said.on is not None]
    for finder in (named_days, bare_days, periods, counted, last_days):
        for said in finder(words, base):
            is_taken = any(start < said.end and said.start < end for start, end in taken)
            if not is_taken and not (taken and _OF_A_CYCLE.search(words[max(0, said.start - 12) : said.start])):
                yield said
    for found in _RELATIVE.finditer(words):
        yield Said(found.start(), found.end(), "relative", Strength.LOOSE, guess="phụ thuộc một sự kiện chưa rõ ngày")
    for found in _CONTINUING.finditer(words):
        yield Said(found.start(), found.end(), "continuing", Strength.PASSING)
