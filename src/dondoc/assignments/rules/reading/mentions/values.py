"""An agency as a text names it (đơn vị được nêu trong câu), and the words that lists of them are made of."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.assignments.rules.reading.bodies import full_name
from dondoc.assignments.rules.reading.passages import Passage
from dondoc.assignments.rules.reading.words import phrases

ALL = ("các", "những", "từng", "mỗi", "toàn bộ các", "toàn thể", "tất cả các", "tất cả")
ALL_WORDS = phrases("; ".join(ALL))


@dataclass(frozen=True)
class Mention:
    """An agency as named at `flat[start:end]`. `is_assigner`: the province's own committee or its chairmen.

    `is_back`: only the kind is named ('UBND huyện'); it points back to one named before. `is_unknown`: somebody whose
    name no grammar knows. `written` are the words themselves, `remark` those in brackets behind them.
    """

    name: str
    start: int
    end: int
    is_group: bool = False
    is_open: bool = False
    is_assigner: bool = False
    is_back: bool = False
    is_unknown: bool = False
    written: str = ""
    remark: str = ""


def named(
    p: Passage,
    at: int,
    end: int,
    *,
    is_group: bool = False,
    is_open: bool = False,
    is_back: bool = False,
    is_assigner: bool = False,
) -> Mention:
    """The mention that tokens [at, end) make, with its name in full."""
    start, stop = p.tokens[at].start, p.tokens[end - 1].end
    name = full_name(p.flat[start:stop])
    return Mention(
        name[:1].upper() + name[1:],
        start,
        stop,
        is_group=is_group,
        is_open=is_open,
        is_back=is_back,
        is_assigner=is_assigner,
        written=p.flat[start:stop],
    )


def after_separator(p: Passage, at: int) -> int | None:
    """The token where the next item of a list would begin."""
    seen = False
    while at < len(p.tokens) and p.keys[at] in (",", ";", "và", "cùng", "/", "-") and (not seen or p.keys[at] == "và"):
        seen = True
        at += 1
    return at if seen else None
