"""A set of figures (bộ số liệu): read from plain values, kept packed, written in its one canonical form.

As it is typed or sent by another system: {"rows": {"dat-dai": {"4": 70, "5": "1.234,5"}}}. Beside "rows" a file may say
what it is for: "form", "period", "agency", "regime".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.tables.days import Unreadable
from dondoc.base.rules.tables.kinds import Kind, clean, value_of
from dondoc.base.rules.wording import comma_list, number
from dondoc.sheets.rules.cells import Cells, Value, cell_value, told_value
from dondoc.sheets.rules.definition.form import CellType, Column, FormDefinition, RowKind
from dondoc.sheets.rules.numbers import EXACT
from dondoc.sheets.rules.packing import pack, unpack
from dondoc.sheets.rules.plain import read_json
from dondoc.sheets.rules.problems import Problem, Unread
from dondoc.sheets.rules.sheet import Sheet

MAX_FREE_ROWS = 2000
MAX_ROW_NAME = 200  # characters
MAX_FIGURES_BYTES = 5_000_000
IDENTITY = ("form", "version", "period", "agency", "regime")


class CannotReadFigures(Refused):
    """Refused: the file holds no figures for this form."""


@dataclass(frozen=True)
class Read:
    """What a file says: cells that could be read, and those that could not. `identity`: what it says it is for."""

    cells: Cells
    problems: tuple[Problem, ...]
    identity: Mapping[str, str]


def read_figures(form: FormDefinition, data: bytes) -> Read:
    """Figures out of a JSON file. Raises CannotReadFigures, CannotReadJson."""
    value = read_json(data, MAX_FIGURES_BYTES)
    rows = value.get("rows") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(rows, dict):
        raise CannotReadFigures('Tệp phải có dạng {"rows": {mã dòng: {số cột: giá trị}}}.')
    if reasons := list(_odd_keys(value)):
        raise CannotReadFigures(reasons)
    cells, problems = read_cells(form, rows)
    identity = {key: value[key] for key in IDENTITY if value.get(key) is not None}
    return Read(cells, problems, identity)


def _odd_keys(value: Mapping[str, object]) -> Iterator[Reason]:
    """What a file says beside its rows and is no part of figures, or no text: it would say nothing unnoticed."""
    for key in sorted(set(value) - {"rows", *IDENTITY})[:20]:
        yield Reason(f"Không có mục '{key[:60]}'; các mục: rows, {comma_list(IDENTITY)}.")
    for key in IDENTITY:
        if not isinstance(value.get(key), str | None):
            yield Reason("Phải là chữ, đặt trong dấu nháy.", key)


def read_cells(form: FormDefinition, rows: Mapping[str, object]) -> tuple[Cells, tuple[Problem, ...]]:
    """Cells of the right type by row and column, and what could not be read."""
    problems = Unread()
    cells: dict[str, dict[str, Value]] = {}
    if form.kind is RowKind.FREE and len(rows) > MAX_FREE_ROWS:
        raise CannotReadFigures(f"Có {number(len(rows))} dòng, tối đa {number(MAX_FREE_ROWS)}.")
    for written, values in rows.items():
        row = _row(form, written, problems)
        if row is None:
            continue
        if not isinstance(values, dict):
            problems.add(row, "", "row", f"Dòng {row}: phải có dạng {{số cột: giá trị}}")
            continue
        if row in cells:
            problems.add(row, "", "row", f"Dòng {row} được ghi hai lần")
        cells[row] = _lately(form, row, values, problems)
    return cells, problems.all()


def _lately(form: FormDefinition, row: str, values: Mapping[str, object], problems: Unread) -> dict[str, Value]:
    """The cells of a row. Without a mistake they are not read again: most rows are as they were a saving ago."""
    key = (row, *values.items())
    try:
        kept = form.lately_read.get(key)
    except TypeError:  # a list or a group where a cell should be
        kept = None
    if kept is None:
        if not all(type(raw) is str and len(raw) <= SHORT for raw in values.values()):
            return dict(_cells(form, row, values, problems))
        n_wrong = len(problems)
        kept = dict(_cells(form, row, values, problems))
        if len(problems) == n_wrong:
            if len(form.lately_read) >= MOST_LATELY_READ:
                form.lately_read.clear()
            form.lately_read[key] = kept
    return dict(kept)


def _row(form: FormDefinition, written: str, problems: Unread) -> str | None:
    try:
        row = clean(written.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    except Unreadable as wrong:
        problems.add("", "", "row", f"Mã dòng {wrong}")
        return None
    if form.kind is RowKind.FREE:
        if 0 < len(row) <= MAX_ROW_NAME:
            return row
        problems.add(row[:40], "", "row", f"Tên dòng phải có từ 1 đến {MAX_ROW_NAME} ký tự")
    elif row in form.by_code:
        return row
    else:
        problems.add(row[:60], "", "row", f"Biểu {form.code} không có dòng '{row[:60]}'")
    return None


def _cells(
    form: FormDefinition, row: str, values: Mapping[str, object], problems: Unread
) -> Iterator[tuple[str, Value]]:
    for no, raw in values.items():
        column = form.by_no.get(no)
        if column is None:
            told = f"Biểu {form.code} không có cột {no[:20]}; các cột: {comma_list(form.by_no)}"
            problems.add(row, no[:20], "column", told)
            continue
        try:
            value = cell_value(_plain(raw), column)
        except Unreadable as wrong:
            told = f"Cột {no}: {wrong}"
            problems.add(row, no, column.type.value, told, raw)
            continue
        if value is not None:
            yield no, value


def _plain(raw: object) -> str | bool | Decimal | None:
    """A JSON value as a cell; whole numbers exact like the others."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Decimal(raw)
    if isinstance(raw, str):
        return raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if raw is None or isinstance(raw, bool | Decimal):
        return raw
    raise Unreadable("phải là một giá trị, không phải danh sách hay nhóm")


# What _lately keeps of a form: rows of short texts, so many of them.
SHORT = 40
MOST_LATELY_READ = 4_096
# Cells that are no numbers, of one row by column.
Texts = Mapping[str, str]
NO_TEXTS: Mapping[str, Texts] = MappingProxyType({})


class Packed(NamedTuple):
    """A set as it is kept: numbers that cannot be worked out, packed; the other cells, and free rows in their order."""

    numbers: bytes
    rows: tuple[str, ...] = ()
    texts: Mapping[str, Texts] = NO_TEXTS


def packed(sheet: Sheet) -> Packed:
    """Column by column, so that the layout of numbers is the same in every set of a version with given rows."""
    form = sheet.form
    numbers = [_scaled(value, column) for column in form.stored for value in sheet.columns[column.no]]
    others = {column.no for column in form.columns if not column.type.is_number}
    told = {
        row: {no: told_value(v) or "" for no, v in values.items() if no in others}
        for row, values in (sheet.cells().items() if others else ())
    }
    own = sheet.rows if form.kind is RowKind.FREE else ()
    return Packed(pack(numbers), own, {row: values for row, values in told.items() if values})


def unpacked(form: FormDefinition, kept: Packed, columns: Collection[str] | None = None) -> Cells:
    """Back again, without the cells that are worked out; all columns or some."""
    rows = kept.rows if form.kind is RowKind.FREE else tuple(form.by_code)
    cells: dict[str, dict[str, Value]] = {row: {} for row in rows}
    wanted = form.by_no if columns is None else columns
    numbers, n = unpack(kept.numbers), len(rows)
    for at, column in enumerate(form.stored):
        if column.no in wanted:
            for row, found in zip(rows, numbers[at * n : (at + 1) * n], strict=True):
                if found is not None:
                    cells[row][column.no] = unscaled(found, column.scale)
    for row, values in kept.texts.items():
        cells[row].update({no: _other(form.by_no[no], text) for no, text in values.items() if no in wanted})
    return cells


def canonical(sheet: Sheet, identity: Mapping[str, str]) -> bytes:
    """The one way to write a set, computed cells too: what is hashed, sent and signed."""
    form = sheet.form
    content = {**identity, "form": form.code, "version": form.valid_from.isoformat(), "rows": sheet.told()}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(data: bytes) -> str:
    """Hexadecimal SHA-256."""
    return hashlib.sha256(data).hexdigest()


def unscaled(value: int, scale: int) -> Decimal:
    """12345 at two decimals -> 123.45."""
    return Decimal(value).scaleb(-scale, EXACT) if scale else Decimal(value)


def _scaled(value: Value | None, column: Column) -> int | None:
    if not isinstance(value, Decimal):
        return None
    return int(value.scaleb(column.scale, EXACT) if column.scale else value)


def _other(column: Column, text: str) -> Value:
    found = value_of(text, Kind.DATE, 10) if column.type is CellType.DATE else text
    return found if isinstance(found, date) else text
