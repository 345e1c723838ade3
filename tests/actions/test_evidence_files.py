"""Files with progress and results: bounded, of known kinds, hashed, signatures looked at; a result without number."""

import pytest

from dondoc.assignments.actions import (
    CannotReportResult,
    CannotUpdateProgress,
    lay_down_rule,
    report_result,
    update_progress,
)
from dondoc.assignments.models import Evidence, Task
from dondoc.assignments.queries import process_rules, record_of
from dondoc.assignments.queries.evidence import access_evidence
from dondoc.assignments.rules.evidence import Upload
from dondoc.assignments.rules.process import RuleKind, demands
from dondoc.assignments.rules.reporting_results import Result
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.deadlines.queries import work_calendar
from dondoc.people.queries import rights_of
from tests.actions.test_enter_task import TODAY, entered
from tests.actions.test_lay_down import BASIS
from tests.factories import NOW, World, signed_pdf, unsigned_pdf

NUMBERED = Result(TODAY, "3/BC-STTTT", TODAY)
UNNUMBERED = Result(TODAY, "", None)


def told(world: World, task: Task, result: Result, *files: Upload) -> None:
    report_result(actor_id=world.people["nam"], at=NOW, task_id=task.pk, result=result, files=files)


def test_progress_carries_difficulties_proposals_and_files(world: World) -> None:
    task = entered(world)
    update = update_progress(
        actor_id=world.people["nam"],
        at=NOW,
        task_id=task.pk,
        difficulties="Thiếu số liệu",
        proposals="Xin gia hạn",
        files=[Upload("anh.png", b"\x89PNG\r\n\x1a\n")],
    )
    kept = update.evidence.get()
    assert (update.difficulties, update.proposals, kept.file.name) == ("Thiếu số liệu", "Xin gia hạn", "anh.png")
    assert len(kept.file.sha256) == 64


@pytest.mark.parametrize(
    "file",
    [
        Upload("a.pdf", b""),
        Upload("a.exe", b"MZ"),
        Upload("a.pdf", b"MZ nguy trang"),
        Upload("a.png", unsigned_pdf()),
        Upload("a.pdf", b"%PDF-" + b"x" * (25 * 1024 * 1024)),
    ],
    ids=["empty", "unknown", "disguised", "misnamed", "huge"],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_written(world: World, file: Upload) -> None:
    task = entered(world)
    with pytest.raises(CannotUpdateProgress, match="Tệp kèm theo"):
        update_progress(actor_id=world.people["nam"], at=NOW, task_id=task.pk, percent=5, files=[file])
    assert not Evidence.objects.exists() and not task.updates.exists()


def test_a_result_stands_by_its_number_or_by_its_file(world: World) -> None:
    task = entered(world)
    with pytest.raises(CannotReportResult, match="hoặc đính kèm"):
        told(world, task, UNNUMBERED)
    told(world, task, UNNUMBERED, Upload("ket-qua.pdf", unsigned_pdf()))
    assert record_of(task.pk).facts.results[0].n_files == 1


def test_a_task_that_asks_for_the_document_takes_no_bare_number(world: World) -> None:
    task = entered(world, must_attach=True)
    with pytest.raises(CannotReportResult, match="phải kèm văn bản"):
        told(world, task, NUMBERED)


@pytest.mark.parametrize(("data", "is_broken"), [(unsigned_pdf, True), (signed_pdf, False)])
def test_an_unsigned_result_breaks_the_rule_where_there_is_one(world: World, data: object, is_broken: bool) -> None:
    lay_down_rule(
        actor_id=world.people["quan"],
        at=NOW,
        province_id=world.agencies["LS"],
        kind=RuleKind.UNSIGNED,
        days=1,
        basis=BASIS,
    )
    task = entered(world)
    told(world, task, NUMBERED, Upload("ket-qua.pdf", data()))  # type: ignore[operator]
    rules = process_rules(world.agencies["LS"], TODAY)
    asked = demands(record_of(task.pk).facts, AsOf(NOW), work_calendar(), rules)
    assert any(one.rule.kind is RuleKind.UNSIGNED for one in asked) is is_broken


@pytest.mark.parametrize(("who", "may"), [("nam", True), ("hoa", True), ("dung", False), ("lan", False)])
def test_a_file_opens_for_whoever_may_see_the_task(world: World, who: str, may: bool) -> None:
    task = entered(world)
    told(world, task, NUMBERED, Upload("ket-qua.pdf", unsigned_pdf()))
    kept, rights = Evidence.objects.get(), rights_of(world.people[who], TODAY)
    if may:
        assert access_evidence(rights, task_id=task.pk, evidence_id=kept.pk).name == "ket-qua.pdf"
    else:
        with pytest.raises(NotFound):
            access_evidence(rights, task_id=task.pk, evidence_id=kept.pk)


def test_a_secret_result_stays_outside(world: World) -> None:
    task = entered(world)
    with pytest.raises(CannotReportResult, match="dấu độ mật “MẬT”"):
        told(world, task, Result(TODAY, "3/BC-M", TODAY))
