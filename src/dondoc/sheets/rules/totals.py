"""Adding sets of figures up (tổng hợp số liệu): what is entered is aggregated, what is computed is computed again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from typing import cast

from dondoc.sheets.rules.cells import Value
from dondoc.sheets.rules.definition.form import Aggregate, Column, FormDefinition, RowKind
from dondoc.sheets.rules.figures import NO_TEXTS, Packed, Texts, unpacked, unscaled
from dondoc.sheets.rules.filling import completed
from dondoc.sheets.rules.formulas import Number, as_number, combined
from dondoc.sheets.rules.numbers import EXACT
from dondoc.sheets.rules.packing import Adder
from dondoc.sheets.rules.sheet import Sheet

Columns = dict[str, Sequence[Value | None]]


class Tally:
    """A total being made of sets of one form, of several versions perhaps, in the order in which they are added.

    Hand each version in as one object, whatever the number of its sets: the sets of one object are added together.
    Columns that are summed go through `Adder` where rows are given; all else is kept cell by cell.
    """

    def __init__(self) -> None:
        self._forms: dict[int, FormDefinition] = {}
        self._sums: dict[int, Adder] = {}
        # By column, then by row: the values of all sets.
        self._others: defaultdict[str, defaultdict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))

    def add(
        self, form: FormDefinition, numbers: bytes, rows: tuple[str, ...] = (), texts: Mapping[str, Texts] = NO_TEXTS
    ) -> None:
        """One set of figures, packed."""
        columns = None
        if form.kind is not RowKind.FREE:
            self._adder(form).add(numbers)
            columns = form.not_summed
            if not columns:
                return
        for row, values in unpacked(form, Packed(numbers, rows, texts), columns).items():
            for no, value in values.items():
                self._others[no][row].append(value)

    def merge(self, other: Tally) -> None:
        """Everything that another total is made of."""
        for key, adder in other._sums.items():
            self._adder(other._forms[key]).merge(adder)
        for no, by_row in other._others.items():
            for row, values in by_row.items():
                self._others[no][row] += values

    def sheet(self, target: FormDefinition) -> Sheet:
        """The total in a form's own rows and columns, computed cells worked out; what it does not have is left out."""
        sums = [_summed(self._forms[key], adder) for key, adder in self._sums.items()]
        seen = dict.fromkeys(row for by_row in self._others.values() for row in by_row)
        rows = tuple(seen) if target.kind is RowKind.FREE else tuple(target.by_code)
        entered: Columns = {}
        with localcontext(EXACT):
            for column in target.columns:
                parts = [_in_rows(sheet, column.no, rows) for sheet in sums if column.no in sheet.columns]
                if by_row := self._others.get(column.no):
                    parts.append([_aggregated(column, by_row.get(row, [])) for row in rows])
                if parts:
                    entered[column.no] = parts[0] if len(parts) == 1 else _merged(column, parts)
        return completed(target, rows, entered)

    def _adder(self, form: FormDefinition) -> Adder:
        adder = self._sums.get(id(form))
        if adder is None:
            adder = self._sums[id(form)] = Adder()
            self._forms[id(form)] = form
        return adder


def _summed(form: FormDefinition, adder: Adder) -> Sheet:
    """The columns that are summed, of sets of one version."""
    rows, values = tuple(form.by_code), adder.cells()
    n = len(rows)
    columns = {
        column.no: _decimals(values[at * n : (at + 1) * n], column.scale)
        for at, column in enumerate(form.stored)
        if column.aggregate is Aggregate.SUM
    }
    return Sheet(form, rows, columns)


def _in_rows(sheet: Sheet, no: str, rows: tuple[str, ...]) -> Sequence[Value | None]:
    """A column in the rows of another version."""
    return sheet.columns[no] if sheet.rows == rows else [sheet.cell(row, no) for row in rows]


def _merged(column: Column, parts: Sequence[Sequence[Value | None]]) -> Sequence[Value | None]:
    """What several versions come to."""
    return [_aggregated(column, [v for v in values if v is not None]) for values in zip(*parts, strict=True)]


def _decimals(values: Sequence[int | None], scale: int) -> Sequence[Value | None]:
    if scale == 0 and None not in values:
        return list(map(Decimal, cast(Sequence[int], values)))
    return [None if value is None else unscaled(value, scale) for value in values]


def _aggregated(column: Column, values: list[Value]) -> Value | Number:
    if column.aggregate is Aggregate.LAST:
        return values[-1] if values else None
    return combined(column.aggregate, [as_number(value) for value in values], column.scale)
