"""The document itself (văn bản), with its head, its end and its annexes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

from dondoc.base.rules.wording import padded_month
from dondoc.documents.rules.official.blocks import Block, Chart, Heading, Paragraph, Points, Table
from dondoc.documents.rules.official.texts import plain, printable
from dondoc.documents.rules.official.types import DocumentType, Secrecy, Urgency

# A space wide enough to write a number in by hand; kept by every writer, invisible in the text.
BLANK = "\u00a0" * 6
MOTTO_COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
END = "./."


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
    basis: tuple[str, ...] = ()  # căn cứ, one a line, without the stop at its end
    secrecy: Secrecy | None = None
    urgency: Urgency | None = None
    circulation: str = ""  # 'LƯU HÀNH NỘI BỘ'
    drafter: str = ""  # ký hiệu người soạn, số bản: 'PL.(300)'
    contact: tuple[str, ...] = ()  # address, e-mail, telephone at the foot of page 1
    type_name: str = ""  # an office's own form that is none of the 29 types: 'Phiếu trình'

    @property
    def type_title(self) -> str:
        """What is printed over the subject, before capitals: 'Báo cáo'."""
        return self.type_name or self.type.label

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
        return " ".join(f"{self.type_title} {self.subject_line}".split())

    @property
    def marks(self) -> tuple[str, ...]:
        """The framed marks in the order in which they stand: secrecy, urgency, circulation."""
        return tuple(filter(None, (self.secrecy or "", self.urgency or "", self.circulation)))


def recipient_lines(recipients: tuple[Recipient, ...]) -> Iterator[tuple[int, str]]:
    """The lines of 'Nơi nhận' with their marks and stops: (depth 0 or 1, '- Như trên;'). The last ends with '.'."""
    flat: list[tuple[int, str]] = []
    for recipient in recipients:
        flat.append((0, f"- {recipient.text}" + (":" if recipient.children else "")))
        flat.extend((1, f"+ {child}") for child in recipient.children)
    for i, (depth, line) in enumerate(flat):
        stop = "." if i == len(flat) - 1 else ("" if line.endswith(":") else ";")
        yield depth, line + stop


def addressee_lines(addressees: tuple[str, ...]) -> tuple[str, ...]:
    """One addressee stands bare after the colon; several stand one per line, '- …;' and the last '- ….'."""
    if len(addressees) == 1:
        return addressees
    last = len(addressees) - 1
    return tuple(f"- {name}{'.' if i == last else ';'}" for i, name in enumerate(addressees))


def basis_lines(basis: tuple[str, ...]) -> tuple[str, ...]:
    """Căn cứ, one a line: each ends with ';', the last with '.'."""
    last = len(basis) - 1
    return tuple(f"{line.rstrip(' .;,')}{'.' if i == last else ';'}" for i, line in enumerate(basis))


def printable_document(document: OfficialDocument) -> OfficialDocument:
    """The same document with every text made `printable`; writers begin with it."""
    made: OfficialDocument = _printable_value(document)
    return made


def _printable_value(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return printable(value)
    if isinstance(value, tuple):
        items = tuple(_printable_value(item) for item in value)
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if is_dataclass(value) and not isinstance(value, type):
        # Nearly every value is printable as it is: only what changes is made anew.
        told = {field.name: getattr(value, field.name) for field in fields(value)}
        mended = {name: new for name, old in told.items() if (new := _printable_value(old)) is not old}
        return replace(value, **mended) if mended else value
    return value


def lines_with_cells(document: OfficialDocument) -> Iterator[tuple[str, ...]]:
    """Every line in reading order, as all writers must say it; a row of a table is one line of several cells."""
    document = printable_document(document)
    yield from _head(document)
    yield from _block_lines(document.body)
    yield ("Nơi nhận:",)
    yield from ((line,) for _, line in recipient_lines(document.recipients))
    yield from ((line,) for line in (document.drafter, *document.authority, document.signer) if line)
    yield from ((line,) for line in document.contact)
    for annex in document.annexes:
        yield from ((line,) for line in (annex.heading, annex.title) if line)
        yield from ((line,) for line in annex.note)
        yield from _block_lines(annex.blocks)


def plain_text(document: OfficialDocument) -> Iterator[str]:
    """Every line of text, each cell of a table its own; tests hold DOCX and PDF against it."""
    return (part for line in lines_with_cells(document) for part in line)


def _head(document: OfficialDocument) -> Iterator[tuple[str, ...]]:
    lines = [*document.issuer_parent, *document.issuer, MOTTO_COUNTRY, MOTTO]
    lines += [document.number_line, document.date_line]
    if document.type is DocumentType.LETTER:
        lines += [document.subject_line, *document.marks]
    else:
        lines += [*document.marks, document.type_title.upper(), *filter(None, [document.subject_line])]
    if document.addressees:
        lines += ["Kính gửi:", *addressee_lines(document.addressees)]
    lines += basis_lines(document.basis)
    return ((line,) for line in lines)


def _block_lines(blocks: tuple[Block, ...]) -> Iterator[tuple[str, ...]]:
    for block in blocks:
        match block:
            case Paragraph(text):
                yield (plain(text),)
            case Heading(text=title):
                yield (title,)
            case Points():
                yield from ((f"{marker} {plain(text)}",) for marker, text in block.marked())
            case Table(rows=rows):
                yield from (tuple(cell.text for cell in row) for row in block.head_rows)
                yield from (tuple(plain(cell.text) for cell in row.cells) for row in rows)
            case Chart(title, bars):
                yield (title,)
                yield from ((bar.label, bar.value) for bar in bars)
