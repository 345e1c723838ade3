"""The table of deeds on the database: each does what it says, or is refused from elsewhere and to others."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from dondoc.assignments.actions import (
    CannotActOnTask,
    CannotUpdateProgress,
    act_on_task,
    decide_result,
    report_result,
    set_task_policy,
    update_progress,
)
from dondoc.assignments.models import Task, TaskEvent, TaskPolicy
from dondoc.assignments.queries import access_task, open_tasks, record_of, tasks_assigned, tasks_of_agencies
from dondoc.assignments.rules.asking import Asked, Clock, Limits
from dondoc.assignments.rules.buckets import Bucket, TaskStanding, is_in_cohort, task_standing
from dondoc.assignments.rules.deeds import DeedKind
from dondoc.assignments.rules.life import lead_at
from dondoc.assignments.rules.reporting_results import Result
from dondoc.assignments.rules.states import Confirmation, ExtensionState, Work
from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import NotFound
from dondoc.people.queries import rights_of
from tests.factories import NOW, World

K = DeedKind
TODAY = day_of(NOW)
DUE = date(2026, 11, 30)


@pytest.fixture
def task(world: World) -> Task:
    """A task that Nam's department leads with the Office, assigned today, due in a week."""
    task = Task.objects.create(
        province_id=world.agencies["LS"],
        code="NV-DOI",
        title="Rà soát hạ tầng số",
        lead_id=world.agencies["LS-STTTT"],
        assigned_on=TODAY,
        due_on=DUE,
        recorded_at=NOW,
    )
    task.coordinating.add(world.agencies["LS-STC"])
    return task


def do(world: World, task: Task, kind: DeedKind, who: str = "nam", at: datetime = NOW, **asked: object) -> TaskEvent:
    return act_on_task(actor_id=world.people[who], at=at, task_id=task.pk, kind=kind, asked=Asked(**asked))  # type: ignore[arg-type]


def standing(task: Task, at: datetime = NOW) -> TaskStanding:
    return task_standing(record_of(task.pk).facts, AsOf(at))


def report(world: World, task: Task, at: datetime = NOW) -> None:
    result = Result(day_of(at), "77/BC-STTTT", day_of(at))
    report_result(actor_id=world.people["nam"], at=at, task_id=task.pk, result=result)


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)


def test_a_task_is_received_once(world: World, task: Task) -> None:
    assert standing(task).work is Work.NEW
    do(world, task, K.ACCEPT)
    assert standing(task).work is Work.RECEIVED
    with pytest.raises(CannotActOnTask, match="Nhiệm vụ đã tiếp nhận; tiếp nhận chỉ khi chưa tiếp nhận"):
        do(world, task, K.ACCEPT)


def test_a_refusal_needs_its_reason_and_is_answered_either_way(world: World, task: Task) -> None:
    with pytest.raises(CannotActOnTask, match="Ghi lý do"):
        do(world, task, K.REFUSE)
    do(world, task, K.REFUSE, reason="Không thuộc chức năng")
    assert standing(task).work is Work.REFUSED
    do(world, task, K.DENY_REFUSAL, "hoa", later(1), reason="Đúng chức năng của Sở")
    assert standing(task, later(1)).work is Work.NEW
    do(world, task, K.REFUSE, at=later(2), reason="Vẫn không thuộc chức năng")
    do(world, task, K.GRANT_REFUSAL, "hoa", later(3))
    assert standing(task, later(3)).work is Work.WITHDRAWN
    assert standing(task, later(2)).work is Work.REFUSED


def test_a_refusal_can_be_called_back(world: World, task: Task) -> None:
    do(world, task, K.REFUSE, reason="Nhầm đơn vị")
    do(world, task, K.CALL_BACK_REFUSAL, at=later(1))
    assert standing(task, later(1)).work is Work.NEW


def test_once_work_has_started_a_task_is_not_refused_any_more(world: World, task: Task) -> None:
    update_progress(actor_id=world.people["nam"], at=NOW, task_id=task.pk, percent=10, text="")
    with pytest.raises(CannotActOnTask, match="đang thực hiện"):
        do(world, task, K.REFUSE, reason="Muộn")


def test_a_withdrawn_task_leaves_every_list_and_the_cohort_and_can_be_reinstated(world: World, task: Task) -> None:
    do(world, task, K.WITHDRAW, "hoa", reason="Văn bản bị thu hồi")
    facts = record_of(task.pk).facts
    assert not is_in_cohort(facts, TODAY, TODAY, AsOf(NOW))
    assert task.pk not in {r.id for r in open_tasks([world.agencies["LS"]], TODAY)}
    do(world, task, K.REINSTATE, "hoa", later(1), reason="Thu hồi nhầm")
    assert is_in_cohort(record_of(task.pk).facts, TODAY, TODAY, AsOf(later(1)))
    assert not is_in_cohort(record_of(task.pk).facts, TODAY, TODAY, AsOf(later(1), known_at=NOW))


def test_a_suspension_stops_the_clock_and_the_deadline_moves_by_its_days(world: World, task: Task) -> None:
    do(world, task, K.SUSPEND, "hoa", reason="Chờ quy hoạch")
    assert (standing(task, later(20)).work, standing(task, later(20)).bucket) == (Work.SUSPENDED, Bucket.OPEN_IN_TIME)
    with pytest.raises(CannotUpdateProgress, match="tạm dừng"):
        update_progress(actor_id=world.people["nam"], at=later(1), task_id=task.pk, percent=10, text="")
    do(world, task, K.RESUME, "hoa", later(10))
    after = standing(task, later(10))
    assert (after.work, after.due_on) == (Work.IN_PROGRESS, date(2026, 12, 10))
    assert standing(task, later(9)).due_on == DUE
    task.refresh_from_db()
    assert task.due_on == DUE


@pytest.mark.parametrize(
    ("clock", "due_on", "bucket"),
    [
        (Clock.RUNS, DUE, Bucket.OPEN_OVERDUE),
        (Clock.WORKING, date(2026, 12, 11), Bucket.OPEN_IN_TIME),
        (Clock.CALENDAR, date(2026, 12, 14), Bucket.OPEN_IN_TIME),
    ],
)
def test_what_a_suspension_does_to_the_deadline_is_the_provinces_policy(
    world: World, task: Task, clock: Clock, due_on: date, bucket: Bucket
) -> None:
    """Two weeks with one holiday, 24/11: nine working days; the fourteenth day after Monday 30/11 is a Monday too."""
    limits = Limits(clock=clock)
    for _ in range(2):
        set_task_policy(
            actor_id=None, at=NOW, province_id=world.agencies["LS"], limits=limits, legal_basis="QĐ", valid_from=TODAY
        )
    assert TaskPolicy.objects.count() == 1
    do(world, task, K.SUSPEND, "hoa", reason="Chờ quy hoạch")
    do(world, task, K.RESUME, "hoa", later(14))
    assert (standing(task, later(14)).due_on, standing(task, later(14)).bucket) == (due_on, bucket)


def test_a_request_changes_nothing_until_it_is_granted_and_the_original_stays(world: World, task: Task) -> None:
    do(world, task, K.REQUEST_EXTENSION, day=date(2026, 12, 20), reason="Chờ số liệu cấp xã")
    pending = standing(task)
    assert (pending.extension, pending.due_on, pending.work) == (ExtensionState.PENDING, DUE, Work.NEW)
    with pytest.raises(CannotActOnTask, match="Đang có một đề nghị"):
        do(world, task, K.REQUEST_EXTENSION, day=date(2026, 12, 21), reason="Nữa")
    do(world, task, K.GRANT_EXTENSION, "hoa", later(1), day=date(2026, 12, 15))
    granted = standing(task, later(1))
    assert (granted.extension, granted.due_on) == (ExtensionState.GRANTED, date(2026, 12, 15))
    assert standing(task).due_on == DUE
    task.refresh_from_db()
    assert task.due_on == DUE


def test_a_grant_without_a_day_gives_what_was_asked_for(world: World, task: Task) -> None:
    do(world, task, K.REQUEST_EXTENSION, day=date(2026, 12, 20), reason="Chờ số liệu")
    do(world, task, K.GRANT_EXTENSION, "hoa", later(1))
    assert standing(task, later(1)).due_on == date(2026, 12, 20)


def test_a_refused_or_called_back_request_leaves_the_deadline(world: World, task: Task) -> None:
    do(world, task, K.REQUEST_EXTENSION, day=date(2026, 12, 20), reason="Chờ số liệu")
    do(world, task, K.CALL_BACK_EXTENSION, at=later(1))
    assert standing(task, later(1)).extension is ExtensionState.NONE
    do(world, task, K.REQUEST_EXTENSION, at=later(2), day=date(2026, 12, 20), reason="Chờ số liệu")
    do(world, task, K.REFUSE_EXTENSION, "hoa", later(3), reason="Việc gấp")
    assert (standing(task, later(3)).extension, standing(task, later(3)).due_on) == (ExtensionState.REFUSED, DUE)


@pytest.mark.parametrize(
    ("day", "told"),
    [(date(2026, 11, 30), "phải sau hạn"), (date(2027, 2, 1), "không quá 30 ngày"), (None, "dd/mm/yyyy")],
)
def test_how_far_an_extension_may_go_is_limited(world: World, task: Task, day: date | None, told: str) -> None:
    with pytest.raises(CannotActOnTask, match=told):
        do(world, task, K.REQUEST_EXTENSION, day=day, reason="Chờ số liệu")


def test_how_late_and_how_often_an_extension_may_be_asked_for_is_limited(world: World, task: Task) -> None:
    with pytest.raises(CannotActOnTask, match="trong 30 ngày sau hạn"):
        do(world, task, K.REQUEST_EXTENSION, at=later(60), day=date(2027, 1, 25), reason="Quên")
    for n, day in enumerate((date(2026, 12, 10), date(2026, 12, 20))):
        do(world, task, K.REQUEST_EXTENSION, at=later(2 * n), day=day, reason="Chờ số liệu")
        do(world, task, K.GRANT_EXTENSION, "hoa", later(2 * n + 1))
    with pytest.raises(CannotActOnTask, match="Đã gia hạn 2 lần"):
        do(world, task, K.REQUEST_EXTENSION, at=later(5), day=date(2026, 12, 30), reason="Nữa")


def test_a_task_passed_on_keeps_its_identity_and_its_old_lead_reads_on(world: World, task: Task) -> None:
    update_progress(actor_id=world.people["nam"], at=NOW, task_id=task.pk, percent=10, text="")
    do(world, task, K.REQUEST_EXTENSION, day=date(2026, 12, 20), reason="Chờ số liệu")
    old, new = task.lead_id, world.agencies["LS-STC"]
    do(world, task, K.TRANSFER, "hoa", later(1), agency_id=new, reason="Đúng chức năng")
    facts = record_of(task.pk).facts
    assert (lead_at(facts, new, AsOf(NOW)), lead_at(facts, new, AsOf(later(1)))) == (old, new)
    after = standing(task, later(1))
    assert (after.work, after.extension, after.due_on) == (Work.NEW, ExtensionState.NONE, DUE)
    assert access_task(rights_of(world.people["nam"], TODAY), task_id=task.pk).lead_id == new
    assert not task.coordinating.filter(pk=new).exists()
    assert task.pk in {r.id for r in tasks_of_agencies([old], AsOf(NOW))}
    assert task.pk not in {r.id for r in tasks_of_agencies([old], AsOf(later(1)))}
    with pytest.raises(NotFound):
        update_progress(actor_id=world.people["nam"], at=later(2), task_id=task.pk, percent=20, text="")


def test_a_task_passes_to_another_agency_of_the_province_only(world: World, task: Task) -> None:
    for code, told in (("LS-STTTT", "đang chủ trì"), ("BG-STC", "của tỉnh")):
        with pytest.raises(CannotActOnTask, match=told):
            do(world, task, K.TRANSFER, "hoa", agency_id=world.agencies[code], reason="Chuyển")


def test_a_closing_needs_day_and_reason_counts_as_done_and_can_be_reopened(world: World, task: Task) -> None:
    with pytest.raises(CannotActOnTask) as refused:
        do(world, task, K.CLOSE, "hoa")
    assert {r.where for r in refused.value.reasons} == {"Lý do", "Ngày"}
    with pytest.raises(CannotActOnTask, match="chưa tới"):
        do(world, task, K.CLOSE, "hoa", day=TODAY + timedelta(1), reason="Đã làm xong tại cuộc họp")
    do(world, task, K.CLOSE, "hoa", day=TODAY, reason="Đã làm xong tại cuộc họp")
    closed = standing(task)
    assert (closed.work, closed.bucket, closed.completed_on) == (Work.CLOSED, Bucket.DONE_ON_TIME, TODAY)
    assert task.pk not in {r.id for r in open_tasks([world.agencies["LS"]], TODAY)}
    do(world, task, K.REOPEN, "hoa", later(1), reason="Còn việc")
    assert standing(task, later(1)).bucket is Bucket.OPEN_IN_TIME


def test_a_confirmed_result_is_reopened_and_reported_anew(world: World, task: Task) -> None:
    report(world, task)
    decide_result(actor_id=world.people["hoa"], at=NOW, task_id=task.pk, is_confirmed=True)
    do(world, task, K.REOPEN, "hoa", later(1), reason="Thiếu phụ lục")
    reopened = standing(task, later(1))
    assert (reopened.work, reopened.confirmation) == (Work.IN_PROGRESS, Confirmation.NONE)
    assert task.pk in {r.id for r in open_tasks([world.agencies["LS"]], day_of(later(1)))}
    report(world, task, later(2))
    assert standing(task, later(2)).confirmation is Confirmation.WAITING


def test_a_reported_result_can_be_called_back_while_it_waits(world: World, task: Task) -> None:
    report(world, task)
    do(world, task, K.CALL_BACK_RESULT, at=later(1))
    assert standing(task, later(1)).confirmation is Confirmation.NONE
    with pytest.raises(CannotActOnTask, match="Không có kết quả nào"):
        do(world, task, K.CALL_BACK_RESULT, at=later(2))


def test_the_work_is_given_to_a_person_of_the_lead_agency(world: World, task: Task) -> None:
    with pytest.raises(CannotActOnTask, match="cán bộ của đơn vị chủ trì"):
        do(world, task, K.ASSIGN_PERSON, person_id=world.people["dung"])
    assert do(world, task, K.ASSIGN_PERSON, person_id=world.people["nam"]).person_id == world.people["nam"]


def test_a_coordinating_agency_has_its_own_part_and_deadline(world: World, task: Task) -> None:
    with pytest.raises(CannotActOnTask, match="đơn vị phối hợp của nhiệm vụ"):
        do(world, task, K.SET_PART, agency_id=world.agencies["LS-SNV"], text="Cung cấp số liệu")
    part = do(world, task, K.SET_PART, agency_id=world.agencies["LS-STC"], text="Cung cấp số liệu", day=DUE)
    assert (part.agency_id, part.day, part.reason) == (world.agencies["LS-STC"], DUE, "Cung cấp số liệu")


def test_only_a_coordinating_agency_reports_its_part(world: World, task: Task) -> None:
    task.coordinating.add(world.agencies["BG-STC"])
    with pytest.raises(CannotActOnTask, match="Ghi nội dung"):
        do(world, task, K.REPORT_PART, "dung")
    assert do(world, task, K.REPORT_PART, "dung", text="Đã gửi").agency_id == world.agencies["BG-STC"]
    with pytest.raises(NotFound):
        do(world, task, K.REPORT_PART, "nam", text="Đã gửi")


@pytest.mark.parametrize("kind", [K.WITHDRAW, K.SUSPEND, K.CLOSE, K.TRANSFER, K.GRANT_EXTENSION])
def test_what_belongs_to_the_assigner_is_not_found_by_the_lead(world: World, task: Task, kind: DeedKind) -> None:
    with pytest.raises(NotFound):
        do(world, task, kind, "nam", reason="Thử", day=DUE)


@pytest.mark.parametrize("kind", [K.ACCEPT, K.REFUSE, K.REQUEST_EXTENSION, K.CALL_BACK_RESULT])
@pytest.mark.parametrize("who", ["hoa", "tuan", "lan", "dung"])
def test_what_belongs_to_the_lead_is_not_found_by_others(world: World, task: Task, kind: DeedKind, who: str) -> None:
    with pytest.raises(NotFound):
        do(world, task, kind, who, reason="Thử", day=DUE)


@pytest.mark.parametrize("kind", [K.UPDATE, K.REPORT, K.CONFIRM, K.RETURN])
def test_deeds_with_rows_of_their_own_go_their_own_way(world: World, task: Task, kind: DeedKind) -> None:
    with pytest.raises(NotFound):
        do(world, task, kind, "nam")


def test_a_past_month_stays_what_it_was_whatever_happens_later(world: World, task: Task) -> None:
    now = AsOf(NOW)

    def month() -> list[tuple[str, Bucket]]:
        rows = tasks_assigned([world.agencies["LS"]], TODAY, TODAY)
        kept = [r for r in rows if is_in_cohort(r.facts, TODAY, TODAY, now)]
        return [(r.code, task_standing(r.facts, now).bucket) for r in kept]

    before = month()
    do(world, task, K.REQUEST_EXTENSION, at=later(1), day=date(2026, 12, 20), reason="Chờ")
    do(world, task, K.GRANT_EXTENSION, "hoa", later(2))
    do(world, task, K.WITHDRAW, "hoa", later(3), reason="Thôi")
    assert month() == before


def test_every_deed_leaves_a_trail(world: World, task: Task) -> None:
    do(world, task, K.ACCEPT)
    entry = AuditEntry.objects.filter(subject=f"task:{task.pk}").get()
    assert (entry.deed, entry.detail["kind"]) == ("act_on_task", "accept")
