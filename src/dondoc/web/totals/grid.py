"""A form as a table on a page (biểu in ra): headings as printed, one row of cells after the other. Presentation only.

The body is put together here and not in a template: a form of 100 rows has 1,300 cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from django.utils.html import escape
from django.utils.safestring import SafeString

from dondoc.base.rules.wording import number, screen_date
from dondoc.sheets.rules.cells import Value
from dondoc.sheets.rules.definition import FormDefinition
from dondoc.sheets.rules.headings import HeadingCell, heading_rows, number_row, stubs_of
from dondoc.sheets.rules.sheet import Sheet

# By row and column: what stands under a cell's value, safe already.
Notes = Mapping[tuple[str, str], SafeString]


@dataclass(frozen=True)
class Grid:
    """A form ready to be shown."""

    form: FormDefinition
    headings: list[list[HeadingCell]]
    numbers: list[str]
    body: SafeString

    @property
    def is_empty(self) -> bool:
        return not self.body


def shown_value(value: Value | None) -> str:
    """'1.234,5', '05/07/2026', text as it is; nothing for an empty cell."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, date):
        return screen_date(value)
    return value or ""


def grid(sheet: Sheet, opens: str | None = None, notes: Notes | None = None) -> Grid:
    """The sheet as a table. With `opens`, the end of an address, each number is a link to '?dong=…&cot=…' and that end;
    with `notes` some cells bear a line more."""
    form, noted = sheet.form, notes or {}
    columns = [
        (
            column.no,
            sheet.columns[column.no],
            column.type.is_number,
            f"&amp;cot={quote(column.no)}{escape(opens or '')}",
        )
        for column in form.columns
    ]
    lines = []
    for n, row in enumerate(sheet.rows):
        row_link = None if opens is None else f"?dong={quote(row, safe='')}"
        cells = [
            _cell(values[n], is_number, row_link and row_link + link, noted.get((row, no)))
            for no, values, is_number, link in columns
        ]
        lines.append(f"<tr{_level(form, row)}>{_stub(form, row, n + 1)}{''.join(cells)}</tr>")
    return Grid(form, heading_rows(form), number_row(form), SafeString("\n".join(lines)))


def row_title(form: FormDefinition, row: str) -> str:
    """A row's name as printed; free rows are named by themselves."""
    item = form.by_code.get(row)
    return item.title if item else row


def _level(form: FormDefinition, row: str) -> str:
    return ' class="sum"' if row in form.totals else ""


def _stub(form: FormDefinition, row: str, place: int) -> str:
    stubs = stubs_of(form)
    first = f'<td class="num">{place}</td>' if len(stubs) > 1 else ""
    between = "<td></td>" * (len(stubs) - 2)
    depth = len(form.way_up(row)) - 1
    return f'{first}{between}<th scope="row" class="lv{min(depth, 4)}">{escape(row_title(form, row))}</th>'


def _cell(value: Value | None, is_number: bool, link: str | None, note: str | None) -> str:
    """One cell; `link` is escaped already. A number needs no escaping."""
    kind = "num" if is_number else "txt"
    if note:
        kind += " moved"
    if value is None:
        return f'<td class="{kind}">{note or ""}</td>'
    text = number(value) if isinstance(value, Decimal) else escape(shown_value(value))
    if link and is_number:
        text = f'<a class="n" href="{link}">{text}</a>'
    return f'<td class="{kind}">{text}{note or ""}</td>'
