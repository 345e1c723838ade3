"""Rules on the process over the events of a task: kept, close to the last day, broken; each from its first day on."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dondoc.assignments.rules.buckets import Happened, ResultFact, TaskFacts, UpdateFact
from dondoc.assignments.rules.deeds import DeedKind
from dondoc.assignments.rules.process import Demand, ProcessRule, RuleKind, demands
from dondoc.base.rules.moments import VIETNAM, AsOf
from dondoc.deadlines.rules.starting_list import starting_calendar

CALENDAR = starting_calendar(range(2025, 2028))
ASSIGNED = date(2026, 3, 2)  # a Monday
K = DeedKind


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=VIETNAM)


TASK = TaskFacts(ASSIGNED, date(2026, 3, 31), at(ASSIGNED))


def asked(task: TaskFacts, kind: RuleKind, days: int, on: date, since: date = date(2026, 1, 1)) -> list[Demand]:
    return demands(task, AsOf.end_of_day(on), CALENDAR, [ProcessRule(kind, days, "Quy chế", since)])


def broken(task: TaskFacts, kind: RuleKind, days: int, on: date) -> bool:
    return any(demand.is_broken(on) for demand in asked(task, kind, days, on))


def happened(*kinds: tuple[DeedKind, date]) -> tuple[Happened, ...]:
    return tuple(Happened(kind, at(day), from_agency_id=1) for kind, day in kinds)


def test_not_receiving_is_broken_only_after_the_last_working_day() -> None:
    (demand,) = asked(TASK, RuleKind.NOT_RECEIVED, 2, ASSIGNED)
    assert demand.until == date(2026, 3, 4) and demand.is_near(date(2026, 3, 2), 3)
    assert not demand.is_broken(date(2026, 3, 4)) and demand.is_broken(date(2026, 3, 5))


def test_receiving_or_telling_of_work_in_time_keeps_the_rule_and_late_does_not() -> None:
    received = replace(TASK, events=happened((K.ACCEPT, date(2026, 3, 4))))
    assert not broken(received, RuleKind.NOT_RECEIVED, 2, date(2026, 3, 20))
    told = replace(TASK, updates=(UpdateFact(date(2026, 3, 3), 10, at(date(2026, 3, 3))),))
    assert not broken(told, RuleKind.NOT_RECEIVED, 2, date(2026, 3, 20))
    late = replace(TASK, events=happened((K.ACCEPT, date(2026, 3, 5))))
    assert broken(late, RuleKind.NOT_RECEIVED, 2, date(2026, 3, 20))


def test_the_new_lead_has_the_whole_span_again() -> None:
    passed = replace(TASK, events=happened((K.TRANSFER, date(2026, 3, 16))))
    assert not broken(passed, RuleKind.NOT_RECEIVED, 2, date(2026, 3, 18))
    assert broken(passed, RuleKind.NOT_RECEIVED, 2, date(2026, 3, 19))


def test_a_task_entered_late_is_not_asked_for_days_before_its_entry() -> None:
    entered = replace(TASK, recorded_at=at(date(2026, 3, 16)))
    assert not broken(entered, RuleKind.NOT_RECEIVED, 2, date(2026, 3, 18))


def test_silence_is_broken_until_the_next_word_and_a_pause_or_a_waiting_result_is_none() -> None:
    updated = replace(TASK, updates=(UpdateFact(date(2026, 3, 9), 10, at(date(2026, 3, 9))),))
    assert not broken(updated, RuleKind.SILENT, 5, date(2026, 3, 16))
    assert broken(updated, RuleKind.SILENT, 5, date(2026, 3, 17))
    paused = replace(updated, events=happened((K.SUSPEND, date(2026, 3, 10))))
    assert not broken(paused, RuleKind.SILENT, 5, date(2026, 3, 30))
    day = date(2026, 3, 11)
    waiting = replace(updated, results=(ResultFact(day, "1/BC", day, day, False, at(day)),))
    assert not broken(waiting, RuleKind.SILENT, 5, date(2026, 3, 30))


def test_how_early_the_agency_is_warned_is_the_provinces_own_figure() -> None:
    (demand,) = asked(TASK, RuleKind.NOT_RECEIVED, 4, ASSIGNED)  # until Friday 6/3
    assert [demand.is_near(ASSIGNED, days) for days in (0, 3, 4, 9)] == [False, False, True, True]
    assert demand.is_near(demand.until, 0) and not demand.is_near(demand.until + timedelta(days=1), 9)


def test_a_silence_that_was_broken_too_late_stays_one_and_the_next_is_another() -> None:
    words = (date(2026, 3, 9), date(2026, 3, 23))
    told = replace(TASK, updates=tuple(UpdateFact(day, 10, at(day)) for day in words))
    silences = [d for d in asked(told, RuleKind.SILENT, 5, date(2026, 4, 10)) if d.is_broken(date(2026, 4, 10))]
    assert [(d.until, d.kept_on) for d in silences] == [
        (date(2026, 3, 16), date(2026, 3, 23)),
        (date(2026, 3, 30), None),
    ]


def test_after_a_returned_result_the_agency_has_the_whole_span_again() -> None:
    told, returned = date(2026, 3, 4), date(2026, 3, 23)
    result = ResultFact(told, "1/BC", told, told, False, at(told), False, returned, at(returned))
    task = replace(TASK, results=(result,))
    assert not broken(task, RuleKind.SILENT, 5, date(2026, 3, 30))
    assert broken(task, RuleKind.SILENT, 5, date(2026, 3, 31))


def test_done_without_a_document_is_broken_and_closed_by_the_assigner_is_not() -> None:
    day = date(2026, 3, 11)
    done = replace(TASK, results=(ResultFact(day, "", None, None, True, at(day)),))
    assert broken(done, RuleKind.NO_EVIDENCE, 1, day)
    named = replace(TASK, results=(ResultFact(day, "1/BC", day, None, True, at(day)),))
    assert not broken(named, RuleKind.NO_EVIDENCE, 1, day)
    closed = replace(TASK, events=(Happened(K.CLOSE, at(day), day=day),))
    assert not broken(closed, RuleKind.NO_EVIDENCE, 1, day)


def test_a_result_of_a_month_is_told_by_the_cut_off_in_the_next() -> None:
    day = date(2026, 3, 27)

    def told(on: date) -> TaskFacts:
        return replace(TASK, results=(ResultFact(day, "1/BC", day, on, False, at(on)),))

    assert not broken(told(date(2026, 4, 5)), RuleKind.AFTER_CUT_OFF, 5, date(2026, 4, 30))
    assert broken(told(date(2026, 4, 6)), RuleKind.AFTER_CUT_OFF, 5, date(2026, 4, 30))


def test_a_rule_binds_from_its_first_day_and_a_withdrawn_task_is_asked_nothing() -> None:
    late = date(2026, 3, 5)
    assert not asked(TASK, RuleKind.NOT_RECEIVED, 2, late, since=late)
    gone = replace(TASK, events=happened((K.WITHDRAW, late - timedelta(days=1))))
    assert not asked(gone, RuleKind.NOT_RECEIVED, 2, late)


def in_turn(*told: tuple[int, date]) -> list[ProcessRule]:
    """Rules on receiving, one after the other: days, first day."""
    ends = [*(since for _, since in told[1:]), None]
    return [
        ProcessRule(RuleKind.NOT_RECEIVED, days, f"Quy chế {n}", since, end)
        for n, ((days, since), end) in enumerate(zip(told, ends, strict=True), start=1)
    ]


def until(*told: tuple[int, date]) -> tuple[date, str] | None:
    """The last day to receive the task of 02/3, and by which rule."""
    found = demands(TASK, AsOf.end_of_day(date(2026, 4, 30)), CALENDAR, in_turn(*told))
    return (found[0].until, found[0].rule.legal_basis) if found else None


NEW_YEAR = date(2026, 1, 1)


def test_what_fell_due_under_the_old_rule_is_judged_by_it_after_it_was_replaced() -> None:
    assert until((2, NEW_YEAR), (5, date(2026, 3, 5))) == (date(2026, 3, 4), "Quy chế 1")
    assert until((2, NEW_YEAR), (0, date(2026, 3, 5))) == (date(2026, 3, 4), "Quy chế 1")


def test_what_had_not_fallen_due_is_judged_by_the_new_rule() -> None:
    assert until((2, NEW_YEAR), (5, date(2026, 3, 4))) == (date(2026, 3, 9), "Quy chế 2")
    assert until((2, NEW_YEAR), (0, date(2026, 3, 4))) is None


def test_a_stricter_rule_takes_no_day_that_was_over_before_it() -> None:
    assert until((5, NEW_YEAR), (2, date(2026, 3, 5))) == (date(2026, 3, 9), "Quy chế 1")
    assert until((2, date(2026, 3, 5))) is None


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 40)), min_size=1, max_size=5, unique_by=lambda one: one[1])
)
def test_an_obligation_is_asked_for_once_at_most_and_never_before_the_first_rule(told: list[tuple[int, int]]) -> None:
    rules = sorted(((days, date(2026, 2, 20) + timedelta(n)) for days, n in told), key=lambda one: one[1])
    found = demands(TASK, AsOf.end_of_day(date(2026, 4, 30)), CALENDAR, in_turn(*rules))
    assert len(found) <= 1
    assert all(one.until >= one.rule.valid_from and one.rule.days for one in found)
