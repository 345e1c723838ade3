"""What changed between two drafts (so sánh hai bản dự thảo): lines and words as the reader reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from dondoc.documents.rules.official import OfficialDocument
from dondoc.documents.rules.official.document import lines_with_cells

# On either side; beyond it the whole is told as taken out and put in: comparing costs the product of both.
MOST_LINES, MOST_WORDS = 1_000, 1_000


class Side(StrEnum):
    """Which draft has a piece: both, only the older, only the newer."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """Words that stand together (cụm từ) on one side or both."""

    side: Side
    text: str


@dataclass(frozen=True)
class Line:
    """One line of the comparison; a line without changes has one piece of both sides."""

    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        return any(piece.side is not Side.BOTH for piece in self.pieces)


def differences(old: OfficialDocument, new: OfficialDocument) -> list[Line]:
    """Every line of both, in reading order: unchanged, taken out, put in, or changed word by word."""
    return list(_lines(_said(old), _said(new)))


def _said(document: OfficialDocument) -> list[str]:
    return [" │ ".join(cells) for cells in lines_with_cells(document)]


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    if max(len(old), len(new)) > MOST_LINES:
        yield from (Line((Piece(Side.OLD, line),)) for line in old)
        yield from (Line((Piece(Side.NEW, line),)) for line in new)
        return
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (Line((Piece(Side.BOTH, line),)) for line in old[a:b])
            continue
        n = min(b - a, d - c)
        yield from (Line(tuple(_words(one, other))) for one, other in zip(old[a : a + n], new[c : c + n], strict=True))
        yield from (Line((Piece(Side.OLD, line),)) for line in old[a + n : b])
        yield from (Line((Piece(Side.NEW, line),)) for line in new[c + n : d])


def _words(old: str, new: str) -> Iterator[Piece]:
    one, other = old.split(" "), new.split(" ")
    if max(len(one), len(other)) > MOST_WORDS:
        yield from (Piece(Side.OLD, old), Piece(Side.NEW, new))
        return
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(Side.BOTH, " ".join(one[a:b]))
            continue
        if b > a:
            yield Piece(Side.OLD, " ".join(one[a:b]))
        if d > c:
            yield Piece(Side.NEW, " ".join(other[c:d]))
