"""Figures from another system: onto the agency's desk with their source, sent with everything else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dondoc.base.rules.refusals import NotFound
from dondoc.people.rules.rights import Right
from dondoc.reporting.actions.draft_desk import CannotEditDraft
from dondoc.reporting.actions.enter_figures import CannotEnterFigures, FiguresEntered
from dondoc.reporting.actions.send_figures import CannotSendReport
from dondoc.reporting.actions.take_in_figures import take_in_figures
from dondoc.reporting.models import FigureDraft, Submission
from dondoc.reporting.rules.life import StepKind
from dondoc.sheets.models import FigureSet
from tests.actions.test_connect_system import connected
from tests.actions.test_take_step import take
from tests.factories import NOW, World
from tests.factories.drafts import PLACE, UNITS, type_cells, type_right_figures
from tests.factories.figures import RIGHT

SOURCE = "Một cửa điện tử, qua API lúc 23/11/2026 09:00"


def bring(world: World, rows: Any = None, **more: Any) -> FiguresEntered:
    actor_id = more.pop("actor_id", None) or connected(world).system.account_id
    data = json.dumps({"rows": RIGHT if rows is None else rows}).encode()
    return take_in_figures(**{"actor_id": actor_id, "at": NOW, "place": PLACE, "data": data, "source": SOURCE, **more})


def desk() -> FigureDraft:
    return FigureDraft.objects.get(form__code="II.06a")


def test_every_cell_says_which_system_it_comes_from_until_somebody_types_over_it(world: World) -> None:
    assert bring(world).version == 1
    assert desk().cells["dat-dai"]["5"] == "1.234"
    assert desk().origins["dat-dai"] == dict.fromkeys(("4", "5", "8", "12"), SOURCE) and desk().source == SOURCE
    assert FigureSet.objects.get(form__code="II.06a", agency_id=world.agencies["BG-LN"]).source == SOURCE
    type_cells(world, ("dat-dai", "4", "70", "71"))
    assert "4" not in desk().origins["dat-dai"] and "5" in desk().origins["dat-dai"]


def test_what_was_typed_is_replaced_and_kept_in_the_savings(world: World) -> None:
    type_cells(world, ("dat-dai", "4", "", "9"), ("dat-dai", "6", "", "3"))
    bring(world)
    assert desk().cells["dat-dai"]["4"] == "70" and "6" not in desk().cells["dat-dai"]
    assert desk().changes.latest("id").cells["dat-dai"]["6"] == ["3", ""]


def test_a_trial_writes_nothing(world: World) -> None:
    assert bring(world, is_trial=True).version is None
    assert not FigureDraft.objects.exists() and not FigureSet.objects.filter(period_code="2026-Q4").exists()


def test_figures_that_break_a_check_change_nothing(world: World) -> None:
    with pytest.raises(CannotEnterFigures):
        bring(world, {"dat-dai": {"4": 1}})
    assert not FigureDraft.objects.exists()


def test_sent_they_leave_with_all_forms_of_the_report_and_twice_changes_nothing(world: World) -> None:
    system = connected(world).system.account_id
    with pytest.raises(CannotSendReport, match=r"Biểu II\.07b: Chưa nhập"):
        bring(world, actor_id=system, is_sent=True)
    assert not FigureDraft.objects.exists()
    bring(world, {"Phòng Tư pháp": {"4": 3, "6": 5}}, actor_id=system, place=UNITS)
    assert bring(world, actor_id=system, is_sent=True).version == 1
    sent = Submission.objects.get(obligation__period_code="2026-Q4")
    assert sent.sent_by_id == system and sent.submitted_figures.count() == 2
    assert SOURCE in FigureSet.objects.get(form__code="II.06a", sent_at=NOW, period_code="2026-Q4").source
    assert bring(world, actor_id=system, is_sent=True).version == 1
    assert Submission.objects.filter(obligation__period_code="2026-Q4").count() == 1


def test_what_waits_for_approval_is_not_changed(world: World) -> None:
    type_right_figures(world)
    take(world, "lan", StepKind.HAND_UP)
    with pytest.raises(CannotEditDraft, match="đang chờ duyệt"):
        bring(world)


def test_a_system_of_another_agency_and_one_that_only_reads_know_of_nothing(world: World) -> None:
    for system in (connected(world, agency="BG-STC"), connected(world, Right.MONITOR, agency="BG", name="Kho")):
        with pytest.raises(NotFound):
            bring(world, actor_id=system.system.account_id)
