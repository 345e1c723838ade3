"""Process violations: the result was issued, and the system was not told within the working days allowed."""

from dataclasses import replace
from datetime import date, datetime

from dondoc.assignments.rules.buckets import ResultFact, TaskFacts, UpdateFact
from dondoc.assignments.rules.process import ProcessRule, RuleKind
from dondoc.assignments.rules.violations import Breach, breaches, by_agency
from dondoc.base.rules.moments import VIETNAM, AsOf
from dondoc.deadlines.rules.starting_list import starting_calendar

RULE = ProcessRule(RuleKind.RESULT_NOT_TOLD, 2, "Quy chế", date(2020, 1, 1))
CALENDAR = starting_calendar(range(2020, 2025))
ISSUED = date(2022, 2, 18)  # a Friday; two working days later is Tuesday 22/02


def at(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 9, tzinfo=VIETNAM)


def told_on(*days: date, completed_on: date | None = ISSUED) -> TaskFacts:
    result = ResultFact(completed_on, "56/BC-STTTT", ISSUED, None, True, at(date(2022, 3, 5)))
    updates = tuple(UpdateFact(d, None, at(d)) for d in days)
    return TaskFacts(date(2022, 2, 7), date(2022, 2, 25), at(date(2022, 2, 7)), updates=updates, results=(result,))


def found(task: TaskFacts, on: date) -> list[Breach]:
    return breaches(task, AsOf.end_of_day(on), CALENDAR, [RULE])


def test_telling_within_two_working_days_is_in_order_even_over_a_weekend() -> None:
    assert found(told_on(date(2022, 2, 22)), date(2022, 2, 28)) == []


def test_telling_on_the_third_working_day_is_a_violation() -> None:
    assert [b.result_number for b in found(told_on(date(2022, 2, 23)), date(2022, 2, 28))] == ["56/BC-STTTT"]


def test_silence_becomes_a_violation_only_after_the_last_day_has_passed() -> None:
    assert found(told_on(), date(2022, 2, 22)) == []
    assert len(found(told_on(), date(2022, 2, 23))) == 1


def test_an_update_before_the_result_was_issued_does_not_tell_of_it() -> None:
    assert len(found(told_on(date(2022, 2, 15)), date(2022, 2, 28))) == 1


def test_an_issued_result_counts_although_nobody_said_that_the_task_is_done() -> None:
    assert len(found(told_on(completed_on=None), date(2022, 2, 28))) == 1


def test_days_off_do_not_count() -> None:
    issued = date(2022, 1, 28)  # Friday before Tết: 31/01–04/02 are off, so two working days end on 08/02
    result = ResultFact(issued, "9/BC", issued, None, True, at(date(2022, 3, 5)))
    task = TaskFacts(date(2022, 1, 20), None, at(date(2022, 1, 20)), results=(result,))
    assert found(task, date(2022, 2, 8)) == []
    assert len(found(task, date(2022, 2, 9))) == 1


def test_one_document_that_answers_two_tasks_is_counted_once() -> None:
    breach = Breach("56/BC-STTTT", ISSUED, date(2022, 2, 22))
    (violations,) = by_agency([(7, "NV-1", breach), (7, "NV-2", breach)])
    assert violations.n_documents == 1


def test_a_result_is_judged_by_the_rule_in_force_on_its_last_day() -> None:
    strict, mild = RULE, ProcessRule(RuleKind.RESULT_NOT_TOLD, 5, "Quy chế mới", date(2022, 2, 23))
    for since, days in ((date(2022, 2, 23), date(2022, 2, 22)), (date(2022, 2, 22), date(2022, 2, 25))):
        rules = [replace(strict, valid_to=since), replace(mild, valid_from=since)]
        (breach,) = breaches(told_on(), AsOf.end_of_day(date(2022, 3, 10)), CALENDAR, rules)
        assert breach.told_by == days
