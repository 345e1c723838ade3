"""A formula taken apart (công thức đã phân tích): what it adds, multiplies and refers to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True)
class Ref:
    """What a formula looks at. Without `row` the row it stands in, without `column` the column it stands in.

    `form`: the code of another form of the same agency and period; `is_previous`: the period before.
    """

    column: str = ""
    row: str = ""
    form: str = ""
    is_previous: bool = False

    @property
    def is_outside(self) -> bool:
        """Of another form or another period."""
        return bool(self.form) or self.is_previous


@dataclass(frozen=True)
class Constant:
    value: Decimal


@dataclass(frozen=True)
class Sum:
    """Parts added or, after '-', taken away. A single part is one with '-'."""

    parts: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True)
class Product:
    """Parts multiplied or, after '/', divided by; the first one always has '*'. Two parts at least."""

    parts: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True)
class Extreme:
    """The smallest or the largest of its parts; `name` is 'min' or 'max'."""

    name: str
    parts: tuple[Expression, ...]


Expression = Ref | Constant | Sum | Product | Extreme


class Relation(StrEnum):
    EQUAL = "="
    AT_MOST = "<="
    AT_LEAST = ">="

    @property
    def must(self) -> str:
        return {"=": "phải bằng", "<=": "không được lớn hơn", ">=": "không được nhỏ hơn"}[self.value]

    @property
    def broken(self) -> str:
        """The sign between two values that do not keep it."""
        return {"=": "≠", "<=": ">", ">=": "<"}[self.value]

    def holds(self, left: Decimal, right: Decimal) -> bool:
        if self is Relation.EQUAL:
            return left == right
        return left <= right if self is Relation.AT_MOST else left >= right


@dataclass(frozen=True)
class Rule:
    """A check (ràng buộc): two sides or, with '=', more that are all equal to the first."""

    relation: Relation
    sides: tuple[Expression, ...]


def refs_of(of: Expression | Rule) -> Iterator[Ref]:
    """Every reference, in the order in which it is written."""
    if isinstance(of, Ref):
        yield of
    elif isinstance(of, Rule):
        for side in of.sides:
            yield from refs_of(side)
    elif isinstance(of, Sum | Product):
        for _, part in of.parts:
            yield from refs_of(part)
    elif isinstance(of, Extreme):
        for part in of.parts:
            yield from refs_of(part)


def divides(of: Expression | Rule) -> bool:
    """Is something divided or multiplied? Then a result may have more decimals than a column."""
    if isinstance(of, Rule):
        return any(map(divides, of.sides))
    if isinstance(of, Sum):
        return any(divides(part) for _, part in of.parts)
    return isinstance(of, Product) or (isinstance(of, Extreme) and any(map(divides, of.parts)))
