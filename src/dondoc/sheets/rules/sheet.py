"""A form with its cells (bảng số liệu), column by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dondoc.sheets.rules.cells import Value, told_value
from dondoc.sheets.rules.definition.form import FormDefinition


@dataclass(frozen=True)
class Sheet:
    """Every cell of a form, computed ones too. `columns`: by number, values in the order of `rows`; None is empty."""

    form: FormDefinition
    rows: tuple[str, ...]
    columns: dict[str, Sequence[Value | None]]

    @cached_property
    def place_of(self) -> dict[str, int]:
        return {row: at for at, row in enumerate(self.rows)}

    def cell(self, row: str, no: str) -> Value | None:
        """None for an empty cell, and for one that is not there."""
        at, values = self.place_of.get(row), self.columns.get(no)
        return None if at is None or values is None else values[at]

    def cells(self) -> dict[str, dict[str, Value]]:
        """Filled cells by row and column."""
        found: dict[str, dict[str, Value]] = {row: {} for row in self.rows}
        for no in self.form.by_no:
            for row, value in zip(self.rows, self.columns[no], strict=True):
                if value is not None:
                    found[row][no] = value
        return found

    def told(self, *, only_computed: bool = False) -> dict[str, dict[str, str]]:
        """Filled cells as they are written outside; rows without any are left out."""
        found: dict[str, dict[str, str]] = {}
        for row, values in self.cells().items():
            for no, value in values.items():
                if only_computed and not self.form.is_computed(row, self.form.by_no[no]):
                    continue
                found.setdefault(row, {})[no] = told_value(value) or ""
        return found
