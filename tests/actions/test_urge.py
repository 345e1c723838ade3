"""Urging of tasks and reports: graded, numbered, read by its recipients; reminders are another thing."""

from datetime import timedelta

import pytest

from dondoc.assignments.actions import lay_down_limits, report_result
from dondoc.assignments.rules.asking import Limits
from dondoc.assignments.rules.evidence import Upload
from dondoc.assignments.rules.reporting_results import Result
from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.followup.actions import CannotUrge, read_urging, remind, urge_report, urge_task
from dondoc.followup.actions.urge import Words
from dondoc.followup.models import Reminder, Urging
from dondoc.followup.queries.urgings import (
    access_urging_file,
    by_grade,
    newest_reminders,
    unread_urgings,
    urgings_in,
    urgings_of_task,
)
from dondoc.followup.rules.urging import OVERDUE, Grade
from dondoc.people.queries import rights_of
from dondoc.reporting.actions.take_step import ReportPlace
from tests.actions.test_enter_task import TODAY, entered
from tests.actions.test_lay_down import BASIS
from tests.factories import NOW, World, unsigned_pdf

SHARP = Words(Grade.CRITICISE, "Quá hạn 05 ngày, báo cáo ngay.")
PLACE = ReportPlace("KSTTHC", "2026-Q4", "BG-LN")


def urged(world: World, task_id: int, words: Words = SHARP, who: str = "hoa") -> Urging:
    return urge_task(actor_id=world.people[who], at=NOW, task_id=task_id, words=words)


def test_each_urging_is_numbered_and_lies_on_the_pages_of_the_leads_people(world: World) -> None:
    task = entered(world)
    assert [urged(world, task.pk).ordinal for _ in range(3)] == [1, 2, 3]
    waiting = unread_urgings(world.people["nam"], AsOf(NOW))
    assert [one.urging.ordinal for one in waiting] == [3, 2, 1]
    shown = urgings_of_task(task.pk, AsOf(NOW))
    assert [(one.n_placed, one.readers) for one in shown] == [(1, ())] * 3
    read_urging(actor_id=world.people["nam"], at=NOW, urging_id=shown[0].urging.pk)
    read_urging(actor_id=world.people["nam"], at=NOW + timedelta(hours=1), urging_id=shown[0].urging.pk)
    assert urgings_of_task(task.pk, AsOf(NOW))[0].readers == ("Nam",)
    assert len(unread_urgings(world.people["nam"], AsOf(NOW))) == 2
    assert AuditEntry.objects.filter(deed="read_urging").count() == 1


def test_a_report_that_has_not_come_is_urged_in_its_own_count(world: World) -> None:
    urged(world, entered(world).pk)
    first = urge_report(actor_id=world.people["hoa"], at=NOW, place=PLACE, words=SHARP)
    assert (first.ordinal, first.agency_id) == (1, world.agencies["BG-LN"])
    assert {one.person_id for one in first.deliveries.all()} == {world.people["lan"], world.people["minh"]}
    counted = by_grade(urgings_in([world.agencies["LS"], world.agencies["BG"]], AsOf(NOW)))
    assert counted == {Grade.REMIND: 0, Grade.CRITICISE: 2, Grade.REVIEW: 0}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (Words("gay gắt", "x"), "Mức"),
        (Words(Grade.REMIND, "  "), "Nội dung"),
        (Words(Grade.REMIND, "x" * 1001), "Nội dung"),
        (Words(Grade.REMIND, "x", [Upload("a.pdf", unsigned_pdf(str(n))) for n in range(4)]), "Tệp kèm theo"),
        (Words(Grade.REMIND, "x", [Upload("a.exe", b"MZ")]), "Tệp kèm theo"),
    ],
)
def test_an_urging_that_cannot_be_is_refused_at_its_place(world: World, words: Words, told: str) -> None:
    task = entered(world)
    with pytest.raises(CannotUrge) as refused:
        urged(world, task.pk, words)
    assert {reason.where for reason in refused.value.reasons} == {told}
    assert not Urging.objects.exists()


def test_nobody_is_urged_where_nobody_would_get_it(world: World) -> None:
    task = entered(world, lead_id=world.agencies["LS-STC"], shares=())
    with pytest.raises(CannotUrge, match="không ai nhận được"):
        urged(world, task.pk)


@pytest.mark.parametrize("who", ["nam", "lan", "dung"])
def test_only_whoever_follows_urges_and_only_a_recipient_reads(world: World, who: str) -> None:
    task = entered(world)
    with pytest.raises(NotFound):
        urged(world, task.pk, who=who)
    with pytest.raises(NotFound):
        urge_report(actor_id=world.people[who], at=NOW, place=PLACE, words=SHARP)
    one = urged(world, task.pk)
    if who != "nam":
        with pytest.raises(NotFound):
            read_urging(actor_id=world.people[who], at=NOW, urging_id=one.pk)


def test_a_file_of_an_urging_opens_for_whoever_sees_what_is_urged(world: World) -> None:
    one = urged(world, entered(world).pk, Words(Grade.REMIND, "Xem tệp", [Upload("nhac.pdf", unsigned_pdf())]))
    file_id = one.files.get().pk
    for who in ("nam", "hoa"):
        assert access_urging_file(rights_of(world.people[who], TODAY), urging_id=one.pk, file_id=file_id)
    with pytest.raises(NotFound):
        access_urging_file(rights_of(world.people["dung"], TODAY), urging_id=one.pk, file_id=file_id)


def test_reminders_come_once_for_each_mark_and_a_missed_day_loses_none(world: World) -> None:
    ls = world.agencies["LS"]
    task = entered(world, due_on=TODAY + timedelta(days=7), shares=())
    own = Reminder.objects.filter(task=task)

    def run(days: int) -> list[int]:
        remind(actor_id=None, at=NOW + timedelta(days=days), province_id=ls)
        return list(own.order_by("pk").values_list("days", flat=True))

    assert run(0) == [7]
    assert run(0) == [7]
    assert run(5) == [7, 3]  # the fourth day was missed
    assert run(6) == [7, 3, 1]
    assert run(9) == [7, 3, 1, OVERDUE]
    assert run(30) == [7, 3, 1, OVERDUE]
    newest = newest_reminders([world.agencies["LS-STTTT"]], AsOf(NOW + timedelta(days=30)))
    assert [one.days for one in newest if one.task_id == task.pk] == [OVERDUE]
    assert not Urging.objects.exists()


def test_what_waits_for_confirmation_is_not_reminded_and_the_province_sets_the_marks(world: World) -> None:
    soon = TODAY + timedelta(days=2)
    task, other = (entered(world, due_on=soon, shares=()) for _ in range(2))
    report_result(actor_id=world.people["nam"], at=NOW, task_id=task.pk, result=Result(TODAY, "3/BC", TODAY))
    limits = Limits(reminder_days=(5,))
    lay_down_limits(actor_id=world.people["quan"], at=NOW, province_id=world.agencies["LS"], limits=limits, basis=BASIS)
    remind(actor_id=None, at=NOW, province_id=world.agencies["LS"])
    found = Reminder.objects.filter(task__in=(task, other))
    assert [(one.task_id, one.days) for one in found] == [(other.pk, 5)]
