"""Unusual jumps (số liệu tăng, giảm bất thường): figures far from those of the period before, told in words.

Neither an error nor a warning of the form: a hint to look again. Thresholds are practice.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from dondoc.base.rules.wording import number
from dondoc.sheets.rules.cells import Value
from dondoc.sheets.rules.sheet import Sheet

# Twice as much, or half; and at least so many apart, so that 1 after 3 is nothing unusual.
TIMES, LEAST = 2, 20

Jumps = Mapping[tuple[str, str], str]


def told_jump(now: Value | None, before: Value | None) -> str:
    """'Tăng 2,4 lần so với kỳ trước (863)', 'Giảm còn 38 % so với kỳ trước (863)'; '' for nothing unusual."""
    if not isinstance(now, Decimal) or not isinstance(before, Decimal) or min(now, before) < 0:
        return ""
    if abs(now - before) < LEAST:
        return ""
    if now >= TIMES * before:
        if before == 0:
            return f"Kỳ trước là 0, kỳ này {number(now)}"
        return f"Tăng {number(_tenths(now / before))} lần so với kỳ trước ({number(before)})"
    if now * TIMES <= before:
        return f"Giảm còn {number(_tenths(100 * now / before))} % so với kỳ trước ({number(before)})"
    return ""


def jumps(sheet: Sheet, previous: Sheet | None) -> Jumps:
    """The entered cells that jump, by row and column."""
    if previous is None:
        return {}
    places = [previous.place_of.get(row) for row in sheet.rows]
    found: dict[tuple[str, str], str] = {}
    for column in sheet.form.columns:
        if column.formula is not None or not column.type.is_number or column.no not in previous.columns:
            continue
        before = previous.columns[column.no]
        for row, at, now in zip(sheet.rows, places, sheet.columns[column.no], strict=True):
            if at is None or now is None or now == before[at]:
                continue
            if (told := told_jump(now, before[at])) and not sheet.form.is_computed(row, column):
                found[row, column.no] = told
    return found


def _tenths(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP).normalize() + 0
