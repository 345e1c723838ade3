"""Signs of a PDF put together to lines by their places (ghép dòng theo vị trí chữ).

The order in which a file draws its signs is no order of reading: a font without Vietnamese letters leaves them to
another one, drawn apart. Lengths are points, upwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

# In sizes of the letters: a gap between words, and between columns that share a line.
WORD_GAP, COLUMN_GAP = 0.16, 1.8
COLUMNS = "    "
# Signs this near to a baseline, in sizes, stand on it.
BASELINE = 0.35
# In sizes: how far in a paragraph may begin; how much further down than the usual line another paragraph stands.
INDENT, APART, TIGHT = 4.0, 0.2, 1.45


@dataclass(frozen=True)
class Sign:
    """A letter by its left and right edge, its baseline and its size."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


@dataclass(frozen=True)
class Part:
    """Words that stand together on a line."""

    x0: float
    x1: float
    text: str


@dataclass(frozen=True)
class Row:
    """A line: its baseline, the size of its first letter, its parts from left to right, the width of its first word."""

    y: float
    size: float
    parts: tuple[Part, ...]
    first_word: float

    @property
    def x0(self) -> float:
        return self.parts[0].x0

    @property
    def x1(self) -> float:
        return max(part.x1 for part in self.parts)

    @property
    def text(self) -> str:
        return COLUMNS.join(part.text for part in self.parts)


@dataclass(frozen=True)
class Print:
    """The printed area of some rows: the usual step from line to line, the left and the right edge."""

    usual: float
    left: float
    right: float

    @classmethod
    def of(cls, rows: list[Row]) -> Print:
        steps = Counter(round(above.y - row.y, 1) for above, row in pairwise(rows)).most_common(1)
        edges = [(row.x0, row.x1) for row in rows] or [(0.0, 0.0)]
        return cls(steps[0][0] if steps else 0.0, min(x0 for x0, _ in edges), max(x1 for _, x1 in edges))

    def is_apart(self, above: Row, row: Row) -> bool:
        """Does a paragraph begin here: further down than lines usually are, or where the line above had room left?"""
        if above.y - row.y > self.usual + APART * row.size + 0.1:
            return True
        is_prose = max(above.x0, row.x0) < self.left + INDENT * row.size
        return is_prose and self.right - above.x1 > row.first_word + row.size


def rows_of(signs: Iterable[Sign]) -> Iterator[Row]:
    """Signs on one baseline, top to bottom."""
    found: list[Sign] = []
    for sign in sorted(signs, key=lambda sign: -sign.y):
        if sign.text.isspace():
            continue
        if found and found[0].y - sign.y > BASELINE * max(found[0].size, sign.size):
            yield _row(found)
            found = []
        found.append(sign)
    if found:
        yield _row(found)


def _row(signs: list[Sign]) -> Row:
    signs = sorted(signs, key=lambda sign: (sign.x0, sign.x1))
    parts: list[Part] = []
    words: list[str] = []
    start, end, first_word = signs[0].x0, signs[0].x0, 0.0
    for sign in signs:
        gap = sign.x0 - end
        if gap > WORD_GAP * sign.size:
            first_word = first_word or end - signs[0].x0
            if gap > COLUMN_GAP * sign.size:
                parts.append(Part(start, end, "".join(words)))
                start, words = sign.x0, []
            else:
                words.append(" ")
        words.append(sign.text)
        end = max(end, sign.x1)
    parts.append(Part(start, end, "".join(words)))
    return Row(signs[0].y, signs[0].size, tuple(parts), first_word or end - signs[0].x0)


def lines_of_rows(rows: list[Row]) -> list[tuple[float, str]]:
    """Lines with their height: columns one after the other, an empty line between paragraphs."""
    found: list[tuple[float, str]] = []
    page = Print.of(rows)
    at = 0
    while at < len(rows):
        end, gutter = _columns(rows, at)
        if end - at > 1:
            found += _side_by_side(rows[at:end], gutter)
        else:
            found.append((rows[at].y, rows[at].text))
            end = at + 1
        if end < len(rows) and page.is_apart(rows[end - 1], rows[end]):
            found.append((rows[end].y + 0.01, ""))
        at = end
    return found


def _columns(rows: list[Row], at: int) -> tuple[int, float]:
    """How far two columns go, as the head and the place for the signature have them; and where they part.

    They end with the last line that has words on the right.
    """
    if len(rows[at].parts) != 2:
        return at, 0.0
    left, right = rows[at].parts[0].x1, rows[at].parts[1].x0
    end = last = at + 1
    while end < len(rows):
        on_left = [part.x1 for part in rows[end].parts if part.x0 < left]
        on_right = [part.x0 for part in rows[end].parts if part.x0 >= left]
        left, right = max([left, *on_left]), min([right, *on_right])
        if right - left < rows[at].size or len(rows[end].parts) > 2:
            break
        end += 1
        last = end if on_right else last
    while last > at + 1 and last < end and _goes_on_left(rows[last - 1], rows[last]):
        last += 1
    return last, left if end == at + 1 else right - 0.1


def _goes_on_left(above: Row, row: Row) -> bool:
    """The rest of a subject or of the recipients, below the last words on the right."""
    return above.y - row.y < TIGHT * row.size and not row.text.startswith("Kính gửi")


def _side_by_side(rows: list[Row], gutter: float) -> Iterator[tuple[float, str]]:
    """The left column, then the right one, at the height of the first line."""
    sides = (
        [part.text for row in rows for part in row.parts if part.x0 < gutter],
        [part.text for row in rows for part in row.parts if part.x0 >= gutter],
    )
    for n, text in enumerate([*sides[0], *sides[1]]):
        yield rows[0].y - n * 0.01, text
