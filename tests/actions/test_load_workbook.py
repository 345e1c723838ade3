"""A filled Excel form goes into the draft, or comes back with its mistakes."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.reporting.actions.draft_desk import CannotEditDraft, FormPlace
from dondoc.reporting.actions.load_workbook import CannotLoadWorkbook, WorkbookLoaded, load_workbook_into_draft
from dondoc.reporting.models import FigureDraft
from dondoc.sheets.rules.workbook import Heading, write_form_template
from dondoc.sheets.rules.workbook.layout import Layout
from tests.factories import NOW, World
from tests.factories.drafts import PLACE, UNITS, type_cells
from tests.factories.figures import OPEN
from tests.factories.forms import case

FORM = case("II.06a")
HEADING = {"agency_code": "BG-LN", "agency_name": "UBND huyện", "period_code": OPEN, "period_label": "Quý IV/2026"}


def filled(cells: dict[tuple[str, str], Any], **more: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(write_form_template(FORM, Heading(**{**HEADING, **more}))))
    layout = Layout(FORM)
    for (row, no), value in cells.items():
        book.worksheets[0].cell(layout.row_of[row], layout.column_of[no]).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def load(world: World, data: bytes, who: str = "lan", place: FormPlace = PLACE) -> WorkbookLoaded:
    return load_workbook_into_draft(actor_id=world.people[who], at=NOW, place=place, data=data, name="bieu.xlsx")


def test_the_draft_says_what_the_file_says(world: World) -> None:
    type_cells(world, ("dat-dai", "4", "", "1"), ("y-te", "4", "", "9"))
    done = load(world, filled({("dat-dai", "4"): 70, ("dat-dai", "5"): "1.234", ("dat-dai", "8"): 1304}))
    assert (done.n_changed, done.n_emptied) == (4, 1) and not done.draft.checked.problems
    draft = FigureDraft.objects.get()
    assert draft.cells == {"dat-dai": {"4": "70", "5": "1.234", "8": "1.304"}} and draft.source == "bieu.xlsx"
    assert AuditEntry.objects.filter(deed="load_workbook").latest("id").detail["emptied"] == 1


def test_a_total_that_does_not_add_up_is_left_to_the_draft(world: World) -> None:
    done = load(world, filled({("dat-dai", "4"): 70, ("dat-dai", "8"): 60}))
    assert done.draft.standing.n_blocking == 1 and FigureDraft.objects.get().cells


def test_a_cell_that_cannot_be_read_leaves_the_draft_as_it_is(world: World) -> None:
    type_cells(world, ("dat-dai", "4", "", "1"))
    with pytest.raises(CannotLoadWorkbook, match="chưa rõ") as refused:
        load(world, filled({("dat-dai", "4"): "1,234", ("y-te", "4"): "abc", ("dat-dai", "5"): 3}))
    assert len(refused.value.reasons) == 2 and refused.value.read.cells["dat-dai"] == {"5": 3}
    assert FigureDraft.objects.get().cells == {"dat-dai": {"4": "1"}}


def test_a_number_typed_over_a_computed_cell_is_told(world: World) -> None:
    with pytest.raises(CannotLoadWorkbook, match=r"Cột 3 phải bằng cột 4 \+ 5 \+ 6: 120 ≠ 70"):
        load(world, filled({("dat-dai", "4"): 70, ("dat-dai", "8"): 70, ("dat-dai", "3"): 120}))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"agency_code": "BG-STC"}, "của đơn vị BG-STC, đang nhập đơn vị BG-LN"),
        ({"period_code": "2026-Q3"}, "của kỳ 2026-Q3, đang nhập kỳ 2026-Q4"),
    ],
)
def test_a_file_for_something_else_is_refused_by_name(world: World, more: dict[str, str], told: str) -> None:
    with pytest.raises(CannotEditDraft, match=told):
        load(world, filled({}, **more))
    with pytest.raises(CannotEditDraft, match=r"của biểu II\.06a, đang nhập biểu II\.07b"):
        load(world, filled({}), place=UNITS)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_form_is_refused(world: World, data: bytes) -> None:
    with pytest.raises(Refused):
        load(world, data)
    assert not FigureDraft.objects.exists()


@pytest.mark.parametrize("who", ["dung", "hoa", "minh"])
def test_nobody_but_the_agencys_own_officer_loads_its_figures(world: World, who: str) -> None:
    with pytest.raises(NotFound):
        load(world, filled({}), who=who)
