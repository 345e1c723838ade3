"""Trying a form with figures (thử biểu mẫu): computed cells and checks, nothing kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.http import QueryDict

from dondoc.base.rules.wording import number, screen_date
from dondoc.sheets.rules.cells import Value
from dondoc.sheets.rules.checks import checked
from dondoc.sheets.rules.definition import Column, FormDefinition, RowKind
from dondoc.sheets.rules.definition.printed import PrintedRow, printed_rows
from dondoc.sheets.rules.figures import read_cells
from dondoc.sheets.rules.notation import refs_of, told_rule
from dondoc.sheets.rules.problems import Problem
from dondoc.web.sheets.shown import is_worked_out

N_ROWS, N_FREE_ROWS, MOST_TOLD, MAX_TEXT = 12, 3, 40, 100


@dataclass(frozen=True)
class TrialCell:
    """`name`: of the field, '' for a cell that is worked out; `place`: where its result stands on the page."""

    column: Column
    name: str
    place: str
    text: str


@dataclass
class Trial:
    """The first rows with what was typed and what came of it."""

    columns: tuple[Column, ...] = ()
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
    typed = {row.code: dict(_typed(form, n, row, post)) for n, row in enumerate(rows)}
    cells, unread = read_cells(form, {code: values for code, values in typed.items() if values})
    result = checked(form, cells, {}, unread)
    outside = {check.text for check in form.checks if any(ref.is_outside for ref in refs_of(check.rule))}
    told = [
        problem
        for problem in result.problems
        if problem.rule not in outside and (problem.rule != "required" or typed.get(problem.row))
    ]
    shown = [
        (
            row,
            [
                TrialCell(column, "", f"kq-{n}-{column.no}", _text(result.sheet.cell(row.code, column.no)))
                if is_worked_out(column, row)
                else TrialCell(column, f"t-{n}-{column.no}", "", typed[row.code].get(column.no, ""))
                for column in form.columns
            ],
        )
        for n, row in enumerate(rows)
    ]
    untested = [told_rule(check.rule) for check in form.checks if check.text in outside]
    return Trial(form.columns, shown, told[:MOST_TOLD], untested, any(typed.values()))


def _rows(form: FormDefinition) -> list[PrintedRow]:
    if form.kind is not RowKind.FREE:
        return list(printed_rows(form))[:N_ROWS]
    return [PrintedRow(f"Dòng thử {n}", f"Dòng thử {n}", str(n), 0, False, False) for n in range(1, N_FREE_ROWS + 1)]


def _typed(form: FormDefinition, n: int, row: PrintedRow, post: QueryDict) -> Iterator[tuple[str, str]]:
    for column in form.columns:
        text = post.get(f"t-{n}-{column.no}", "").strip()[:MAX_TEXT]
        if text and not is_worked_out(column, row):
            yield column.no, text


def _text(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return number(value)
    return value if isinstance(value, str) else screen_date(value)
