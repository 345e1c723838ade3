"""Typing into a form: saved cell by cell, told who was first, refused where the report may not be edited."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dondoc.base.rules.refusals import NotFound
from dondoc.reporting.actions.draft_desk import CannotEditDraft
from dondoc.reporting.actions.save_cells import save_cells, save_whole_form
from dondoc.reporting.models import DraftChange, FigureDraft
from dondoc.reporting.queries.figures import CannotUseForm
from dondoc.reporting.rules.drafts import CellChange
from dondoc.reporting.rules.life import StepKind
from tests.factories import NOW, World
from tests.factories.drafts import PLACE, colleague, step, type_cells
from tests.factories.figures import enter


def test_what_is_typed_is_kept_and_what_follows_is_worked_out(world: World) -> None:
    done = type_cells(world, ("dat-dai", "4", "", "1.304"), ("dat-dai", "8", "", "1300"), ("dat-dai", "12", "", "4"))
    assert done.n_saved == 3 and not done.conflicts and not done.draft.checked.problems
    draft = FigureDraft.objects.get()
    assert draft.cells == {"dat-dai": {"4": "1.304", "8": "1300", "12": "4"}} and draft.revision == 1
    assert done.draft.checked.sheet.cell("tong", "3") == 1304
    assert (draft.changed_by_id, draft.changed_at) == (world.people["lan"], NOW)


def test_each_saving_leaves_what_it_changed(world: World) -> None:
    type_cells(world, ("dat-dai", "4", "", "1"))
    type_cells(world, ("dat-dai", "4", "1", "2"), ("dat-dai", "5", "", "3"))
    assert [(c.revision, c.cells, c.by_id) for c in DraftChange.objects.order_by("revision")] == [
        (1, {"dat-dai": {"4": ["", "1"]}}, world.people["lan"]),
        (2, {"dat-dai": {"4": ["1", "2"], "5": ["", "3"]}}, world.people["lan"]),
    ]


def test_nothing_typed_is_no_saving(world: World) -> None:
    type_cells(world, ("dat-dai", "4", "", "1"))
    again = [CellChange("dat-dai", "4", "", "1")]
    done = save_cells(actor_id=world.people["lan"], at=NOW, place=PLACE, changes=again)
    assert (done.n_saved, done.draft.revision, DraftChange.objects.count()) == (0, 1, 1)


def test_a_cell_that_another_changed_first_is_told_by_name_and_the_others_are_saved(world: World) -> None:
    hue = colleague(world)
    type_cells(world, ("dat-dai", "4", "", "118"), actor_id=hue, at=NOW - timedelta(minutes=3))
    done = type_cells(world, ("dat-dai", "4", "", "120"), ("dat-dai", "5", "", "7"))
    (conflict,) = done.conflicts
    assert (conflict.yours, conflict.theirs, conflict.by) == ("120", "118", "Nguyễn Thị Huệ")
    assert conflict.at == NOW - timedelta(minutes=3)
    assert FigureDraft.objects.get().cells == {"dat-dai": {"4": "118", "5": "7"}}


def test_what_others_saved_meanwhile_comes_back_with_the_answer(world: World) -> None:
    type_cells(world, ("dat-dai", "4", "", "1"))
    type_cells(world, ("y-te", "4", "", "9"), actor_id=colleague(world))
    done = type_cells(world, ("dat-dai", "5", "", "2"), seen_revision=1)
    assert done.later == ({"y-te": {"4": ["", "9"]}},)
    assert type_cells(world, ("dat-dai", "6", "", "2"), seen_revision=3).later == ()


def test_what_cannot_be_read_is_kept_as_typed_and_asked_about(world: World) -> None:
    done = type_cells(world, ("dat-dai", "4", "", "1,234"))
    (problem,) = done.draft.checked.problems
    assert FigureDraft.objects.get().cells["dat-dai"]["4"] == "1,234"
    assert problem.is_unreadable and "chưa rõ là 1234 hay 1,234" in problem.message


def test_a_draft_begins_with_what_the_agency_has_kept(world: World) -> None:
    enter(world)
    done = type_cells(world, ("dat-dai", "4", "70", "71"))
    assert done.draft.cells["dat-dai"] == {"4": "71", "5": "1.234", "8": "1.300", "12": "4"}


def test_a_whole_page_is_held_against_the_saving_that_it_showed(world: World) -> None:
    type_cells(world, ("dat-dai", "4", "", "1"), ("dat-dai", "5", "", "2"))
    type_cells(world, ("dat-dai", "4", "1", "8"), actor_id=colleague(world))
    texts = {("dat-dai", "4"): "1", ("dat-dai", "5"): "3", ("y-te", "4"): ""}
    done = save_whole_form(actor_id=world.people["lan"], at=NOW, place=PLACE, texts=texts, seen_revision=1)
    assert done.n_saved == 1 and not done.conflicts
    assert FigureDraft.objects.get().cells == {"dat-dai": {"4": "8", "5": "3"}}
    texts[("dat-dai", "4")] = "5"
    done = save_whole_form(actor_id=world.people["lan"], at=NOW, place=PLACE, texts=texts, seen_revision=1)
    assert [(c.yours, c.theirs) for c in done.conflicts] == [("5", "8")]


@pytest.mark.parametrize("kind", [StepKind.HAND_UP, StepKind.APPROVE, StepKind.ACCEPT])
def test_a_report_in_other_hands_is_not_edited(world: World, kind: StepKind) -> None:
    step(kind)
    with pytest.raises(CannotEditDraft, match=r"chờ duyệt|chờ gửi|tiếp nhận"):
        type_cells(world, ("dat-dai", "4", "", "1"))
    assert not FigureDraft.objects.exists()


@pytest.mark.parametrize("kind", [StepKind.REFUSE, StepKind.RETURN, StepKind.ASK])
def test_a_report_that_came_back_is_edited_again(world: World, kind: StepKind) -> None:
    step(kind)
    assert type_cells(world, ("dat-dai", "4", "", "1")).n_saved == 1


def test_what_does_not_belong_in_the_form_is_refused_whole(world: World) -> None:
    with pytest.raises(CannotEditDraft) as refused:
        type_cells(world, ("dat-dai", "3", "", "1"), ("x", "4", "", "1"), ("dat-dai", "4", "", "1"))
    assert len(refused.value.reasons) == 2 and not FigureDraft.objects.exists()


@pytest.mark.parametrize("who", ["dung", "nam", "hoa", "minh"])
def test_nobody_but_the_agencys_own_officer_types_its_figures(world: World, who: str) -> None:
    with pytest.raises(NotFound):
        type_cells(world, ("dat-dai", "4", "", "1"), who=who)


def test_a_form_that_is_not_the_regimes_is_refused(world: World) -> None:
    from dataclasses import replace

    with pytest.raises(CannotUseForm):
        type_cells(world, ("dat-dai", "4", "", "1"), place=replace(PLACE, form_code="KHO"))
