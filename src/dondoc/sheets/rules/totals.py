"""Adding sets of figures up (tổng hợp số liệu): what is entered is aggregated, what is computed is computed again."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal, localcontext

from dondoc.sheets.rules.cells import Value
from dondoc.sheets.rules.definition.form import Aggregate, FormDefinition, RowKind
from dondoc.sheets.rules.figures import Packed, unpacked, unscaled
from dondoc.sheets.rules.filling import Filled, filled
from dondoc.sheets.rules.formulas import Number, as_number, combined
from dondoc.sheets.rules.numbers import EXACT
from dondoc.sheets.rules.packing import Adder

Place = tuple[str, str]


class Tally:
    """A total being made of sets of one form, of several versions perhaps, in the order in which they are added.

    Hand each version in as one object, whatever the number of its sets: the sets of one object are added together.
    Columns that are summed go through `Adder` where rows are given; all else is kept cell by cell.
    """

    def __init__(self) -> None:
        self.n_sets = 0
        self._forms: dict[int, FormDefinition] = {}
        self._sums: dict[int, Adder] = {}
        self._others: defaultdict[Place, list[Value]] = defaultdict(list)

    def add(self, form: FormDefinition, kept: Packed) -> None:
        """One set of figures."""
        self.n_sets += 1
        if form.kind is not RowKind.FREE:
            self._adder(form).add(kept.numbers)
            if form.is_summed:
                return
        for row, values in unpacked(form, kept).items():
            for no, value in values.items():
                column = form.by_no[no]
                if form.kind is RowKind.FREE or column.aggregate is not Aggregate.SUM:
                    self._others[row, no].append(value)

    def merge(self, other: Tally) -> None:
        """Everything that another total is made of."""
        self.n_sets += other.n_sets
        for key, adder in other._sums.items():
            self._adder(other._forms[key]).merge(adder)
        for place, values in other._others.items():
            self._others[place] += values

    def cells(self, target: FormDefinition) -> Filled:
        """The total in a form's own rows and columns, computed cells worked out; what it does not have is left out."""
        parts: defaultdict[Place, list[Value]] = defaultdict(list)
        for place, values in self._others.items():
            parts[place] += values
        for key, adder in self._sums.items():
            for place, value in _summed(self._forms[key], adder):
                parts[place].append(value)
        cells: Filled = {row: {} for row in target.by_code}
        with localcontext(EXACT):
            for (row, no), values in parts.items():
                column = target.by_no.get(no)
                if column is None or not (row in cells or target.kind is RowKind.FREE):
                    continue
                total = _aggregated(column.aggregate, values, column.scale)
                if total is not None:
                    cells.setdefault(row, {})[no] = total
        return filled(target, cells)

    def _adder(self, form: FormDefinition) -> Adder:
        self._forms[id(form)] = form
        return self._sums.setdefault(id(form), Adder())


def _summed(form: FormDefinition, adder: Adder) -> list[tuple[Place, Decimal]]:
    rows, values = tuple(form.by_code), adder.cells()
    return [
        ((row, column.no), unscaled(value, column.scale))
        for at, column in enumerate(form.stored)
        if column.aggregate is Aggregate.SUM
        for row, value in zip(rows, values[at * len(rows) : (at + 1) * len(rows)], strict=True)
        if value is not None
    ]


def _aggregated(aggregate: Aggregate, values: list[Value], scale: int) -> Value | Number:
    if aggregate is Aggregate.LAST:
        return values[-1]
    return combined(aggregate, [as_number(value) for value in values], scale)
