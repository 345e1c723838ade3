"""Filling a form's computed cells (tính các ô tự động). What was entered is never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import localcontext

from dondoc.sheets.rules.cells import Cells, Value, told_value
from dondoc.sheets.rules.definition.form import Column, FormDefinition, Outside, RowKind
from dondoc.sheets.rules.formulas import as_number, combined, rounded, worked
from dondoc.sheets.rules.notation.tree import divides
from dondoc.sheets.rules.numbers import EXACT

Filled = dict[str, dict[str, Value]]


def rows_of(form: FormDefinition, cells: Cells) -> Iterable[str]:
    """The rows of a set of figures, in order."""
    return cells if form.kind is RowKind.FREE else form.by_code


def filled(form: FormDefinition, entered: Cells, outside: Mapping[Outside, Cells] | None = None) -> Filled:
    """Every cell of a form: entered ones as they are, computed ones worked out, row totals added up.

    Whatever `entered` says of computed cells is not looked at; filling twice changes nothing. `outside`: figures of
    other forms and periods; None takes what was worked out of them (`Column.is_frozen`) as entered.
    """
    cells: Filled = {row: {} for row in rows_of(form, entered)}
    with localcontext(EXACT):
        for column in form.in_order:
            if column.formula is None or (column.is_frozen and outside is None):
                _enter(form, column, entered, cells)
            else:
                _work_out(column, cells, outside or {})
    return cells


def _enter(form: FormDefinition, column: Column, entered: Cells, cells: Filled) -> None:
    no, nothing = column.no, dict[str, Value]()
    totals = form.totals if column.adds_up_rows else {}
    for row, found in cells.items():
        if row not in totals and (value := entered.get(row, nothing).get(no)) is not None:
            found[no] = value
    for row, parts in totals.items():
        total = combined(column.aggregate, [as_number(cells[part].get(no)) for part in parts], column.scale)
        if total is not None:
            cells[row][no] = total


def _work_out(column: Column, cells: Filled, outside: Mapping[Outside, Cells]) -> None:
    assert column.formula is not None  # noqa: S101 - only computed columns come here
    work = worked(column.formula, cells, outside)
    exact = not divides(column.formula) and not column.is_frozen
    for row, found in cells.items():
        value = work(row, column.no)
        if value is not None and not exact:
            value = rounded(value, column.scale)
        if value is not None:
            found[column.no] = value


def told_cells(form: FormDefinition, cells: Cells, *, only_computed: bool = False) -> dict[str, dict[str, str]]:
    """Filled cells as they are written outside, column after column; rows without any are left out."""
    found: dict[str, dict[str, str]] = {}
    for row, values in cells.items():
        for column in form.columns:
            told = told_value(values.get(column.no))
            if told is not None and (not only_computed or form.is_computed(row, column)):
                found.setdefault(row, {})[column.no] = told
    return found
