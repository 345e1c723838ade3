"""Pages of a PDF as they are interpreted (trang PDF): words in lines, rows of ruled tables as cells parted by tabs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTPage
from pdfminer.pdfinterp import PDFResourceManager

from dondoc.documents.pdf_texts.echoes import is_untold, letter_with_horn
from dondoc.documents.pdf_texts.lines import Sign, lines_of_rows, rows_of

MAX_SIGNS = 30_000  # of one page
MAX_RULES = 2_000
MAX_DEPTH = 8
LONGEST_STROKE = 3.0
# How near, in points, two rules are the same one.
SAME = 2


@dataclass
class Sheet:
    """What a page holds: signs, and the rules drawn across and upright, as (from, to, place)."""

    signs: list[Sign] = field(default_factory=list)
    across: list[tuple[float, float, float]] = field(default_factory=list)
    upright: list[tuple[float, float, float]] = field(default_factory=list)

    def add_box(self, x0: float, y0: float, x1: float, y1: float, *, is_drawn: bool) -> None:
        """A line, or a box with its four edges. `is_drawn`: the edges are drawn, and not the inside filled."""
        width, height = x1 - x0, y1 - y0
        if len(self.across) + len(self.upright) > MAX_RULES:
            return
        if height < LONGEST_STROKE < width:
            self.across.append((x0, x1, (y0 + y1) / 2))
        elif width < LONGEST_STROKE < height:
            self.upright.append((y0, y1, (x0 + x1) / 2))
        elif is_drawn and width > LONGEST_STROKE and height > LONGEST_STROKE:
            self.across += [(x0, x1, y0), (x0, x1, y1)]
            self.upright += [(y0, y1, x0), (y0, y1, x1)]

    def lines(self) -> list[str]:
        """The page, top to bottom."""
        rows: dict[int, dict[int, list[Sign]]] = {}
        free: list[Sign] = []
        for cell, signs in self._by_cell().items():
            if cell is None:
                free += signs
            else:
                rows.setdefault(cell[0], {}).setdefault(cell[1], []).extend(signs)
        found = lines_of_rows(list(rows_of(free)))
        for top, row in rows.items():
            edges = self._edges(top)
            if len(edges) > 2:
                found.append((top, "\t".join(_words(row.get(edge, [])) for edge in edges[:-1])))
            else:
                found += [line for signs in row.values() for line in lines_of_rows(list(rows_of(signs)))]
        return [text for _, text in sorted(found, key=lambda line: -line[0])]

    def _by_cell(self) -> dict[tuple[int, int] | None, list[Sign]]:
        """Signs by the upper and left edge of the ruled box around them; None for those outside of any."""
        found: dict[tuple[int, int] | None, list[Sign]] = {}
        known: dict[tuple[float, float], tuple[int, int] | None] = {}
        uprights: dict[float, list[float]] = {}
        for sign in self.signs:
            y = sign.y + sign.size * 0.3
            if y not in uprights:
                uprights[y] = sorted(place for start, end, place in self.upright if start - SAME <= y <= end + SAME)
            places = uprights[y]
            at = bisect_left(places, (sign.x0 + sign.x1) / 2)
            if not 0 < at < len(places):
                found.setdefault(None, []).append(sign)
                continue
            key = (y, places[at - 1])
            if key not in known:
                known[key] = self._box((places[at - 1] + places[at]) / 2, y, places[at - 1])
            found.setdefault(known[key], []).append(sign)
        return found

    def _box(self, x: float, y: float, left: float) -> tuple[int, int] | None:
        """The ruled box that holds a point; None where no rule lies above or below."""
        across = [place for start, end, place in self.across if start - SAME <= x <= end + SAME]
        above = [place for place in across if place > y]
        if not above or len(above) == len(across):
            return None
        top = round(min(above))
        return top, min(self._edges(top), key=lambda edge: abs(edge - left), default=round(left))

    def _edges(self, top: int) -> list[int]:
        """The upright rules of the table's row below a rule, from left to right."""
        found: list[int] = []
        for place in sorted(place for start, end, place in self.upright if start <= top - 2 * SAME <= end + SAME):
            if not found or place - found[-1] > 2 * SAME:
                found.append(round(place))
        return found


def _words(signs: list[Sign]) -> str:
    return " ".join(" ".join(row.text.split()) for row in rows_of(signs))


class Sheets(PDFLayoutAnalyzer):
    """Takes pages one by one; `lines` are their words."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager, laparams=None)
        self.lines: list[str] = []
        self.n_signs = 0

    def receive_layout(self, ltpage: LTPage) -> None:
        sheet = Sheet()
        before: LTChar | None = None
        for item in _items(ltpage):
            if isinstance(item, LTChar):
                horned = letter_with_horn(before, item) if before else None
                if horned:
                    sheet.signs[-1] = replace(sheet.signs[-1], text=horned)
                elif len(sheet.signs) < MAX_SIGNS and item.size > 0:
                    sheet.signs.append(_sign(item))
                    before = item
            elif isinstance(item, LTCurve):
                sheet.add_box(item.x0, item.y0, item.x1, item.y1, is_drawn=bool(item.stroke))
        self.n_signs += len(sheet.signs)
        self._add(sheet.lines())

    def _add(self, lines: list[str]) -> None:
        """A row of a table that a page breaks in two goes on with its number empty."""
        n = lines[0].count("\t") if lines else 0
        if n and self.lines and lines[0].startswith("\t") and self.lines[-1].count("\t") == n:
            pairs = zip(self.lines[-1].split("\t"), lines[0].split("\t"), strict=True)
            self.lines[-1] = "\t".join(f"{above} {below}".strip() for above, below in pairs)
            lines = lines[1:]
        self.lines += lines


def _sign(item: LTChar) -> Sign:
    text = item.get_text()
    if is_untold(text):
        text = "\ufffd"
    return Sign(text, item.x0, item.x1, item.matrix[5], item.size)


def _items(container: LTContainer[Any], depth: int = 0) -> Iterator[Any]:
    for item in container:
        if isinstance(item, LTContainer) and depth < MAX_DEPTH:
            yield from _items(item, depth + 1)
        else:
            yield item
