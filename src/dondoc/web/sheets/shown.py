"""A form as a page shows it (biểu mẫu trên trang). Presentation of what the rules say."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.sheets.rules.definition import Check, Column, FormDefinition, RowKind, Scope
from dondoc.sheets.rules.definition.printed import PrintedRow, printed_rows
from dondoc.sheets.rules.headings import HeadingCell, heading_rows, number_row, stubs_of
from dondoc.sheets.rules.notation import told_rule

MOST_ROWS = 200  # shown at once
N_FREE_ROWS = 3
MOST_ON_A4 = 14  # columns; more go on A3


@dataclass(frozen=True)
class Printed:
    """The table with its headings; each row with what its cells are: worked out or to be filled."""

    form: FormDefinition
    headings: list[list[HeadingCell]]
    numbers: list[str]
    n_stubs: int
    rows: list[tuple[PrintedRow, list[bool]]]
    n_more: int
    is_wide: bool

    @property
    def is_free(self) -> bool:
        return self.form.kind is RowKind.FREE


def printed(form: FormDefinition, most: int = MOST_ROWS) -> Printed:
    rows = list(printed_rows(form))
    if form.kind is RowKind.FREE:
        rows = [PrintedRow("", "…", str(n), 0, False, False) for n in range(1, N_FREE_ROWS + 1)]
    marked = [(row, [is_worked_out(column, row) for column in form.columns]) for row in rows[:most]]
    headings, numbers, n_stubs = heading_rows(form), number_row(form), len(stubs_of(form))
    return Printed(form, headings, numbers, n_stubs, marked, len(rows) - len(marked), len(form.columns) > MOST_ON_A4)


def is_worked_out(column: Column, row: PrintedRow) -> bool:
    """As `FormDefinition.is_computed`, for forms that have faults too."""
    return bool(column.computed) or (row.is_total and column.adds_up_rows)


_SCOPES = {Scope.ROWS: "ở mọi dòng", Scope.COLUMNS: "ở mọi cột số", Scope.ONCE: ""}


def told_checks(form: FormDefinition) -> list[tuple[Check, str]]:
    """Each check in words: 'Cột 3 phải bằng cột 7 + 11, ở mọi dòng'."""
    found = []
    for check in form.checks:
        where = _SCOPES[check.scope]
        found.append((check, f"{told_rule(check.rule)}{f', {where}' if where else ''}"))
    return found
