"""Writing the Excel file of a form (biểu mẫu để điền): headings as printed, cells to fill open, all else locked."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dondoc.sheets.rules.definition import CellType, Column, FormDefinition, Item, RowKind, fingerprint
from dondoc.sheets.rules.definition.printed import printed_rows
from dondoc.sheets.rules.headings import heading_rows, number_row
from dondoc.sheets.rules.workbook.excel_formulas import check_formula, computed_formula, total_formula
from dondoc.sheets.rules.workbook.layout import (
    CHECK_HEADING,
    COLUMNS_MARK,
    COLUMNS_ROW,
    FIRST_HEADING,
    FORM_MARK,
    FREE_ROW,
    IDENTITY_ROW,
    ROWS_MARK,
    TITLE_ROW,
    Layout,
)

LARGEST = 999_999_999_999_999
LONGEST_LIST = 255  # characters of a list of choices that Excel takes
A3, A4, MOST_ON_A4 = 8, 9, 14  # Excel's numbers of paper; columns
_LINE = Side(style="thin", color="808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_LOCKED = PatternFill("solid", fgColor="EEF1F4")
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WRAPPED = Alignment(vertical="center", wrap_text=True)


@dataclass(frozen=True)
class Heading:
    """For whom and when: codes, and the words that are printed."""

    agency_code: str
    agency_name: str
    period_code: str
    period_label: str


def write_form_template(form: FormDefinition, heading: Heading) -> bytes:
    """The form of one agency for one period as an Excel file."""
    return book_bytes(form_book(Layout(form), heading))


def form_book(layout: Layout, heading: Heading) -> Workbook:
    """The same as a book that can be filled."""
    book, form = Workbook(), layout.form
    sheet = book.worksheets[0]
    sheet.title = "".join(sign for sign in form.code if sign not in "[]:*?/\\")[:31]
    _identity(sheet, layout, heading)
    _headings(sheet, layout)
    numbers = [printed.number for printed in printed_rows(form)]
    for n, row in enumerate(range(layout.first_row, layout.last_row + 1)):
        is_free = form.kind is RowKind.FREE
        _row(sheet, layout, row, str(n + 1) if is_free else numbers[n], None if is_free else form.items[n])
    for column in form.columns:
        _validate(sheet, layout, column)
    _finish(sheet, layout)
    return book


def book_bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _identity(sheet: Worksheet, layout: Layout, heading: Heading) -> None:
    form = layout.form
    words = (FORM_MARK, form.code, form.valid_from.isoformat(), fingerprint(form))
    for at, text in enumerate((*words, heading.period_code, heading.agency_code), start=1):
        _text(sheet, IDENTITY_ROW, at, text)
    _text(sheet, COLUMNS_ROW, 1, COLUMNS_MARK)
    for no, at in layout.column_of.items():
        _text(sheet, COLUMNS_ROW, at, no)
    told = (
        f"Biểu {form.code}. {form.name}",
        f"Đơn vị báo cáo: {heading.agency_name}",
        f"Kỳ báo cáo: {heading.period_label}",
        f"Đơn vị tính: {form.unit}" if form.unit else "",
    )
    for n, text in enumerate(told):
        cell = _text(sheet, TITLE_ROW + n, 2, text)
        cell.font = Font(bold=n == 0, size=13 if n == 0 else 11)


def _headings(sheet: Worksheet, layout: Layout) -> None:
    for level, cells in enumerate(heading_rows(layout.form)):
        for cell in cells:
            first = (FIRST_HEADING + level, 2 + cell.at)
            _heading(sheet, first, (first[0] + cell.n_rows - 1, first[1] + cell.n_columns - 1), cell.text)
    for at, text in enumerate(number_row(layout.form), start=2):
        _number(sheet, layout, at, text)
    last = layout.numbers_row - 1
    _heading(sheet, (FIRST_HEADING, layout.check_column), (last, layout.check_column), CHECK_HEADING)
    _text(sheet, layout.numbers_row, 1, ROWS_MARK)


def _heading(sheet: Worksheet, first: tuple[int, int], last: tuple[int, int], text: str) -> None:
    for row in range(first[0], last[0] + 1):
        for at in range(first[1], last[1] + 1):
            sheet.cell(row, at).border = _BORDER
    cell = _text(sheet, *first, text)
    cell.font, cell.alignment = Font(bold=True), _CENTRE
    if first != last:
        sheet.merge_cells(start_row=first[0], start_column=first[1], end_row=last[0], end_column=last[1])


def _number(sheet: Worksheet, layout: Layout, at: int, text: str) -> None:
    cell = _text(sheet, layout.numbers_row, at, text)
    cell.font, cell.alignment, cell.border = Font(italic=True, size=9), _CENTRE, _BORDER


def _row(sheet: Worksheet, layout: Layout, row: int, number: str, item: Item | None) -> None:
    form = layout.form
    _text(sheet, row, 1, item.code if item else FREE_ROW)
    if len(layout.stubs) > 1:
        place = _text(sheet, row, 2, number)
        place.border, place.alignment = _BORDER, _CENTRE
    title = _text(sheet, row, layout.title_column, item.title if item else "")
    title.border, title.alignment, title.number_format = _BORDER, _WRAPPED, "@"
    title.protection = Protection(locked=item is not None)
    is_total = item is not None and item.code in form.totals
    title.font = Font(bold=is_total)
    for column in form.columns:
        cell = cast(Cell, sheet.cell(row, layout.column_of[column.no]))
        cell.border, cell.number_format, cell.font = _BORDER, _format(column), Font(bold=is_total)
        if form.is_computed(item.code if item else "", column):
            total = total_formula(layout, form, column, item.code) if item else None
            cell.value = computed_formula(layout, column, row) or total
            cell.fill = _LOCKED
        else:
            cell.protection = Protection(locked=False)
    if told := check_formula(layout, form, row):
        cell = sheet.cell(row, layout.check_column, told)
        cell.font, cell.alignment = Font(color="B00020"), _WRAPPED


def _validate(sheet: Worksheet, layout: Layout, column: Column) -> None:
    """What Excel itself refuses, and what it says then."""
    if column.formula is not None:
        return
    first, last = layout.address(layout.first_row, column.no), layout.address(layout.last_row, column.no)
    choices = f'"{",".join(column.choices)}"'
    if column.type is CellType.CHOICE and len(choices) <= LONGEST_LIST and not any("," in c for c in column.choices):
        rule = DataValidation(type="list", formula1=choices)
        rule.error = "Chọn một giá trị trong danh sách."
    elif column.type.is_number:
        low, high = str(-LARGEST), str(LARGEST)
        rule = DataValidation(
            type="whole" if column.type is CellType.INTEGER else "decimal",
            operator="between",
            formula1=low,
            formula2=high,
        )
        rule.error = f"Cột {column.no} là {column.type.label}, tối đa 15 chữ số."
    elif column.type is CellType.DATE:
        rule = DataValidation(type="date", operator="greaterThan", formula1="1")
        rule.error = f"Cột {column.no} là ngày/tháng/năm."
    else:
        return
    rule.errorTitle, rule.showErrorMessage, rule.allowBlank = "Không nhập được", True, True
    rule.add(f"{first}:{last}")
    sheet.add_data_validation(rule)


def _format(column: Column) -> str:
    decimals = f".{'0' * column.scale}" if column.scale else ""
    return {
        CellType.PERCENT: f'#,##0{decimals}"%"',
        CellType.DATE: "dd/mm/yyyy",
        CellType.TEXT: "@",
        CellType.CHOICE: "@",
    }.get(column.type, f"#,##0{decimals}")


def _finish(sheet: Worksheet, layout: Layout) -> None:
    sheet.row_dimensions[IDENTITY_ROW].hidden = sheet.row_dimensions[COLUMNS_ROW].hidden = True
    sheet.column_dimensions["A"].hidden = True
    if len(layout.stubs) > 1:
        sheet.column_dimensions["B"].width = 6
    sheet.column_dimensions[get_column_letter(layout.title_column)].width = 42
    for column in layout.form.columns:
        width = 12 if column.type.is_number else 24
        sheet.column_dimensions[get_column_letter(layout.column_of[column.no])].width = width
    sheet.column_dimensions[get_column_letter(layout.check_column)].width = 60
    sheet.freeze_panes = f"{get_column_letter(layout.title_column + 1)}{layout.first_row}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.page_setup.paperSize = A3 if len(layout.form.columns) > MOST_ON_A4 else A4
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for row in range(FIRST_HEADING, layout.numbers_row):
        sheet.row_dimensions[row].height = 48 if row == layout.numbers_row - 1 else 32
    sheet.row_dimensions[layout.numbers_row].height = 26
    sheet.print_area = f"B{TITLE_ROW}:{layout.address(layout.last_row, layout.form.columns[-1].no)}"
    sheet.print_title_rows = f"{FIRST_HEADING}:{layout.numbers_row}"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def _text(sheet: Worksheet, row: int, at: int, text: str) -> Cell:
    """Text never becomes a formula."""
    cell = cast(Cell, sheet.cell(row, at))
    if text:
        cell.value = text
        cell.data_type = "s"
    return cell
