"""Findings on the process: counted by the province's own rules, contested, waived with a reason, once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dondoc.assignments.actions import (
    CannotObject,
    act_on_task,
    decide_finding,
    object_to_finding,
    set_violation_policy,
    update_progress,
)
from dondoc.assignments.models import Objection, Task
from dondoc.assignments.queries import process_rules
from dondoc.assignments.rules.deeds import DeedKind
from dondoc.assignments.rules.process import RuleKind
from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.followup.queries import task_review
from tests.actions.test_act_on_task import TODAY, task
from tests.factories import NOW, World

__all__ = ["task"]
KIND = RuleKind.NOT_RECEIVED
LATER = NOW + timedelta(days=7)
UNTIL = TODAY + timedelta(days=3)  # two working days, 24/11 is a holiday


def rule(world: World, days: int = 2, since: date = date(2026, 1, 1)) -> None:
    """Lạng Sơn asks for receiving within so many working days."""
    set_violation_policy(
        actor_id=None,
        at=NOW,
        province_id=world.agencies["LS"],
        working_days=days,
        legal_basis="Quy chế theo dõi nhiệm vụ",
        valid_from=since,
        kind=KIND,
    )


def counted(world: World, at: AsOf | None = None) -> list[str]:
    """The findings of the review of that day's tasks."""
    review = task_review(province_id=world.agencies["LS"], first=TODAY, last=TODAY, as_of=at or AsOf(LATER))
    return [document for _, found in review.violations for document in found.documents]


def contest(world: World, task: Task, who: str = "nam", reason: str = "Nghỉ lễ, nhận ngày hôm sau") -> Objection:
    return object_to_finding(
        actor_id=world.people[who], at=LATER, task_id=task.pk, kind=KIND, until=UNTIL, reason=reason
    )


def decide(
    world: World, task: Task, who: str = "hoa", is_waived: bool = True, reason: str = "Lý do chính đáng"
) -> Objection:
    return decide_finding(
        actor_id=world.people[who],
        at=LATER,
        task_id=task.pk,
        kind=KIND,
        until=UNTIL,
        is_waived=is_waived,
        reason=reason,
    )


def test_a_rule_of_the_province_is_counted_and_without_one_nothing_is(world: World, task: Task) -> None:
    assert counted(world) == []
    rule(world)
    assert counted(world) == ["NV-DOI (không tiếp nhận đúng hạn)"]
    assert counted(world, AsOf(NOW)) == []


def test_whoever_receives_in_time_is_not_counted(world: World, task: Task) -> None:
    rule(world)
    act_on_task(actor_id=world.people["nam"], at=NOW, task_id=task.pk, kind=DeedKind.ACCEPT)
    assert counted(world) == []


def test_a_rule_is_taken_back_by_a_row_of_no_days(world: World) -> None:
    rule(world)
    rule(world, days=0, since=date(2026, 6, 1))
    province = world.agencies["LS"]
    assert KIND in {one.kind for one in process_rules(province, date(2026, 5, 1))}
    assert KIND not in {one.kind for one in process_rules(province, date(2026, 6, 1))}


def test_a_contested_finding_counts_until_the_office_waives_it(world: World, task: Task) -> None:
    rule(world)
    contest(world, task)
    assert len(counted(world)) == 1
    decide(world, task)
    assert counted(world) == []
    assert len(counted(world, AsOf(LATER, known_at=LATER - timedelta(days=1)))) == 1


def test_a_finding_let_stand_goes_on_counting_and_is_decided_once(world: World, task: Task) -> None:
    rule(world)
    contest(world, task)
    decide(world, task, is_waived=False, reason="Đã nhắc hai lần")
    assert len(counted(world)) == 1
    with pytest.raises(CannotObject, match="Đã có ý kiến"):
        decide(world, task)
    with pytest.raises(CannotObject, match="đã được giải trình"):
        contest(world, task)


def test_the_office_may_waive_without_being_asked_but_has_nothing_to_let_stand(world: World, task: Task) -> None:
    rule(world)
    with pytest.raises(CannotObject, match="chưa giải trình"):
        decide(world, task, is_waived=False)
    assert decide(world, task).is_waived


def test_both_give_their_reason(world: World, task: Task) -> None:
    for do in (contest, decide):
        with pytest.raises(CannotObject, match="Ghi lý do"):
            do(world, task, reason=" ")
        with pytest.raises(CannotObject, match="Dài quá"):
            do(world, task, reason="x" * 2001)


def test_only_the_lead_contests_and_only_the_office_decides(world: World, task: Task) -> None:
    for who in ("lan", "dung", "hoa"):
        with pytest.raises(NotFound):
            contest(world, task, who)
    for who in ("nam", "lan", "dung"):
        with pytest.raises(NotFound):
            decide(world, task, who)


def test_both_leave_a_trail(world: World, task: Task) -> None:
    rule(world)
    contest(world, task)
    decide(world, task)
    deeds = AuditEntry.objects.filter(subject=f"task:{task.pk}").order_by("id").values_list("deed", flat=True)
    assert list(deeds) == ["object_to_finding", "decide_finding"]


def test_nothing_is_said_of_a_finding_that_is_not_there(world: World, task: Task) -> None:
    for do in (contest, decide):
        with pytest.raises(CannotObject, match="Không có lỗi không tiếp nhận đúng hạn với hạn 26/11/2026"):
            do(world, task)


def test_a_waiver_is_of_one_finding_and_the_next_silence_is_another(world: World, task: Task) -> None:
    """Silent from Monday 23/11 to 8/12, and again from there: the first is waived though a word has come since."""
    silent = RuleKind.SILENT
    set_violation_policy(
        actor_id=None,
        at=NOW,
        province_id=world.agencies["LS"],
        working_days=5,
        legal_basis="Quy chế",
        valid_from=TODAY,
        kind=silent,
    )
    for days in (15, 30):
        update_progress(actor_id=world.people["nam"], at=NOW + timedelta(days=days), task_id=task.pk, percent=days)
    after = NOW + timedelta(days=31)
    by = {"actor_id": world.people["hoa"], "at": after, "task_id": task.pk, "kind": silent, "reason": "Bão lũ"}
    decide_finding(**by, until=date(2026, 12, 1), is_waived=True)
    assert counted(world, AsOf(after)) == ["NV-DOI (không cập nhật tiến độ đúng kỳ)"]
    decide_finding(**by, until=date(2026, 12, 15), is_waived=True)
    assert counted(world, AsOf(after)) == []
