"""The grid as HTML (lưới nhập). Put together here and not in a template: a form of 100 rows has 1,300 cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString

from dondoc.base.rules.wording import number, screen_date
from dondoc.reporting.queries.drafts import Draft
from dondoc.reporting.rules.drafts import text_at
from dondoc.sheets.rules.cells import Value
from dondoc.sheets.rules.definition import CellType, Column, FormDefinition, RowKind
from dondoc.sheets.rules.definition.printed import PrintedRow, printed_rows
from dondoc.sheets.rules.headings import HeadingCell, heading_rows, number_row, stubs_of
from dondoc.sheets.rules.jumps import Jumps
from dondoc.sheets.rules.numbers import plain_text
from dondoc.web.entry.problems import ShownProblem

FIELD = "o|"  # how the names of cells' fields begin


@dataclass(frozen=True)
class Grid:
    """A form ready to be typed into, or read."""

    headings: tuple[tuple[HeadingCell, ...], ...]
    numbers: tuple[str, ...]
    body: SafeString


def shown_value(value: Value | None) -> str:
    """'1.234,5', '05/07/2026', text as it is; nothing for an empty cell."""
    if isinstance(value, Decimal):
        return number(Decimal(plain_text(value)))
    return screen_date(value) if isinstance(value, date) else value or ""


def field_name(row: str, column: str) -> str:
    return f"{FIELD}{row}|{column}"


def cell_of_field(name: str) -> tuple[str, str]:
    """Back again."""
    row, _, column = name.removeprefix(FIELD).rpartition("|")
    return row, column


def grid_of(draft: Draft, problems: list[ShownProblem], found: Jumps, *, is_open: bool) -> Grid:
    """`is_open`: the entered cells are fields."""
    writer = _Writer(draft, _marks(problems, found), is_open)
    headings = tuple(tuple(row) for row in heading_rows(draft.definition))
    return Grid(headings, tuple(number_row(draft.definition)), writer.body())


def _marks(problems: list[ShownProblem], found: Jumps) -> dict[tuple[str, str], str]:
    """The class of each cell about which something is told."""
    marks = dict.fromkeys(found, "jump")
    for problem in sorted(problems, key=lambda p: p.is_blocking):
        if problem.is_blocking:
            marks.update({(problem.row, part): "part" for part in problem.parts})
        marks[problem.row, problem.column] = "fail" if problem.is_blocking else "warn"
    return marks


class _Writer:
    def __init__(self, draft: Draft, marks: Mapping[tuple[str, str], str], is_open: bool) -> None:
        self.draft, self.marks, self.is_open = draft, marks, is_open
        self.sheet, self.previous = draft.checked.sheet, draft.previous

    def body(self) -> SafeString:
        form = self.draft.definition
        if form.kind is RowKind.FREE:
            rows = [PrintedRow(row, row, str(n), 0, False, False) for n, row in enumerate(self.draft.rows, start=1)]
        else:
            rows = list(printed_rows(form))
        return SafeString("\n".join(self._row(place, row) for place, row in enumerate(rows)))

    def _row(self, place: int, row: PrintedRow) -> str:
        form = self.draft.definition
        cells = "".join(self._cell(f"o-{place}-{column.no}", row, column) for column in form.columns)
        css = ' class="lvl"' if row.is_total else ""
        return f'<tr{css} data-row="{escape(row.code)}">{self._stub(form, row)}{cells}</tr>'

    def _stub(self, form: FormDefinition, row: PrintedRow) -> str:
        stubs = len(stubs_of(form))
        first = f'<td class="i">{row.number}</td>{"<td></td>" * (stubs - 2)}' if stubs > 1 else ""
        take = ""
        if form.kind is RowKind.FREE and self.is_open:
            told = escape(f"Xóa dòng {row.title}")
            take = (
                f'<button class="take no-print" form="f-xoa-dong" name="row" value="{escape(row.code)}" '
                f'aria-label="{told}" title="{told}">×</button>'
            )
        of_which = "trong đó: " if row.of_which else ""
        return f'{first}<th scope="row" class="lv{min(row.depth, 4)}">{of_which}{escape(row.title)}{take}</th>'

    def _cell(self, anchor: str, row: PrintedRow, column: Column) -> str:
        code, no = row.code, column.no
        css = [self.marks.get((code, no), "")]
        if code in self.draft.notes and no in self.draft.notes[code]:
            css.append("noted")
        if text_at(self.draft.origins, code, no):
            css.append("taken")
        css.append("" if column.type.is_number else "txt")
        label = escape(f"({no}) {column.title}")
        is_computed = self.draft.definition.is_computed(code, column)
        if is_computed or not self.is_open:
            css.append("calc" if is_computed else "told")
            given = text_at(self.draft.cells, code, no)
            value = escape(shown_value(self.sheet.cell(code, no)) or ("" if is_computed else given))
            ghost = "" if is_computed else self._ghost(code, no)
            inner = f'{ghost}<span class="v">{value}</span>'
        else:
            inner = f"{self._ghost(code, no)}{self._field(row, column)}"
        name = " ".join(filter(None, css))
        return f'<td id="{escape(anchor)}" data-c="{escape(no)}" class="{name}" data-label="{label}">{inner}</td>'

    def _ghost(self, code: str, no: str) -> str:
        if self.previous is None or not self.draft.definition.by_no[no].type.is_number:
            return ""
        before = shown_value(self.previous.cell(code, no))
        return f'<span class="ghost" title="Kỳ trước">{escape(before)}</span>' if before else ""

    def _field(self, row: PrintedRow, column: Column) -> str:
        text = text_at(self.draft.cells, row.code, column.no)
        name = escape(field_name(row.code, column.no))
        label = escape(f"{row.title}, cột {column.no}")
        if column.type is CellType.CHOICE:
            return f'<select name="{name}" aria-label="{label}">{_options(column, text)}</select>'
        kind = "int" if column.type is CellType.INTEGER else column.type.value
        mode = "decimal" if column.type.is_number else "text"
        hint = ' placeholder="dd/mm/yyyy"' if column.type is CellType.DATE else ""
        return (
            f'<input name="{name}" value="{escape(text)}" aria-label="{label}" inputmode="{mode}" data-k="{kind}"'
            f' autocomplete="off" spellcheck="false"{hint}>'
        )


def _options(column: Column, text: str) -> str:
    choices = ["", *column.choices]
    if text not in choices:
        choices.append(text)
    return "".join(
        f'<option value="{escape(choice)}"{" selected" if choice == text else ""}>{escape(choice)}</option>'
        for choice in choices
    )
