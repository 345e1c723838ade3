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
            seen: list[object] = []
            for row in Table(child, document).rows:
                for cell in row.cells:
                    if not any(cell._tc is other for other in seen[-100:]):
                        seen.append(cell._tc)
                        yield from cell.paragraphs


class Counting:
    """What Word itself puts before the paragraphs of a list: '1.', '2.', '-'."""

    def __init__(self, document: Document) -> None:
        root = document.part.numbering_part.element
        self.levels = {
            item.get(qn("w:abstractNumId")): item.find(qn("w:lvl")) for item in root.iterfind(qn("w:abstractNum"))
        }
        self.lists = {
            item.get(qn("w:numId")): item.find(qn("w:abstractNumId")).get(qn("w:val"))
            for item in root.iterfind(qn("w:num"))
        }
        self.counted: dict[str, int] = {}

    def marker(self, paragraph: Paragraph) -> str:
        shape = paragraph._p.pPr
        if shape is None or shape.numPr is None:
            return ""
        number_id = str(shape.numPr.numId.val)
        level = self.levels[self.lists[number_id]]
        n = self.counted.get(number_id, int(level.find(qn("w:start")).get(qn("w:val"))))
        self.counted[number_id] = n + 1
        return str(level.find(qn("w:lvlText")).get(qn("w:val"))).replace("%1", str(n))


def docx_text(data: bytes) -> str:
    """Every word, the counted numbers and the foot of page 1 included; in reading order but for the foot."""
    document = opened(data)
    counting = Counting(document)
    words = [counting.marker(paragraph) + paragraph.text for paragraph in docx_paragraphs(data)]
    return squeezed("".join(words + [p.text for p in document.sections[0].first_page_footer.paragraphs]))


def pdf(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def pdf_pages(data: bytes) -> list[str]:
    return [unicodedata.normalize("NFC", page.extract_text()) for page in pdf(data).pages]


def pdf_text(data: bytes) -> str:
    return squeezed("".join(pdf_pages(data)))


def xml_of(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()
