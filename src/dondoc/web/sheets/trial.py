"""Trying a form with figures (thử biểu mẫu): computed cells and checks, nothing kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from django.http import QueryDict

from dondoc.base.rules.wording import number, screen_date
from dondoc.sheets.rules.cells import Value
from dondoc.sheets.rules.checks import checked
from dondoc.sheets.rules.definition import Check, Column, FormDefinition, RowKind
from dondoc.sheets.rules.definition.form import Outside
from dondoc.sheets.rules.definition.printed import PrintedRow, printed_rows
from dondoc.sheets.rules.figures import read_cells
from dondoc.sheets.rules.notation import Expression, Ref, refs_of, told_rule
from dondoc.sheets.rules.notation.tree import Rule
from dondoc.sheets.rules.problems import Problem
from dondoc.sheets.rules.sheet import Sheet
from dondoc.sheets.rules.totals import Columns
from dondoc.web.sheets.shown import is_worked_out

N_ROWS, N_FREE_ROWS, MOST_TOLD, MAX_TEXT = 12, 3, 40, 100


@dataclass(frozen=True)
class TrialColumn:
    """One column of the grid; of the period before, where a formula or check looks back at it."""

    column: Column
    is_previous: bool = False

    @property
    def no(self) -> str:
        return f"{self.column.no}{' kỳ trước' if self.is_previous else ''}"

    def name(self, row: int) -> str:
        """The field of this column in a row of the grid."""
        return f"{'p' if self.is_previous else 't'}-{row}-{self.column.no}"


@dataclass(frozen=True)
class TrialCell:
    """`name`: of the field, '' for a cell that is worked out; `place`: where its result stands on the page."""

    column: TrialColumn
    name: str
    place: str
    text: str


@dataclass
class Trial:
    """The first rows with what was typed and what came of it."""

    columns: tuple[TrialColumn, ...] = ()
    rows: list[tuple[PrintedRow, list[TrialCell]]] = field(default_factory=list)
    told: list[Problem] = field(default_factory=list)
    untested: list[str] = field(default_factory=list)
    is_tried: bool = False

    @property
    def results(self) -> list[TrialCell]:
        return [cell for _, cells in self.rows for cell in cells if not cell.name]


def tried(form: FormDefinition, post: QueryDict) -> Trial:
    """A form without faults, filled with the figures that were typed."""
    rows = _rows(form)
    looked_back = {ref.column for ref in _outside(form) if _is_before(ref)}
    now = [TrialColumn(column) for column in form.columns]
    before = [TrialColumn(column, is_previous=True) for column in form.columns if column.no in looked_back]
    typed = _typed(rows, now, post)
    cells, unread = read_cells(form, typed)
    earlier, unread_earlier = read_cells(form, _typed(rows, before, post))
    outside: dict[Outside, Sheet] = {}
    if earlier:
        codes = tuple(row.code for row in rows)
        columns: Columns = {
            told.column.no: [earlier.get(code, {}).get(told.column.no) for code in codes] for told in before
        }
        outside["", True] = Sheet(form, codes, columns)
    result = checked(form, cells, outside, (*unread, *unread_earlier))
    untested = [check for check in form.checks if any((r.form, r.is_previous) not in outside for r in _outside(check))]
    silent = {check.text for check in untested}
    problems = (p for p in result.problems if p.rule not in silent and (p.rule != "required" or p.row in typed))
    grid = [(row, [_cell(told, n, row, result.sheet, post) for told in (*now, *before)]) for n, row in enumerate(rows)]
    told_untested = [told_rule(check.rule) for check in untested]
    return Trial((*now, *before), grid, list(islice(problems, MOST_TOLD)), told_untested, bool(typed))


def _outside(of: FormDefinition | Check) -> list[Ref]:
    """What a form or a check looks at beside this form and period."""
    if isinstance(of, Check):
        parts: list[Expression | Rule] = [of.rule]
    else:
        parts = [*(c.formula for c in of.columns if c.formula is not None), *(check.rule for check in of.checks)]
    return [ref for part in parts for ref in refs_of(part) if ref.is_outside]


def _is_before(ref: Ref) -> bool:
    return ref.is_previous and not ref.form


def _cell(told: TrialColumn, n: int, row: PrintedRow, sheet: Sheet, post: QueryDict) -> TrialCell:
    no = told.column.no
    if not told.is_previous and is_worked_out(told.column, row):
        return TrialCell(told, "", f"kq-{n}-{no}", _text(sheet.cell(row.code, no)))
    name = told.name(n)
    return TrialCell(told, name, "", post.get(name, "").strip()[:MAX_TEXT])


def _rows(form: FormDefinition) -> list[PrintedRow]:
    if form.kind is not RowKind.FREE:
        return list(printed_rows(form))[:N_ROWS]
    return [PrintedRow(f"Dòng thử {n}", f"Dòng thử {n}", str(n), 0, False, False) for n in range(1, N_FREE_ROWS + 1)]


def _typed(rows: list[PrintedRow], columns: list[TrialColumn], post: QueryDict) -> dict[str, dict[str, str]]:
    """What was typed, by row and column; empty rows are left out."""
    found: dict[str, dict[str, str]] = {}
    for n, row in enumerate(rows):
        for told in columns:
            text = post.get(told.name(n), "").strip()[:MAX_TEXT]
            if text and (told.is_previous or not is_worked_out(told.column, row)):
                found.setdefault(row.code, {})[told.column.no] = text
    return found


def _text(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return number(value)
    return value if isinstance(value, str) else screen_date(value)
