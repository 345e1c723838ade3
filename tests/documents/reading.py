"""Reading finished files back: what a DOCX and a PDF say and how they look."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf import PdfReader


def squeezed(text: str) -> str:
    """Text without its white space, composed: where lines break does not matter."""
    return "".join(unicodedata.normalize("NFC", text).split())


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def docx_paragraphs(data: bytes) -> Iterator[Paragraph]:
    """Every paragraph in reading order, those in tables included; merged cells once."""
    document = opened(data)
    for child in document.element.body.iterchildren():
        if child.tag == qn("w:p"):
            yield Paragraph(child, document)
        elif child.tag == qn("w:tbl"):
            for row in Table(child, document).rows:
                seen: set[int] = set()
                for cell in row.cells:
                    if id(cell._tc) not in seen:
                        seen.add(id(cell._tc))
                        yield from cell.paragraphs


def docx_text(data: bytes) -> str:
    return squeezed("".join(paragraph.text for paragraph in docx_paragraphs(data)))


def pdf(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def pdf_pages(data: bytes) -> list[str]:
    return [unicodedata.normalize("NFC", page.extract_text()) for page in pdf(data).pages]


def pdf_text(data: bytes) -> str:
    return squeezed("".join(pdf_pages(data)))


def xml_of(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()
