"""Checking figures (kiểm tra số liệu): every rule that does not hold, with what its sides come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from dondoc.base.rules.wording import comma_list, number
from dondoc.sheets.rules.cells import Cells, Value, told_value
from dondoc.sheets.rules.definition.form import Check, Column, FormDefinition, Level, Outside, RowKind, Scope
from dondoc.sheets.rules.filling import Filled, filled
from dondoc.sheets.rules.formulas import Number, Worked, rounded, worked
from dondoc.sheets.rules.notation import Rule, refs_of, told_formula
from dondoc.sheets.rules.notation.tree import divides
from dondoc.sheets.rules.numbers import EXACT
from dondoc.sheets.rules.problems import Problem


@dataclass(frozen=True)
class Checked:
    """Figures with everything worked out, and all that is wrong or unusual with them."""

    cells: Filled
    problems: tuple[Problem, ...]


def checked(
    form: FormDefinition, given: Cells, outside: Mapping[Outside, Cells], unread: tuple[Problem, ...] = ()
) -> Checked:
    """Fill a form and check it. `given` may hold computed cells too: they must say what they come to.

    `outside`: the figures of other forms and periods that the form looks at, as far as there are any. `unread`: cells
    that could not be read; of their rows and the totals of these nothing else is said.
    """
    cells = filled(form, given, outside)
    found = [*_retyped(form, given, cells), *_missing(form, given, cells)]
    with localcontext(EXACT):
        for check in form.checks:
            found += _broken(form, check, cells, outside)
    unsure = {row for problem in unread for row in form.way_up(problem.row)}
    return Checked(cells, (*unread, *(problem for problem in found if problem.row not in unsure)))


def _retyped(form: FormDefinition, given: Cells, cells: Filled) -> Iterator[Problem]:
    """Computed cells for which somebody gave another number."""
    for row, values in given.items():
        for no, value in values.items():
            column = form.by_no[no]
            result = cells[row].get(no)
            if value == result or not form.is_computed(row, column):
                continue
            rule, must = _must(form, row, column)
            told = f"{must}: {_told(value)} ≠ {_told(result)}"
            yield Problem(row, no, rule, Level.BLOCK, told, (told_value(value), told_value(result)))


def _must(form: FormDefinition, row: str, column: Column) -> tuple[str, str]:
    if column.formula is not None:
        return f"{column.no} = {column.computed}", f"Cột {column.no} phải bằng {told_formula(column.formula)}"
    parts = form.totals[row]
    rule = f"row({row}) = {' + '.join(f'row({part})' for part in parts)}"
    return rule, f"Cột {column.no}: dòng {row} phải bằng tổng các dòng {comma_list(parts)}"


def _missing(form: FormDefinition, given: Cells, cells: Filled) -> Iterator[Problem]:
    """Cells that must be filled and are not. In a catalogue only of rows that have figures."""
    required = [column for column in form.columns if column.required and column.formula is None]
    rows = cells if form.kind is RowKind.FIXED else [row for row in cells if given.get(row)]
    for row in rows:
        for column in required:
            if column.no not in cells[row] and not form.is_computed(row, column):
                yield Problem(row, column.no, "required", Level.BLOCK, f"Cột {column.no} bắt buộc nhập, đang trống")


def _broken(form: FormDefinition, check: Check, cells: Filled, outside: Mapping[Outside, Cells]) -> Iterator[Problem]:
    needed = {(ref.form, ref.is_previous) for ref in refs_of(check.rule) if ref.is_outside}
    absent = needed - set(outside)
    if any(is_previous for _, is_previous in absent):
        return  # the first period has nothing before it
    if absent:
        forms = comma_list(sorted(code for code, _ in absent))
        told = f"Chưa có số liệu biểu {forms} kỳ này để đối chiếu '{check.text}'"
        yield Problem("", check.column, check.text, check.level, told)
        return
    sides = [worked(side, cells, outside) for side in check.rule.sides]
    scale = _scale(form, check.rule) if divides(check.rule) else None
    for row, column in _places(form, check, cells):
        values = [_at(side, row, column, scale) for side in sides]
        told = _told_breaches(check.rule, values)
        if told:
            texts = tuple(told_value(value) for value in values)
            yield Problem(row, column or check.column, check.text, check.level, told, texts)


def _places(form: FormDefinition, check: Check, cells: Filled) -> Iterator[tuple[str, str]]:
    if check.scope is Scope.ROWS:
        yield from ((row, "") for row in cells)
    elif check.scope is Scope.COLUMNS:
        yield from (("", c.no) for c in form.columns if c.type.is_number and c.aggregate.is_of_numbers)
    else:
        yield "", ""


def _scale(form: FormDefinition, rule: Rule) -> int:
    """Sides with quotients are compared at the decimals that the columns keep."""
    return max((form.by_no[ref.column].scale for ref in refs_of(rule) if ref.column in form.by_no), default=0)


def _at(side: Worked, row: str, column: str, scale: int | None) -> Number:
    value = side(row, column)
    return value if value is None or scale is None else rounded(value, scale)


def _told_breaches(rule: Rule, values: list[Number]) -> str:
    """'Cột 3 phải bằng cột 4 + 5 + 6: 120 ≠ 118'; '' where the rule holds. An empty side counts as zero."""
    if all(value is None for value in values):
        return ""
    first, told = values[0] or Decimal(0), []
    for side, value in zip(rule.sides[1:], values[1:], strict=True):
        if not rule.relation.holds(first, value or Decimal(0)):
            sign = rule.relation.broken
            told.append(f"{rule.relation.must} {told_formula(side)}: {_told(values[0])} {sign} {_told(value)}")
    subject = told_formula(rule.sides[0])
    return f"{subject[0].upper()}{subject[1:]} {'; '.join(told)}" if told else ""


def _told(value: Value | None) -> str:
    """As the office writes it."""
    if isinstance(value, Decimal):
        text = number(Decimal(told_value(value) or 0))
        return text
    return "trống" if value is None else str(value)
