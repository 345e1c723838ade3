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

    def reason(self) -> Reason:
        parts = (f"Dòng {self.row}" if self.row else "", f"cột {self.column}" if self.column else "")
        return Reason(self.message, ", ".join(filter(None, parts)))


def unreadable(row: str, column: str, kind: str, message: str, value: object = None) -> Problem:
    """A figure that cannot be taken in."""
    values = () if value is None else (str(value)[:100],)
    return Problem(row, column, kind, Level.BLOCK, message, values, is_unreadable=True)
