"""The headings of a form as it prints (đầu biểu): rows of cells that span others, numbers with their formulas.

Definitions that still have faults are taken too: a form is looked at while it is being built.
"""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.sheets.rules.definition.form import Column, FormDefinition, Stub
from dondoc.sheets.rules.notation import printed_formula

ROW_TITLES = Stub("", "Chỉ tiêu")


@dataclass(frozen=True)
class HeadingCell:
    """One heading: how many columns and rows it takes; `at`: its first column, counted from 0, stubs included."""

    text: str
    n_columns: int = 1
    n_rows: int = 1
    at: int = 0


def stubs_of(form: FormDefinition) -> tuple[Stub, ...]:
    """The headings over the rows' names; one at least."""
    return form.stub or (ROW_TITLES,)


def heading_rows(form: FormDefinition) -> list[list[HeadingCell]]:
    """Row by row from the top, each cell where it begins; without the row of numbers."""
    stubs, columns = stubs_of(form), form.columns
    depth = max((len(column.group) for column in columns), default=0) + 1
    rows: list[list[HeadingCell]] = [[] for _ in range(depth)]
    rows[0] += [HeadingCell(stub.title, 1, depth, at) for at, stub in enumerate(stubs)]
    for n, column in enumerate(columns):
        at = len(stubs) + n
        for level in range(len(column.group)):
            path = column.group[: level + 1]
            if n and columns[n - 1].group[: level + 1] == path:
                continue
            run = next((k for k in range(n, len(columns)) if columns[k].group[: level + 1] != path), len(columns)) - n
            rows[level].append(HeadingCell(path[-1], run, 1, at))
        level = len(column.group)
        rows[level].append(HeadingCell(column.title, 1, depth - level, at))
    return rows


def printed_number(column: Column) -> str:
    """What stands under a column's heading: '(3)=(4)+(5)+(6)'."""
    formula = f"={printed_formula(column.formula)}" if column.formula else ""
    return f"({column.no}){formula}" if column.no else ""


def number_row(form: FormDefinition) -> list[str]:
    """The row of numbers under the headings, stubs included."""
    return [
        *(f"({stub.no})" if stub.no else "" for stub in stubs_of(form)),
        *(printed_number(c) for c in form.columns),
    ]


def told_heading(column: Column) -> str:
    """The whole way down to a column in one line: 'Số hồ sơ tiếp nhận, Trong kỳ, Trực tuyến'."""
    return ", ".join((*column.group, column.title))
