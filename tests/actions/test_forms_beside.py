"""Forms of one report that look at one another: on the desk, through the API's deed, out of files."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from dondoc.reporting.actions.enter_figures import CannotEnterFigures
from dondoc.reporting.actions.send_figures import CannotSendReport, send_figures
from dondoc.reporting.actions.take_in_figures import take_in_figures
from dondoc.reporting.models import Obligation, Submission
from dondoc.reporting.queries.drafts import sent_figures
from dondoc.reporting.queries.figures import form_of_period
from dondoc.sheets.actions import import_form
from dondoc.sheets.models import FigureSet
from tests.actions.test_take_step import REPORT
from tests.factories import NOW, World, vn
from tests.factories.drafts import PLACE, policies, type_cells
from tests.factories.figures import OPEN, enter
from tests.factories.forms import case_bytes

PARTS = {"B02": ("1,5", "2"), "B03": ("4", "0,3")}
B01 = replace(PLACE, form_code="B01")


@pytest.fixture
def three(world: World) -> World:
    """The regime has three forms; in each row the first is the sum of the two others."""
    for code in ("B01", "B02", "B03"):
        import_form(actor_id=None, at=NOW, data=case_bytes(code))
    policies(forms=["B01", "B02", "B03"])
    return world


def type_form(world: World, code: str, man: str, woman: str) -> Any:
    place = replace(PLACE, form_code=code)
    return type_cells(world, ("nam", "3", "", man), ("nu", "3", "", woman), place=place).draft


def bring(world: World, code: str, man: str, woman: str, **more: Any) -> Any:
    return enter(world, {"nam": {"3": man}, "nu": {"3": woman}}, form_code=code, **more)


def last() -> dict[str, int]:
    """What the last sending says in the row of all, by form."""
    sent = Submission.objects.filter(obligation__period_code=OPEN).latest("version")
    sets = [row.figure_set for row in sent.submitted_figures.all()]
    assert all(kept.sent_at == sent.sent_at for kept in sets)
    return {kept.form.code: kept.version for kept in sets}


def test_a_form_is_held_against_the_others_on_the_desk(three: World) -> None:
    assert "Chưa có số liệu biểu B02" in type_form(three, "B01", "5,5", "2,3").checked.problems[0].message
    for code, values in PARTS.items():
        type_form(three, code, *values)
    wrong = type_cells(three, ("nam", "3", "5,5", "6"), place=B01).draft.checked.problems
    assert [(p.row, p.values) for p in wrong] == [("tong", ("8.3", "7.8")), ("nam", ("6", "5.5"))]
    assert not type_cells(three, ("nam", "3", "6", "5,5"), place=B01).draft.checked.problems


def test_forms_that_agree_on_the_desk_leave_together(three: World) -> None:
    for code, values in {**PARTS, "B01": ("5,5", "2,3")}.items():
        type_form(three, code, *values)
    sent = send_figures(actor_id=three.people["lan"], at=NOW, place=REPORT)
    assert sent.submitted_figures.count() == 3
    type_cells(three, ("nam", "3", "1,5", "9"), place=replace(PLACE, form_code="B02"))
    with pytest.raises(CannotSendReport, match="Biểu B01, Dòng nam, cột 3"):
        send_figures(actor_id=three.people["lan"], at=NOW, place=REPORT)


def test_what_was_sent_is_read_beside_what_was_sent(three: World) -> None:
    """The receiver is not told what the agency is typing now."""
    for code, values in {**PARTS, "B01": ("5,5", "2,3")}.items():
        type_form(three, code, *values)
    send_figures(actor_id=three.people["lan"], at=NOW, place=REPORT)
    type_cells(three, ("nam", "3", "1,5", "9"), place=replace(PLACE, form_code="B02"))
    owed = Obligation.objects.get(regime__code="KSTTHC", period_code=OPEN, agency__code="BG-LN")
    shown = sent_figures(owed, form_of_period("KSTTHC", "B01", OPEN), NOW)
    assert shown is not None and not shown.checked.problems


def test_forms_out_of_files_leave_with_all_that_was_entered(three: World) -> None:
    first = bring(three, "B02", *PARTS["B02"], is_sent=True)
    assert (first.missing, last()) == (("B01", "B03"), {"B02": 1})
    bring(three, "B03", *PARTS["B03"])
    done = bring(three, "B01", "5,5", "2,3", is_sent=True, at=vn("2026-11-23T11:00"))
    assert (done.missing, last()) == ((), {"B01": 1, "B02": 2, "B03": 2})
    again = bring(three, "B01", "5,5", "2,3", is_sent=True, at=vn("2026-11-23T12:00"))
    assert again.version == 1 and Submission.objects.filter(obligation__period_code=OPEN).count() == 2


def test_a_correction_that_breaks_the_form_beside_it_does_not_leave(three: World) -> None:
    for code, values in {**PARTS, "B01": ("5,5", "2,3")}.items():
        bring(three, code, *values, is_sent=code == "B01")
    later = vn("2026-11-23T11:00")
    with pytest.raises(CannotEnterFigures, match=r"Biểu B01: Cột 3 phải bằng .*: 5,5 ≠ 13") as refused:
        bring(three, "B02", "9", "2", is_sent=True, at=later)
    assert not refused.value.is_unreadable and FigureSet.objects.filter(form__code="B02").count() == 2
    bring(three, "B02", "9", "2", at=later)  # taken in, it goes with the form that is mended after it
    bring(three, "B01", "13", "2,3", is_sent=True, at=later)
    assert last() == {"B01": 2, "B02": 4, "B03": 3}


def test_another_system_corrects_forms_one_by_one(three: World) -> None:
    def put(code: str, man: str, woman: str, **more: Any) -> Any:
        rows = {"rows": {"nam": {"3": man}, "nu": {"3": woman}}}
        data = json.dumps(rows).encode()
        place = replace(PLACE, form_code=code)
        key = {"actor_id": three.people["lan"], "at": NOW, "place": place, "data": data, "source": "một cửa"}
        return take_in_figures(**{**key, **more})

    for code, values in {**PARTS, "B01": ("5,5", "2,3")}.items():
        put(code, *values, is_sent=code == "B01")
    put("B02", "9", "2")
    assert put("B01", "13", "2,3", is_sent=True).version is not None
    assert Submission.objects.filter(obligation__period_code=OPEN).count() == 2


def test_forms_that_wait_for_one_another_are_worked_out_once(world: World) -> None:
    """Each takes a column of the other: neither waits for ever."""
    form = json.loads(case_bytes("B02"))
    for own, other in (("V1", "V2"), ("V2", "V1")):
        columns = [{**form["columns"][0], "no": "1"}, {**form["columns"][0], "no": "2", "computed": f"form({other}).1"}]
        told = {**form, "code": own, "columns": columns, "checks": [{"rule": f"1 = form({other}).2", "level": "block"}]}
        import_form(actor_id=None, at=NOW, data=json.dumps(told).encode())
    policies(forms=["V1", "V2"])
    type_cells(world, ("nam", "1", "", "3"), place=replace(PLACE, form_code="V1"))
    second = type_cells(world, ("nam", "1", "", "4"), place=replace(PLACE, form_code="V2")).draft
    assert second.checked.sheet.told()["nam"] == {"1": "4", "2": "3"}
