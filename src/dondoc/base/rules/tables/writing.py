"""Writing tables (ghi bảng) as Excel files: empty forms for an import, and plain lists to take away."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dondoc.base.rules.moments import VIETNAM
from dondoc.base.rules.tables.fields import Field
from dondoc.base.rules.tables.kinds import MAX_CELL, Kind, Value

Shown = Value | Decimal | float

DAY_FORMAT, MOMENT_FORMAT, TEXT_FORMAT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "@"
MAX_WIDTH = 60  # characters; longer text wraps
_FORMATS = {Kind.CODE: TEXT_FORMAT, Kind.DATE: DAY_FORMAT, Kind.MOMENT: MOMENT_FORMAT}
_TITLE_SIGNS = re.compile(r"[\[\]:*?/\\]")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


def write_template(fields: Sequence[Field], title: str, sample_rows: Sequence[Mapping[str, Value]] = ()) -> bytes:
    """An Excel form to fill in (biểu mẫu nhập): headings, a note on each, samples, an explaining sheet."""
    book, sheet = _book(title)
    rows = [[row.get(field.name) for field in fields] for row in sample_rows]
    _fill(sheet, [f"{field.heading} *" if field.required else field.heading for field in fields], rows)
    for column, field in enumerate(fields, start=1):
        letter = get_column_letter(column)
        sheet.cell(1, column).comment = Comment(_guide(field), "Đôn Đốc", height=110, width=320)
        if form := _FORMATS.get(field.kind):
            # On the column too, so that Excel keeps the zeros of codes typed below the samples.
            sheet.column_dimensions[letter].number_format = form
            for row in range(2, len(rows) + 2):
                sheet.cell(row, column).number_format = form
    guide = book.create_sheet("Hướng dẫn")
    _fill(
        guide,
        ["Cột", "Bắt buộc", "Cách ghi", "Ghi chú"],
        [[f.heading, "Bắt buộc" if f.required else "", f.kind.value, f.note] for f in fields],
    )
    return _saved(book)


def write_sheet(title: str, headings: Sequence[str], rows: Iterable[Sequence[Shown]]) -> bytes:
    """A plain list as an Excel file: bold frozen headings, widths to fit. Text never becomes a formula."""
    book, sheet = _book(title)
    _fill(sheet, headings, rows)
    return _saved(book)


def write_book(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Shown]]]]) -> bytes:
    """Several plain lists in one Excel file: (title, headings, rows) for each sheet, at least one."""
    listed = list(sheets)
    book, first = _book(listed[0][0])
    for place, (title, headings, rows) in enumerate(listed):
        sheet = book.create_sheet(_TITLE_SIGNS.sub(" ", title)[:31].strip()) if place else first
        _fill(sheet, headings, rows)
    return _saved(book)


def _guide(field: Field) -> str:
    must = "Bắt buộc. " if field.required else "Có thể để trống. "
    return f"{must}Cách ghi: {field.kind.value}. {field.note}".strip()


def _book(title: str) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _TITLE_SIGNS.sub(" ", title)[:31].strip() or "Bảng"
    return book, sheet


def _fill(sheet: Worksheet, headings: Sequence[str], rows: Iterable[Sequence[Shown]]) -> None:
    widths = [len(heading) for heading in headings]
    for column, heading in enumerate(headings, start=1):
        cell = _cell(sheet, 1, column)
        _put(cell, heading)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for row, values in enumerate(rows, start=2):
        for at, value in enumerate(values):
            widths[at] = max(widths[at], _put(_cell(sheet, row, at + 1), value))
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = min(max(width + 3, 10), MAX_WIDTH)
    sheet.freeze_panes = "A2"
    # On paper: A4 landscape, as wide as the page, the headings on every page.
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    return cast(Cell, sheet.cell(row, column))  # nothing is merged here


def _put(cell: Cell, value: Shown) -> int:
    """Write one cell; how many characters wide it is."""
    if isinstance(value, bool):
        value = "Có" if value else "Không"
    if isinstance(value, tuple):
        value = "; ".join(value)
    if value is None or value == "":
        return 0
    if isinstance(value, str):
        text = _UNWRITABLE.sub("", value)[:MAX_CELL]
        cell.value = text
        cell.data_type = "s"  # '=1+1' is what somebody wrote, not something to compute
        cell.quotePrefix = text.startswith(("=", "+", "-", "@", "\t", "\r"))
        width = max(len(line) for line in text.split("\n"))
        if width > MAX_WIDTH or "\n" in text:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        return width
    if isinstance(value, datetime):
        cell.value = value.astimezone(VIETNAM).replace(tzinfo=None)
        cell.number_format = MOMENT_FORMAT
        return 16
    cell.value = value
    if isinstance(value, date):
        cell.number_format = DAY_FORMAT
        return 10
    return len(str(value))


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
