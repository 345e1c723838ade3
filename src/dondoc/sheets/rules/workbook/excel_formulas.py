"""Formulas and checks of a form as Excel's own (công thức Excel). What looks at other forms or periods stays out."""

from __future__ import annotations

from dondoc.sheets.rules.definition import Aggregate, Column, FormDefinition, Level, Scope
from dondoc.sheets.rules.notation import (
    Constant,
    Expression,
    Extreme,
    Product,
    Ref,
    Relation,
    Sum,
    refs_of,
    told_formula,
)
from dondoc.sheets.rules.notation.tree import divides
from dondoc.sheets.rules.workbook.layout import Layout

_FUNCTIONS = {Aggregate.SUM: "SUM", Aggregate.MAX: "MAX", Aggregate.MIN: "MIN", Aggregate.AVERAGE: "AVERAGE"}
_SIGN_OF_BREACH = {Relation.EQUAL: "<>", Relation.AT_MOST: ">", Relation.AT_LEAST: "<"}
MAX_FORMULA = 8000  # characters; Excel takes 8192


def computed_formula(layout: Layout, column: Column, row: int) -> str | None:
    """'=IF(COUNT(D9,E9)=0,"",ROUND(N(D9)+N(E9),0))'; None where Excel cannot know the figures."""
    if column.formula is None or column.is_frozen:
        return None
    places = ",".join(_address(layout, ref, row) for ref in dict.fromkeys(refs_of(column.formula)))
    if not places:
        return None
    worked = f"ROUND({_written(layout, column.formula, row)},{column.scale})"
    result = f'IFERROR({worked},"")' if divides(column.formula) else worked
    return f'=IF(COUNT({places})=0,"",{result})'


def total_formula(layout: Layout, form: FormDefinition, column: Column, code: str) -> str | None:
    """A row's total of the rows below it: '=IF(COUNT(D10:D12)=0,"",SUM(D10:D12))'."""
    function = _FUNCTIONS.get(column.aggregate)
    if function is None or code not in form.totals or not column.adds_up_rows:
        return None
    places = ",".join(_spans(layout, column, [layout.row_of[part] for part in form.totals[code]]))
    formula = f'=IF(COUNT({places})=0,"",ROUND({function}({places}),{column.scale}))'
    return formula if len(formula) <= MAX_FORMULA else None


def check_formula(layout: Layout, form: FormDefinition, row: int) -> str | None:
    """One cell that says which checks the row does not keep; '' when all hold."""
    told = []
    for check in form.checks:
        if check.scope is not Scope.ROWS or any(ref.is_outside for ref in refs_of(check.rule)):
            continue
        first = check.rule.sides[0]
        scale = max(form.by_no[ref.column].scale for ref in refs_of(check.rule) if ref.column in form.by_no)
        for side in check.rule.sides[1:]:
            left, right = (f"ROUND({_written(layout, part, row)},{scale})" for part in (first, side))
            subject = told_formula(first)
            lead = "" if check.level is Level.BLOCK else "Cần giải trình: "
            words = f"{lead}{subject[0].upper()}{subject[1:]} {check.rule.relation.must} {told_formula(side)}. "
            told.append(f'IFERROR(IF({left}{_SIGN_OF_BREACH[check.rule.relation]}{right},"{_quoted(words)}",""),"")')
    formula = f"={'&'.join(told)}"
    return formula if told and len(formula) <= MAX_FORMULA else None


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def _spans(layout: Layout, column: Column, rows: list[int]) -> list[str]:
    """Neighbouring rows as one span each: D10:D12."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][-1] == row - 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    ends = [(layout.address(run[0], column.no), layout.address(run[-1], column.no)) for run in runs]
    return [first if first == last else f"{first}:{last}" for first, last in ends]


def _address(layout: Layout, ref: Ref, row: int) -> str:
    return layout.address(layout.row_of[ref.row] if ref.row else row, ref.column)


def _written(layout: Layout, expression: Expression, row: int) -> str:
    if isinstance(expression, Ref):
        return f"N({_address(layout, expression, row)})"
    if isinstance(expression, Constant):
        return f"{expression.value:f}"
    if isinstance(expression, Extreme):
        parts = ",".join(_written(layout, part, row) for part in expression.parts)
        return f"{expression.name.upper()}({parts})"
    assert isinstance(expression, Sum | Product)  # noqa: S101 - nothing else is left
    written = _part_of_product if isinstance(expression, Product) else _written
    (sign, first), *rest = expression.parts
    head = ("-" if sign == "-" else "") + written(layout, first, row)
    return f"({head}{''.join(f'{s}{written(layout, part, row)}' for s, part in rest)})"


def _part_of_product(layout: Layout, expression: Expression, row: int) -> str:
    """An empty cell is no zero here: what it is multiplied with stays empty."""
    if not isinstance(expression, Ref):
        return _written(layout, expression, row)
    address = _address(layout, expression, row)
    return f"IF(ISNUMBER({address}),{address},NA())"
