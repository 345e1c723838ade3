"""A total as an Excel file (sổ tổng hợp): the form added up, the figures of each agency, who is missing."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dondoc.sheets.rules.cells import Value
from dondoc.sheets.rules.definition import FormDefinition
from dondoc.sheets.rules.headings import heading_rows, number_row, stubs_of, told_heading
from dondoc.sheets.rules.sheet import Sheet

EXACT_DIGITS = 15  # Excel keeps no more; longer numbers are written as text
_LINE = Side(style="thin", color="808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_SHADED = PatternFill("solid", fgColor="EEF1F4")


@dataclass(frozen=True)
class PartSheet:
    """One agency's figures in the book: `mark` says where they are not of the period itself."""

    code: str
    name: str
    mark: str
    sheet: Sheet


@dataclass(frozen=True)
class TotalBook:
    """What the book holds. `lines`: what stands over the total, its gaps among it; `states`: one row an agency."""

    sheet: Sheet
    lines: Sequence[str]
    parts: Iterable[PartSheet]
    state_headings: Sequence[str]
    states: Sequence[Sequence[str]]


def write_total_book(book: TotalBook) -> bytes:
    """Three sheets: Tổng hợp, Từng đơn vị, Tình hình gửi."""
    made = Workbook()
    total = made.worksheets[0]
    total.title = "Tổng hợp"
    _total(total, book)
    _parts(made.create_sheet("Từng đơn vị"), book)
    states = made.create_sheet("Tình hình gửi")
    _list(states, book.state_headings, book.states)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _total(sheet: Worksheet, book: TotalBook) -> None:
    form = book.sheet.form
    for n, line in enumerate(book.lines, start=1):
        _put(sheet, n, 1, line).font = Font(bold=n == 1, size=13 if n == 1 else 11)
    first = len(book.lines) + 2
    depth = _headings(sheet, form, first)
    stubs = len(stubs_of(form))
    for n, row in enumerate(book.sheet.rows):
        at = first + depth + 1 + n
        item = form.by_code.get(row)
        if stubs > 1:
            _put(sheet, at, 1, Decimal(n + 1))
        _put(sheet, at, stubs, "   " * (len(form.way_up(row)) - 1) + (item.title if item else row))
        for k, column in enumerate(form.columns, start=stubs + 1):
            _put(sheet, at, k, book.sheet.columns[column.no][n])
        for k in range(1, stubs + len(form.columns) + 1):
            cell = sheet.cell(at, k)
            cell.border = _BORDER
            if row in form.totals:
                cell.font, cell.fill = Font(bold=True), _SHADED
    sheet.freeze_panes = f"{get_column_letter(stubs + 1)}{first + depth + 1}"
    sheet.column_dimensions[get_column_letter(stubs)].width = 42
    sheet.page_setup.orientation = "landscape"


def _headings(sheet: Worksheet, form: FormDefinition, first: int) -> int:
    """The headings from a row on; how many rows they take, without that of numbers."""
    taken: set[tuple[int, int]] = set()
    rows = heading_rows(form)
    for depth, cells in enumerate(rows):
        at = 1
        for cell in cells:
            while (depth, at) in taken:
                at += 1
            places = [(depth + r, at + c) for r in range(cell.n_rows) for c in range(cell.n_columns)]
            taken.update(places)
            for r, c in places:
                sheet.cell(first + r, c).border = _BORDER
            made = _put(sheet, first + depth, at, cell.text)
            made.font, made.alignment = Font(bold=True), _CENTRE
            if len(places) > 1:
                last_row, last = places[-1]
                sheet.merge_cells(start_row=first + depth, start_column=at, end_row=first + last_row, end_column=last)
    for at, text in enumerate(number_row(form), start=1):
        made = _put(sheet, first + len(rows), at, text)
        made.font, made.alignment, made.border = Font(italic=True, size=9), _CENTRE, _BORDER
    return len(rows)


def _parts(sheet: Worksheet, book: TotalBook) -> None:
    form = book.sheet.form
    headings = ["Mã đơn vị", "Đơn vị", "Kỳ của số liệu", "Mã dòng", "Dòng"]
    headings += [f"({column.no}) {told_heading(column)}" for column in form.columns]
    rows = (line for part in book.parts for line in _filled_rows(form, part))
    _list(sheet, headings, rows)


def _filled_rows(form: FormDefinition, part: PartSheet) -> Iterator[list[Value | None]]:
    for row in part.sheet.rows:
        values = [part.sheet.cell(row, column.no) for column in form.columns]
        if any(value is not None for value in values):
            item = form.by_code.get(row)
            yield [part.code, part.name, part.mark, row, item.title if item else row, *values]


def _list(sheet: Worksheet, headings: Sequence[str], rows: Iterable[Sequence[Value | None]]) -> None:
    for at, heading in enumerate(headings, start=1):
        cell = _put(sheet, 1, at, heading)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(at)].width = 14 if at > 2 else 24
    for n, values in enumerate(rows, start=2):
        for at, value in enumerate(values, start=1):
            if value is not None:
                _put(sheet, n, at, value)
    sheet.freeze_panes = "A2"


def _put(sheet: Worksheet, row: int, at: int, value: Value | None) -> Cell:
    """Text never becomes a formula; a number beyond Excel's digits is kept as text."""
    cell = cast(Cell, sheet.cell(row, at))
    if isinstance(value, Decimal):
        if len(value.as_tuple().digits) <= EXACT_DIGITS:
            cell.value, cell.number_format = value, "#,##0.######" if value % 1 else "#,##0"
            return cell
        value = f"{value:f}"
    if isinstance(value, date):
        cell.value, cell.number_format = value, "dd/mm/yyyy"
    elif value:
        cell.value = "".join(sign for sign in value if sign.isprintable())[:32_000]
        cell.data_type = "s"
        cell.quotePrefix = cell.value.startswith(("=", "+", "-", "@"))
    return cell
