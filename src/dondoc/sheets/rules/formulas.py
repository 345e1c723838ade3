"""Working formulas out (tính công thức) in exact decimals, for all rows of a sheet at once.

An empty cell counts as nothing where cells are added, and a sum of empty cells is empty. A product with an empty part
and a quotient of an empty cell are empty. Where something is divided by zero or by an empty cell, the whole formula is
`UNDEFINED` (NaN): the cell stays empty, whatever else is added to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import reduce
from operator import add

from dondoc.sheets.rules.cells import Value
from dondoc.sheets.rules.definition.form import Aggregate, Outside
from dondoc.sheets.rules.notation.tree import Constant, Expression, Extreme, Ref, Sum
from dondoc.sheets.rules.numbers import EXACT
from dondoc.sheets.rules.sheet import Sheet

LARGEST = Decimal(10) ** 40
UNDEFINED = Decimal("NaN")

Number = Decimal | None
Numbers = Sequence[Number]
# What a reference stands for at each of the places for which a formula is worked out.
LookUp = Callable[[Ref], Numbers]


def worked(expression: Expression, look_up: LookUp, n: int) -> Numbers:
    """The formula at n places; UNDEFINED where it divides by nothing."""
    if isinstance(expression, Ref):
        return look_up(expression)
    if isinstance(expression, Constant):
        return [expression.value] * n
    if isinstance(expression, Extreme):
        chosen = max if expression.name == "max" else min
        parts = zip(*(worked(part, look_up, n) for part in expression.parts), strict=True)
        return [_extreme(chosen, values) for values in parts]
    signs = [sign for sign, _ in expression.parts]
    numbers = [worked(part, look_up, n) for _, part in expression.parts]
    return _added(signs, numbers) if isinstance(expression, Sum) else _multiplied(signs, numbers)


def by_rows(sheet: Sheet, outside: Mapping[Outside, Sheet]) -> LookUp:
    """Places are the rows of a sheet; a reference that names a row means that one everywhere."""
    n = len(sheet.rows)

    def look_up(ref: Ref) -> Numbers:
        source = outside.get((ref.form, ref.is_previous)) if ref.is_outside else sheet
        if source is None:
            return [None] * n
        if ref.row:
            return [as_number(source.cell(ref.row, ref.column))] * n
        if source is sheet:
            return sheet.columns[ref.column]  # type: ignore[return-value]  # a column of numbers, as the form was checked
        return [as_number(source.cell(row, ref.column)) for row in sheet.rows]

    return look_up


def by_columns(sheet: Sheet, outside: Mapping[Outside, Sheet], columns: Sequence[str]) -> LookUp:
    """Places are columns; a reference that names one means that one everywhere."""

    def look_up(ref: Ref) -> Numbers:
        source = outside.get((ref.form, ref.is_previous)) if ref.is_outside else sheet
        if source is None:
            return [None] * len(columns)
        return [as_number(source.cell(ref.row, ref.column or no)) for no in columns]

    return look_up


def rounded(value: Number, scale: int) -> Number:
    """To the column's decimals, half up; None for a number beyond all measure and for what is undefined."""
    if value is None or is_undefined(value) or abs(value) >= LARGEST:
        return None
    try:
        result = value.quantize(Decimal(1).scaleb(-scale), context=EXACT)
    except InvalidOperation:
        return None
    return Decimal(0) if result == 0 else result


def is_undefined(value: Number) -> bool:
    return value is not None and value.is_nan()


def combined(aggregate: Aggregate, values: Numbers, scale: int) -> Number:
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


def _extreme(chosen: Callable[[Iterable[Decimal]], Decimal], values: Iterable[Number]) -> Number:
    filled = [value for value in values if value is not None]
    return next(filter(is_undefined, filled), None) or (chosen(filled) if filled else None)


def _added(signs: Sequence[str], numbers: Sequence[Numbers]) -> Numbers:
    signed = [
        part if sign == "+" else [None if value is None else -value for value in part]
        for sign, part in zip(signs, numbers, strict=True)
    ]
    try:
        return reduce(_plus, signed)
    except TypeError:  # something is empty
        pass
    return [
        sum(filled, Decimal(0)) if (filled := [v for v in values if v is not None]) else None
        for values in zip(*signed, strict=True)
    ]


def _plus(one: Numbers, other: Numbers) -> Numbers:
    return list(map(add, one, other))


def _multiplied(signs: Sequence[str], numbers: Sequence[Numbers]) -> Numbers:
    found: list[Number] = []
    for values in zip(*numbers, strict=True):
        total: Number = Decimal(1)
        for sign, value in zip(signs, values, strict=True):
            if total is None or is_undefined(total):
                break
            if sign == "/" and not value:
                total = UNDEFINED
            elif value is None:
                total = None
            else:
                total = EXACT.divide(total, value) if sign == "/" else EXACT.multiply(total, value)
        found.append(total)
    return found
