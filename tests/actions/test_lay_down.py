"""Lay down rules for tasks: by the administrator, by a document, from today on; the past stays as it was counted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dondoc.assignments.actions import (
    CannotLayDown,
    CannotReportResult,
    decide_result,
    enter_task,
    lay_down_limits,
    lay_down_rule,
    report_result,
    set_task_policy,
)
from dondoc.assignments.models import Task, TaskPolicy, ViolationPolicy
from dondoc.assignments.queries import process_rules, record_of
from dondoc.assignments.queries.doing import limits_on
from dondoc.assignments.rules.asking import CountsBy, Limits
from dondoc.assignments.rules.buckets import Bucket, task_standing
from dondoc.assignments.rules.policies import Basis, changes
from dondoc.assignments.rules.pressing import is_near
from dondoc.assignments.rules.process import RuleKind
from dondoc.assignments.rules.reporting_results import Result
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from tests.actions.test_enter_task import TODAY, entry
from tests.factories import NOW, World

BASIS = Basis("Quyết định số 12/2026/QĐ-UBND", TODAY)


def put(world: World, who: str = "quan", basis: Basis = BASIS, **limits: object) -> TaskPolicy:
    given = replace(Limits(), **limits)  # type: ignore[arg-type]
    return lay_down_limits(
        actor_id=world.people[who], at=NOW, province_id=world.agencies["LS"], limits=given, basis=basis
    )


def task(world: World, due: date, assigned: date = TODAY) -> Task:
    given = entry(world, due_on=due, assigned_on=assigned, shares=(), source_on=None)
    return enter_task(actor_id=world.people["hoa"], at=NOW, province_id=world.agencies["LS"], entry=given)


def test_the_row_counts_from_its_day_on_and_the_old_one_before(world: World) -> None:
    put(world, basis=replace(BASIS, valid_from=TODAY + timedelta(days=5)), near_days=9, ageing_days=(10, 20))
    assert limits_on(world.agencies["LS"], TODAY).near_days == 3
    later = limits_on(world.agencies["LS"], TODAY + timedelta(days=5))
    assert (later.near_days, later.ageing_days, later.reminder_days) == (9, (10, 20), (7, 3, 1))
    assert [(one.before, one.after) for one in changes(Limits(), later)] == [("3", "9"), ("30, 60, 120", "10, 20")]


@pytest.mark.parametrize(
    ("basis", "limits", "where"),
    [
        (Basis("", TODAY), {}, "Căn cứ"),
        (Basis("QĐ", None), {}, "Áp dụng từ ngày"),
        (Basis("QĐ", TODAY - timedelta(days=1)), {}, "Áp dụng từ ngày"),
        (BASIS, {"days_far": 9999}, "Mỗi lần gia hạn nhiều nhất, ngày"),
        (BASIS, {"reminder_days": (3, 3)}, "Nhắc tự động trước hạn, ngày"),
        (BASIS, {"ageing_days": ()}, "Mốc tuổi quá hạn, ngày"),
    ],
)
def test_each_reason_is_told_at_its_place(world: World, basis: Basis, limits: dict[str, object], where: str) -> None:
    with pytest.raises(CannotLayDown) as refused:
        put(world, basis=basis, **limits)
    assert where in {reason.where for reason in refused.value.reasons}
    assert not TaskPolicy.objects.exists()


def test_a_day_that_has_a_row_takes_no_other(world: World) -> None:
    put(world)
    with pytest.raises(CannotLayDown):
        put(world, near_days=5)
    assert TaskPolicy.objects.get().near_days == 3


@pytest.mark.parametrize("who", ["hoa", "tuan", "nam"])
def test_only_an_administrator_lays_down(world: World, who: str) -> None:
    with pytest.raises(NotFound):
        put(world, who)
    with pytest.raises(NotFound):
        rule(world, RuleKind.SILENT, 5, who)


def rule(world: World, kind: RuleKind, days: int, who: str = "quan") -> ViolationPolicy:
    return lay_down_rule(
        actor_id=world.people[who], at=NOW, province_id=world.agencies["LS"], kind=kind, days=days, basis=BASIS
    )


def test_a_rule_on_the_process_binds_and_is_taken_back_by_no_days(world: World) -> None:
    rule(world, RuleKind.SILENT, 5)
    assert RuleKind.SILENT in {one.kind for one in process_rules(world.agencies["LS"], TODAY)}
    with pytest.raises(CannotLayDown):
        rule(world, RuleKind.SILENT, 6)
    with pytest.raises(CannotLayDown):
        rule(world, RuleKind.AFTER_CUT_OFF, 31)
    rule(world, RuleKind.NOT_RECEIVED, 0)
    assert RuleKind.NOT_RECEIVED not in {one.kind for one in process_rules(world.agencies["LS"], TODAY)}


def test_where_the_confirmation_counts_a_result_waits_at_the_leads_cost(world: World) -> None:
    yesterday = TODAY - timedelta(days=1)
    one = task(world, due=yesterday, assigned=yesterday)
    report_result(actor_id=world.people["nam"], at=NOW, task_id=one.pk, result=Result(yesterday, "3/BC", yesterday))
    assert task_standing(record_of(one.pk).facts, AsOf(NOW)).bucket is Bucket.OPEN_IN_TIME
    put(world, counts_by=CountsBy.CONFIRMATION)
    assert task_standing(record_of(one.pk).facts, AsOf(NOW)).bucket is Bucket.OPEN_OVERDUE
    decide_result(actor_id=world.people["hoa"], at=NOW, task_id=one.pk, is_confirmed=True)
    done = task_standing(record_of(one.pk).facts, AsOf(NOW))
    assert (done.bucket, done.completed_on, done.confirmed_on) == (Bucket.DONE_LATE, yesterday, TODAY)


def test_a_confirmation_before_the_rule_stays_judged_by_the_delivery(world: World) -> None:
    yesterday = TODAY - timedelta(days=1)
    one = task(world, due=yesterday, assigned=yesterday)
    report_result(actor_id=world.people["nam"], at=NOW, task_id=one.pk, result=Result(yesterday, "3/BC", yesterday))
    decide_result(actor_id=world.people["hoa"], at=NOW, task_id=one.pk, is_confirmed=True)
    put(world, basis=replace(BASIS, valid_from=TODAY + timedelta(days=1)), counts_by=CountsBy.CONFIRMATION)
    later = AsOf.end_of_day(TODAY + timedelta(days=9))
    assert task_standing(record_of(one.pk).facts, later).bucket is Bucket.DONE_ON_TIME


def test_a_day_of_completion_lies_no_further_back_than_the_province_allows(world: World) -> None:
    week = TODAY - timedelta(days=7)
    one = task(world, due=TODAY, assigned=week)
    put(world, completion_days=4)
    with pytest.raises(CannotReportResult, match="lùi quá 4 ngày"):
        report_result(actor_id=world.people["nam"], at=NOW, task_id=one.pk, result=Result(week, "3/BC", week))
    near = TODAY - timedelta(days=4)
    assert report_result(actor_id=world.people["nam"], at=NOW, task_id=one.pk, result=Result(near, "3/BC", near))


def test_how_near_is_near_is_the_provinces_own_and_the_general_rule_counts_until_then(world: World) -> None:
    one = task(world, due=TODAY + timedelta(days=6))
    assert not is_near(task_standing(record_of(one.pk).facts, AsOf(NOW)))
    set_task_policy(
        actor_id=None,
        at=NOW,
        province_id=None,
        limits=replace(Limits(), near_days=6),
        legal_basis="Quy định chung",
        valid_from=date(2020, 1, 1),
    )
    put(world, basis=replace(BASIS, valid_from=TODAY + timedelta(days=2)), near_days=1)
    assert is_near(task_standing(record_of(one.pk).facts, AsOf(NOW)))
    assert not is_near(task_standing(record_of(one.pk).facts, AsOf.end_of_day(TODAY + timedelta(days=2))))
