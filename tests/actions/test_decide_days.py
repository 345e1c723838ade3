"""Deciding days moves the open deadlines with them (quyết định ngày nghỉ làm đổi hạn), and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.deadlines.actions import CannotDecideDay, CannotWithdrawDay
from dondoc.deadlines.models import CalendarDecision
from dondoc.deadlines.queries import work_calendar
from dondoc.deadlines.rules.calendar import DayKind
from dondoc.deadlines.rules.decided import DecidedDay
from dondoc.people.actions import grant_right
from dondoc.people.rules.rights import Right
from dondoc.reporting.actions import DaysDecided, change_deadline, decide_days, withdraw_decided_day
from dondoc.reporting.models import DeadlineChange
from dondoc.reporting.queries import NotAdministrator, calendar_moves, obligations_of_period
from dondoc.reporting.rules.deciding import Paper
from tests.actions.test_generate_obligations import DISTRICTS, enter, generate
from tests.factories import NOW, World

# Quarter I/2027 is due on Saturday 20/3, rolled to Monday 22/3.
OFF = DecidedDay(date(2027, 3, 22), DayKind.SWAPPED_OFF, "Nghỉ hoán đổi", "99/VPCP-KGVX", date(2026, 11, 20))
WORK = DecidedDay(date(2027, 3, 20), DayKind.SWAPPED_WORK, "Làm bù 22/3/2027", "99/VPCP-KGVX", date(2026, 11, 20))


def decide(*days: DecidedDay, **more: Any) -> DaysDecided:
    return decide_days(**{"actor_id": None, "at": NOW, "days": days, **more})


def dues(world: World, period: str = "2027-Q1", regime: str = "KSTTHC") -> set[date]:
    return {o.due(AsOf(NOW)).due_on for o in obligations_of_period(world.agencies["BG"], regime, period)}


@pytest.fixture
def year(world: World) -> World:
    generate(world)
    return world


def test_the_preview_says_what_would_move_and_writes_nothing(year: World) -> None:
    before = work_calendar()
    (move,) = calendar_moves(before, before.with_days([OFF.entry()]), AsOf(NOW))
    assert (move.regime_code, move.period_code, move.label) == ("KSTTHC", "2027-Q1", "Quý I/2027")
    assert (move.before, move.after, len(move.obligation_ids)) == (date(2027, 3, 22), date(2027, 3, 23), 27)
    assert move.is_whole
    assert not CalendarDecision.objects.exists() and not DeadlineChange.objects.exists()


def test_deciding_a_day_off_moves_the_open_deadlines_with_the_document_as_reason(year: World) -> None:
    done = decide(OFF)
    assert (done.n_new, [m.after for m in done.moves]) == (1, [date(2027, 3, 23)])
    assert dues(year) == {date(2027, 3, 23)}
    row = DeadlineChange.objects.get()
    assert (row.document_number, row.document_date, row.original_due_on) == (
        "99/VPCP-KGVX", date(2026, 11, 20), date(2027, 3, 22),
    )  # fmt: skip
    assert row.is_of_calendar and "22/03/2027: Nghỉ hoán đổi" in row.reason


def test_a_swap_in_both_directions_is_one_decision(year: World) -> None:
    assert decide(OFF, WORK).n_new == 2
    assert dues(year) == {date(2027, 3, 20)}


def test_taking_the_day_back_moves_the_deadlines_back(year: World) -> None:
    decide(OFF)
    done = withdraw_decided_day(actor_id=None, at=NOW, decision_id=CalendarDecision.objects.get().pk)
    assert [(m.before, m.after) for m in done.moves] == [(date(2027, 3, 23), date(2027, 3, 22))]
    assert dues(year) == {date(2027, 3, 22)}
    assert DeadlineChange.objects.count() == 2


def test_deciding_it_again_changes_nothing(year: World) -> None:
    decide(OFF)
    assert decide(OFF) == DaysDecided(0, ())
    assert DeadlineChange.objects.count() == 1


def test_what_was_due_before_today_stays(year: World) -> None:
    past = DecidedDay(date(2026, 9, 21), DayKind.SWAPPED_OFF, "Nghỉ", "1/VP", date(2026, 11, 20))
    assert decide(past).moves == ()
    assert dues(year, "2026-Q3") == {date(2026, 9, 21)}


def test_a_deadline_set_by_a_document_stays(year: World) -> None:
    change_deadline(
        actor_id=None,
        at=NOW,
        regime_code="KSTTHC",
        period_code="2027-Q1",
        province_id=year.agencies["BG"],
        original_due_on=date(2027, 3, 22),
        due_on=date(2027, 3, 19),
        paper=Paper("5/UBND", date(2026, 11, 20), "Họp sớm"),
    )
    assert decide(OFF).moves == ()
    assert dues(year) == {date(2027, 3, 19)}


def test_groups_with_one_deadline_by_different_rules_move_apart(world: World) -> None:
    enter("HAI", {"group": DISTRICTS, "day": 18}, {"group": "*", "working_days": 3, "after": "window_end"})
    generate(world, regime_code="HAI", first=date(2027, 6, 1), last=date(2027, 6, 30))
    # Quarter II closes on Monday 14/6/2027: three working days on is Thursday 17/6, day 18 the Friday after.
    off = DecidedDay(date(2027, 6, 15), DayKind.SWAPPED_OFF, "Nghỉ", "1/VP", date(2026, 11, 20))
    (move,) = decide(off).moves
    assert (move.before, move.after, move.is_whole) == (date(2027, 6, 17), date(2027, 6, 18), True)
    assert len(move.obligation_ids) == 17
    assert dues(world, "2027-Q2", "HAI") == {date(2027, 6, 18)}


def test_of_groups_opened_with_one_deadline_only_the_one_that_moves_is_changed(world: World) -> None:
    enter("HAI", {"group": DISTRICTS, "day": 17}, {"group": "*", "working_days": 3, "after": "window_end"})
    generate(world, regime_code="HAI", first=date(2027, 6, 1), last=date(2027, 6, 30))
    off = DecidedDay(date(2027, 6, 15), DayKind.SWAPPED_OFF, "Nghỉ", "1/VP", date(2026, 11, 20))
    (move,) = decide(off).moves
    assert not move.is_whole
    assert DeadlineChange.objects.exclude(obligation=None).count() == 17
    assert dues(world, "2027-Q2", "HAI") == {date(2027, 6, 17), date(2027, 6, 18)}


def test_every_slip_of_every_day_is_said_at_once_and_nothing_is_written(year: World) -> None:
    wrong = DecidedDay(date(2027, 3, 21), DayKind.SWAPPED_OFF, "", "", date(2026, 11, 20))
    with pytest.raises(CannotDecideDay) as refused:
        decide(OFF, wrong)
    assert [r.where for r in refused.value.reasons] == [
        "21/03/2027, name", "21/03/2027, document_number", "21/03/2027, on",
    ]  # fmt: skip
    assert not CalendarDecision.objects.exists() and not DeadlineChange.objects.exists()


def test_a_decision_is_taken_back_once(year: World) -> None:
    decide(OFF)
    key = {"actor_id": None, "at": NOW, "decision_id": CalendarDecision.objects.get().pk}
    withdraw_decided_day(**key)
    with pytest.raises(CannotWithdrawDay):
        withdraw_decided_day(**key)
    with pytest.raises(NotFound):
        withdraw_decided_day(actor_id=None, at=NOW, decision_id=0)


def test_only_an_administrator_of_a_province_decides_days(year: World) -> None:
    hoa = year.people["hoa"]
    with pytest.raises(NotAdministrator):
        decide(OFF, actor_id=hoa)
    for code, may in (("BG-LN", False), ("BG", True)):
        grant_right(
            actor_id=None,
            at=NOW,
            user_id=hoa,
            agency_id=year.agencies[code],
            right=Right.ADMINISTER,
            valid_from=date(2026, 1, 1),
        )
        if may:
            assert decide(OFF, actor_id=hoa).n_new == 1
        else:
            with pytest.raises(NotAdministrator):
                decide(OFF, actor_id=hoa)


def test_moving_leaves_a_trail(year: World) -> None:
    decide(OFF)
    entry = AuditEntry.objects.filter(deed="move_deadlines").get()
    assert entry.detail["moves"] == ["KSTTHC/2027-Q1: 2027-03-22 → 2027-03-23, 27"]
