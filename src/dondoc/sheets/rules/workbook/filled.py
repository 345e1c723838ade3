"""The form as an Excel file with figures in it (biểu đã điền), every mistake marked where it stands (bản đánh dấu).

Always written anew, never a stranger's file changed: nothing but figures of a read file comes back out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from dondoc.sheets.rules.cells import Cells, Value
from dondoc.sheets.rules.definition import FormDefinition, RowKind
from dondoc.sheets.rules.problems import Problem
from dondoc.sheets.rules.workbook.layout import N_FREE_ROWS, Layout
from dondoc.sheets.rules.workbook.template import Heading, book_bytes, form_book

EXACT_DIGITS = 15  # Excel keeps no more; longer numbers are written as text, as they are read
SPARE_ROWS = 50  # free rows left to fill
LONGEST_MARK = 1000  # characters of a comment
AUTHOR = "Đôn Đốc"
_WRONG, _UNUSUAL = (PatternFill("solid", fgColor=colour) for colour in ("F6C9C4", "FBE7B2"))


@dataclass(frozen=True)
class Filling:
    """What stands in the form. `texts`: cells that could not be read, as given; `rows`: those of a free form."""

    cells: Cells
    texts: Mapping[str, Mapping[str, str]]
    problems: Sequence[Problem] = ()
    rows: Sequence[str] = ()


def write_filled_form(form: FormDefinition, heading: Heading, filling: Filling) -> bytes:
    """The form of one agency for one period with figures and marks; it can be mended and read in again."""
    layout = Layout(form, max(N_FREE_ROWS, len(filling.rows) + SPARE_ROWS))
    book = form_book(layout, heading)
    sheet, places = book.worksheets[0], _places(layout, filling)
    if form.kind is RowKind.FREE:
        for row in filling.rows:
            _put(sheet, places[row], layout.title_column, row)
    _fill(sheet, layout, places, filling)
    marked: dict[tuple[int, int], list[Problem]] = {}
    for problem in filling.problems:
        if problem.row in places:
            at = layout.column_of.get(problem.column, layout.title_column)
            marked.setdefault((places[problem.row], at), []).append(problem)
    for place, problems in marked.items():
        _mark(cast(Cell, sheet.cell(*place)), problems)
    if filling.problems:
        _list(book, layout, places, filling.problems)
    return book_bytes(book)


def _places(layout: Layout, filling: Filling) -> dict[str, int]:
    """The sheet's row of each row of figures."""
    if layout.form.kind is not RowKind.FREE:
        return layout.row_of
    return {row: layout.first_row + n for n, row in enumerate(filling.rows)}


def _fill(sheet: Worksheet, layout: Layout, places: Mapping[str, int], filling: Filling) -> None:
    form = layout.form
    for row, place in places.items():
        values, texts = filling.cells.get(row, {}), filling.texts.get(row, {})
        for column in form.columns:
            if form.is_computed(row, column) and not column.is_frozen:
                continue
            value = texts.get(column.no) or values.get(column.no)
            if value is not None:
                _put(sheet, place, layout.column_of[column.no], value)


def _put(sheet: Worksheet, row: int, at: int, value: Value) -> None:
    """Text never becomes a formula."""
    cell = cast(Cell, sheet.cell(row, at))
    if isinstance(value, Decimal):
        if len(value.as_tuple().digits) <= EXACT_DIGITS:
            cell.value = value
            return
        value = f"{value:f}".replace(".", ",")
    if isinstance(value, date):
        cell.value = value
        return
    cell.value = "".join(sign for sign in value if sign.isprintable() or sign == "\n")[:32_000]
    cell.data_type = "s"
    cell.quotePrefix = cell.value.startswith(("=", "+", "-", "@"))


def _mark(cell: Cell, problems: Sequence[Problem]) -> None:
    is_wrong = any(problem.is_blocking for problem in problems)
    cell.fill = _WRONG if is_wrong else _UNUSUAL
    text = "\n".join(_told(problem) for problem in problems)[:LONGEST_MARK]
    comment = Comment("".join(sign for sign in text if sign.isprintable() or sign == "\n"), AUTHOR)
    comment.width, comment.height = 360, 60 + 24 * len(problems)
    cell.comment = comment


def _told(problem: Problem) -> str:
    return problem.message if problem.is_blocking else f"Cần giải trình: {problem.message}"


def _list(book: Workbook, layout: Layout, places: Mapping[str, int], problems: Sequence[Problem]) -> None:
    """A second sheet with every problem, also those that are of no cell."""
    sheet = book.create_sheet("Cần sửa")
    for at, (heading, width) in enumerate((("Ô", 8), ("Dòng", 32), ("Cột", 8), ("Cần sửa", 90)), start=1):
        sheet.cell(1, at, heading).font = Font(bold=True)
        sheet.column_dimensions["ABCD"[at - 1]].width = width
    for n, problem in enumerate(problems, start=2):
        is_placed = problem.row in places and problem.column in layout.column_of
        address = layout.address(places[problem.row], problem.column) if is_placed else ""
        item = layout.form.by_code.get(problem.row)
        for at, text in enumerate((address, item.title if item else problem.row, problem.column, _told(problem)), 1):
            if text:
                _put(sheet, n, at, text)
        sheet.cell(n, 4).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
