"""The body of a Word file line by line (nội dung tệp Word): paragraphs, heads in tables or with tabs, data tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element

from dondoc.documents.paper_facts.reading import MAX_LINES, Sum
from dondoc.documents.paper_facts.word_styles import Look, Styles, W, mm, value
from dondoc.documents.rules.checking.paper import Line

MAX_DEPTH = 60
RIGHT_FROM = 75.0  # mm; what begins further in stands at the right
DEFAULT_STOP = 12.7  # mm, where a leading tab moves the first line
A_SPACE = 0.25 * 25.4 / 72  # mm a point of size, in Times New Roman
# So many spaces in a row part two columns, or push a line to the right, as a tab does; an open date has fewer.
SPACES = re.compile(r"([ \u00a0]{12,})")
SINGLE = 1.15  # the line box of Times New Roman, in sizes
# What stands there a second time for older programs, was taken out, or is not the text.
SKIPPED = {
    f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "footnoteReference", "commentReference")
}
DRAWN = {f"{W}drawing", f"{W}pict", f"{W}object"}
HEAD_WORDS = ("cộng hòa xã hội", "cộng hoà xã hội", "nơi nhận")


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


@dataclass
class Body:
    """Collects lines; `sections` are the w:sectPr met, in order."""

    styles: Styles
    lists: dict[tuple[str, str], Look]
    lines: list[Line] = field(default_factory=list)
    sections: list[Element] = field(default_factory=list)
    page: int = 1
    row: int = 0

    def walk(self, parent: Element, zone: str = "page", depth: int = 0) -> None:
        if depth > MAX_DEPTH:
            return
        for child in parent:
            if len(self.lines) > MAX_LINES:
                return
            name = local(child)
            if name == "p":
                self.paragraph(child, zone, depth)
            elif name == "tbl":
                self.table(child, zone, depth)
            elif name == "sectPr":
                self.sections.append(child)
            elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
                self.walk(child, zone, depth + 1)

    def table(self, table: Element, zone: str, depth: int) -> None:
        """Up to three columns without rules, or with the words of a head or an end, only hold things side by side."""
        rows = [list(row.iter(f"{W}tc")) for row in table.iterfind(f"{W}tr")]
        widest = max(map(len, rows), default=0)
        words = "".join(text.text or "" for text in table.iter(f"{W}t")).lower() if widest <= 4 else ""
        is_layout = zone == "page" and (
            any(part in words for part in HEAD_WORDS) or (widest <= 2 and not _has_rules(table))
        )
        for row in table.iterfind(f"{W}tr"):
            self.row += 1
            at = self.row
            cells = list(row.iterfind(f"{W}tc")) or list(row.iterfind(f".//{W}tc"))
            for i, cell in enumerate(cells):
                place = zone if zone in ("left", "right") else "cell"
                if is_layout:
                    place = "page" if len(cells) == 1 else "left" if i == 0 else "right"
                start = len(self.lines)
                self.walk(cell, place, depth + 1)
                self.lines[start:] = [replace(line, row=at) for line in self.lines[start:]]

    def paragraph(self, paragraph: Element, zone: str, depth: int) -> None:
        shape = paragraph.find(f"{W}pPr")
        look, base, style = self.styles.paragraph(shape, self.lists)
        pieces = _Pieces(self.styles, base)
        pieces.walk(paragraph)
        self.page += pieces.breaks_before
        self.row += 1
        filled = [(at_tab, piece) for at_tab, piece in pieces.made if piece.text]
        common = _shape_of(look, style, len(self.sections), self.page)
        common |= {"has_drawing": pieces.has_drawing, "has_rule": bool(look.get("rule"))}
        if not filled:
            self.lines.append(Line("", zone, row=self.row, **common))
        n_tabs = [at_tab for at_tab, _ in filled]
        for (at_tab, piece), size in zip(filled, (p.look["size"] for _, p in filled), strict=True):
            place = "right" if zone == "page" and _start(shape, pieces.leading) >= RIGHT_FROM else zone
            if zone == "page" and len(filled) > 1 and len(set(n_tabs)) > 1:
                place = "left" if at_tab == min(n_tabs) else "right"
            spaced = {"spacing": _spacing(look, size)}
            self.lines.append(Line(piece.text, place, row=self.row, **{**common, **spaced, **piece.look}))
        if filled and not common["first"] and len(set(n_tabs)) == 1 and (pushed := pieces.pushed):
            self.lines[-len(filled)] = replace(self.lines[-len(filled)], first=pushed)
        self.page += pieces.breaks_after
        for box in pieces.boxes:
            self.walk(box, "box", depth + 1)
        if shape is not None and (section := shape.find(f"{W}sectPr")) is not None:
            self.sections.append(section)
            self.page += value(section.find(f"{W}type")) != "continuous"


def _start(shape: Element | None, n_tabs: int) -> float:
    """Where so many tabs lead to in mm: to the paragraph's own stops, then by half inches."""
    stops = (
        sorted(mm(value(stop, "pos")) or 0.0 for stop in shape.iterfind(f"{W}tabs/{W}tab")) if shape is not None else []
    )
    if n_tabs <= len(stops):
        return stops[n_tabs - 1] if n_tabs else 0.0
    return (stops[-1] if stops else 0.0) + (n_tabs - len(stops)) * DEFAULT_STOP


def _has_rules(table: Element) -> bool:
    shape = table.find(f"{W}tblPr")
    borders = shape.find(f"{W}tblBorders") if shape is not None else None
    if borders is not None:
        return any(value(side) not in ("", "nil", "none") for side in borders)
    style = value(shape.find(f"{W}tblStyle")) if shape is not None else ""
    sides = (side for borders in table.iter(f"{W}tcBorders") for side in borders)
    return "grid" in style.lower() or any(value(side) not in ("", "nil", "none") for side in sides)


def _shape_of(look: Look, style: str, section: int, page: int) -> dict[str, Any]:
    return {
        "section": section,
        "page": page,
        "align": look.get("align", "left"),
        "first": look.get("first", 0.0),
        "left": look.get("left", 0.0),
        "before": look.get("before", 0.0),
        "after": look.get("after", 0.0),
        "is_listed": look.get("list", "0") not in ("", "0"),
        "style": style,
        "is_contextual": bool(look.get("contextual")),
    }


def _spacing(look: Look, size: object) -> float | None:
    line = look.get("line")
    if not isinstance(line, tuple):
        return 1.0
    amount, rule = line
    if rule == "auto":
        return round(float(amount), 3)
    if not isinstance(size, float | int) or not size:
        return None
    lines = float(amount) / (float(size) * SINGLE)
    return round(max(lines, 1.0) if rule == "atLeast" else lines, 3)


class _Pieces:
    """The words of one paragraph between its breaks and tabs, each summed up."""

    def __init__(self, styles: Styles, base: Look) -> None:
        self.styles, self.base = styles, base
        self.made: list[tuple[int, Sum]] = [(0, Sum())]
        self.boxes: list[Element] = []
        self.breaks_before = self.breaks_after = self.tabs = 0
        self.leading = 0  # tabs before the first word
        self.spaces = 0.0  # width of the spaces before it, in mm
        self.has_drawing = False

    @property
    def is_empty(self) -> bool:
        return not any(piece.n for _, piece in self.made)

    @property
    def pushed(self) -> float:
        """How far tabs or spaces before the first word move the first line, in mm."""
        return DEFAULT_STOP if self.leading else round(self.spaces, 1)

    def walk(self, parent: Element, depth: int = 0) -> None:
        if depth > MAX_DEPTH:
            return
        for child in parent:
            name = local(child)
            if name == "r":
                self._run(child)
            elif child.tag not in SKIPPED and name not in ("pPr", "rPr", "Fallback", "txbxContent"):
                self.walk(child, depth + 1)

    def _run(self, run: Element) -> None:
        look = self.styles.run(run.find(f"{W}rPr"), self.base)
        for child in run.iter():
            if child.tag in DRAWN:
                self._drawn(child)
        if look.get("hidden"):
            return
        for child in run:
            name = local(child)
            if name == "t":
                self._spaced(child.text or "", look)
            elif name == "noBreakHyphen":
                self._say("-", look)
            elif name == "lastRenderedPageBreak" or (name == "br" and value(child, "type") == "page"):
                self._break_page()
            elif name in ("br", "cr"):
                self.made.append((self.tabs, Sum()))
            elif name in ("tab", "ptab"):
                self._tab(is_new=self.is_empty or name == "tab")

    def _tab(self, n: int = 1, *, is_new: bool = True) -> None:
        self.leading += n * self.is_empty
        self.tabs += not self.is_empty
        if is_new:
            self.made.append((self.tabs, Sum()))

    def _spaced(self, text: str, look: Look) -> None:
        """Words, with long rows of spaces taken for tabs."""
        size = look.get("size", 10.0)
        width = A_SPACE * (size if isinstance(size, int | float) else 10)
        for part in SPACES.split(text):
            if SPACES.fullmatch(part):
                self._tab(max(round(len(part) * width / DEFAULT_STOP), 1))
                continue
            if self.is_empty:
                self.spaces += width * (len(part) - len(part.lstrip()))
            self._say(part, look)

    def _break_page(self) -> None:
        if self.is_empty:
            self.breaks_before += 1
        else:
            self.breaks_after += 1

    def _say(self, text: str, look: Look) -> None:
        size = look.get("size", 10.0)
        self.made[-1][1].add(
            text.upper() if look.get("caps") else text,
            font=str(look.get("font", "")),
            size=float(size) if isinstance(size, int | float) else None,
            bold=bool(look.get("bold")),
            italic=bool(look.get("italic")),
            underline=bool(look.get("underline")),
            color="" if look.get("color") in (None, "", "000000") else str(look["color"]),
        )

    def _drawn(self, drawing: Element) -> None:
        """A drawn line, or a text box whose words stand apart."""
        for content in drawing.iter(f"{W}txbxContent"):
            self.boxes.append(content)
        is_picture = any(local(part) in ("blip", "imagedata") for part in drawing.iter())
        self.has_drawing |= not is_picture
