"""Deadlines changed after opening (đổi hạn chung, gia hạn): the original stays, timeliness uses the one in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.followup.queries import reporting_table
from dondoc.reporting.actions import CannotChangeDeadline, change_deadline, extend_deadline
from dondoc.reporting.models import DeadlineChange
from dondoc.reporting.queries import NotAdministrator, opened_periods
from dondoc.reporting.rules.deciding import Paper
from dondoc.reporting.rules.timeliness import Timeliness
from tests.factories import NOW, World, vn

PERIOD = {"regime_code": "KSTTHC", "period_code": "2026-Q3"}
ORIGINAL = date(2026, 9, 21)
PAPER = Paper("125/UBND-VP", date(2026, 11, 20), "Lũ lớn, mất điện diện rộng")


def change(world: World, who: str | None = "hoa", **more: Any) -> DeadlineChange:
    said = {
        **PERIOD,
        "actor_id": world.people[who] if who else None,
        "at": NOW,
        "province_id": world.agencies["BG"],
        "original_due_on": ORIGINAL,
        "due_on": date(2026, 11, 30),
        "paper": PAPER,
    }
    return change_deadline(**{**said, **more})


def extend(world: World, who: str = "hoa", **more: Any) -> DeadlineChange:
    said = {
        **PERIOD,
        "actor_id": world.people[who],
        "at": NOW,
        "agency_code": "BG-LN",
        "due_on": date(2026, 12, 4),
        "paper": PAPER,
    }
    return extend_deadline(**{**said, **more})


def states(world: World, as_of: AsOf) -> dict[str, tuple[Timeliness, date]]:
    table = reporting_table(province_id=world.agencies["BG"], as_of=as_of, **PERIOD)
    return {row.agency.code: (row.standing.timeliness, row.due_on) for row in table.rows}


def test_a_general_change_reaches_everybody_from_the_day_of_its_document(world: World) -> None:
    change(world)
    before, now = states(world, AsOf(vn("2026-11-19T08:00"))), states(world, AsOf(NOW))
    assert set(before.values()) == {(Timeliness.NOT_SENT_OVERDUE, ORIGINAL)}
    assert set(now.values()) == {(Timeliness.NOT_SENT_OPEN, date(2026, 11, 30))}
    assert states(world, AsOf(NOW, known_at=vn("2026-11-22T00:00"))) == before


def test_the_list_of_periods_shows_the_deadline_in_force(world: World) -> None:
    change(world)
    province = [world.agencies["BG"]]
    due = {p.period_code: p.due_on for p in opened_periods(province, AsOf(NOW))}
    then = {p.period_code: p.due_on for p in opened_periods(province, AsOf(vn("2026-10-01T00:00")))}
    assert (due["2026-Q3"], then["2026-Q3"]) == (date(2026, 11, 30), ORIGINAL)


def test_an_extension_reaches_one_agency_and_the_original_stays_in_the_row(world: World) -> None:
    row = extend(world)
    found = states(world, AsOf(NOW))
    assert found.pop("BG-LN") == (Timeliness.NOT_SENT_OPEN, date(2026, 12, 4))
    assert {due for _, due in found.values()} == {ORIGINAL}
    assert (row.original_due_on, row.document_number, row.reason) == (ORIGINAL, PAPER.number, PAPER.reason)


def test_an_extension_outlasts_a_general_change_that_ends_earlier(world: World) -> None:
    extend(world)
    change(world)
    assert states(world, AsOf(NOW))["BG-LN"][1] == date(2026, 12, 4)


@pytest.mark.parametrize("deed", [change, extend])
def test_saying_it_again_changes_nothing(world: World, deed: Any) -> None:
    first = deed(world)
    assert deed(world, paper=replace(PAPER, reason=f" {PAPER.reason} ")).pk == first.pk
    assert DeadlineChange.objects.count() == 1


@pytest.mark.parametrize(("deed", "name"), [(change, "change_deadline"), (extend, "extend_deadline")])
def test_the_deed_leaves_a_trail(world: World, deed: Any, name: str) -> None:
    deed(world)
    entry = AuditEntry.objects.filter(deed=name).get()
    assert (entry.actor_id, entry.at) == (world.people["hoa"], NOW)
    assert entry.detail["original"] == entry.detail["before"] == "2026-09-21"


@pytest.mark.parametrize("deed", [change, extend])
def test_every_reason_against_it_is_said_at_once(world: World, deed: Any) -> None:
    with pytest.raises(CannotChangeDeadline) as refused:
        deed(world, paper=Paper(" ", date(2026, 11, 24), ""), due_on=date(2026, 6, 1))
    assert {r.where for r in refused.value.reasons} == {"Số văn bản", "Lý do", "Ngày văn bản", "Hạn mới"}
    assert not DeadlineChange.objects.exists()


def test_a_deadline_that_is_in_force_already_is_no_change(world: World) -> None:
    with pytest.raises(CannotChangeDeadline, match="đã là 21/09/2026"):
        change(world, due_on=ORIGINAL)


def test_an_extension_cannot_take_time_away(world: World) -> None:
    with pytest.raises(CannotChangeDeadline, match="phải sau hạn đang áp dụng 21/09/2026"):
        extend(world, due_on=date(2026, 9, 18))


def test_an_older_document_does_not_undo_a_newer_one(world: World) -> None:
    change(world)
    with pytest.raises(CannotChangeDeadline, match="văn bản mới hơn"):
        change(world, due_on=date(2026, 12, 1), paper=replace(PAPER, on=date(2026, 11, 19)))


def test_a_deadline_of_another_day_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        change(world, original_due_on=date(2026, 9, 22))


@pytest.mark.parametrize("who", ["lan", "tuan", "dung"])
def test_only_those_who_watch_the_province_change_its_deadlines(world: World, who: str) -> None:
    with pytest.raises(NotAdministrator):
        change(world, who)
    with pytest.raises(Refused):
        extend(world, who)
    assert not DeadlineChange.objects.exists()


def test_the_administrator_at_the_server_may_change_a_deadline(world: World) -> None:
    assert change(world, None).due_on == date(2026, 11, 30)
