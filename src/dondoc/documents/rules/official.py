"""The official document as one frozen value (văn bản hành chính). Writers turn it into DOCX, PDF and HTML.

Every text is a tuple of runs. A run may carry `href`: where its figure can be opened on screen; only the HTML
preview uses it. Source: NĐ 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

from dondoc.base.rules.wording import padded_month


class DocumentType(StrEnum):
    """Types in use here, by abbreviation (tên loại). Source: NĐ 30/2020/NĐ-CP, Điều 7, Phụ lục III."""

    LETTER = "CV"
    REPORT = "BC"

    @property
    def label(self) -> str:
        return {"CV": "Công văn", "BC": "Báo cáo"}[self.value]


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Run:
    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


Text = tuple[Run, ...]


def plain(text: Text) -> str:
    return "".join(run.text for run in text)


def runs(*parts: str | Run) -> Text:
    """Text out of strings and runs: runs("còn ", Run("06", href="…"), " nhiệm vụ")."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


@dataclass(frozen=True)
class Paragraph:
    """A body paragraph: justified, first line indented."""

    text: Text


@dataclass(frozen=True)
class Heading:
    """A titled point ('1. Tiến độ thực hiện nhiệm vụ'): bold, its own line, indented like the body."""

    text: str


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
class Table:
    """Ruled table; its heading row repeats on every page. Raises ValueError if a row does not fit the columns."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        for i, row in enumerate(self.rows):
            n_cells, n_columns = len(row.cells), len(self.columns)
            if n_cells > n_columns or n_cells == 0 or (n_cells < n_columns and not row.is_group):
                raise ValueError(f"Row {i} has {n_cells} cells for {n_columns} columns")


Block = Paragraph | Heading | Table


@dataclass(frozen=True)
class DocumentDate:
    """Date of issue (ngày ban hành). A part not known yet stays blank until issue: 'ngày   tháng 10 năm 2023'."""

    day: int | None
    month: int | None
    year: int | None


@dataclass(frozen=True)
class Recipient:
    """One line of 'Nơi nhận', with its own lines under it ('VP UBND tỉnh:' then '+ LĐVP, …')."""

    text: str
    children: tuple[str, ...] = ()


@dataclass(frozen=True)
class Annex:
    """An annex (phụ lục): begins a page, has its own page numbers. `heading` is 'Phụ lục I' or empty."""

    title: str
    note: tuple[str, ...]
    blocks: tuple[Block, ...]
    heading: str = ""
    landscape: bool = False


@dataclass(frozen=True)
class OfficialDocument:
    """A whole document. `issuer_parent` empty: the issuer has no parent line (a People's Committee)."""

    type: DocumentType
    issuer_parent: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str | None  # None: left open until issue
    symbol: str  # 'UBND-TTPVHCC', 'BC-VP'
    place: str
    date: DocumentDate
    subject: str  # after 'V/v' in a letter, under the type's name elsewhere
    addressees: tuple[str, ...]
    body: tuple[Block, ...]  # its last paragraph ends with './.'
    authority: tuple[str, ...]  # 'TL. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG'
    signer: str  # empty: not known yet
    recipients: tuple[Recipient, ...]
    annexes: tuple[Annex, ...] = ()

    @property
    def number_line(self) -> str:
        """'Số: 05/BC-VP'; the number's place stays open until issue."""
        return f"Số: {self.number or BLANK}/{self.symbol}"

    @property
    def date_line(self) -> str:
        """'Lạng Sơn, ngày … tháng 3 năm 2022', padded as the decree says."""
        day = BLANK if self.date.day is None else f"{self.date.day:02d}"
        month = BLANK if self.date.month is None else padded_month(self.date.month)
        year = BLANK if self.date.year is None else str(self.date.year)
        return f"{self.place}, ngày {day} tháng {month} năm {year}"

    @property
    def subject_line(self) -> str:
        """What the document is about (trích yếu): 'V/v …' in a letter, bare under the type's name elsewhere."""
        return f"V/v {self.subject}" if self.type is DocumentType.LETTER else self.subject

    @property
    def title(self) -> str:
        """Type and subject on one line, for lists, windows and a file's properties: 'Công văn V/v …'."""
        return " ".join(f"{self.type.label} {self.subject_line}".split())


# A space wide enough to write a number in by hand; kept by every writer, invisible in the text.
BLANK = "\u00a0" * 6
MOTTO_COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
END = "./."


def recipient_lines(recipients: tuple[Recipient, ...]) -> Iterator[tuple[int, str]]:
    """The lines of 'Nơi nhận' with their marks and stops: (depth 0 or 1, '- Như trên;'). The last ends with '.'."""
    flat: list[tuple[int, str]] = []
    for recipient in recipients:
        flat.append((0, f"- {recipient.text}" + (":" if recipient.children else "")))
        flat.extend((1, f"+ {child}") for child in recipient.children)
    for i, (depth, line) in enumerate(flat):
        stop = "." if i == len(flat) - 1 else ("" if line.endswith(":") else ";")
        yield depth, line + stop


def printable(text: str) -> str:
    """Text as every writer sets it: composed letters (NFC, TCVN 6909:2001), no invisible or control signs.

    A newline stays: it is a line break that the author wants. A tab becomes a space.
    """
    text = text.replace("\r\n", "\n").replace("\u2028", "\n").replace("\u2029", "\n").replace("\t", " ")
    return "".join(
        sign
        for sign in unicodedata.normalize("NFC", text)
        if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Cn")
    )


def printable_document(document: OfficialDocument) -> OfficialDocument:
    """The same document with every text made `printable`; writers begin with it."""
    made: OfficialDocument = _printable_value(document)
    return made


def _printable_value(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return printable(value)
    if isinstance(value, tuple):
        return tuple(_printable_value(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        mended = {field.name: _printable_value(getattr(value, field.name)) for field in fields(value)}
        return replace(value, **mended)
    return value


def plain_text(document: OfficialDocument) -> Iterator[str]:
    """Every line of text in reading order, as all writers must say it; tests hold DOCX and PDF against it."""
    document = printable_document(document)
    yield from document.issuer_parent
    yield from document.issuer
    yield MOTTO_COUNTRY
    yield MOTTO
    yield document.number_line
    yield document.date_line
    if document.type is not DocumentType.LETTER:
        yield document.type.label.upper()
    yield document.subject_line
    if document.addressees:
        yield "Kính gửi:"
        yield from addressee_lines(document.addressees)
    yield from _block_text(document.body)
    yield "Nơi nhận:"
    yield from (line for _, line in recipient_lines(document.recipients))
    yield from document.authority
    if document.signer:
        yield document.signer
    for annex in document.annexes:
        yield from filter(None, (annex.heading, annex.title))
        yield from annex.note
        yield from _block_text(annex.blocks)


def addressee_lines(addressees: tuple[str, ...]) -> tuple[str, ...]:
    """One addressee stands bare after the colon; several stand one per line, '- …;' and the last '- ….'."""
    if len(addressees) == 1:
        return addressees
    last = len(addressees) - 1
    return tuple(f"- {name}{'.' if i == last else ';'}" for i, name in enumerate(addressees))


def _block_text(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(text):
                yield plain(text)
            case Heading(text=title):
                yield title
            case Table(columns, rows):
                yield from (column.title for column in columns)
                for row in rows:
                    yield from (plain(cell.text) for cell in row.cells)
