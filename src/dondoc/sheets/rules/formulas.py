"""Working formulas out (tính công thức) in exact decimals.

An empty cell counts as nothing where cells are added, and a sum of empty cells is empty. A product with an empty part,
a quotient of or by an empty cell, and whatever is divided by zero are empty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from dondoc.sheets.rules.cells import Cells, Value
from dondoc.sheets.rules.definition.form import Aggregate, Outside
from dondoc.sheets.rules.notation.tree import Constant, Expression, Extreme, Ref, Sum
from dondoc.sheets.rules.numbers import EXACT

LARGEST = Decimal(10) ** 40

Number = Decimal | None
# Of a row and a column: of the column only what a reference without one asks for.
Worked = Callable[[str, str], Number]


def worked(expression: Expression, cells: Cells, outside: Mapping[Outside, Cells]) -> Worked:
    """The formula as a function of row and column; it reads `cells` when it is called."""
    if isinstance(expression, Constant):
        value = expression.value
        return lambda row, column: value
    if isinstance(expression, Ref):
        return _looked_up(expression, outside.get((expression.form, expression.is_previous), {}), cells)
    if isinstance(expression, Extreme):
        chosen = max if expression.name == "max" else min
        parts = [worked(part, cells, outside) for part in expression.parts]
        return lambda row, column: chosen((v for part in parts if (v := part(row, column)) is not None), default=None)
    signed = [(sign, worked(part, cells, outside)) for sign, part in expression.parts]
    return _added(signed) if isinstance(expression, Sum) else _multiplied(signed)


def rounded(value: Decimal, scale: int) -> Number:
    """To the column's decimals, half up; None for a number beyond all measure."""
    if abs(value) >= LARGEST:
        return None
    try:
        result = value.quantize(Decimal(1).scaleb(-scale), context=EXACT)
    except InvalidOperation:
        return None
    return Decimal(0) if result == 0 else result


def combined(aggregate: Aggregate, values: list[Number], scale: int) -> Number:
    """Several cells made into one (tổng hợp); empty ones do not count, of nothing comes nothing."""
    filled = [value for value in values if value is not None]
    if not filled or aggregate is Aggregate.NONE:
        return None
    if aggregate is Aggregate.SUM:
        return sum(filled, Decimal(0))
    if aggregate is Aggregate.AVERAGE:
        return rounded(EXACT.divide(sum(filled, Decimal(0)), Decimal(len(filled))), scale)
    if aggregate is Aggregate.LAST:
        return filled[-1]
    return max(filled) if aggregate is Aggregate.MAX else min(filled)


def as_number(value: Value | None) -> Number:
    return value if isinstance(value, Decimal) else None


def _looked_up(ref: Ref, elsewhere: Cells, cells: Cells) -> Worked:
    source = elsewhere if ref.is_outside else cells
    own_row, own_column = ref.row, ref.column
    if own_column and not own_row and not ref.is_outside:
        return lambda row, column: as_number(cells[row].get(own_column))
    nothing: Mapping[str, Value] = {}
    return lambda row, column: as_number(source.get(own_row or row, nothing).get(own_column or column))


def _added(signed: list[tuple[str, Worked]]) -> Worked:
    def work(row: str, column: str) -> Number:
        total: Number = None
        for sign, part in signed:
            value = part(row, column)
            if value is not None:
                total = (total or 0) - value if sign == "-" else value if total is None else total + value
        return total

    return work


def _multiplied(signed: list[tuple[str, Worked]]) -> Worked:
    def work(row: str, column: str) -> Number:
        total = Decimal(1)
        for sign, part in signed:
            value = part(row, column)
            if value is None or (sign == "/" and value == 0):
                return None
            total = EXACT.divide(total, value) if sign == "/" else EXACT.multiply(total, value)
        return total

    return work
