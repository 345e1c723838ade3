"""The points of a directive (điều, khoản, điểm, gạch đầu dòng) as a tree, out of lines however they were broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dondoc.assignments.rules.reading.passages import Passage, low
from dondoc.assignments.rules.reading.words import word_set

# What stands at the head of a line, and how deep it lies.
_MARKERS = (
    (0, re.compile(r"(phần|chương|mục)\s+([ivx]{1,5}|\d{1,2})\b[.:]?")),
    (1, re.compile(r"([ivx]{1,5})\s?[.)]\s*(?=\S)")),
    (1, re.compile(r"([a-d])\.\s+(?=\S)")),
    (2, re.compile(r"(điều\s+\d{1,3})\s?[.:]\s*")),
    (4, re.compile(r"(\d{1,2}\.\d{1,2}(?:\.\d{1,2}){0,2})[.)]?\s+(?=[^\d\s])")),
    (3, re.compile(r"(\d{1,2})(?:\s?[.)]|/(?=[\s-]))-?\s*(?=[^\d\s])")),
    (3, re.compile(r"(\d{1,2})\s?-\s*(?=[^\W\d])")),
    (5, re.compile(r"([a-zđ]\d?)\s?\)\s*(?=\S)")),
    (5, re.compile(r"([a-zđ])\.\s+(?=\S)")),
    (6, re.compile(r"\((\d{1,2}|[a-zđ]|[ivx]{1,4})\)\s*(?=\S)")),
    (8, re.compile(r"([+*])\s*(?=\S)")),
    (7, re.compile(r"(-)\s*(?=[^\s-])")),
)
_PAGE_NUMBER = re.compile(r"\s*(?:trang\s+)?-?\s*\d{1,3}(?:\s*/\s*\d{1,3})?\s*-?\s*")
_RULED = re.compile(r"[-_=*.\s]{3,}")
# A line that ends with one of these goes on, whatever stands below.
_OPEN_END = word_set(
    """
    và; của; với; trước; sau; ngày; tháng; quý; số; các; những; cho; tại; về; theo; từ; đến; sở; ubnd; là; do; để;
    trong
    """
)
# No paragraph of an office is as long; a longer one is cut, so that no step works on the whole text.
LONGEST_PARAGRAPH = 20_000
_TERMINAL = (".", ";", ":", "!", "?", "./", '"', ")")


@dataclass
class Paragraph:
    """A paragraph of a point: its passage, and whether it stands apart from the point's own words."""

    passage: Passage
    is_apart: bool = False


@dataclass
class Node:
    """A point with its paragraphs and its lower points. `label` is its path: '2', '2.a', '2-1'."""

    rank: int
    label: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """A line without its outer spaces, by its offsets in the text."""

    start: int
    end: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text


@dataclass(frozen=True)
class Marker:
    rank: int
    sign: str
    length: int


def lines_of(level: str) -> list[Line]:
    """Every line; rules drawn with signs and page numbers count as blank."""
    lines, start = [], 0
    for raw in level.split("\n"):
        text = raw.strip(" \t")
        left = start + len(raw) - len(raw.lstrip(" \t"))
        if (len(text) < 16 and _PAGE_NUMBER.fullmatch(text.lower())) or _RULED.fullmatch(text):
            text = ""
        lines.append(Line(left, left + len(text), text))
        start += len(raw) + 1
    return lines


def marker_of(text: str) -> Marker | None:
    """The marker that opens a line: 'II.', 'Điều 2.', '1.', '1.1', 'a)', '(1)', '-', '+'."""
    head = low(text[:24])
    for rank, pattern in _MARKERS:
        found = pattern.match(head)
        if found is None:
            continue
        sign = found[found.lastindex or 0]
        is_capital = text[found.start(found.lastindex or 0)].isupper()
        if rank == 1 and not is_capital:
            continue
        if rank == 5 and is_capital and not head[len(sign) :].lstrip().startswith(")"):
            continue
        if rank in (7, 8) and _is_broken_name(text[found.end() :]):
            return None
        return Marker(rank, sign, found.end())
    return None


def _is_broken_name(rest: str) -> bool:
    """'Lao động⏎- Thương binh và Xã hội' is one name, not a bullet."""
    return rest.startswith(("Thương binh", "Xã hội", "xã hội", "Kế hoạch huyện")) or rest[:1].isdigit()


def tree_of(level: str, lines: list[Line]) -> Node:
    """The points as a tree; what stands before the first marker belongs to the root."""
    root = Node(-1, "")
    stack = [root]
    counts: dict[int, int] = {}
    for marker, spans, is_apart in _paragraphs(lines):
        if marker is None:
            stack[-1].paragraphs.append(Paragraph(Passage.of(level, spans), is_apart))
            continue
        while stack[-1].rank >= marker.rank:
            stack.pop()
        above = stack[-1]
        counts[id(above)] = counts.get(id(above), 0) + 1
        node = Node(marker.rank, _label(above, marker, counts[id(above)]))
        node.paragraphs.append(Paragraph(Passage.of(level, spans)))
        above.children.append(node)
        stack.append(node)
    return root


def _label(above: Node, marker: Marker, nth: int) -> str:
    if marker.rank in (7, 8):
        return f"{above.label}-{nth}" if above.label else f"-{nth}"
    sign = marker.sign.upper() if marker.rank <= 1 else marker.sign.rstrip(".")
    sign = sign[:1].upper() + sign[1:] if marker.rank == 2 else sign
    # A chapter does not show in the number of a point, as nobody cites it so.
    if above.rank <= 1 or (marker.rank == 4 and above.rank == 3):
        return sign
    return f"{above.label}.{sign}"


def _paragraphs(lines: list[Line]) -> Iterator[tuple[Marker | None, list[tuple[int, int]], bool]]:
    """Lines put together again: (marker, spans of the words without it, stands after a finished sentence)."""
    usual = _usual_length(lines)
    marker: Marker | None = None
    spans: list[tuple[int, int]] = []
    last, is_apart, n_blank = "", False, 0
    for line in lines:
        if line.is_blank:
            n_blank += 1
            continue
        found = marker_of(line.text)
        if found is None and spans and _goes_on(last, line.text, n_blank, usual):
            spans.append((line.start, line.end))
        else:
            if spans:
                yield marker, spans, is_apart
            marker, is_apart = found, bool(spans) and not last.endswith(":")
            spans = [(line.start + (found.length if found else 0), line.end)]
        while spans[-1][1] - spans[0][0] > LONGEST_PARAGRAPH:
            cut = max(spans[-1][0], spans[0][0] + LONGEST_PARAGRAPH)
            yield marker, [*spans[:-1], (spans[-1][0], cut)], is_apart
            marker, is_apart, spans = None, True, [(cut, spans[-1][1])]
        last, n_blank = line.text, 0
    if spans:
        yield marker, spans, is_apart


def _usual_length(lines: list[Line]) -> int:
    """The length that three lines of four stay under: the width of the page, or of a paragraph."""
    lengths = sorted(len(line.text) for line in lines if not line.is_blank)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _goes_on(last: str, text: str, n_blank: int, usual: int) -> bool:
    """Does this line carry on the sentence of the line before?"""
    if "\t" in text or "\t" in last:
        return False
    word = low(last.rsplit(" ", 1)[-1])
    if last.endswith((",", "-", "/")) and not last.endswith("./"):
        return True
    if text[:1].islower() and not last.endswith((".", ":", "?", "!", "./")):
        return True
    is_open = word in _OPEN_END and not last.isupper()
    if n_blank:
        return is_open
    if last.endswith(_TERMINAL):
        return last.endswith((";", '"', ")")) and len(last) > usual * 0.8 and text[:1].isalpha()
    return is_open or not (last.isupper() or len(last) < usual * 0.7)
