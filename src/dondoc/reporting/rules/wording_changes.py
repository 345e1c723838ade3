"""Two wordings of a text held against each other (so sánh hai bản lời văn), by paragraphs, then by words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# On either side; beyond it the whole is told as taken out and put in: comparing costs the product of both.
MOST_WORDS, MOST_LINES = 2_000, 1_000


class Mark(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """A piece of text that stands in both, in the older only (`GONE`), in the newer only (`NEW`)."""

    mark: Mark
    text: str


def changed_words(older: str, newer: str) -> tuple[Piece, ...]:
    """The newer text with what was taken out and put in; joined, without one kind, either text comes back."""
    return tuple(_joined(_paragraphs(older, newer)))


def _paragraphs(older: str, newer: str) -> Iterator[Piece]:
    before, after = older.splitlines(keepends=True), newer.splitlines(keepends=True)
    if max(len(before), len(after)) > MOST_LINES:
        yield from (Piece(mark, text) for mark, text in ((Mark.GONE, older), (Mark.NEW, newer)) if text)
        return
    for op, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, new = "".join(before[i:j]), "".join(after[k:m])
        if op == "equal":
            yield Piece(Mark.SAME, gone)
        elif op == "replace":
            yield from _words(gone, new)
        else:
            yield from (Piece(mark, text) for mark, text in ((Mark.GONE, gone), (Mark.NEW, new)) if text)


def _words(older: str, newer: str) -> Iterator[Piece]:
    before, after = re.findall(r"\s+|\S+", older), re.findall(r"\s+|\S+", newer)
    if max(len(before), len(after)) > MOST_WORDS:
        yield from (Piece(Mark.GONE, older), Piece(Mark.NEW, newer))
        return
    for op, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            yield Piece(Mark.SAME, "".join(before[i:j]))
            continue
        for mark, words in ((Mark.GONE, before[i:j]), (Mark.NEW, after[k:m])):
            if words:
                yield Piece(mark, "".join(words))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and held.mark is piece.mark:
            held = Piece(held.mark, held.text + piece.text)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held
