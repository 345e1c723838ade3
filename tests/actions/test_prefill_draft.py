"""What is known already is taken over, marked with where it is from."""

from __future__ import annotations

import json

import pytest

from dondoc.base.models import AuditEntry
from dondoc.reporting.actions.draft_desk import CannotEditDraft, FormPlace
from dondoc.reporting.actions.prefill_draft import Prefilled, prefill_draft
from dondoc.reporting.models import FigureDraft
from tests.factories import NOW, World
from tests.factories.drafts import PLACE, UNITS, bring_form, type_cells
from tests.factories.figures import OVERDUE, enter


def prefill(world: World, place: FormPlace = PLACE) -> Prefilled:
    return prefill_draft(actor_id=world.people["lan"], at=NOW, place=place)


def test_what_was_left_over_is_carried_over_and_marked(world: World) -> None:
    enter(world, {"dat-dai": {"4": 5, "12": 5}, "y-te": {"4": 2, "12": 2}}, period_code=OVERDUE, is_sent=True)
    type_cells(world, ("y-te", "6", "", "1"))
    assert prefill(world) == Prefilled(1, 0)
    draft = FigureDraft.objects.get()
    assert draft.cells == {"dat-dai": {"6": "5"}, "y-te": {"6": "1"}}
    assert draft.origins == {"dat-dai": {"6": "Lấy từ cột 11 kỳ trước"}}
    assert AuditEntry.objects.filter(deed="prefill_draft").latest("id").detail["cells"] == 1


def test_what_is_typed_over_is_the_typists_own(world: World) -> None:
    enter(world, {"dat-dai": {"4": 5, "12": 5}}, period_code=OVERDUE, is_sent=True)
    prefill(world)
    type_cells(world, ("dat-dai", "6", "5", "4"))
    assert FigureDraft.objects.get().origins == {}


def test_one_form_gives_to_another(world: World) -> None:
    """Khai một lần: the second form's column is the first one's."""
    twin = {
        "code": "P1",
        "name": "Phụ biểu",
        "valid_from": "2024-01-01",
        "columns": [{"no": "1", "title": "Tiếp nhận", "type": "integer"}],
        "rows": {"kind": "fixed", "items": [{"code": "tong", "title": "Tổng số"}]},
        "checks": [{"rule": "1 = form(II.06a).3", "level": "block"}],
    }
    place = bring_form("P1", json.dumps(twin).encode())
    enter(world, is_sent=True)
    prefill(world, place)
    draft = FigureDraft.objects.get()
    assert draft.cells == {"tong": {"1": "1.304"}}
    assert draft.origins == {"tong": {"1": "Lấy từ cột 3 biểu II.06a"}}


def test_the_rows_of_the_period_before_are_taken_where_none_are_printed(world: World) -> None:
    enter(world, {"Xã A": {"4": 1}, "Xã B": {"4": 2}}, form_code="II.07b", period_code=OVERDUE, is_sent=True)
    assert prefill(world, UNITS).n_rows == 2
    assert FigureDraft.objects.get().rows == ["Xã A", "Xã B"]


def test_where_nothing_is_known_nothing_is_taken(world: World) -> None:
    with pytest.raises(CannotEditDraft, match="Không có số nào để lấy"):
        prefill(world)
    assert not FigureDraft.objects.exists()
