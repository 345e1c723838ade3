"""Where things stand on a PDF's page (vị trí trên trang): sides, margins, paragraphs out of lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from dondoc.documents.rules.checking.paper import Line, Paper

POINTS_A_MM = 72 / 25.4
SINGLE = 1.15  # the line box of Times New Roman, in sizes
FAR = 30  # mm; words of one line do not stand so far apart, those of a table without rules do


def side(line: Line, width: float) -> str:
    """'left' or 'right' for what stands beside something else, else 'page'."""
    if line.zone in ("left", "right"):
        return line.zone
    if line.x0 is None or line.x1 is None:
        return "page"
    middle = (line.x0 + line.x1) / 2
    if line.x1 < 0.6 * width and middle < 0.47 * width:
        return "left"
    if line.x0 > 0.36 * width and middle > 0.53 * width:
        return "right"
    return "page"


def joined(lines: Iterable[Line], width: float, *, only_beside: bool = False) -> list[Line]:
    """Pieces of one text line put together again; `only_beside`: only those at the same side of the page."""
    made: list[Line] = []
    for line in lines:
        last = made[-1] if made else None
        fits = (
            last is not None and last.row == line.row and last.x0 is not None and "cell" not in (last.zone, line.zone)
        )
        is_near = last is not None and (line.x0 or 0) - (last.x1 or 0) < FAR
        if fits and is_near and last is not None and (not only_beside or side(last, width) == side(line, width)):
            both = (last, line)
            bold, italic = _share(both, "bold"), _share(both, "italic")
            made[-1] = replace(last, text=f"{last.text} {line.text}", x1=line.x1, bold=bold, italic=italic)
        else:
            made.append(line)
    return made


def text_edges(lines: Sequence[Line]) -> tuple[float | None, float | None]:
    """Left and right edge of a page's text in mm; the right one only where several lines reach it."""
    starts = [line.x0 for line in lines if line.x0 is not None and line.zone != "cell"]
    ends = [line.x1 for line in lines if line.x1 is not None and line.zone != "cell"]
    if not starts or not ends:
        return None, None
    reach = [end for end in ends if end > max(ends) - 1.5]
    return min(starts), median(reach) if len(reach) >= 3 else None


@dataclass(frozen=True)
class Block:
    """A paragraph as found: its text, its look, and the space to the one before (points)."""

    text: str
    line: Line  # its first line, or the whole paragraph of a DOCX
    align: str
    first: float | None
    gap: float | None = None
    spacing: float | None = None
    n_lines: int = 1
    ends: tuple[float, ...] = ()  # of a PDF: where its lines but the last end, in mm


def blocks_of(paper: Paper, lines: Sequence[Line], edges: tuple[float | None, float | None]) -> list[Block]:
    """Paragraphs of the body, cells of tables left out. `edges` of the text, of a PDF only."""
    if paper.kind == "docx":
        return _word_blocks(lines)
    made: list[Block] = []
    whole = _columns_as_cells(joined(lines, paper.sections[0].width))
    pitch = _pitch(whole, edges)
    for page in sorted({line.page for line in whole}):
        made += _pdf_blocks([line for line in whole if line.page == page], edges, pitch)
    return made


def _columns_as_cells(lines: list[Line]) -> list[Line]:
    """Pieces of one line that stand far apart are a table without rules, or the bars of a chart."""
    counted = Counter(line.row for line in lines)
    return [replace(line, zone="cell") if counted[line.row] > 1 else line for line in lines]


def _word_blocks(lines: Sequence[Line]) -> list[Block]:
    made: list[Block] = []
    before: Line | None = None
    for line in lines:
        if line.zone == "cell" or not line.text:
            before = None
            continue
        gap = None
        if before is not None and before.row != line.row:
            same = before.style == line.style
            after = 0.0 if before.is_contextual and same else before.after or 0.0
            gap = after + (0.0 if line.is_contextual and same else line.before or 0.0)
        first = None if line.is_listed and (line.first or 0) <= 0 else line.first
        made.append(Block(line.text, line, line.align, first, gap, line.spacing))
        before = line
    return made


def _pdf_blocks(lines: Sequence[Line], edges: tuple[float | None, float | None], pitch: float | None) -> list[Block]:
    left, right = edges
    if left is None:
        return []
    groups: list[list[Line]] = []
    for line in lines:
        if line.zone == "cell":
            groups.append([])
        elif not groups or not groups[-1] or _begins(line, groups[-1][-1], left, right, pitch):
            groups.append([line])
        else:
            groups[-1].append(line)
    made: list[Block] = []
    for i, group in enumerate(groups):
        if group:
            above = groups[i - 1][-1] if i and groups[i - 1] else None
            made.append(_pdf_block(group, above, (left, right), pitch))
    return made


def _pitch(lines: Sequence[Line], edges: tuple[float | None, float | None]) -> float | None:
    """The usual distance of two baselines of one paragraph in mm.

    Where no paragraph has two lines, as with short points, that of single spacing: a wider one cannot be told from
    the space between paragraphs.
    """
    left, right = edges
    steps, single = [], []
    for a, b in pairwise(lines):
        if left is None or a.y is None or b.y is None or a.size != b.size or not 2 < b.y - a.y < 13:
            continue
        single.append((a.size or 14) * SINGLE / POINTS_A_MM)
        if not _begins(b, a, left, right, None):
            steps.append(b.y - a.y)
    if not single:
        return None
    within = [step for step in steps if step < min(steps) + 0.3]
    return median(within) if len(within) >= 2 else min([median(single), *within])


def _begins(line: Line, last: Line, left: float, right: float | None, pitch: float | None) -> bool:
    if line.x0 is None or last.x1 is None or line.y is None or last.y is None:
        return True
    if line.x0 > left + 5 or (right is not None and last.x1 < right - 25):
        return True
    return (pitch is not None and line.y - last.y > pitch * 1.6) or abs((line.size or 0) - (last.size or 0)) > 1


def _pdf_block(group: list[Line], above: Line | None, edges: tuple[float, float | None], pitch: float | None) -> Block:
    first, (left, right) = group[0], edges
    size = first.size or 14
    steps = [b.y - a.y for a, b in pairwise(group) if a.y is not None and b.y is not None]
    gap = None
    if above is not None and above.y is not None and first.y is not None and pitch is not None:
        gap = round((first.y - above.y - pitch) * POINTS_A_MM, 1)
    return Block(
        text=" ".join(line.text for line in group),
        line=_whole(group),
        align=_align(group, left, right),
        first=None if first.x0 is None else round(first.x0 - left, 1),
        gap=gap,
        spacing=round(median(steps) * POINTS_A_MM / (size * SINGLE), 3) if steps else None,
        n_lines=len(group),
        ends=tuple(line.x1 for line in group[:-1] if line.x1 is not None),
    )


def _whole(group: list[Line]) -> Line:
    """The first line with the look of most of the paragraph."""
    return replace(group[0], bold=_share(group, "bold"), italic=_share(group, "italic"))


def _share(lines: Sequence[Line], of: str) -> float | None:
    """The share of the signs of several lines that are bold or italic; None where one does not tell."""
    total = sum(len(line.text) for line in lines)
    values = [(getattr(line, of), len(line.text)) for line in lines]
    return None if any(v is None for v, _ in values) else round(sum(v * n for v, n in values) / total, 3)


def _align(group: list[Line], left: float, right: float | None) -> str:
    """'justify', 'left' or 'center' as far as the lines tell, else ''."""
    first = group[0]
    if first.x0 is None or first.x1 is None:
        return ""
    if right is not None and first.x0 > left + 16 and abs((first.x0 + first.x1) / 2 - (left + right) / 2) < 2.5:
        return "center"
    ends = [line.x1 for line in group[:-1] if line.x1 is not None]
    if len(ends) < 2:
        return ""
    if max(ends) - min(ends) < 0.9:
        return "justify"
    ragged = [end for end in ends if max(ends) - end > 1.5]
    return "left" if len(ragged) * 2 >= len(ends) else ""
