"""A finished paper as it looks (tờ văn bản): its lines with size, weight and place, its sections, its rules.

The readers of DOCX and PDF make it, each as far as its format tells; what is not known is None. Lengths in mm from the
left and top edge, sizes and spaces in points.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A paragraph of a DOCX (or a part of it between breaks and tabs), a line of a PDF. Shares are of its signs."""

    text: str
    zone: str = "page"  # 'page', 'left', 'right' (side by side), 'cell' (of a ruled table), 'box'
    section: int = 0
    page: int = 1
    font: str = ""
    size: float | None = None
    bold: float | None = None
    italic: float | None = None
    underline: float = 0
    color: str = ""  # 'RRGGBB', '' for black or automatic
    align: str = ""  # 'left', 'center', 'right', 'justify'; '' unknown
    first: float | None = None  # first line's indent
    left: float | None = None  # indent of the others
    before: float | None = None
    after: float | None = None
    spacing: float | None = None  # lines, 1 is single
    is_listed: bool = False  # numbered by Word itself
    style: str = ""
    is_contextual: bool = False  # no space between paragraphs of its style
    row: int = -1  # lines of one table row or one text line share it
    has_rule: bool = False  # a border above or below
    has_drawing: bool = False
    x0: float | None = None
    x1: float | None = None
    y: float | None = None  # the baseline

    @property
    def middle(self) -> float | None:
        return None if self.x0 is None or self.x1 is None else (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class PageNumber:
    """Where page numbers stand: 'top' or 'bottom', how aligned, how large."""

    place: str
    align: str = ""
    size: float | None = None
    bold: float | None = None
    italic: float | None = None


@dataclass(frozen=True)
class Section:
    """Pages of one size. `first_hidden`: no number on its first page; `restarts`: counts from 1 again."""

    width: float
    height: float
    top: float | None = None
    bottom: float | None = None
    left: float | None = None
    right: float | None = None
    number: PageNumber | None = None
    first_hidden: bool = True
    restarts: bool = False


@dataclass(frozen=True)
class Rule:
    """A horizontal rule of a PDF."""

    page: int
    x0: float
    x1: float
    y: float


@dataclass(frozen=True)
class Paper:
    """The whole file. `shown`: page numbers read on the pages of a PDF, (page, number, size, x, y)."""

    kind: str
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    rules: tuple[Rule, ...] = ()
    n_pages: int | None = None
    n_read: int | None = None
    shown: tuple[tuple[int, int, float, float, float], ...] = ()
    is_composed: bool = True  # letters in Unicode NFC
    is_text_layer: bool = (
        False  # words laid unseen over a scan: sizes, weights and places are guesses of a reading program
    )
