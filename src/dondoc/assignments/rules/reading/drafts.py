"""Tasks in the making (nhiệm vụ đang đọc): gathered point by point before names and days are settled."""

from __future__ import annotations

from dataclasses import dataclass, field

from dondoc.assignments.rules.reading.deadlines import Base, Said, deadline_in
from dondoc.assignments.rules.reading.deadlines.base import Strength
from dondoc.assignments.rules.reading.mentions import Mention, mentions_at
from dondoc.assignments.rules.reading.passages import Passage


@dataclass(frozen=True)
class Worded:
    """A deadline, and where in the text the words stand that set it."""

    said: Said
    start: int
    end: int


@dataclass
class Draft:
    """A task as found so far. `sure` is what its grammar alone is worth, 0 to 1; `doubts` say in words
    what is guessed."""

    point: str
    start: int
    end: int
    leads: list[Mention]
    sure: float
    coordinating: list[Mention] = field(default_factory=list)
    deadline: Worded | None = None
    doubts: list[str] = field(default_factory=list)
    is_generic: bool = False
    is_explicit: bool = False


@dataclass(frozen=True)
class Above:
    """What a point takes over from those above it: who is to act, with whom, until when."""

    leads: tuple[Mention, ...] = ()
    coordinating: tuple[Mention, ...] = ()
    deadline: Worded | None = None
    is_directive: bool = False
    # By the heading right above ('1. Sở Tài chính:'), or by the opening words of the whole document.
    is_near: bool = False
    # The heading names the agency and nothing else, so that whatever stands below it is for that agency to do.
    is_bare: bool = False
    # What stands below tells who belongs to something, or how things are; nobody is told to do anything.
    is_telling: bool = False


def coordinating_in(p: Passage, first: int, last: int) -> list[Mention]:
    """Whom the task is to be done with: 'phối hợp (chặt chẽ) với …', 'cùng với …'."""
    found = _sharing(p, first, last)
    for at in range(first, last):
        if p.keys[at : at + 2] == ["phối", "hợp"]:
            after = at + 2
        elif p.keys[at] == "cùng":
            after = at + 1
        else:
            continue
        while after < last and p.keys[after] in ("chặt", "chẽ", "với", "cùng", "và", "tốt", ":"):
            after += 1
        some, end = mentions_at(p, after)
        if end <= last:
            found += [one for one in some if one.name not in {known.name for known in found}]
    return found


def _sharing(p: Passage, first: int, last: int) -> list[Mention]:
    """'…, Sở Ngoại vụ, Công an tỉnh phối hợp': named last in a clause, with a share only."""
    for at in range(first + 1, last):
        if p.keys[at] == "," and at + 1 < last and (p.tokens[at + 1].is_capital or p.keys[at + 1] == "các"):
            some, end = mentions_at(p, at + 1)
            if (
                some
                and p.keys[end : end + 2] == ["phối", "hợp"]
                and p.keys[end + 2 : end + 3] not in (["với"], ["cùng"])
            ):
                return some
    return []


def deadline_of(p: Passage, start: int, end: int, base: Base) -> Worded | None:
    """The deadline that `flat[start:end]` sets."""
    said = deadline_in(p.low[start:end], base)
    if said is None:
        return None
    first, last = start + said.start, start + said.end
    while last > first + 1 and p.flat[last - 1] in " ,;.":
        last -= 1
    while first < last - 1 and p.flat[first] == " ":
        first += 1
    return Worded(said, *p.place(first, last))


def is_plain(one: Worded | None) -> bool:
    """Does it name or count days, so that a second such deadline means a second task?"""
    return one is not None and one.said.strength >= Strength.PLAIN
