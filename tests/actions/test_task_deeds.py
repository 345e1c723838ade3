"""Progress, result, confirmation: each deed does it, refuses it for each reason, leaves a trail."""

from datetime import date

import pytest

from dondoc.assignments.actions import (
    CannotDecideResult,
    CannotReportResult,
    CannotUpdateProgress,
    decide_result,
    report_result,
    update_progress,
)
from dondoc.assignments.models import Task
from dondoc.assignments.queries import record_of
from dondoc.assignments.rules.buckets import Bucket, Confirmation, TaskStanding, Work, task_standing
from dondoc.assignments.rules.reporting_results import Result
from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from tests.factories import NOW, World

TODAY = date(2026, 11, 23)


@pytest.fixture
def task(world: World) -> Task:
    """An open task that Nam's department leads, long past its deadline by now."""
    open_ones = Task.objects.filter(lead_id=world.agencies["LS-STTTT"], results__isnull=True)
    return open_ones.order_by("code")[0]


def standing(task: Task) -> TaskStanding:
    return task_standing(record_of(task.pk).facts, AsOf(NOW))


def report(world: World, task: Task, who: str = "nam", **more: object) -> None:
    given = {"completed_on": TODAY, "result_number": "77/BC-STTTT", "result_issued_on": TODAY}
    report_result(actor_id=world.people[who], at=NOW, task_id=task.pk, result=Result(**{**given, **more}))  # type: ignore[arg-type]


def decide(world: World, task: Task, who: str = "hoa", is_confirmed: bool = True, reason: str = "") -> None:
    decide_result(actor_id=world.people[who], at=NOW, task_id=task.pk, is_confirmed=is_confirmed, reason=reason)


def test_an_update_shows_in_the_tasks_standing(world: World, task: Task) -> None:
    update_progress(actor_id=world.people["nam"], at=NOW, task_id=task.pk, percent=60, text="Đã họp")
    assert (standing(task).work, standing(task).percent) == (Work.IN_PROGRESS, 60)


def test_an_update_that_says_nothing_is_refused(world: World, task: Task) -> None:
    with pytest.raises(CannotUpdateProgress, match="Ghi phần trăm hoặc nội dung"):
        update_progress(actor_id=world.people["nam"], at=NOW, task_id=task.pk, percent=None, text="  ")


def test_a_percent_beyond_a_hundred_is_refused(world: World, task: Task) -> None:
    with pytest.raises(CannotUpdateProgress, match="từ 0 đến 100"):
        update_progress(actor_id=world.people["nam"], at=NOW, task_id=task.pk, percent=120, text="")


@pytest.mark.parametrize("who", ["dung", "lan", "hoa", "tuan"])
def test_only_the_lead_agencys_officer_updates(world: World, task: Task, who: str) -> None:
    with pytest.raises(NotFound):
        update_progress(actor_id=world.people[who], at=NOW, task_id=task.pk, percent=10, text="")
    with pytest.raises(NotFound):
        report(world, task, who)


def test_a_reported_result_waits_and_confirmation_closes_the_task(world: World, task: Task) -> None:
    report(world, task)
    assert standing(task).confirmation is Confirmation.WAITING
    decide(world, task)
    assert (standing(task).work, standing(task).bucket) == (Work.CLOSED, Bucket.DONE_LATE)


def test_a_result_needs_its_document_and_dates_and_everything_is_said_at_once(world: World, task: Task) -> None:
    with pytest.raises(CannotReportResult) as refused:
        report(world, task, completed_on=None, result_number=" ", result_issued_on=date(2027, 1, 1))
    assert {r.where for r in refused.value.reasons} == {"Số, ký hiệu", "Ngày hoàn thành", "Ngày văn bản"}


def test_a_result_cannot_be_reported_twice_while_it_waits(world: World, task: Task) -> None:
    report(world, task)
    with pytest.raises(CannotReportResult, match="đang chờ Văn phòng xác nhận"):
        report(world, task)


def test_a_returned_result_can_be_reported_again(world: World, task: Task) -> None:
    report(world, task)
    decide(world, task, is_confirmed=False, reason="Thiếu phụ lục số liệu")
    assert standing(task).confirmation is Confirmation.RETURNED
    report(world, task)
    assert standing(task).confirmation is Confirmation.WAITING


def test_a_return_needs_a_reason(world: World, task: Task) -> None:
    report(world, task)
    with pytest.raises(CannotDecideResult, match="Ghi lý do trả lại"):
        decide(world, task, is_confirmed=False)


def test_nothing_can_be_decided_while_nothing_waits(world: World, task: Task) -> None:
    with pytest.raises(CannotDecideResult, match="Không có kết quả nào"):
        decide(world, task)


@pytest.mark.parametrize("who", ["nam", "lan", "dung"])
def test_only_a_monitor_of_the_province_decides(world: World, task: Task, who: str) -> None:
    report(world, task)
    with pytest.raises(NotFound):
        decide(world, task, who)


def test_a_closed_task_takes_no_more_updates(world: World, task: Task) -> None:
    report(world, task)
    decide(world, task)
    with pytest.raises(CannotUpdateProgress, match="đã kết thúc"):
        update_progress(actor_id=world.people["nam"], at=NOW, task_id=task.pk, percent=50, text="")


def test_every_deed_leaves_a_trail(world: World, task: Task) -> None:
    report(world, task)
    decide(world, task)
    deeds = AuditEntry.objects.filter(subject=f"task:{task.pk}").order_by("id").values_list("deed", flat=True)
    assert list(deeds) == ["report_result", "decide_result"]
