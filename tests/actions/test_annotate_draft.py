"""Notes on cells and explanations of warnings."""

from __future__ import annotations

import pytest

from dondoc.base.models import AuditEntry
from dondoc.reporting.actions.annotate_draft import explain_warning, note_cell
from dondoc.reporting.actions.draft_desk import CannotEditDraft
from dondoc.reporting.models import FigureDraft
from dondoc.reporting.rules.life import StepKind
from tests.factories import NOW, World
from tests.factories.drafts import PLACE, step, type_cells
from tests.factories.figures import OVERDUE, enter

RULE = "6 = previous.11"


def note(world: World, text: str, row: str = "dat-dai", column: str = "4") -> FigureDraft:
    return note_cell(actor_id=world.people["lan"], at=NOW, place=PLACE, row=row, column=column, note=text)


def explain(world: World, words: str, rule: str = RULE) -> FigureDraft:
    return explain_warning(actor_id=world.people["lan"], at=NOW, place=PLACE, row="dat-dai", rule=rule, words=words)


def warned(world: World) -> None:
    """Five were left over, three are said to have been."""
    enter(world, {"dat-dai": {"4": 5, "12": 5}}, period_code=OVERDUE, is_sent=True)
    type_cells(world, ("dat-dai", "6", "", "3"), ("dat-dai", "8", "", "3"))


def test_a_note_is_put_on_a_cell_and_taken_off(world: World) -> None:
    assert note(world, " theo sổ theo dõi ").notes == {"dat-dai": {"4": "theo sổ theo dõi"}}
    assert note(world, "tổng", column="3").notes["dat-dai"]["3"] == "tổng"
    note(world, "", column="3")
    assert note(world, "").notes == {}
    assert AuditEntry.objects.filter(deed="note_cell").latest("id").actor_id == world.people["lan"]


def test_a_note_needs_a_cell_and_few_words(world: World) -> None:
    with pytest.raises(CannotEditDraft) as refused:
        note(world, "x" * 501, row="sao-hoa")
    assert len(refused.value.reasons) == 2


def test_a_warning_that_is_explained_is_no_longer_in_the_way(world: World) -> None:
    warned(world)
    assert explain(world, "02 hồ sơ rút").explanations == {"dat-dai": {RULE: "02 hồ sơ rút"}}
    done = type_cells(world, ("y-te", "4", "", "1"), ("y-te", "8", "", "1"))
    assert done.draft.standing.n_unexplained == 0
    assert explain(world, "").explanations == {}
    assert AuditEntry.objects.filter(deed="explain_warning").exists()


def test_what_does_not_warn_cannot_be_explained(world: World) -> None:
    warned(world)
    with pytest.raises(CannotEditDraft, match="không còn"):
        explain(world, "vì", rule="3 = 7 + 11")


def test_nothing_is_noted_while_the_report_is_in_other_hands(world: World) -> None:
    step(StepKind.HAND_UP)
    with pytest.raises(CannotEditDraft, match="chờ duyệt"):
        note(world, "x")


def test_taking_back_what_was_never_said_leaves_no_trail(world: World) -> None:
    """Else anybody could write what he likes into the log, as long as he likes."""
    note(world, "")
    explain(world, "", rule="x" * 100_000)
    assert not AuditEntry.objects.filter(deed__in=["note_cell", "explain_warning"]).exists()
