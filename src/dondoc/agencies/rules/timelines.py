"""Agencies over time (đơn vị theo thời gian): what each code is on which day, and what cannot be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from dondoc.base.rules.wording import screen_date

# Deeper than any administration; a longer way up is a mistake in the parents.
MAX_LEVELS = 10


@dataclass(frozen=True)
class Span:
    """One version of a code over [valid_from, valid_to); `row` is its row in the file, None for a stored one.

    `is_nation`: a central body (trung ương); the units below one, not it, are provinces.
    """

    code: str
    parent: str | None
    valid_from: date
    valid_to: date | None
    row: int | None = None
    is_nation: bool = False

    def words(self) -> str:
        """'từ 01/01/1900, chưa kết thúc'."""
        end = f"đến trước {screen_date(self.valid_to)}" if self.valid_to else "chưa kết thúc"
        return f"từ {screen_date(self.valid_from)}, {end}"

    def joined(self, other: Span) -> Span:
        """From the first day of the two to the last of the two, under this code and row."""
        ends = self.valid_to if self.outlasts(other) else other.valid_to
        return replace(self, valid_from=min(self.valid_from, other.valid_from), valid_to=ends)

    def outlasts(self, other: Span) -> bool:
        return self.valid_to is None or (other.valid_to is not None and self.valid_to > other.valid_to)


class Timelines:
    """The versions of every code in the order of time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._by_code: dict[str, list[Span]] = {}
        # The same without the seams between versions: from when to when a code exists.
        self._lives: dict[str, list[Span]] = {}
        for span in sorted(spans, key=lambda s: s.valid_from):
            self._by_code.setdefault(span.code, []).append(span)
            lives = self._lives.setdefault(span.code, [])
            if lives and (lives[-1].valid_to is None or lives[-1].valid_to >= span.valid_from):
                lives[-1] = lives[-1].joined(span)
            else:
                lives.append(span)

    def __iter__(self) -> Iterator[Span]:
        for spans in self._by_code.values():
            yield from spans

    def at(self, code: str, on: date) -> Span | None:
        return _in_force(self._by_code.get(code, []), on)

    def first_gap(self, code: str, span: Span) -> date | None:
        """The first day of a span on which a code does not exist."""
        life = _in_force(self._lives.get(code, []), span.valid_from)
        if life is None:
            return span.valid_from
        return life.valid_to if span.outlasts(life) and life.valid_to else None

    def overlaps(self, code: str) -> Iterator[tuple[Span, Span]]:
        """Neighbours in time of which the first has not ended when the second begins."""
        spans = self._by_code.get(code, [])
        for earlier, later in pairwise(spans):
            if earlier.valid_to is None or earlier.valid_to > later.valid_from:
                yield earlier, later

    def gaps(self, code: str) -> Iterator[tuple[Span, Span]]:
        """Neighbours in time with days between them on which the code is nothing."""
        for earlier, later in pairwise(self._by_code.get(code, [])):
            if earlier.valid_to is not None and earlier.valid_to < later.valid_from:
                yield earlier, later

    def way_up(self, code: str, on: date) -> list[Span]:
        """The versions from a code up on a day, to the province if all is well.

        It ends early where a parent does not exist, past MAX_LEVELS, and in a ring, whose first member then
        stands at the end once more.
        """
        path: list[Span] = []
        span = self.at(code, on)
        while span and span not in path and len(path) <= MAX_LEVELS:
            path.append(span)
            span = self.at(span.parent, on) if span.parent else None
        return [*path, span] if span in path else path

    def province_of(self, code: str, on: date) -> str | None:
        """The code of the province above a code on a day, or of itself; None when the way up does not reach one."""
        path = self.way_up(code, on)
        if not path or path[-1].parent is not None:
            return None
        return next((span.code for span in reversed(path) if not span.is_nation), None)

    def rings(self) -> Iterator[list[Span]]:
        """Units that stand above themselves (vòng cấp trên), each ring once.

        A ring lasts from the day on which its youngest version begins: looking up from the start of every
        version finds them all, up to MAX_LEVELS long; longer ones are too deep anyway.
        """
        told: set[Span] = set()
        for start in self:
            path = self.way_up(start.code, start.valid_from)
            ring = path[path.index(path[-1]) : -1]
            if ring and told.isdisjoint(ring):
                told.update(ring)
                yield ring


def borne_twice(spans: Iterable[tuple[str, Span]]) -> Iterator[tuple[str, Span, Span]]:
    """Values that two codes bear on one day: (value, one span, another). Empty values are nobody's."""
    by_value: dict[str, list[Span]] = {}
    for value, span in spans:
        if value:
            by_value.setdefault(value, []).append(span)
    for value, listed in by_value.items():
        listed.sort(key=lambda s: s.valid_from)
        for earlier, later in pairwise(listed):
            if earlier.code != later.code and (earlier.valid_to is None or earlier.valid_to > later.valid_from):
                yield value, earlier, later


def _in_force(spans: Sequence[Span], on: date) -> Span | None:
    place = bisect_right(spans, on, key=lambda s: s.valid_from)
    if place and ((end := spans[place - 1].valid_to) is None or end > on):
        return spans[place - 1]
    return None
