"""The cells of a drawn table (ô của bảng đã vẽ): text by place, merged cells filled, and where its headings are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dondoc.base.rules.tables.blocks import Block
from dondoc.base.rules.tables.days import Unreadable
from dondoc.base.rules.tables.kinds import Kind, Raw, value_of
from dondoc.base.rules.wording import search_key
from dondoc.sheets.rules.workbook.layout import CHECK_HEADING, FORM_MARK

MAX_TEXT = 300
MOST_HEADINGS = 6  # rows of headings above the numbers
FEWEST_NUMBERS = 2
_NO = r"(?:\d{1,3}[a-zđ]?|[A-ZĐ]{1,2}\d{0,2})"
# Excel takes '(3)' for -3.
NUMBERED = re.compile(rf"[(\[]?\s*-?({_NO})\s*[)\]]?\s*(?:=\s*(.+))?", re.ASCII | re.DOTALL)
# What stands above a table and is no heading of it.
_FRAME = re.compile(r"don vi (bao cao|nhan|tinh|gui)|ky bao cao|bieu( mau)? so|mau so|ban hanh|dvt|\(?tu ngay|ngay ")


@dataclass(frozen=True)
class Numbered:
    """One cell of the row of numbers: which column it is, what is written after '='."""

    at: int
    no: str
    formula: str


@dataclass(frozen=True)
class Drawn:
    """One sheet as text. Rows and columns count from 0 here."""

    block: Block

    @cached_property
    def cells(self) -> list[list[str]]:
        """The text of every cell; cells that are merged all bear what stands in the first of them."""
        width = max(map(len, self.block.rows), default=0)
        width = max([width, *(span.right + 1 for span in self.block.spans)])
        texts = [[*row, *[""] * (width - len(row))] for row in self.own]
        for span in self.block.spans:
            if span.top <= len(texts):
                told = texts[span.top - 1][span.left]
                for row in range(span.top - 1, min(span.bottom, len(texts))):
                    texts[row][span.left : span.right + 1] = [told] * (span.right + 1 - span.left)
        return texts

    @cached_property
    def own(self) -> list[list[str]]:
        """The same, merged cells not filled; what the product's own files hide in them left out."""
        texts = [list(map(_text, row)) for row in self.block.rows]
        if texts and texts[0][:1] == [FORM_MARK]:
            texts[:2] = [[], []]
            texts = [["", *(text for text in row[1:] if text != CHECK_HEADING)] for row in texts]
        return texts

    @cached_property
    def numbers_row(self) -> int | None:
        """The row '(1) (2) (3)=(4)+(5)'; None where there is none."""
        return next((row for row in range(len(self.own)) if self._is_numbers(row)), None)

    def numbered(self, row: int) -> list[Numbered]:
        """What the row of numbers says."""
        found = []
        for at, text in enumerate(self.own[row]):
            if match := NUMBERED.fullmatch(text):
                found.append(Numbered(at, match[1], (match[2] or "").strip()))
        return found

    def _is_numbers(self, row: int) -> bool:
        filled = [text for text in self.own[row] if text]
        found = self.numbered(row)
        if len(found) < FEWEST_NUMBERS or len(found) != len(filled) or len({n.no for n in found}) != len(found):
            return False
        plain = [int(n.no) for n in found if n.no.isdigit()]
        return len(plain) >= FEWEST_NUMBERS and plain == sorted(plain) and plain[-1] - plain[0] < 2 * len(found)

    def first_heading(self, last: int, places: Sequence[int]) -> int:
        """The uppermost row of headings above row `last` (left out), over the columns at `places`."""
        first, covered = last, set[int]()
        while first > 0 and last - first < MOST_HEADINGS:
            told = self._headings(first - 1, last, places)
            may_be_few = len(covered) < len(places) and told and min(told) > places[0]
            if not told or not (may_be_few or len(told) >= 0.6 * len(places)):
                break
            covered |= set(told)
            first -= 1
        return first

    def _headings(self, row: int, last: int, places: Sequence[int]) -> dict[int, str]:
        """The headings of a row by place; none where it is a line of another kind, as a title over the whole table."""
        texts = self.heading_texts(row, last)
        told = {at: texts[at] for at in places if at < len(texts) and texts[at]}
        is_title = len(set(told.values())) < min(2, len(places)) and len(told) != 1
        is_frame = any(_FRAME.match(search_key(text)) for text in told.values())
        return {} if is_title or is_frame else told

    def heading_texts(self, row: int, last: int) -> list[str]:
        """The row with headings drawn over their neighbours where nobody merged them. `last`: the row after all."""
        texts = list(self.cells[row])
        below = self.own[row + 1] if row + 1 < last else []
        for at in range(1, len(texts)):
            if not texts[at] and at < len(below) and below[at]:
                texts[at] = texts[at - 1]
        return texts


def _text(raw: Raw) -> str:
    try:
        value = value_of(raw, Kind.TEXT, MAX_TEXT)
    except Unreadable:
        return ""
    return value if isinstance(value, str) else ""
