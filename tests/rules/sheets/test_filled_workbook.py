"""The form in Excel with figures in it: read back the same, mistakes marked, nothing of a stranger's file kept."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.sheets.rules.checks import checked
from dondoc.sheets.rules.figures import read_cells
from dondoc.sheets.rules.workbook import Filling, Heading, read_workbook, write_filled_form
from dondoc.sheets.rules.workbook.layout import N_FREE_ROWS, Layout
from tests.factories.forms import case, cells_of, form_of, numbers

HEADING = Heading("BG-LN", "UBND huyện Lục Nam", "2026-Q4", "Quý IV/2026")
FORM = case("II.06a")
ENTERED = [column.no for column in FORM.columns if column.formula is None]
LEAVES = [code for code in FORM.by_code if code not in FORM.totals]


@given(st.dictionaries(st.sampled_from(LEAVES), st.dictionaries(st.sampled_from(ENTERED), st.integers(0, 10**17))))
@settings(max_examples=15)
def test_figures_are_read_back_as_they_were_written(rows: dict[str, dict[str, int]]) -> None:
    cells = cells_of(FORM, {row: {no: str(n) for no, n in values.items()} for row, values in rows.items()})
    read = read_workbook(FORM, write_filled_form(FORM, HEADING, Filling(cells, {})))
    assert not read.problems
    assert {row: dict(v) for row, v in read.cells.items() if v} == {row: dict(v) for row, v in cells.items() if v}


def test_each_mistake_is_marked_where_it_stands_and_listed() -> None:
    given = {"dat-dai": {"4": "1,234"}, "y-te": {"4": "70", "8": "60"}}
    cells, unread = read_cells(FORM, given)  # type: ignore[arg-type]
    problems = checked(FORM, cells, {}, unread).problems
    data = write_filled_form(FORM, HEADING, Filling(cells, {"dat-dai": {"4": "1,234"}}, problems))
    book, layout = openpyxl.load_workbook(io.BytesIO(data)), Layout(FORM)
    wrong = book.worksheets[0].cell(layout.row_of["dat-dai"], layout.column_of["4"])
    broken = book.worksheets[0].cell(layout.row_of["y-te"], layout.column_of["3"])
    assert wrong.value == "1,234" and "chưa rõ" in wrong.comment.text  # type: ignore[union-attr]
    assert "70 ≠ 60" in broken.comment.text and broken.fill.fgColor.rgb == "00F6C9C4"  # type: ignore[union-attr]
    listed = [row[3] for row in book["Cần sửa"].iter_rows(values_only=True)]
    assert listed[0] == "Cần sửa" and len(listed) == len(problems) + 1
    again = read_workbook(FORM, data)
    assert [problem.row for problem in again.problems] == ["dat-dai"] and again.cells["y-te"]["4"] == 70


def test_words_never_become_formulas() -> None:
    form = form_of({"no": "1", "type": "text"}, rows=())
    evil = "=HYPERLINK(1)"
    filling = Filling({evil: {"1": "+cmd"}}, {}, (), (evil,))
    sheet = openpyxl.load_workbook(io.BytesIO(write_filled_form(form, HEADING, filling))).worksheets[0]
    layout = Layout(form)
    found = [sheet.cell(layout.first_row, at) for at in (layout.title_column, layout.column_of["1"])]
    assert [(cell.value, cell.data_type) for cell in found] == [(evil, "s"), ("+cmd", "s")]


def test_a_form_with_many_rows_of_its_own_has_room_for_them() -> None:
    form = form_of({"no": "1"}, rows=())
    rows = tuple(f"Dòng {n}" for n in range(N_FREE_ROWS + 20))
    cells = {row: numbers({"1": n}) for n, row in enumerate(rows)}
    read = read_workbook(form, write_filled_form(form, HEADING, Filling(cells, {}, (), rows)))
    assert tuple(read.cells) == rows and read.cells[rows[-1]]["1"] == Decimal(N_FREE_ROWS + 19)
