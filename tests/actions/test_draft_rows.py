"""Rows of a form that prints none: added by name, taken away with their figures."""

from __future__ import annotations

import pytest

from dondoc.base.models import AuditEntry
from dondoc.reporting.actions.annotate_draft import note_cell
from dondoc.reporting.actions.change_rows import add_rows, remove_row, rename_row
from dondoc.reporting.actions.draft_desk import CannotEditDraft, FormPlace
from dondoc.reporting.models import DraftChange, FigureDraft
from tests.factories import NOW, World
from tests.factories.drafts import PLACE, UNITS, type_cells


def add(world: World, *names: str, place: FormPlace = UNITS) -> FigureDraft:
    return add_rows(actor_id=world.people["lan"], at=NOW, place=place, names=names)


def test_rows_stand_in_the_order_in_which_they_were_added(world: World) -> None:
    add(world, "Xã Vĩnh An", " ", "Xã Bắc Lũng ")
    assert add(world, "Thị trấn Đồi Ngô").rows == ["Xã Vĩnh An", "Xã Bắc Lũng", "Thị trấn Đồi Ngô"]
    done = type_cells(world, ("Xã Bắc Lũng", "4", "", "12"), place=UNITS)
    assert done.draft.checked.sheet.rows == ("Xã Vĩnh An", "Xã Bắc Lũng", "Thị trấn Đồi Ngô")
    assert done.draft.checked.sheet.cell("Xã Bắc Lũng", "3") == 12
    assert AuditEntry.objects.filter(deed="add_rows").count() == 2


def test_a_row_goes_with_its_figures_which_stay_in_the_savings(world: World) -> None:
    add(world, "A", "B")
    type_cells(world, ("A", "4", "", "12"), place=UNITS)
    row = remove_row(actor_id=world.people["lan"], at=NOW, place=UNITS, name="A")
    assert (row.rows, row.cells) == (["B"], {})
    assert DraftChange.objects.latest("id").cells == {"A": {"4": ["12", ""]}}
    with pytest.raises(CannotEditDraft, match="không còn dòng"):
        remove_row(actor_id=world.people["lan"], at=NOW, place=UNITS, name="A")


def test_every_wrong_name_is_told(world: World) -> None:
    add(world, "A")
    with pytest.raises(CannotEditDraft) as refused:
        add(world, "A", "B" * 201, "C", "C")
    assert [r.message[:9] for r in refused.value.reasons] == ["Biểu đã c", "Tên dòng ", "Biểu đã c"]
    with pytest.raises(CannotEditDraft, match="ít nhất một dòng"):
        add(world, "  ")


def test_printed_rows_are_not_changed(world: World) -> None:
    with pytest.raises(CannotEditDraft, match="in sẵn"):
        add(world, "A", place=PLACE)


def test_a_cell_of_a_row_that_is_gone_is_refused(world: World) -> None:
    with pytest.raises(CannotEditDraft, match="dòng vừa được xóa"):
        type_cells(world, ("A", "4", "", "12"), place=UNITS)


def rename(world: World, name: str, new_name: str) -> FigureDraft:
    return rename_row(actor_id=world.people["lan"], at=NOW, place=UNITS, name=name, new_name=new_name)


def test_a_renamed_row_keeps_its_place_and_its_figures(world: World) -> None:
    add(world, "A", "B", "C")
    type_cells(world, ("B", "4", "", "12"), ("C", "4", "", "7"), place=UNITS)
    note_cell(actor_id=world.people["lan"], at=NOW, place=UNITS, row="B", column="4", note="sổ giấy")
    row = rename(world, "B", " Xã  Bắc Lũng ")
    assert row.rows == ["A", "Xã Bắc Lũng", "C"]
    assert row.cells == {"Xã Bắc Lũng": {"4": "12"}, "C": {"4": "7"}}
    assert row.notes == {"Xã Bắc Lũng": {"4": "sổ giấy"}}
    assert DraftChange.objects.latest("id").cells == {"B": {"4": ["12", ""]}, "Xã Bắc Lũng": {"4": ["", "12"]}}
    done = type_cells(world, ("Xã Bắc Lũng", "4", "12", "13"), place=UNITS)
    assert done.draft.checked.sheet.cell("Xã Bắc Lũng", "3") == 13


def test_a_row_may_not_take_the_name_of_another_nor_none(world: World) -> None:
    add(world, "A", "B")
    for name, told in (("B", "Biểu đã có dòng"), ("  ", "Ghi tên mới"), ("x" * 201, "dài quá")):
        with pytest.raises(CannotEditDraft, match=told):
            rename(world, "A", name)
    with pytest.raises(CannotEditDraft, match="không còn dòng"):
        rename(world, "Z", "Y")


def test_the_same_name_again_changes_nothing(world: World) -> None:
    add(world, "A")
    before = AuditEntry.objects.count()
    assert rename(world, "A", "A ").rows == ["A"] and AuditEntry.objects.count() == before
