"""A form as a table on a page (biểu in ra): headings as printed, one row of cells after the other. Presentation only.

The body is put together here and not in a template: a form of 100 rows has 1,300 cells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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

Address = Callable[[str, str], str]
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


def cell_query(row: str, no: str, more: str = "") -> str:
    """The part of an address that opens a cell."""
    return f"?dong={quote(row, safe='')}&cot={quote(no, safe='')}{more}"


def grid(sheet: Sheet, address: Address | None = None, notes: Notes | None = None) -> Grid:
    """The sheet as a table; with `address` each filled cell opens something, with `notes` some bear a line more."""
    form = sheet.form
    noted = notes or {}
    places = {row: n for n, row in enumerate(sheet.rows, start=1)}
    lines = []
    for row in sheet.rows:
        cells = "".join(_cell(form, row, no, sheet.columns[no][places[row] - 1], address, noted) for no in form.by_no)
        lines.append(f"<tr{_level(form, row)}>{_stub(form, row, places[row])}{cells}</tr>")
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


def _cell(form: FormDefinition, row: str, no: str, value: Value | None, address: Address | None, notes: Notes) -> str:
    note = notes.get((row, no), "")
    kind = "num" if form.by_no[no].type.is_number else "txt"
    if value is None:
        return f'<td class="{kind} moved">{note}</td>' if note else f'<td class="{kind}"></td>'
    text: str = escape(shown_value(value))
    if address is not None and kind == "num":
        text = f'<a class="n" href="{escape(address(row, no))}">{text}</a>'
    return f'<td class="{kind}{" moved" if note else ""}">{text}{note}</td>'
