"""What differs between two sheets (chênh lệch giữa hai bản số liệu), cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dondoc.sheets.rules.cells import Value
from dondoc.sheets.rules.sheet import Sheet


@dataclass(frozen=True)
class CellChange:
    """One cell that is not the same; None is empty."""

    row: str
    no: str
    old: Value | None
    new: Value | None

    @property
    def difference(self) -> Decimal | None:
        """By how much it grew, where one of them is a number and the other one is no text."""
        values = [v for v in (self.old, self.new) if v is not None]
        if not values or not all(isinstance(v, Decimal) for v in values):
            return None
        return _number(self.new) - _number(self.old)


def changes_between(older: Sheet, newer: Sheet) -> list[CellChange]:
    """Every cell that differs, in the newer sheet's order; rows and columns that only the older has come last."""
    rows = dict.fromkeys((*newer.rows, *older.rows))
    columns = dict.fromkeys((*newer.form.by_no, *older.form.by_no))
    pairs = ((row, no, older.cell(row, no), newer.cell(row, no)) for row in rows for no in columns)
    return [CellChange(row, no, old, new) for row, no, old, new in pairs if old != new]


def _number(value: Value | None) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)
