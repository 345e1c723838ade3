"""Labelled lines of plans (dòng ghi nhãn): 'Cơ quan chủ trì: …', 'Cơ quan phối hợp: …', 'Thời gian hoàn thành: …'."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dondoc.assignments.rules.reading.mentions import Mention, everybody_in
from dondoc.assignments.rules.reading.outline import Node
from dondoc.assignments.rules.reading.passages import Passage

_LEAD = re.compile(
    r"[(\s-]*(?:(?:cơ quan|đơn vị|sở, ngành|bộ phận)(?: được giao)?,? ?(?:chủ trì|thực hiện|đầu mối"
    r"|chịu trách nhiệm|tham mưu)"
    r"[^:;.,]{0,30}|(?:chủ trì|phân công|trách nhiệm)(?: thực hiện)?) ?:"
)
_COORDINATING = re.compile(
    r"[(\s-]*(?:(?:các )?(?:cơ quan|đơn vị),? ?phối hợp[^:;.,]{0,30}|phối hợp(?: thực hiện)?) ?:"
)
_TIME = re.compile(
    r"[(\s-]*(?:thời gian|thời hạn|tiến độ|hạn|lộ trình)(?: (?:thực hiện|hoàn thành|báo cáo|trình|xong))*[^:;.,]{0,20}:"
)
# 'Thời gian', 'Chủ trì' beside a place are those of a meeting, and no work is given by them.
_MEETING = re.compile(r"[(\s-]*(?:địa điểm|thành phần)[^:;.,]{0,20}:")


@dataclass
class Labelled:
    """What labelled lines say of the point above them. `times` are the passages that word its deadline."""

    leads: list[Mention] = field(default_factory=list)
    coordinating: list[Mention] = field(default_factory=list)
    times: list[tuple[Passage, int, int]] = field(default_factory=list)
    end: int = 0

    def __bool__(self) -> bool:
        return bool(self.leads or self.times)


def take_labels(node: Node) -> Labelled:
    """Read the labelled lower points of a point and take them out of the tree."""
    found = Labelled()
    kept: list[Node] = []
    if node.rank < 0 or any(
        child.paragraphs and _MEETING.match(child.paragraphs[0].passage.low) for child in node.children
    ):
        return found
    for child in node.children:
        if child.children or not _read_node(child, found):
            kept.append(child)
    node.children = kept
    for paragraph in node.paragraphs[1:]:
        _read(paragraph.passage, found)
    if found:
        node.paragraphs = [one for i, one in enumerate(node.paragraphs) if i == 0 or not is_label(one.passage)]
    return found


def is_label(p: Passage) -> bool:
    return any(pattern.match(p.low) for pattern in (_LEAD, _COORDINATING, _TIME))


def _read_node(node: Node, found: Labelled) -> bool:
    n_read = sum(_read(paragraph.passage, found) for paragraph in node.paragraphs)
    return n_read == len(node.paragraphs)


def _read(p: Passage, found: Labelled) -> bool:
    """Each sentence of the passage that is a labelled line; False when the passage is none."""
    if not is_label(p):
        return False
    for first, last in _lines(p):
        start, end = p.tokens[first].start, p.tokens[last - 1].end
        words = p.low[start:end]
        if label := _LEAD.match(words):
            found.leads += everybody_in(p, p.token_from(start + label.end()), last)
        elif label := _COORDINATING.match(words):
            found.coordinating += everybody_in(p, p.token_from(start + label.end()), last)
        elif _TIME.match(words):
            found.times.append((p, start, end))
    if p.at:
        found.end = max(found.end, p.at[-1] + 1)
    return True


def _lines(p: Passage) -> list[tuple[int, int]]:
    """Sentences, parted again at semicolons before another label."""
    parts = []
    for first, last in p.sentences:
        start = first
        for i in range(first, last):
            after = p.tokens[i].end
            rest = p.low[after : after + 80] if p.keys[i] == ";" else ""
            if rest and any(pattern.match(rest) for pattern in (_LEAD, _COORDINATING, _TIME)):
                parts.append((start, i))
                start = i + 1
        if start < last:
            parts.append((start, last))
    return parts
