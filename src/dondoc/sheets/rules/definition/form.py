"""A form's definition as a value (định nghĩa biểu mẫu)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any

from dondoc.sheets.rules.notation.tree import Expression, Rule, refs_of


class CellType(StrEnum):
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"

    @property
    def label(self) -> str:
        return _TYPES[self]

    @property
    def is_number(self) -> bool:
        return self in (CellType.INTEGER, CellType.DECIMAL, CellType.PERCENT)


_TYPES = {
    CellType.INTEGER: "số nguyên",
    CellType.DECIMAL: "số thập phân",
    CellType.PERCENT: "tỷ lệ phần trăm",
    CellType.TEXT: "chữ",
    CellType.DATE: "ngày",
    CellType.CHOICE: "lựa chọn",
}


class Aggregate(StrEnum):
    """What a parent's cell is made of its children's (cách tổng hợp). `last`: the last one filled, in their order."""

    SUM = "sum"
    MAX = "max"
    MIN = "min"
    LAST = "last"
    AVERAGE = "average"
    NONE = "none"

    @property
    def label(self) -> str:
        return _AGGREGATES[self]

    @property
    def is_of_numbers(self) -> bool:
        return self not in (Aggregate.LAST, Aggregate.NONE)


_AGGREGATES = {
    Aggregate.SUM: "cộng",
    Aggregate.MAX: "lớn nhất",
    Aggregate.MIN: "nhỏ nhất",
    Aggregate.LAST: "giá trị sau cùng",
    Aggregate.AVERAGE: "trung bình",
    Aggregate.NONE: "không tổng hợp",
}


class Level(StrEnum):
    BLOCK = "block"
    WARN = "warn"

    @property
    def label(self) -> str:
        return {"block": "sai thì không gửi được", "warn": "sai thì phải giải trình"}[self.value]


class RowKind(StrEnum):
    """`fixed`: every row is there; `catalogue`: those that have figures; `free`: as the agency writes them."""

    FIXED = "fixed"
    CATALOGUE = "catalogue"
    FREE = "free"

    @property
    def label(self) -> str:
        return {"fixed": "dòng cố định", "catalogue": "dòng theo danh mục", "free": "dòng tự do"}[self.value]


class Scope(StrEnum):
    """Where a check is made: in every row, in every column of numbers, or once."""

    ROWS = "rows"
    COLUMNS = "columns"
    ONCE = "once"


@dataclass(frozen=True)
class Column:
    """One column (cột): `no` as it is printed under the headings, `group` the headings above, from the top.

    `scale`: decimals kept. `computed`: the formula as written, '' where the cell is entered.
    """

    no: str
    title: str
    group: tuple[str, ...] = ()
    type: CellType = CellType.INTEGER
    scale: int = 0
    computed: str = ""
    formula: Expression | None = None
    aggregate: Aggregate = Aggregate.NONE
    required: bool = False
    choices: tuple[str, ...] = ()

    @cached_property
    def is_frozen(self) -> bool:
        """Computed out of another form or period: the value found when the figures were taken in is kept."""
        return self.formula is not None and any(ref.is_outside for ref in refs_of(self.formula))

    @property
    def is_stored(self) -> bool:
        """A number that cannot be worked out of the set itself."""
        return self.type.is_number and (self.formula is None or self.is_frozen)

    @property
    def adds_up_rows(self) -> bool:
        """A row with rows below it is their total here."""
        return self.formula is None and self.aggregate.is_of_numbers


@dataclass(frozen=True)
class Item:
    """One row (dòng). `of_which`: a part shown under its parent ('trong đó') that the parent is not added up of."""

    code: str
    title: str
    parent: str = ""
    of_which: bool = False


@dataclass(frozen=True)
class Check:
    """A rule that figures must keep (ràng buộc), as written and as understood."""

    text: str
    rule: Rule
    level: Level

    @cached_property
    def scope(self) -> Scope:
        if any(ref.column and not ref.row for ref in refs_of(self.rule)):
            return Scope.ROWS
        return Scope.COLUMNS if any(not ref.column for ref in refs_of(self.rule)) else Scope.ONCE

    @cached_property
    def column(self) -> str:
        """The first column that it names; '' where it names none."""
        return next((ref.column for ref in refs_of(self.rule) if ref.column and not ref.is_outside), "")


@dataclass(frozen=True)
class Stub:
    """A heading over the rows' names (cột STT, cột tên): its number and title."""

    no: str
    title: str


Outside = tuple[str, bool]


@dataclass(frozen=True)
class FormDefinition:
    """One version of a form (biểu mẫu số liệu): what is entered, what follows from it, what must hold."""

    code: str
    name: str
    unit: str
    valid_from: date
    columns: tuple[Column, ...]
    kind: RowKind
    items: tuple[Item, ...] = ()
    checks: tuple[Check, ...] = ()
    legal_basis: str = ""
    stub: tuple[Stub, ...] = ()

    @cached_property
    def lately_read(self) -> dict[tuple[object, ...], dict[str, Any]]:
        """Rows of texts read without a mistake, by what they said (rules.figures); for speed alone."""
        return {}

    @cached_property
    def by_no(self) -> dict[str, Column]:
        return {column.no: column for column in self.columns}

    @cached_property
    def by_code(self) -> dict[str, Item]:
        return {item.code: item for item in self.items}

    @cached_property
    def stored(self) -> tuple[Column, ...]:
        """Columns of numbers that cannot be worked out of the others."""
        return tuple(column for column in self.columns if column.is_stored)

    @cached_property
    def not_summed(self) -> frozenset[str]:
        """Columns that are aggregated in another way than by the sum."""
        entered = (column for column in self.columns if column.formula is None or column.is_frozen)
        return frozenset(c.no for c in entered if c.aggregate not in (Aggregate.SUM, Aggregate.NONE))

    @cached_property
    def in_order(self) -> tuple[Column, ...]:
        """Every column after those that its formula looks at. Raises graphlib.CycleError on a ring."""
        order = TopologicalSorter({column.no: looked_at(column) for column in self.columns}).static_order()
        return tuple(self.by_no[no] for no in order if no in self.by_no)

    @cached_property
    def totals(self) -> dict[str, tuple[str, ...]]:
        """Rows that are totals, with the rows added up: lowest totals first."""
        parts: dict[str, list[str]] = {}
        for item in self.items:
            if item.parent and not item.of_which:
                parts.setdefault(item.parent, []).append(item.code)
        order = TopologicalSorter(parts).static_order()
        return {code: tuple(parts[code]) for code in order if code in parts}

    @cached_property
    def outside(self) -> frozenset[Outside]:
        """Other forms and periods that formulas and checks look at: code, '' for this one; is it the one before."""
        checked = (ref for check in self.checks for ref in refs_of(check.rule) if ref.is_outside)
        return self.outside_formulas.union((ref.form, ref.is_previous) for ref in checked)

    @cached_property
    def outside_formulas(self) -> frozenset[Outside]:
        """The same for formulas alone: without these no cell can be worked out."""
        formulas = [column.formula for column in self.columns if column.formula is not None]
        refs = [ref for formula in formulas for ref in refs_of(formula)]
        return frozenset((ref.form, ref.is_previous) for ref in refs if ref.is_outside)

    def behind(self, no: str) -> frozenset[str]:
        """A column and all those that its formula looks at, and so on (cột nguồn)."""
        waiting, found = [no], set[str]()
        while waiting:
            column = self.by_no.get(waiting.pop())
            if column is not None and column.no not in found:
                found.add(column.no)
                waiting += looked_at(column)
        return frozenset(found)

    def way_up(self, row: str) -> list[str]:
        """A row and the rows that it is a part of."""
        path = [row]
        while (item := self.by_code.get(path[-1])) is not None and item.parent:
            path.append(item.parent)
        return path

    def is_computed(self, row: str, column: Column) -> bool:
        """Is the cell worked out, not entered?"""
        return column.formula is not None or (row in self.totals and column.adds_up_rows)

    def computed_rows(self, column: Column, rows: Collection[str]) -> Collection[str]:
        """The rows in which a column is worked out."""
        if column.formula is not None:
            return rows
        return [row for row in rows if row in self.totals] if column.adds_up_rows else ()


def looked_at(column: Column) -> list[str]:
    """The columns of this form and period that a column's formula looks at."""
    if column.formula is None:
        return []
    return [ref.column for ref in refs_of(column.formula) if not ref.is_outside and ref.column]
