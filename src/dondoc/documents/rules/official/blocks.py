"""What a body and an annex are made of (nội dung): paragraphs, titled points, numbered points, tables, charts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dondoc.base.rules.wording import roman
from dondoc.documents.rules.official.texts import Text

# The letters of points (điểm) in Vietnamese order. Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.6.
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Paragraph:
    """A body paragraph: justified, first line indented."""

    text: Text


class HeadingKind(StrEnum):
    """CHAPTER: 'Chương I' over its title, centred, the title in capitals. POINT: '1. Tiến độ …', indented."""

    CHAPTER = "chapter"
    POINT = "point"


@dataclass(frozen=True)
class Heading:
    """A titled point ('I. KẾT QUẢ', '1. Tiến độ thực hiện nhiệm vụ') or a chapter: bold, its own line."""

    text: str
    kind: HeadingKind = HeadingKind.POINT


class Marker(StrEnum):
    """How points are counted: khoản '1.', điểm 'a)', gạch đầu dòng '-'."""

    NUMBER = "1."
    LETTER = "a)"
    DASH = "-"

    def at(self, n: int) -> str:
        """What stands before the n-th point, from 1 on. Raises ValueError beyond the last letter."""
        if self is Marker.NUMBER:
            return f"{n}."
        if self is Marker.DASH:
            return "-"
        if not 1 <= n <= len(POINT_LETTERS):
            raise ValueError(f"No letter for point {n}")
        return f"{POINT_LETTERS[n - 1]})"


@dataclass(frozen=True)
class Points:
    """Counted points (khoản, điểm, gạch đầu dòng), each a paragraph, from `first` on; the writer puts the numbers."""

    items: tuple[Text, ...]
    marker: Marker = Marker.NUMBER
    first: int = 1

    def marked(self) -> Iterator[tuple[str, Text]]:
        """('1.', text), ('2.', text) …"""
        for n, item in enumerate(self.items, start=self.first):
            yield self.marker.at(n), item


@dataclass(frozen=True)
class Column:
    """A table column: its heading, its share of the width in mm (0: takes what is left), how cells stand."""

    title: str
    width_mm: float = 0
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Cell:
    text: Text
    align: Align | None = None  # None: as the column


@dataclass(frozen=True)
class Row:
    """A table row. A group row ('I | Sở, cơ quan thuộc UBND tỉnh') is bold; its last cell spans to the right edge."""

    cells: tuple[Cell, ...]
    is_group: bool = False


@dataclass(frozen=True)
class HeadCell:
    """A cell of a merged table heading (ô tiêu đề gộp): over so many columns, down so many rows."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Table:
    """Ruled table; its heading rows repeat on every page. `head` empty: one row with the columns' titles.

    Raises ValueError if a row does not fit the columns, or the head leaves holes.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    head: tuple[tuple[HeadCell, ...], ...] = ()

    def __post_init__(self) -> None:
        for i, row in enumerate(self.rows):
            n_cells, n_columns = len(row.cells), len(self.columns)
            if n_cells > n_columns or n_cells == 0 or (n_cells < n_columns and not row.is_group):
                raise ValueError(f"Row {i} has {n_cells} cells for {n_columns} columns")
        list(self.placed_head())

    @property
    def head_rows(self) -> tuple[tuple[HeadCell, ...], ...]:
        return self.head or (tuple(HeadCell(column.title) for column in self.columns),)

    def placed_head(self) -> Iterator[tuple[int, int, HeadCell]]:
        """Each cell of the heading with its row and column, both from 0. Raises ValueError for a hole or overlap."""
        taken: set[tuple[int, int]] = set()
        n_rows, n_columns = len(self.head_rows), len(self.columns)
        for i, row in enumerate(self.head_rows):
            at = 0
            for cell in row:
                while (i, at) in taken:
                    at += 1
                covered = {(i + down, at + right) for down in range(cell.rows) for right in range(cell.columns)}
                if not covered or covered & taken or max(covered) > (n_rows - 1, n_columns - 1):
                    raise ValueError(f"The heading's row {i} does not fit the columns")
                if at + cell.columns > n_columns:
                    raise ValueError(f"The heading's row {i} is wider than the columns")
                taken |= covered
                yield i, at, cell
        if len(taken) != n_rows * n_columns:
            raise ValueError("The heading leaves holes")


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: whose, the value as it is written, its length as a share of the longest (0 to 1)."""

    label: str
    value: str
    share: float


@dataclass(frozen=True)
class Chart:
    """A chart of bars lying below one another (biểu đồ thanh), drawn by each writer itself: no picture."""

    title: str
    bars: tuple[Bar, ...]


Block = Paragraph | Heading | Points | Table | Chart


def annex_heading(n: int, of: int) -> str:
    """'Phụ lục' for the only one, 'Phụ lục II' among several. Source: Phụ lục I, Phần I, Mục III.1."""
    return f"Phụ lục {roman(n)}" if of > 1 else "Phụ lục"
