"""What a form says may be taken over (khai một lần): 'cột 6 = cột 11 kỳ trước' gives column 6 its first value.

Every check '=' between one entered column and an expression of other forms or of the period before is read so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, localcontext
from typing import NamedTuple

from dondoc.base.rules.tables.days import Unreadable
from dondoc.sheets.rules.definition.form import Check, Column, FormDefinition, Outside, Scope
from dondoc.sheets.rules.formulas import by_rows, worked
from dondoc.sheets.rules.notation import Expression, Ref, Relation, refs_of, told_formula
from dondoc.sheets.rules.numbers import EXACT, within
from dondoc.sheets.rules.sheet import Sheet


class Taken(NamedTuple):
    """A value for one cell, and where it is from: 'cột 11 kỳ trước'."""

    row: str
    column: Column
    value: Decimal
    origin: str


def may_prefill(form: FormDefinition) -> bool:
    """Does the form say where a cell is to be taken from?"""
    return any(True for check in form.checks for _ in _sources(form, check))


def taken_over(sheet: Sheet, outside: Mapping[Outside, Sheet]) -> list[Taken]:
    """Every value that the form says is known already; what the cell cannot hold is left out."""
    found: dict[tuple[str, str], Taken] = {}
    with localcontext(EXACT):
        for check in sheet.form.checks:
            for column, source in _sources(sheet.form, check):
                values = worked(source, by_rows(sheet, outside), len(sheet.rows))
                for row, value in zip(sheet.rows, values, strict=True):
                    if value is not None and not sheet.form.is_computed(row, column) and fits(value, column):
                        found.setdefault((row, column.no), Taken(row, column, value, told_formula(source)))
    return list(found.values())


def _sources(form: FormDefinition, check: Check) -> Iterator[tuple[Column, Expression]]:
    if check.rule.relation is not Relation.EQUAL or check.scope is not Scope.ROWS:
        return
    own = [side for side in check.rule.sides if isinstance(side, Ref) and side == Ref(side.column)]
    outside = [side for side in check.rule.sides if (refs := list(refs_of(side))) and all(r.is_outside for r in refs)]
    for ref in own:
        column = form.by_no[ref.column]
        if outside and column.type.is_number and column.formula is None:
            yield column, outside[0]


def fits(value: Decimal, column: Column) -> bool:
    """Can the cell hold the number exactly?"""
    try:
        within(value, column.scale)
    except Unreadable:
        return False
    return True
