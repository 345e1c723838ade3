"""Cells of a form (ô số liệu): what a file holds becomes a value of the column's type, or a sentence why not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dondoc.base.rules.tables.days import Unreadable
from dondoc.base.rules.tables.kinds import ErrorCell, Kind, Raw, shown, value_of
from dondoc.base.rules.wording import comma_list, number, same_name_key, screen_date
from dondoc.sheets.rules.definition.form import CellType, Column
from dondoc.sheets.rules.numbers import number_from_excel, number_from_text, plain_text, within

MAX_TEXT = 2000  # characters

Value = Decimal | str | date
# By row, then by column number; empty cells are left out.
Cells = Mapping[str, Mapping[str, Value]]


def cell_value(raw: Raw | Decimal, column: Column) -> Value | None:
    """The value of one cell; None when it is empty. Raises Unreadable."""
    if isinstance(raw, ErrorCell):
        raise Unreadable(f"ô báo lỗi {raw.text} của Excel; hãy sửa công thức hoặc nhập giá trị")
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if column.type.is_number:
        return _number(raw, column)
    plain = plain_text(raw) if isinstance(raw, Decimal) else raw
    if column.type is CellType.DATE:
        found = value_of(plain, Kind.DATE, MAX_TEXT)
        return found if isinstance(found, date) else None
    text = value_of(plain, Kind.PARAGRAPHS, MAX_TEXT)
    if not isinstance(text, str):
        return None
    return _choice(text, column) if column.type is CellType.CHOICE else text


def told_value(value: Value | None) -> str | None:
    """A value as JSON and the canonical form write it: '1234.5', '2026-07-05', text as it is."""
    if value is None or isinstance(value, str):
        return value
    return plain_text(value) if isinstance(value, Decimal) else value.isoformat()


def typed_value(value: Value, column: Column) -> str:
    """A value as the office types it, '1.234,5', '05/07/2026'; `cell_value` reads it back the same."""
    if isinstance(value, str):
        return value
    if not isinstance(value, Decimal):
        return screen_date(value)
    plain = plain_text(value).replace(".", ",")
    for text in (number(Decimal(plain_text(value))), plain):
        try:
            if number_from_text(text, column.scale) == value:
                return text
        except Unreadable:  # '1,567' may be either; '1,5670' says which
            continue
    return f"{plain}0"


def _number(raw: Raw | Decimal, column: Column) -> Decimal:
    if isinstance(raw, Decimal):
        return within(raw, column.scale)
    if isinstance(raw, str):
        text = raw.strip().removesuffix("%") if column.type is CellType.PERCENT else raw
        return number_from_text(text, column.scale)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise Unreadable(f"{shown(raw)} không phải số")
    return number_from_excel(raw, column.scale)


def _choice(text: str, column: Column) -> str:
    for choice in column.choices:
        if same_name_key(choice) == same_name_key(text):
            return choice
    raise Unreadable(f"{shown(text)} không có trong danh sách: {comma_list(column.choices)}")
