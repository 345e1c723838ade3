"""Reading a filled Excel form (đọc biểu mẫu đã điền): hostile packages refused early, every cell checked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from dondoc.base.rules.tables import CannotRead
from dondoc.base.rules.tables.days import Unreadable
from dondoc.base.rules.tables.delimited import Grid
from dondoc.base.rules.tables.kinds import Kind, Raw, shown, value_of
from dondoc.base.rules.tables.spreadsheets import address, workbook_grid
from dondoc.base.rules.wording import number
from dondoc.sheets.rules.cells import Value, cell_value
from dondoc.sheets.rules.definition import Column, FormDefinition, RowKind
from dondoc.sheets.rules.figures import MAX_FIGURES_BYTES, MAX_ROW_NAME, CannotReadFigures, Read
from dondoc.sheets.rules.notation.tree import divides
from dondoc.sheets.rules.problems import Unread
from dondoc.sheets.rules.workbook.layout import COLUMNS_MARK, FORM_MARK, FREE_ROW, ROWS_MARK, Layout

MAX_UNPACKED = 30_000_000  # bytes
MAX_PARTS = 200
MAX_ROWS = 5_000

_AGAIN = "Tải lại biểu mẫu của kỳ này, đơn vị này rồi điền."


def read_workbook(form: FormDefinition, data: bytes) -> Read:
    """The figures of a filled form. Raises CannotRead, CannotReadFigures."""
    check_package(data)
    grid = workbook_grid(data, lambda cells: int(_first(cells) == FORM_MARK), 1)
    _, head = next(grid, (0, ()))
    if _first(head) != FORM_MARK:
        raise CannotReadFigures(f"Tệp Excel này không phải biểu mẫu tải từ hệ thống. {_AGAIN}")
    names = ("form", "version", "fingerprint", "period", "agency")
    identity = {name: str(head[at]) for at, name in enumerate(names, start=1) if at < len(head) and head[at]}
    if identity.get("form") != form.code:
        return Read({}, (), identity)  # the columns would say nothing; the caller refuses it by name
    reader = _Reader(form, _columns(form, grid))
    for row, cells in grid:
        reader.take(row, cells)
    return Read(reader.cells, reader.problems.all(), identity)


def check_package(data: bytes) -> None:
    """What must not be opened at all; the rest is for dondoc.base.rules.tables to refuse."""
    if len(data) > MAX_FIGURES_BYTES:
        raise CannotRead(f"Tệp lớn quá {number(MAX_FIGURES_BYTES // 1_000_000)} MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except Exception:  # noqa: BLE001 - rubbish makes zipfile raise nearly anything
        raise CannotRead("Tệp không phải Excel .xlsx (có thể là .xls đời cũ, hoặc hỏng). Lưu lại dạng .xlsx.") from None
    names = [part.filename.lower() for part in parts]
    if any(name.startswith(("xl/externallinks", "xl/connections")) for name in names):
        raise CannotRead("Tệp Excel có liên kết đến tệp hay nguồn dữ liệu khác. Bỏ liên kết (Dữ liệu → Sửa liên kết).")
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise CannotRead(f"Tệp Excel giải nén ra quá {number(MAX_UNPACKED // 1_000_000)} MB. {_AGAIN}")


def _first(cells: Sequence[Raw]) -> Raw:
    return cells[0] if cells else None


def _columns(form: FormDefinition, grid: Grid) -> dict[int, Column]:
    """Which column of the form stands at which place, counted from 0; the grid is left before the first row."""
    found: dict[int, Column] = {}
    for row, cells in grid:
        if _first(cells) == COLUMNS_MARK:
            found = {at: form.by_no[str(cell)] for at, cell in enumerate(cells) if at and str(cell) in form.by_no}
        if _first(cells) == ROWS_MARK and len(found) == len(form.columns):
            return found
        if row > MAX_ROWS:
            break
    raise CannotReadFigures(f"Biểu mẫu Excel đã bị sửa: thiếu hàng số cột. {_AGAIN}")


class _Reader:
    def __init__(self, form: FormDefinition, columns: dict[int, Column]) -> None:
        self.form, self.columns = form, columns
        self.title_at = Layout(form).title_column - 1
        self.cells: dict[str, dict[str, Value]] = {}
        self.problems = Unread()

    def take(self, row: int, cells: Sequence[Raw]) -> None:
        code = self._code(row, cells)
        filled = {at: raw for at, raw in enumerate(cells) if at in self.columns and not _is_blank(raw)}
        if row > MAX_ROWS and (code or filled):
            raise CannotReadFigures(f"Trang tính có quá {number(MAX_ROWS)} dòng. {_AGAIN}")
        if row > 2 * MAX_ROWS:
            raise CannotReadFigures(f"Trang tính dài quá {number(2 * MAX_ROWS)} dòng. {_AGAIN}")
        if not code:
            if filled:
                at = min(filled)
                told = f"Ô {address(row, at)} có giá trị {shown(filled[at])} nhưng dòng này không có trong biểu"
                self.problems.add("", self.columns[at].no, "row", told)
            return
        if code in self.cells:
            self.problems.add(code, "", "row", f"Dòng {row}: '{code[:60]}' có hai lần")
        found = self.cells.setdefault(code, {})
        for at, raw in filled.items():
            self._cell(code, f"Ô {address(row, at)}", self.columns[at], raw, found)

    def _code(self, row: int, cells: Sequence[Raw]) -> str:
        """The row's code; of a free row its title. '' for a row that is not one of the form's, or is empty."""
        mark = str(_first(cells) or "")
        if self.form.kind is not RowKind.FREE:
            return mark if mark in self.form.by_code else ""
        title = cells[self.title_at] if len(cells) > self.title_at else None
        if mark != FREE_ROW or _is_blank(title):
            return ""
        try:
            return str(value_of(title, Kind.TEXT, MAX_ROW_NAME))
        except Unreadable as wrong:
            self.problems.add("", "", "row", f"Ô {address(row, self.title_at)}: {wrong}", title)
            return ""

    def _cell(self, code: str, place: str, column: Column, raw: Raw, found: dict[str, Value]) -> None:
        if column.formula is not None and (divides(column.formula) or column.is_frozen):
            return  # Excel's own quotient, to be worked out exactly here
        try:
            value = cell_value(raw, column)
        except Unreadable as wrong:
            self.problems.add(code, column.no, column.type.value, f"{place}: {wrong}", raw)
            return
        if value is not None:
            found[column.no] = value


def _is_blank(cell: Raw) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
