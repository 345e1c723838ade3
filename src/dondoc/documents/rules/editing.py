"""The body of a draft as somebody edits it on a page (sửa nội dung không cần mã): blocks of plain words and back.

What was bold or a figure with its link stays so wherever its words are still there; tables and charts come from
figures and are kept or taken out whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dondoc.documents.rules.official import (
    Block,
    Chart,
    Heading,
    HeadingKind,
    Marker,
    Paragraph,
    Points,
    Run,
    Table,
    Text,
    plain,
)


class BlockKind(StrEnum):
    """What a block is on the page (kiểu đoạn). KEPT: a table or a chart."""

    PARAGRAPH = "doan"
    HEADING = "muc"
    CHAPTER = "chuong"
    NUMBERED = "khoan"
    LETTERED = "diem"
    DASHED = "gach"
    KEPT = "bang"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    BlockKind.PARAGRAPH: "Đoạn văn",
    BlockKind.HEADING: "Đề mục (chữ đậm)",
    BlockKind.CHAPTER: "Chương",
    BlockKind.NUMBERED: "Khoản 1., 2., … (mỗi dòng một khoản)",
    BlockKind.LETTERED: "Điểm a), b), … (mỗi dòng một điểm)",
    BlockKind.DASHED: "Gạch đầu dòng (mỗi dòng một ý)",
    BlockKind.KEPT: "Bảng, biểu đồ",
}
_MARKERS = {
    BlockKind.NUMBERED: Marker.NUMBER,
    BlockKind.LETTERED: Marker.LETTER,
    BlockKind.DASHED: Marker.DASH,
}
_OF_MARKER = {marker: kind for kind, marker in _MARKERS.items()}


@dataclass(frozen=True)
class EditBlock:
    """One block as it is edited: plain words, a line an item of points. `source`: the block of the draft it was."""

    kind: BlockKind
    text: str
    source: int | None = None

    @property
    def n_rows(self) -> int:
        """Rows of the field on the page."""
        return min(max(sum(len(line) // 70 + 1 for line in self.text.split("\n")), 2), 14)


def edit_blocks(body: Sequence[Block]) -> list[EditBlock]:
    """The blocks of a body to be edited."""
    return [_edit_block(block, i) for i, block in enumerate(body)]


def _edit_block(block: Block, i: int) -> EditBlock:
    match block:
        case Paragraph(text):
            return EditBlock(BlockKind.PARAGRAPH, plain(text), i)
        case Heading(text=words, kind=kind):
            chapter = kind is HeadingKind.CHAPTER
            return EditBlock(BlockKind.CHAPTER if chapter else BlockKind.HEADING, words, i)
        case Points(items, marker):
            return EditBlock(_OF_MARKER[marker], "\n".join(_one_line(plain(item)) for item in items), i)
        case Table(rows=rows):
            return EditBlock(BlockKind.KEPT, f"Bảng {len(rows)} dòng", i)
        case Chart(title):
            return EditBlock(BlockKind.KEPT, f"Biểu đồ: {title}", i)


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def edited_body(blocks: Sequence[EditBlock], before: Sequence[Block]) -> tuple[Block, ...]:
    """The body again; a block without words is left out, runs of the source keep their look and links."""
    made = (_made(block, before) for block in blocks)
    return tuple(block for block in made if block is not None)


def _made(edit: EditBlock, before: Sequence[Block]) -> Block | None:
    source = before[edit.source] if edit.source is not None and edit.source < len(before) else None
    if edit.kind is BlockKind.KEPT:
        return source
    lines = [line.strip() for line in edit.text.replace("\r\n", "\n").split("\n") if line.strip()]
    if not lines:
        return None
    texts = list(_texts_of(source))
    if marker := _MARKERS.get(edit.kind):
        first = source.first if isinstance(source, Points) and source.marker is marker else 1
        return Points(tuple(_kept(line, texts) for line in lines), marker, first)
    if edit.kind in (BlockKind.HEADING, BlockKind.CHAPTER):
        kind = HeadingKind.CHAPTER if edit.kind is BlockKind.CHAPTER else HeadingKind.POINT
        return Heading("\n".join(lines), kind)
    return Paragraph(_kept("\n".join(lines), texts))


def _texts_of(block: Block | None) -> Iterator[Text]:
    match block:
        case Paragraph(text):
            yield text
        case Points(items):
            yield from items


def _kept(words: str, texts: Sequence[Text]) -> Text:
    for text in texts:
        if _one_line(plain(text)) == _one_line(words):
            return text
    return relinked([run for text in texts for run in text], words)


def relinked(runs: Sequence[Run], words: str) -> Text:
    """New words with the bold, slanted and linked runs of the old ones, where these still stand in their order."""
    made: list[Run] = []
    at = 0
    for run in runs:
        if not (run.bold or run.italic or run.href) or not run.text.strip():
            continue
        found = _whole(run.text, words, at)
        if found < 0:
            continue
        if found > at:
            made.append(Run(words[at:found]))
        made.append(run)
        at = found + len(run.text)
    if at < len(words):
        made.append(Run(words[at:]))
    return tuple(made)


def _whole(part: str, words: str, start: int) -> int:
    """Where a part stands as a whole word from a place on: '06' does not stand in '106'; -1 for nowhere."""
    at = words.find(part, start)
    while at >= 0:
        before, after = words[:at][-1:], words[at + len(part) :][:1]
        inside = (before.isalnum() and part[0].isalnum()) or (after.isalnum() and part[-1].isalnum())
        if not inside:
            return at
        at = words.find(part, at + 1)
    return -1
