"""What is wrong with figures (lỗi số liệu): where, which rule, both values, in words."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.base.rules.refusals import Reason
from dondoc.sheets.rules.definition.form import Level


@dataclass(frozen=True)
class Problem:
    """One thing to mend or to explain. `row` and `column` are codes, '' where it is not of one.

    `rule`: the check as the form writes it, 'required', or for a cell that cannot be read its type. `values`: what its
    sides come to, None where one is empty. `is_unreadable`: the figure could not be taken in at all.
    """

    row: str
    column: str
    rule: str
    level: Level
    message: str
    values: tuple[str | None, ...] = ()
    is_unreadable: bool = False

    @property
    def is_blocking(self) -> bool:
        return self.level is Level.BLOCK

    def told(self) -> dict[str, object]:
        """As commands and the API print it."""
        return {
            "row": self.row,
            "column": self.column,
            "rule": self.rule,
            "level": self.level.value,
            "values": list(self.values),
            "message": self.message,
        }

    def reason(self) -> Reason:
        parts = (f"Dòng {self.row}" if self.row else "", f"cột {self.column}" if self.column else "")
        return Reason(self.message, ", ".join(filter(None, parts)))


MOST_UNREADABLE = 200


class Unread:
    """Cells of one file that could not be read; past the first 200 they are only counted."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, row: str, column: str, kind: str, message: str, value: object = None) -> None:
        """A figure that cannot be taken in. `kind`: the type of its column; 'row', 'column' for what is not there."""
        self._count += 1
        if self._count <= MOST_UNREADABLE:
            values = () if value is None else (str(value)[:100],)
            self._found.append(Problem(row, column, kind, Level.BLOCK, message, values, is_unreadable=True))

    def all(self) -> tuple[Problem, ...]:
        more = self._count - len(self._found)
        told = f"Còn {more} ô nữa không đọc được"
        last = (Problem("", "", "", Level.BLOCK, told, is_unreadable=True),) if more else ()
        return (*self._found, *last)
