"""Enter a task by hand, pass one on below: one lead, shares of coordinators, every reason at once, secrets refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dondoc.assignments.actions import (
    CannotDecideResult,
    CannotEnterTask,
    act_on_task,
    decide_result,
    enter_task,
    hand_task_down,
    report_result,
)
from dondoc.assignments.models import Task
from dondoc.assignments.queries import access_task, record_of, tasks_assigned
from dondoc.assignments.queries.below import below_of
from dondoc.assignments.rules.deeds import DeedKind
from dondoc.assignments.rules.entry import Entry, Share, SourceKind
from dondoc.assignments.rules.life import part_of
from dondoc.assignments.rules.reporting_results import Result
from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import NotFound
from dondoc.people.actions import grant_right
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right
from tests.factories import NOW, World

TODAY = day_of(NOW)


def entry(world: World, **more: object) -> Entry:
    given = Entry(
        title="Báo cáo kết quả rà soát",
        lead_id=world.agencies["LS-STTTT"],
        assigned_on=TODAY,
        due_on=TODAY + timedelta(days=20),
        deadline_wording="trước ngày 13/12/2026",
        source_kind=SourceKind.CONCLUSION,
        source_number="45/TB-UBND",
        source_on=TODAY,
        shares=(Share(world.agencies["LS-STC"], "Bố trí kinh phí", TODAY + timedelta(days=10)),),
        field="Chuyển đổi số",
        objective="Đủ số liệu",
        deliverable="Báo cáo",
        is_starred=True,
    )
    return replace(given, **more)  # type: ignore[arg-type]


def entered(world: World, who: str = "hoa", **more: object) -> Task:
    return enter_task(actor_id=world.people[who], at=NOW, province_id=world.agencies["LS"], entry=entry(world, **more))


def test_a_task_is_entered_with_all_that_was_said(world: World) -> None:
    task = entered(world)
    assert task.code == "45/TB-UBND.2026-01"
    assert (task.field, task.is_starred, task.deadline_wording) == ("Chuyển đổi số", True, "trước ngày 13/12/2026")
    part = part_of(record_of(task.pk).facts, world.agencies["LS-STC"], AsOf(NOW))
    assert part is not None and part.text == "Bố trí kinh phí"
    assert AuditEntry.objects.filter(deed="enter_task", subject=f"task:{task.pk}").count() == 1


def test_the_next_task_of_the_same_document_gets_the_next_code(world: World) -> None:
    assert [entered(world).code[-2:] for _ in range(3)] == ["01", "02", "03"]
    assert entered(world, source_kind=SourceKind.DIRECT, source_number="").code == "NV.2026-01"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"title": " "}, "Nội dung"),
        ({"title": "x" * 2001}, "Nội dung"),
        ({"title": "MẬT\nRà soát"}, "Nội dung"),
        ({"source_number": "45/TB-UBND-M"}, "Số, ký hiệu"),
        ({"source_number": ""}, "Số, ký hiệu"),
        ({"lead_id": None}, "Đơn vị chủ trì"),
        ({"assigned_on": None}, "Ngày giao"),
        ({"assigned_on": TODAY + timedelta(days=1)}, "Ngày giao"),
        ({"due_on": TODAY - timedelta(days=1)}, "Thời hạn"),
        ({"starts_on": date(2020, 1, 1)}, "Ngày bắt đầu"),
        ({"update_days": 0}, "Cập nhật ít nhất mỗi"),
        ({"monitor_id": -1}, "Chuyên viên theo dõi"),
    ],
)
def test_each_thing_that_cannot_be_is_told_at_its_place(world: World, change: dict[str, object], where: str) -> None:
    before = Task.objects.count()
    with pytest.raises(CannotEnterTask) as refused:
        entered(world, **change)
    assert where in {reason.where for reason in refused.value.reasons}
    assert Task.objects.count() == before


def test_the_lead_does_not_coordinate_and_all_reasons_come_at_once(world: World) -> None:
    lead = world.agencies["LS-STTTT"]
    with pytest.raises(CannotEnterTask) as refused:
        entered(world, title="", shares=(Share(lead), Share(lead)))
    assert len(refused.value.reasons) == 3


@pytest.mark.parametrize("who", ["nam", "lan", "dung"])
def test_whoever_does_not_watch_the_province_enters_nothing(world: World, who: str) -> None:
    with pytest.raises(NotFound):
        entered(world, who)


def test_what_is_handed_down_reports_to_the_lead_and_counts_in_no_review_of_the_province(world: World) -> None:
    """Lộc Bình's committee passes a task on to a unit below it; here one that stands below Lạng Sơn's district."""
    lead, below = lead_with_units_below(world)
    parent = entered(world, lead_id=lead, shares=())
    child = hand_task_down(
        actor_id=world.people["nam"],
        at=NOW,
        parent_id=parent.pk,
        entry=entry(world, lead_id=below, shares=(), due_on=parent.due_on),
    )
    assert (child.parent_id, child.assigning_id, child.source_id) == (parent.pk, lead, parent.source_id)
    codes = {r.code for r in tasks_assigned([world.agencies["LS"]], TODAY, TODAY)}
    assert parent.code in codes and child.code not in codes
    assert access_task(rights_of(world.people["nam"], TODAY), task_id=child.pk)
    summed = below_of(parent.pk, AsOf(NOW))
    assert (summed.totals.assigned, summed.totals.open_in_time) == (1, 1)
    grant_right(
        actor_id=None, at=NOW, user_id=world.people["dung"], agency_id=below, right=Right.ENTER, valid_from=TODAY
    )
    report_result(
        actor_id=world.people["dung"], at=NOW, task_id=child.pk, result=Result(TODAY, "3/BC-UBND", TODAY, "xong")
    )
    with pytest.raises(NotFound):
        decide_result(actor_id=world.people["dung"], at=NOW, task_id=child.pk, is_confirmed=True)
    decide_result(actor_id=world.people["nam"], at=NOW, task_id=child.pk, is_confirmed=True, grade="good")
    assert below_of(parent.pk, AsOf(NOW)).totals.done_on_time == 1


def lead_with_units_below(world: World) -> tuple[int, int]:
    """Nam's own department, and a unit put below it."""
    from dondoc.agencies.models import AgencyVersion

    lead, below = world.agencies["LS-STTTT"], world.agencies["LS-BQLKKT"]
    AgencyVersion.objects.filter(agency_id=below).update(parent_id=lead)
    return lead, below


def test_nothing_is_handed_down_past_the_parents_deadline_or_to_a_unit_elsewhere(world: World) -> None:
    lead, below = lead_with_units_below(world)
    parent = entered(world, lead_id=lead, shares=())
    told: list[str] = []
    for change in ({"lead_id": below, "due_on": None}, {"lead_id": below, "due_on": TODAY + timedelta(days=30)}, {}):
        with pytest.raises(CannotEnterTask) as refused:
            given = entry(world, **{"shares": (), "lead_id": world.agencies["LS-STC"], **change})
            hand_task_down(actor_id=world.people["nam"], at=NOW, parent_id=parent.pk, entry=given)
        told.append(str(refused.value))
    assert "cấp trên có hạn" in told[0] and "không sau hạn" in told[1] and "đơn vị chủ trì" in told[2]
    with pytest.raises(NotFound):
        hand_task_down(actor_id=world.people["hoa"], at=NOW, parent_id=parent.pk, entry=entry(world))


def test_the_star_is_given_and_taken_and_stays_in_the_history(world: World) -> None:
    task = entered(world, is_starred=False)
    for kind, is_starred in ((DeedKind.STAR, True), (DeedKind.UNSTAR, False)):
        act_on_task(actor_id=world.people["hoa"], at=NOW, task_id=task.pk, kind=kind)
        task.refresh_from_db()
        assert task.is_starred is is_starred
    assert task.events.filter(kind__in=("star", "unstar")).count() == 2


def test_a_grade_that_is_not_one_is_refused(world: World) -> None:
    task = entered(world)
    report_result(actor_id=world.people["nam"], at=NOW, task_id=task.pk, result=Result(TODAY, "3/BC", TODAY, ""))
    with pytest.raises(CannotDecideResult):
        decide_result(actor_id=world.people["hoa"], at=NOW, task_id=task.pk, is_confirmed=True, grade="mười")
