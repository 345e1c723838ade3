"""Checking figures (kiểm tra số liệu): every rule that does not hold, with what its sides come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from dondoc.base.rules.wording import comma_list, number
from dondoc.sheets.rules.cells import Cells, Value, told_value
from dondoc.sheets.rules.definition.form import Check, Column, FormDefinition, Level, Outside, RowKind, Scope
from dondoc.sheets.rules.filling import filled
from dondoc.sheets.rules.formulas import Number, Numbers, by_columns, by_rows, is_undefined, rounded, worked
from dondoc.sheets.rules.notation import Relation, Rule, refs_of, told_formula
from dondoc.sheets.rules.notation.tree import divides
from dondoc.sheets.rules.numbers import EXACT
from dondoc.sheets.rules.problems import Problem
from dondoc.sheets.rules.sheet import Sheet


@dataclass(frozen=True)
class Checked:
    """Figures with everything worked out, and all that is wrong or unusual with them."""

    sheet: Sheet
    problems: tuple[Problem, ...]


def checked(
    form: FormDefinition, given: Cells, outside: Mapping[Outside, Sheet], unread: tuple[Problem, ...] = ()
) -> Checked:
    """Fill a form and check it. `given` may hold computed cells too: they must say what they come to.

    `outside`: the figures of other forms and periods that the form looks at, as far as there are any. `unread`: cells
    that could not be read; of their rows and the totals of these nothing else is said.
    """
    sheet = filled(form, given, outside)
    found = [*_retyped(sheet, given), *_missing(sheet, given)]
    with localcontext(EXACT):
        for check in form.checks:
            found += _broken(sheet, check, outside)
    unsure = {row for problem in unread for row in form.way_up(problem.row)}
    return Checked(sheet, (*unread, *(problem for problem in found if problem.row not in unsure)))


def broken_rules(sheet: Sheet) -> list[Problem]:
    """Rules within the form that a sheet does not keep: one that was put together, not entered."""
    within = [check for check in sheet.form.checks if not any(ref.is_outside for ref in refs_of(check.rule))]
    with localcontext(EXACT):
        return [problem for check in within for problem in _broken(sheet, check, {})]


def _retyped(sheet: Sheet, given: Cells) -> Iterator[Problem]:
    """Computed cells for which somebody gave another number."""
    for row, values in given.items():
        for no, value in values.items():
            column = sheet.form.by_no[no]
            if not sheet.form.is_computed(row, column) or value == (result := sheet.cell(row, no)):
                continue
            rule, must = _must(sheet.form, row, column)
            told = f"{must}: {_told(value)} ≠ {_told(result)}"
            yield Problem(row, no, rule, Level.BLOCK, told, (told_value(value), told_value(result)))


def _must(form: FormDefinition, row: str, column: Column) -> tuple[str, str]:
    if column.formula is not None:
        return f"{column.no} = {column.computed}", f"Cột {column.no} phải bằng {told_formula(column.formula)}"
    parts = form.totals[row]
    rule = f"row({row}) = {' + '.join(f'row({part})' for part in parts)}"
    return rule, f"Cột {column.no}: dòng {row} phải bằng tổng các dòng {comma_list(parts)}"


def _missing(sheet: Sheet, given: Cells) -> Iterator[Problem]:
    """Cells that must be filled and are not. Of rows that need not be there only those that have figures."""
    required = [column for column in sheet.form.columns if column.required and column.formula is None]
    is_fixed = sheet.form.kind is RowKind.FIXED
    for row in sheet.rows if required else ():
        for column in required if is_fixed or given.get(row) else ():
            if sheet.cell(row, column.no) is None and not sheet.form.is_computed(row, column):
                yield Problem(row, column.no, "required", Level.BLOCK, f"Cột {column.no} bắt buộc nhập, đang trống")


def _broken(sheet: Sheet, check: Check, outside: Mapping[Outside, Sheet]) -> Iterator[Problem]:
    needed = {(ref.form, ref.is_previous) for ref in refs_of(check.rule) if ref.is_outside}
    absent = needed - set(outside)
    if any(is_previous for _, is_previous in absent):
        return  # the first period has nothing before it
    if absent:
        forms = comma_list(sorted(code for code, _ in absent))
        told = f"Chưa có số liệu biểu {forms} kỳ này để đối chiếu '{check.text}'"
        yield Problem("", check.column, check.text, check.level, told)
        return
    places, sides = _sides(sheet, check, outside)
    scale = _scale(sheet.form, check.rule) if divides(check.rule) else None
    for (row, column), exact in zip(places, zip(*sides, strict=True), strict=True):
        if check.rule.relation is not Relation.EQUAL and any(map(is_undefined, exact)):
            continue  # there is no bound
        values = exact if scale is None else [rounded(value, scale) for value in exact]
        if told := _told_breaches(check.rule, values):
            texts = tuple(told_value(value) for value in values)
            yield Problem(row, column or check.column, check.text, check.level, told, texts)


def _sides(sheet: Sheet, check: Check, outside: Mapping[Outside, Sheet]) -> tuple[list[tuple[str, str]], list[Numbers]]:
    """Where the check is made, and each side at those places."""
    if check.scope is Scope.ROWS:
        places, look_up = [(row, "") for row in sheet.rows], by_rows(sheet, outside)
    else:
        numbers = [c.no for c in sheet.form.columns if c.type.is_number and c.aggregate.is_of_numbers]
        columns = numbers if check.scope is Scope.COLUMNS else [""]
        places, look_up = [("", no) for no in columns], by_columns(sheet, outside, columns)
    return places, [worked(side, look_up, len(places)) for side in check.rule.sides]


def _scale(form: FormDefinition, rule: Rule) -> int:
    """Sides with quotients are compared at the decimals that the columns keep."""
    return max((form.by_no[ref.column].scale for ref in refs_of(rule) if ref.column in form.by_no), default=0)


def _told_breaches(rule: Rule, values: Sequence[Number]) -> str:
    """'Cột 3 phải bằng cột 4 + 5 + 6: 120 ≠ 118'; '' where the rule holds. An empty side counts as zero."""
    first, told = values[0] or Decimal(0), []
    for side, value in zip(rule.sides[1:], values[1:], strict=True):
        if not rule.relation.holds(first, value or Decimal(0)):
            sign = rule.relation.broken
            told.append(f"{rule.relation.must} {told_formula(side)}: {_told(values[0])} {sign} {_told(value)}")
    if not told or all(value is None for value in values):
        return ""
    subject = told_formula(rule.sides[0])
    return f"{subject[0].upper()}{subject[1:]} {'; '.join(told)}"


def _told(value: Value | None) -> str:
    """As the office writes it."""
    if isinstance(value, Decimal):
        return number(Decimal(told_value(value) or 0))
    return "trống" if value is None else str(value)
