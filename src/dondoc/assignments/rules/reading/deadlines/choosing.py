"""Which of several deadlines in one passage counts (chọn thời hạn)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dondoc.assignments.rules.reading.deadlines.base import Base, Said, Strength
from dondoc.assignments.rules.reading.deadlines.counted import counted
from dondoc.assignments.rules.reading.deadlines.days import bare_days, named_days
from dondoc.assignments.rules.reading.deadlines.periods import periods
from dondoc.assignments.rules.reading.deadlines.recurring import recurring

__all__ = ["Base", "Said", "deadline_in", "deadlines_in"]

_RELATIVE = re.compile(
    r"(?<!\w)(?:ngay (?:sau )?khi|ngay sau|trước khi|trước kỳ họp|trước tết|trước mùa"
    r"|trước thời điểm)(?!\w)[^,;.]{0,90}"
)
_CONTINUING = re.compile(r"(?<!\w)(?<!chi )(?<!vốn )(?<!phí )(?<!nguồn )(?<!toán )(?<!vụ )thường xuyên(?!\w)")


def deadline_in(words: str, base: Base) -> Said | None:
    """The deadline that a passage sets: the plainest, of equally plain ones the first; None where it sets none."""
    return min(deadlines_in(words, base), key=lambda said: (-said.strength, said.start), default=None)


def deadlines_in(words: str, base: Base) -> Iterator[Said]:
    """Every deadline in a passage (levelled, lower case, single spaces)."""
    cycles = list(recurring(words, base))
    yield from cycles
    taken = [(said.start, said.end) for said in cycles if said.on is not None]
    for said in (*named_days(words, base), *bare_days(words, base), *periods(words, base), *counted(words, base)):
        if not any(start < said.end and said.start < end for start, end in taken):
            yield said
    for found in _RELATIVE.finditer(words):
        yield Said(found.start(), found.end(), "relative", Strength.LOOSE, guess="phụ thuộc một sự kiện chưa rõ ngày")
    for found in _CONTINUING.finditer(words):
        yield Said(found.start(), found.end(), "continuing", Strength.PASSING)
