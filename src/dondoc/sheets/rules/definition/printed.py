"""The rows of a form as it prints (dòng của biểu khi in). The headings: dondoc.sheets.rules.headings.

It takes definitions that still have faults too: a form is looked at while it is being built.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dondoc.sheets.rules.definition.form import FormDefinition


@dataclass(frozen=True)
class PrintedRow:
    """One row: `number` in the column STT, '' for rows with rows below them; `depth` below the rows it is a part of."""

    code: str
    title: str
    number: str
    depth: int
    is_total: bool
    of_which: bool


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
