"""A coordinating agency delivers its own part: words, its document's number and day, files; the lead sees who has."""

from datetime import timedelta

import pytest

from dondoc.assignments.actions import CannotActOnTask, act_on_task
from dondoc.assignments.models import Evidence, Task, TaskEvent
from dondoc.assignments.queries import record_of
from dondoc.assignments.queries.evidence import access_evidence, files_of_parts
from dondoc.assignments.rules.asking import Asked
from dondoc.assignments.rules.deeds import DeedKind
from dondoc.assignments.rules.evidence import Upload
from dondoc.assignments.rules.life import Part, part_of
from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.people.queries import rights_of
from tests.actions.test_act_on_task import DUE, TODAY, do, later, task
from tests.factories import NOW, World, unsigned_pdf

__all__ = ["task"]
K = DeedKind
PDF = Upload("so-lieu.pdf", unsigned_pdf())


@pytest.fixture
def shared(world: World, task: Task) -> Task:
    """Dung's department has a part of its own, due in a week."""
    task.coordinating.add(world.agencies["BG-STC"])
    do(world, task, K.SET_PART, agency_id=world.agencies["BG-STC"], text="Cung cấp số liệu", day=DUE)
    return task


def deliver(world: World, task: Task, *files: Upload, **said: object) -> TaskEvent:
    asked = Asked(**{"text": "Đã gửi số liệu", **said})  # type: ignore[arg-type]
    given = {"actor_id": world.people["dung"], "at": later(1), "task_id": task.pk}
    return act_on_task(**given, kind=K.REPORT_PART, asked=asked, files=files)


def part(world: World, task: Task, days: int = 2) -> Part:
    found = part_of(record_of(task.pk).facts, world.agencies["BG-STC"], AsOf(later(days)))
    assert found is not None
    return found


def test_a_part_is_delivered_by_number_day_and_files(world: World, shared: Task) -> None:
    event = deliver(world, shared, PDF, number=" 88/STC-NS ", day=TODAY)
    told = part(world, shared)
    assert (told.number, told.issued_on, told.done, told.done_on) == (
        "88/STC-NS",
        TODAY,
        "Đã gửi số liệu",
        TODAY + timedelta(days=1),
    )
    (kept,) = files_of_parts(shared.pk, AsOf(later(2)))[world.agencies["BG-STC"]]
    assert (kept.event_id, kept.file.name, kept.indication) == (event.pk, "so-lieu.pdf", "NO-SIGNATURE")
    assert AuditEntry.objects.latest("pk").detail["files"] == [kept.file.sha256]


def test_words_alone_are_enough_and_a_part_still_missing_counts_its_days(world: World, shared: Task) -> None:
    assert part(world, shared).days_late(DUE + timedelta(days=4)) == 4
    deliver(world, shared)
    assert part(world, shared).days_late(DUE + timedelta(days=4)) == 0


def test_the_newest_report_and_its_files_stand(world: World, shared: Task) -> None:
    deliver(world, shared, PDF)
    deliver(world, shared, Upload("anh.png", b"\x89PNG\r\n\x1a\n"), text="Bổ sung")
    (kept,) = files_of_parts(shared.pk, AsOf(later(2)))[world.agencies["BG-STC"]]
    assert kept.file.name == "anh.png" and part(world, shared).done == "Bổ sung"
    assert Evidence.objects.filter(task=shared).count() == 2


def test_a_part_given_anew_is_to_be_delivered_anew(world: World, shared: Task) -> None:
    deliver(world, shared)
    assert part(world, shared).done_on is not None
    do(world, shared, K.SET_PART, at=later(2), agency_id=world.agencies["BG-STC"], text="Cả số liệu cấp xã")
    assert (part(world, shared).text, part(world, shared).done_on) == ("Cả số liệu cấp xã", None)


def test_everything_wrong_is_told_at_once_and_nothing_is_kept(world: World, shared: Task) -> None:
    said = {"text": " ", "number": "88/STC-NS", "day": TODAY + timedelta(days=9)}
    with pytest.raises(CannotActOnTask) as refused:
        deliver(world, shared, Upload("virus.exe", b"MZ"), **said)
    told = [(reason.where, reason.message) for reason in refused.value.reasons]
    assert [where for where, _ in told] == ["Nội dung", "Ngày văn bản", "Tệp kèm theo"]
    assert not Evidence.objects.exists() and part(world, shared).done_on is None


@pytest.mark.parametrize(
    ("said", "where"),
    [({"number": "88/STC-NS"}, "Ngày văn bản"), ({"day": TODAY}, "Số, ký hiệu văn bản")],
)
def test_number_and_day_go_together(world: World, shared: Task, said: dict[str, object], where: str) -> None:
    with pytest.raises(CannotActOnTask) as refused:
        deliver(world, shared, **said)
    assert [reason.where for reason in refused.value.reasons] == [where]


def test_a_secret_document_stays_outside(world: World, shared: Task) -> None:
    with pytest.raises(CannotActOnTask, match="dấu độ mật “MẬT”"):
        deliver(world, shared, number="88/STC-M", day=TODAY)


def test_its_files_are_for_those_who_see_the_task(world: World, shared: Task) -> None:
    deliver(world, shared, PDF)
    kept = Evidence.objects.get(task=shared)
    for who in ("nam", "hoa", "dung"):
        rights = rights_of(world.people[who], TODAY)
        assert access_evidence(rights, task_id=shared.pk, evidence_id=kept.pk).name == "so-lieu.pdf"
    with pytest.raises(NotFound):
        access_evidence(rights_of(world.people["lan"], TODAY), task_id=shared.pk, evidence_id=kept.pk)


def test_no_other_deed_takes_files(world: World, shared: Task) -> None:
    given = {"actor_id": world.people["nam"], "at": NOW, "task_id": shared.pk}
    act_on_task(**given, kind=K.ACCEPT, files=[PDF])
    assert not Evidence.objects.exists()
