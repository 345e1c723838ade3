"""Filling a form's computed cells (tính các ô tự động). What was entered is never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import localcontext

from dondoc.sheets.rules.cells import Cells, Value
from dondoc.sheets.rules.definition.form import Column, FormDefinition, Outside, RowKind
from dondoc.sheets.rules.formulas import Numbers, as_number, by_rows, combined, rounded, worked
from dondoc.sheets.rules.notation.tree import divides
from dondoc.sheets.rules.numbers import EXACT
from dondoc.sheets.rules.sheet import Sheet

Entered = Mapping[str, Sequence[Value | None]]


def rows_of(form: FormDefinition, cells: Iterable[str]) -> tuple[str, ...]:
    """The rows of a set of figures, in order."""
    return tuple(cells) if form.kind is RowKind.FREE else tuple(form.by_code)


def filled(form: FormDefinition, entered: Cells, outside: Mapping[Outside, Sheet] | None = None) -> Sheet:
    """Every cell of a form: entered ones as they are, computed ones worked out, row totals added up.

    Whatever `entered` says of computed cells is not looked at; filling twice changes nothing. `outside`: figures of
    other forms and periods; None takes what was worked out of them (`Column.is_frozen`) as entered.
    """
    rows, nothing = rows_of(form, entered), dict[str, Value]()
    lines = [entered.get(row, nothing) for row in rows]
    return completed(form, rows, {no: [line.get(no) for line in lines] for no in form.by_no}, outside)


def completed(
    form: FormDefinition, rows: tuple[str, ...], entered: Entered, outside: Mapping[Outside, Sheet] | None = None
) -> Sheet:
    """The same for whole columns; one that is not there is empty."""
    sheet = Sheet(form, rows, {})
    with localcontext(EXACT):
        for column in form.in_order:
            if column.formula is None or (column.is_frozen and outside is None):
                given = entered.get(column.no) or [None] * len(rows)
                sheet.columns[column.no] = _with_totals(sheet, column, given)
            else:
                sheet.columns[column.no] = _worked_out(sheet, column, outside or {})
    return sheet


def _with_totals(sheet: Sheet, column: Column, given: Sequence[Value | None]) -> Sequence[Value | None]:
    """The column with the rows that are totals added up."""
    if not sheet.form.totals or not column.adds_up_rows:
        return given
    values = list(given)
    for row, parts in sheet.form.totals.items():
        numbers = [as_number(values[sheet.place_of[part]]) for part in parts]
        values[sheet.place_of[row]] = combined(column.aggregate, numbers, column.scale)
    return values


def _worked_out(sheet: Sheet, column: Column, outside: Mapping[Outside, Sheet]) -> Numbers:
    assert column.formula is not None  # noqa: S101 - only computed columns come here
    values = worked(column.formula, by_rows(sheet, outside), len(sheet.rows))
    if divides(column.formula) or column.is_frozen:
        return [rounded(value, column.scale) for value in values]
    return values
