"""A form as it prints (biểu mẫu khi in): merged headings, official numbers, numbered rows.

It takes definitions that still have faults too: a form is looked at while it is being built.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dondoc.sheets.rules.definition.form import Column, FormDefinition, Stub
from dondoc.sheets.rules.notation import printed_formula

DEFAULT_STUB = (Stub("", "Chỉ tiêu"),)


@dataclass(frozen=True)
class HeadingCell:
    """One heading: where it begins, counted from 0 over stubs and columns; how many of them and of rows it spans."""

    text: str
    at: int
    width: int
    height: int


@dataclass(frozen=True)
class PrintedRow:
    """One row: `number` in the column STT, '' for rows with rows below them; `depth` below the rows it is a part of."""

    code: str
    title: str
    number: str
    depth: int
    is_total: bool
    of_which: bool


def stubs_of(form: FormDefinition) -> tuple[Stub, ...]:
    """The headings over the rows' titles."""
    return form.stub or DEFAULT_STUB


def heading_rows(form: FormDefinition) -> tuple[tuple[HeadingCell, ...], ...]:
    """The tree of headings, row by row: neighbours under the same headings share one cell (ô tiêu đề trộn)."""
    depth = max((len(column.group) for column in form.columns), default=0) + 1
    stubs, columns = stubs_of(form), form.columns
    rows: list[list[HeadingCell]] = [[] for _ in range(depth)]
    rows[0] += [HeadingCell(stub.title, at, 1, depth) for at, stub in enumerate(stubs)]
    for n, column in enumerate(columns):
        at = len(stubs) + n
        for level in range(len(column.group)):
            path = column.group[: level + 1]
            if n and columns[n - 1].group[: level + 1] == path:
                continue
            end = next((k for k in range(n, len(columns)) if columns[k].group[: level + 1] != path), len(columns))
            rows[level].append(HeadingCell(path[-1], at, end - n, 1))
        rows[len(column.group)].append(HeadingCell(column.title, at, 1, depth - len(column.group)))
    return tuple(map(tuple, rows))


def official_numbers(form: FormDefinition) -> tuple[str, ...]:
    """The row under the headings: '(1)', '(2)', '(3)=(4)+(5)+(6)'."""
    return (*(f"({stub.no})" if stub.no else "" for stub in stubs_of(form)), *map(_number, form.columns))


def _number(column: Column) -> str:
    formula = f"={printed_formula(column.formula)}" if column.formula is not None else ""
    return f"({column.no}){formula}" if column.no else ""


def printed_rows(form: FormDefinition) -> tuple[PrintedRow, ...]:
    """Rows with rows below them have no number; the others are counted from 1 within what they are a part of."""
    parents = {item.parent for item in form.items if not item.of_which}
    above = {item.code: item.parent for item in form.items}
    count: Counter[str] = Counter()
    rows = []
    for item in form.items:
        is_total = item.code in parents
        if not is_total and not item.of_which:
            count[item.parent] += 1
        number = "" if is_total or item.of_which else str(count[item.parent])
        rows.append(PrintedRow(item.code, item.title, number, _depth(item.code, above), is_total, item.of_which))
    return tuple(rows)


def _depth(code: str, above: dict[str, str]) -> int:
    """How many rows stand above; a row that is above itself does not go round for ever."""
    seen = {code}
    while (code := above.get(code, "")) and code not in seen:
        seen.add(code)
    return len(seen) - 1
