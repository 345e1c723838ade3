"""A PDF as a paper (tệp PDF): signs put together to lines by their places, rules, page numbers in the margins."""

from __future__ import annotations

import io
import re
import time
import unicodedata
from collections.abc import Iterator
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTLine, LTPage, LTRect
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from dondoc.documents.paper_facts.reading import MAX_LINES, MM_A_POINT, CannotRead, Sum
from dondoc.documents.pdf_texts.echoes import is_untold, letter_with_horn
from dondoc.documents.rules.checking.paper import Line, Paper, Rule, Section

MAX_PAGES, MAX_SIGNS, MAX_RULES = 300, 30_000, 4_000
# A gap wider than this many sizes parts two columns; a narrower one only words.
COLUMN_GAP, HEAD_GAP, WORD_GAP = 1.6, 0.8, 0.16
HEAD_SHARE = 0.33  # of the first page
ASCENT = 0.891  # of Times New Roman
INVISIBLE = 3  # text rendering mode of ISO 32000-1, 9.3.6
UNTOLD = re.compile(r"^(CIDFont|F\d|T\d|TT\d|Font)", re.IGNORECASE)


def read_pdf(data: bytes, seconds: float) -> Paper:
    """How a PDF looks; pages beyond what can be read in so many processor seconds are left out. Raises CannotRead."""
    started = time.process_time()
    document = _opened(data)
    collected = _Pages()
    manager = PDFResourceManager()
    interpreter = PDFPageInterpreter(manager, collected.device(manager))
    n_pages = 0
    for page in PDFPage.create_pages(document):
        n_pages += 1
        if n_pages > MAX_PAGES:
            break
        if time.process_time() - started < seconds:
            interpreter.process_page(page)
    if not any(line.text for line in collected.lines):
        raise CannotRead("scan" if n_pages else "broken")
    return collected.paper(n_pages)


def _opened(data: bytes) -> PDFDocument:
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except PDFPasswordIncorrect:
        raise CannotRead("locked") from None
    return document


class _Pages:
    """Gathers pages as they are interpreted."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.rules: list[Rule] = []
        self.sizes: list[tuple[float, float]] = []
        self.shown: list[tuple[int, int, float, float, float]] = []
        self.n_strings = {False: 0, True: 0}  # seen, and laid unseen over a picture of the page

    def device(self, manager: PDFResourceManager) -> PDFLayoutAnalyzer:
        take, shown = self.take, self.n_strings

        class Device(PDFLayoutAnalyzer):
            def render_string(self, textstate: Any, *rest: Any) -> None:
                shown[textstate.render == INVISIBLE] += 1
                super().render_string(textstate, *rest)

            def receive_layout(self, ltpage: LTPage) -> None:
                take(ltpage)

        return Device(manager, laparams=None)

    def take(self, page: LTPage) -> None:
        n = len(self.sizes) + 1
        height = page.height
        self.sizes.append((page.width * MM_A_POINT, height * MM_A_POINT))
        signs: list[LTChar] = []
        uprights: list[tuple[float, float, float]] = []
        for item in _items(page):
            if isinstance(item, LTChar):
                if len(signs) < MAX_SIGNS and item.size > 0 and not (signs and letter_with_horn(signs[-1], item)):
                    signs.append(item)
            elif len(self.rules) < MAX_RULES * n:
                _add_rule(item, n, page, self.rules, uprights)
        for line in _lines(signs, n, page, uprights):
            number = _page_number(line, self.sizes[-1])
            if number is not None:
                self.shown.append(number)
            elif len(self.lines) < MAX_LINES:
                self.lines.append(line)

    def paper(self, n_pages: int) -> Paper:
        text = "".join(line.text for line in self.lines)
        return Paper(
            kind="pdf",
            lines=tuple(self.lines),
            sections=tuple(Section(round(width, 1), round(height, 1)) for width, height in self.sizes),
            rules=tuple(self.rules),
            n_pages=n_pages,
            n_read=len(self.sizes),
            shown=tuple(self.shown),
            is_composed=unicodedata.is_normalized("NFC", text),
            is_text_layer=self.n_strings[True] > self.n_strings[False],
        )


def _items(container: LTContainer[Any], depth: int = 0) -> Iterator[Any]:
    for item in container:
        if isinstance(item, LTContainer) and depth < 8:
            yield from _items(item, depth + 1)
        else:
            yield item


def _add_rule(item: Any, n: int, page: LTPage, rules: list[Rule], uprights: list[tuple[float, float, float]]) -> None:
    if not isinstance(item, LTLine | LTRect | LTCurve):
        return
    width, height = item.x1 - item.x0, item.y1 - item.y0
    if height < 2 and width > 8:
        x0, x1, y = (item.x0 - page.x0), (item.x1 - page.x0), page.y1 - (item.y0 + item.y1) / 2
        rules.append(Rule(n, round(x0 * MM_A_POINT, 2), round(x1 * MM_A_POINT, 2), round(y * MM_A_POINT, 2)))
    elif width < 2 and height > 8:
        uprights.append((item.x0, item.y0, item.y1))
    elif width > 20 and height > 10 and isinstance(item, LTRect) and item.stroke:
        uprights += [(item.x0, item.y0, item.y1), (item.x1, item.y0, item.y1)]


def _lines(signs: list[LTChar], n: int, page: LTPage, uprights: list[tuple[float, float, float]]) -> Iterator[Line]:
    """Signs on one baseline, parted where a gap is wide; top to bottom, left to right."""
    rows: dict[int, list[LTChar]] = {}
    for sign in sorted(signs, key=lambda sign: (-sign.matrix[5], sign.x0)):
        key = round(sign.matrix[5])
        near = next((k for k in (key, key + 1, key - 1) if k in rows and _overlaps(rows[k][0], sign)), key)
        rows.setdefault(near, []).append(sign)
    for row, (_, found) in enumerate(sorted(rows.items(), reverse=True)):
        found.sort(key=lambda sign: sign.x0)
        is_head = n == 1 and page.y1 - found[0].matrix[5] < page.height * HEAD_SHARE
        in_cell = sum(y0 - 1 <= found[0].matrix[5] <= y1 + 1 for _, y0, y1 in uprights) >= 2
        for part in _parted(found, HEAD_GAP if is_head else COLUMN_GAP):
            line = _line(part, n, page, row, "cell" if in_cell else "page")
            if line.text:
                yield line


def _overlaps(one: LTChar, other: LTChar) -> bool:
    return abs(one.matrix[5] - other.matrix[5]) < 1.6


def _parted(signs: list[LTChar], gap: float) -> Iterator[list[LTChar]]:
    part: list[LTChar] = []
    end = 0.0
    for sign in signs:
        if sign.get_text().isspace():
            if part:
                part.append(sign)
            continue
        if part and sign.x0 - end > gap * max(sign.size, 6):
            yield part
            part = []
        part.append(sign)
        end = max(end, sign.x1) if len(part) > 1 else sign.x1
    if part:
        yield part


def _line(signs: list[LTChar], n: int, page: LTPage, row: int, zone: str) -> Line:
    summed, end = Sum(), None
    for sign in signs:
        text = sign.get_text()
        if is_untold(text):
            text = "\ufffd"
        if end is not None and sign.x0 - end > WORD_GAP * sign.size and not text.isspace():
            summed.words.append(" ")
        name = _font_name(sign.fontname)
        told = not UNTOLD.match(name)
        low = name.lower()
        summed.add(
            text,
            font=name if told else "",
            size=sign.size,
            bold=("bold" in low or "black" in low or "demi" in low) if told else None,
            italic=("italic" in low or "oblique" in low or re.search(r"(?<![a-z])it$", low) is not None)
            if told
            else None,
            color=_color(getattr(sign.graphicstate, "ncolor", None)),
        )
        end = sign.x1 if end is None else max(end, sign.x1)
    inked = [sign for sign in signs if not sign.get_text().isspace()]
    x0, x1 = min(sign.x0 for sign in inked) - page.x0, max(sign.x1 for sign in inked) - page.x0
    y = page.y1 - inked[0].matrix[5]
    lengths = {"x0": round(x0 * MM_A_POINT, 2), "x1": round(x1 * MM_A_POINT, 2), "y": round(y * MM_A_POINT, 2)}
    look: dict[str, Any] = {**summed.look, **lengths}
    return Line(summed.text, zone, section=n - 1, page=n, row=n * 10_000 + row, **look)


def _font_name(name: object) -> str:
    text = name.decode("latin-1") if isinstance(name, bytes) else str(name)
    return re.sub(r"^[A-Z]{6}\+", "", text)


def _color(color: Any) -> str:
    """'' for black; as RRGGBB for what can be told."""
    parts = [color] if isinstance(color, int | float) else list(color) if isinstance(color, list | tuple) else []
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return ""
    if len(parts) == 4:
        black = parts[3]
        parts = [1 - min(1.0, part + black) for part in parts[:3]]
    if len(parts) == 1:
        parts = parts * 3
    levels = [round(255 * min(max(part, 0), 1)) for part in parts[:3]]
    return "" if max(levels) < 40 else "".join(f"{level:02X}" for level in levels)


def _page_number(line: Line, size: tuple[float, float]) -> tuple[int, int, float, float, float] | None:
    """A bare number in the top or bottom margin."""
    found = re.fullmatch(r"-?\s*(\d{1,4})\s*-?", line.text)
    if found is None or line.zone == "cell" or line.y is None or line.middle is None:
        return None
    if 20 < line.y < size[1] - 20:
        return None
    return line.page, int(found[1]), line.size or 0.0, round(line.middle, 2), line.y
