"""Reading a table (đọc bảng): the file's bytes in, checked rows out, or all that is wrong with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.tables.days import Unreadable
from dondoc.base.rules.tables.delimited import Grid, text_grid
from dondoc.base.rules.tables.fields import CannotRead, Field, Row, Table, heading_key
from dondoc.base.rules.tables.kinds import Raw, Value, shown, value_of
from dondoc.base.rules.tables.spreadsheets import LAST_ROW, MAX_COLUMNS, address, workbook_grid
from dondoc.base.rules.wording import comma_list, number

MAX_BYTES = 20_000_000
MAX_ROWS = 200_000


def read_table(
    data: bytes, name: str, fields: Sequence[Field], *, max_bytes: int = MAX_BYTES, max_rows: int = MAX_ROWS
) -> Table:
    """A table of which every cell could be read. Raises CannotRead with every problem in the file."""
    table = scan_table(data, name, fields, max_bytes=max_bytes, max_rows=max_rows)
    if table.problems:
        raise CannotRead(table.problems.reasons())
    return table


def scan_table(
    data: bytes, name: str, fields: Sequence[Field], *, max_bytes: int = MAX_BYTES, max_rows: int = MAX_ROWS
) -> Table:
    """The same, but cells that cannot be read stand in `problems`, so that a room can add its own.

    Raises CannotRead when there is no table to speak of: size, encoding, damage, headings, no rows.
    """
    grid = _grid(data, name, fields, max_bytes)
    line, cells = next(((row, cells) for row, cells in grid if not all(map(_is_blank, cells))), (0, ()))
    if not line:
        raise CannotRead("Tệp trống.")
    columns = _columns(line, cells, fields)
    headings = {field.name: _heading(cells[at]) for at, field in columns.items()}
    rows: list[Row] = []
    table = Table(tuple(fields), headings, rows)
    for row, cells in grid:
        is_blank = all(map(_is_blank, cells))
        if row > LAST_ROW or (len(rows) == max_rows and not is_blank):
            raise CannotRead(f"Tệp có quá {number(max_rows)} dòng. Chia tệp ra rồi nhập từng phần.")
        if not is_blank:
            rows.append(_row(table, row, cells, columns))
    if not rows:
        raise CannotRead("Tệp chỉ có dòng tiêu đề, chưa có dòng dữ liệu nào.")
    return table


def _grid(data: bytes, name: str, fields: Sequence[Field], max_bytes: int) -> Grid:
    suffix = name.lower().rpartition(".")[2]
    if len(data) > max_bytes:
        raise CannotRead(f"Tệp lớn quá {number(max_bytes // 1_000_000)} MB. Chia tệp ra rồi nhập từng phần.")
    if not data:
        raise CannotRead("Tệp trống.")
    if suffix in ("xlsm", "xltm", "xlam"):
        raise CannotRead("Tệp Excel có macro. Lưu lại dạng .xlsx không có macro.")
    if suffix in ("xls", "xlsb") or data.startswith(b"\xd0\xcf\x11\xe0"):
        raise CannotRead("Tệp là Excel đời cũ (.xls, .xlsb) hoặc có đặt mật khẩu. Lưu lại dạng .xlsx, không mật khẩu.")
    known = set(chain.from_iterable(field.heading_keys() for field in fields))

    def score(cells: Sequence[Raw]) -> int:
        return sum(heading_key(str(cell)) in known for cell in cells if cell)

    if data.startswith(b"PK\x03\x04"):
        return workbook_grid(data, score, sum(field.required for field in fields))
    if suffix == "xlsx":
        raise CannotRead("Tệp mang tên .xlsx nhưng không phải tệp Excel.")
    return text_grid(data, score)


def _is_blank(cell: Raw) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _heading(cell: Raw) -> str:
    """A heading as messages quote it."""
    return " ".join(("" if cell is None else str(cell)).split()).strip("\ufeff\"'*: ")[:60]


def _columns(line: int, cells: Sequence[Raw], fields: Sequence[Field]) -> dict[int, Field]:
    """Which field stands at which place. Raises CannotRead with all that is wrong with the heading line."""
    by_key = {key: field for field in fields for key in field.heading_keys()}
    titled = {at: cell for at, cell in enumerate(cells) if not _is_blank(cell)}
    if titled and max(titled) >= MAX_COLUMNS:
        raise CannotRead(f"Dòng {line}: tiêu đề có quá {MAX_COLUMNS} cột.")
    found = {at: by_key.get(heading_key(str(cell))) for at, cell in titled.items()}
    columns = {at: field for at, field in found.items() if field}
    reasons = []
    if unknown := [shown(_heading(titled[at])) for at, field in found.items() if field is None]:
        expected = comma_list(f"'{field.heading}'" for field in fields)
        reasons.append(f"Có cột lạ: {comma_list(unknown[:20])}. Các cột nhận được: {expected}.")
    times = Counter(field.name for field in columns.values())
    for field in fields:
        if field.required and not times[field.name]:
            reasons.append(f"Thiếu cột bắt buộc '{field.heading}' (hoặc '{field.name}').")
        if times[field.name] > 1:
            places = comma_list(address(line, at) for at, f in columns.items() if f is field)
            reasons.append(f"Cột '{field.heading}' có {times[field.name]} lần (ô {places}); chỉ để lại một.")
    if reasons:
        raise CannotRead([Reason(reason, f"Dòng {line}") for reason in reasons])
    return columns


def _row(table: Table, row: int, cells: Sequence[Raw], columns: dict[int, Field]) -> Row:
    values: dict[str, Value] = dict.fromkeys(field.name for field in table.fields)
    broken = set()
    for at, field in columns.items():
        raw = cells[at] if at < len(cells) else None
        try:
            values[field.name] = value_of(raw, field.kind, field.max_length)
            if field.required and values[field.name] is None:
                raise Unreadable("còn trống; cột này bắt buộc")
        except Unreadable as error:
            broken.add(field.name)
            table.problem(row, field.name, str(error))
    for at, raw in enumerate(cells):
        if at not in columns and not _is_blank(raw):
            message = f"ô {address(row, at)} có giá trị {shown(raw)} mà cột không có tiêu đề"
            table.problems.add(row, "", message)
            break
    return Row(row, values, frozenset(broken))
