"""The PDF that is signed (PDF trình ký): as the draft says it, with fields left open for number, day and month.

After the personal signature nothing may change but these; văn thư fills them in the update that the agency's
signature closes. Source: NĐ 30/2020/NĐ-CP, Điều 32; see docs/adr on the life of a document.
"""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from dondoc.base.rules.refusals import Refused
from dondoc.documents.render import DataFile, render_field, render_pdf
from dondoc.documents.rules.official import DocumentDate, OfficialDocument
from dondoc.signing.pades.reserved import reserve_fields
from dondoc.signing.rules.later import DAY_FIELD, MONTH_FIELD, NUMBER_FIELD

OPEN_FIELDS = (NUMBER_FIELD, DAY_FIELD, MONTH_FIELD)
BLANK = "\u00a0"
# Room for four digits.
NUMBER_ROOM = BLANK * 9
SHORTEST = 4
Box = tuple[float, float, float, float]


class CannotReserve(Refused):
    """Refused: the first page has no blanks for number, day and month."""


def freeze(document: OfficialDocument, year: int, font_folder: str = "", data: DataFile | None = None) -> bytes:
    """The document as PDF/A with open fields for number, day and month of a year. Raises CannotRenderPdf.

    `data`: what the PDF brings along to be signed with it.
    """
    open_ended = replace(document, number=NUMBER_ROOM, date=DocumentDate(None, None, year))
    made = render_pdf(open_ended, font_folder, data)
    return reserve_fields(made, dict(zip(OPEN_FIELDS, _blanks(made), strict=True)))


def with_open_fields(data: bytes) -> bytes:
    """A document's PDF with fields in the blanks of 'Số:      /…, ngày    tháng    '. Raises CannotReserve.

    The blanks are runs of hard spaces, as every writer of ours leaves them.
    """
    try:
        blanks = _blanks(data)
    except Exception as error:
        raise CannotReserve("Không đọc được tệp PDF này nên không đặt được ô số, ngày, tháng.") from error
    if len(blanks) != len(OPEN_FIELDS):
        raise CannotReserve(
            "Không thấy đủ ba chỗ để trống cho số, ngày, tháng ở trang đầu (khoảng trắng cứng); chỉ rõ vị trí bằng "
            "--number-box, --day-box, --month-box."
        )
    return reserve_fields(data, dict(zip(OPEN_FIELDS, blanks, strict=True)))


def looks_of_fields(fields: tuple[tuple[str, str], ...], font_folder: str = "") -> tuple[tuple[str, bytes], ...]:
    """A small page for every value put into an open field, its font in it; day and month slant like their line."""
    pages = ((name, render_field(value, font_folder, is_slanted=name != NUMBER_FIELD)) for name, value in fields)
    return tuple(pages)


def _blanks(data: bytes) -> list[Box]:
    """The boxes of number, day and month: the first three runs of hard spaces on the first page, in reading order."""
    found: list[Box] = []
    run: list[LTChar] = []
    for sign in [*_signs(_first_page(data)), None]:
        if sign is not None and sign.get_text() == BLANK:
            run.append(sign)
            continue
        if len(run) >= SHORTEST:
            found.append((run[0].x0, run[0].y0, run[-1].x1, run[0].y1))
        run = []
    return found[:3]


def _first_page(data: bytes) -> LTPage:
    pages: list[LTPage] = []

    class Device(PDFLayoutAnalyzer):
        def receive_layout(self, ltpage: LTPage) -> None:
            pages.append(ltpage)

    manager = PDFResourceManager()
    interpreter = PDFPageInterpreter(manager, Device(manager, laparams=None))
    interpreter.process_page(next(PDFPage.get_pages(io.BytesIO(data))))
    return pages[0]


def _signs(part: LTContainer[Any]) -> list[LTChar]:
    found: list[LTChar] = []
    for one in part:
        if isinstance(one, LTChar):
            found.append(one)
        elif isinstance(one, LTContainer):
            found += _signs(one)
    return found
