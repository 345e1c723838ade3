"""Tables in Excel files (tệp .xlsx), read cell by cell as a stream.

openpyxl and not python-calamine reads here: calamine lays the whole rectangle between the first and the last
cell out in memory, so that a file of 5 KB with cells A1 and XFD1048576 ends the process.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook

from dondoc.base.rules.tables.delimited import Grid
from dondoc.base.rules.tables.fields import CannotRead
from dondoc.base.rules.tables.kinds import ErrorCell, Raw
from dondoc.base.rules.tables.parts import check_parts

MAX_UNPACKED = 100_000_000  # bytes
MAX_PARTS = 2_000
MAX_COLUMNS = 100
LAST_ROW = 1_048_576

_BROKEN = (
    "Không đọc được tệp Excel: tệp hỏng, hoặc không đúng dạng .xlsx. "
    'Mở bằng Excel rồi lưu lại dạng "Excel Workbook (.xlsx)" hoặc "CSV UTF-8".'
)


def workbook_grid(data: bytes, score: Callable[[Sequence[Raw]], int], wanted: int) -> Grid:
    """Row numbers and cells of the first sheet whose headings score `wanted`, else of the first not empty.

    Formulas give the values that Excel computed last; links to other files are not followed.
    Raises CannotRead.
    """
    book = opened_workbook(data)
    filled = [(sheet, headings) for sheet in range(len(book.worksheets)) if any(headings := _first_line(book, sheet))]
    if not filled:
        raise CannotRead("Tệp trống: không trang tính nào có dữ liệu.")
    return sheet_rows(book, next((sheet for sheet, line in filled if score(line) >= wanted), filled[0][0]))


def _check_package(data: bytes) -> None:
    """Sizes are those that zipfile will hold the parts to when it unpacks them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except Exception:  # noqa: BLE001 - rubbish makes zipfile raise nearly anything
        raise CannotRead(_BROKEN) from None
    names = {part.filename.lower() for part in parts}
    if any("vbaproject" in name for name in names):
        raise CannotRead("Tệp Excel có macro. Lưu lại dạng .xlsx không có macro.")
    if "xl/workbook.xml" not in names or any(part.flag_bits & 1 for part in parts):
        raise CannotRead(_BROKEN)
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise CannotRead('Tệp Excel giải nén ra quá 100 MB. Bỏ bớt trang, hoặc lưu lại dạng "CSV UTF-8".')
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            check_parts(package)
    except CannotRead:
        raise
    except Exception:  # noqa: BLE001 - as above
        raise CannotRead(_BROKEN) from None


def opened_workbook(data: bytes) -> Workbook:
    """The workbook as a stream of its parts, not laid out in memory. Raises CannotRead."""
    _check_package(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of decorations that it does not keep
            return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception:  # noqa: BLE001 - a broken part makes openpyxl raise nearly anything
        raise CannotRead(_BROKEN) from None


def _first_line(book: Workbook, sheet: int) -> Sequence[Raw]:
    lines = (cells for _, cells in islice(sheet_rows(book, sheet, at_once=1), 1000))
    return next((cells for cells in lines if any(cells)), ())


def sheet_rows(book: Workbook, sheet: int, at_once: int = 100) -> Grid:
    """Row numbers and cells of one sheet, as far as it goes. Raises CannotRead on the way."""
    lines = enumerate(book.worksheets[sheet].iter_rows(max_row=LAST_ROW, max_col=MAX_COLUMNS + 1), start=1)
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # dates that Excel cannot show come as error cells
                batch = list(islice(lines, at_once))
        except Exception:  # noqa: BLE001 - as above
            raise CannotRead(_BROKEN) from None
        if not batch:
            return
        for row, cells in batch:
            yield row, _raw(cells)


def _raw(cells: Sequence[Any]) -> list[Raw]:
    """The values up to the last cell that the file has in this row; openpyxl pads with EMPTY_CELL."""
    width = len(cells)
    while width and cells[width - 1] is EMPTY_CELL:
        width -= 1
    return [ErrorCell(str(cell.value)) if cell.data_type == "e" else cell.value for cell in cells[:width]]


def address(row: int, column: int) -> str:
    """'D14'; columns count from 0."""
    return f"{get_column_letter(column + 1)}{row}"
