"""Columns, rows and what is wrong with them (cột, dòng, lỗi): the words in which a room asks for a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.tables.kinds import Kind, Value
from dondoc.base.rules.wording import number, search_key

MAX_PRINTED = 200
# Problems remembered for sorting; all are counted.
MAX_KEPT = 10_000


class CannotRead(Refused):
    """A file that cannot be taken in as a table (không đọc được tệp), with every row and column to mend."""


def heading_key(text: str) -> str:
    """Headings compare without case, marks, spaces, quotes, '*' and ':'."""
    plain = search_key(text).replace("_", " ").strip(" \t\r\n\u00a0\ufeff\"'“”*:")
    return " ".join(plain.split())


@dataclass(frozen=True)
class Field:
    """A column that a room asks for (cột): its name in code, the headings it may bear (the first is printed).

    `required`: the column must be there and every row must fill it. `max_length` in characters. `note` is
    printed in the guide of a template.
    """

    name: str
    headings: tuple[str, ...]
    required: bool = False
    kind: Kind = Kind.TEXT
    max_length: int = 200
    note: str = ""

    @property
    def heading(self) -> str:
        return self.headings[0]

    def heading_keys(self) -> set[str]:
        return {heading_key(text) for text in (self.name, *self.headings)}


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend (lỗi): its row as Excel counts them, the heading as it stands in the file."""

    row: int
    heading: str
    message: str

    def reason(self) -> Reason:
        where = f"Dòng {self.row}, cột '{self.heading}'" if self.heading else f"Dòng {self.row}"
        return Reason(self.message, where)


class Problems:
    """Everything found wrong in one file, so that it is said at once (danh sách lỗi)."""

    def __init__(self) -> None:
        self.count = 0
        self._kept: list[Problem] = []

    def __bool__(self) -> bool:
        return self.count > 0

    def add(self, row: int, heading: str, message: str) -> None:
        self.count += 1
        if len(self._kept) < MAX_KEPT:
            self._kept.append(Problem(row, heading, message))

    def reasons(self) -> list[Reason]:
        """In the order of rows; past the first 200 only how many more there are."""
        printed = sorted(self._kept, key=lambda p: p.row)[:MAX_PRINTED]
        reasons = [problem.reason() for problem in printed]
        if more := self.count - len(printed):
            reasons.append(Reason(f"Còn {number(more)} lỗi nữa chưa in ra (tất cả {number(self.count)} lỗi)."))
        return reasons


@dataclass(frozen=True)
class Row:
    """One row of a file (dòng): values by field name; None where the cell is empty or could not be read.

    `broken` names the fields whose cells could not be read, already told in the table's problems. The getters
    raise TypeError when the field is of another kind.
    """

    number: int
    values: Mapping[str, Value]
    broken: frozenset[str] = frozenset()

    def text(self, name: str) -> str:
        """TEXT, PARAGRAPHS, CODE; '' when empty."""
        value = self.values[name]
        if value is None:
            return ""
        if not isinstance(value, str):
            raise TypeError(f"{name} is not text")
        return value

    def day(self, name: str) -> date | None:
        value = self.values[name]
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise TypeError(f"{name} is not a date")

    def moment(self, name: str) -> datetime | None:
        value = self.values[name]
        if value is None or isinstance(value, datetime):
            return value
        raise TypeError(f"{name} is not a moment")

    def integer(self, name: str) -> int | None:
        value = self.values[name]
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        raise TypeError(f"{name} is not an integer")

    def flag(self, name: str) -> bool | None:
        """BOOLEAN; None only when the file has no such column."""
        value = self.values[name]
        if value is None or isinstance(value, bool):
            return value
        raise TypeError(f"{name} is not a boolean")

    def parts(self, name: str) -> tuple[str, ...]:
        value = self.values[name]
        if value is None or isinstance(value, tuple):
            return value or ()
        raise TypeError(f"{name} is not a list")


@dataclass(frozen=True)
class Table:
    """A file read (bảng đã đọc). `headings`: by field name, as the file writes them; no absent ones."""

    fields: Sequence[Field]
    headings: Mapping[str, str]
    rows: Sequence[Row]
    problems: Problems = field(default_factory=Problems, compare=False)

    def has(self, name: str) -> bool:
        """Whether the file has the column at all."""
        return name in self.headings

    def problem(self, row: Row | int, name: str, message: str) -> None:
        """Note what is wrong with one cell, in the words of the room that imports."""
        found = row.number if isinstance(row, Row) else row
        heading = self.headings.get(name) or next(f.heading for f in self.fields if f.name == name)
        self.problems.add(found, heading, message)
