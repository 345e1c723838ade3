"""Publish a review: frozen with its files and hashes; later truth stands beside it as differences."""

import hashlib
from datetime import date, timedelta

import pytest

from dondoc.assignments.actions import decide_finding
from dondoc.assignments.models import ResultReport, Task
from dondoc.assignments.rules.process import RuleKind
from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import NotFound
from dondoc.followup.actions import CannotPublishReview, publish_review
from dondoc.followup.models import PublishedReview
from dondoc.followup.queries.published import (
    access_published,
    access_published_file,
    differences_today,
    is_untouched,
    published_for,
)
from dondoc.followup.rules.review_spans import SpanKind, parse_span, span_on
from dondoc.followup.rules.reviewing import Scope
from dondoc.people.queries import rights_of
from tests.factories import NOW, World

MONTH = parse_span("2022-02")
TODAY = day_of(NOW)


def published(world: World, who: str = "hoa", scope: Scope = Scope.COHORT, **more: object) -> PublishedReview:
    given = {"province_id": world.agencies["LS"], "span": MONTH, "scope": scope, "number": "17/BC-VP", **more}
    return publish_review(actor_id=world.people[who], at=NOW, **given)  # type: ignore[arg-type]


def test_the_figures_the_files_and_their_hashes_are_kept(world: World) -> None:
    one = published(world)
    totals = one.figures["totals"]
    assert (totals["assigned"], totals["done"], totals["open_in_time"], totals["open_overdue"]) == (183, 119, 58, 6)
    assert is_untouched(one)
    files = {file.name.rpartition(".")[2]: file for file in one.files.all()}
    assert set(files) == {"docx", "pdf", "xlsx"}
    for file in files.values():
        assert hashlib.sha256(file.content.read()).hexdigest() == file.sha256
    assert AuditEntry.objects.filter(deed="publish_review").count() == 1
    assert published_for(world.agencies["LS"], MONTH, Scope.COHORT, AsOf(NOW)) == one


def test_nothing_is_published_twice_nor_before_its_span_is_over(world: World) -> None:
    published(world)
    with pytest.raises(CannotPublishReview, match="đã công bố ngày 23/11/2026"):
        published(world)
    assert published(world, scope=Scope.STOCK).scope == Scope.STOCK
    with pytest.raises(CannotPublishReview, match="Kỳ chưa hết"):
        published(world, span=span_on(SpanKind.WEEK, TODAY))
    with pytest.raises(CannotPublishReview, match="không phải văn bản mật"):
        published(world, span=parse_span("2022-01"), number="17/BC-M")


@pytest.mark.parametrize("who", ["nam", "lan", "dung"])
def test_only_whoever_watches_the_province_publishes_and_reads(world: World, who: str) -> None:
    with pytest.raises(NotFound):
        published(world, who)
    one, rights = published(world), rights_of(world.people[who], TODAY)
    with pytest.raises(NotFound):
        access_published(rights, published_id=one.pk)
    with pytest.raises(NotFound):
        access_published_file(rights, published_id=one.pk, file_id=one.files.all()[0].pk)


def test_what_comes_to_light_later_is_told_beside_what_was_published(world: World) -> None:
    one, tomorrow = published(world), NOW + timedelta(days=1)
    assert differences_today(one, TODAY) == []
    late = Task.objects.get(province_id=world.agencies["LS"], results__isnull=True, due_on=date(2022, 2, 16))
    ResultReport.objects.create(task=late, completed_on=late.due_on, is_imported=True, recorded_at=tomorrow)
    told = Task.objects.get(results__result_number="56/BC-STTTT")
    kind = RuleKind.RESULT_NOT_TOLD
    found_on = {"kind": kind, "until": date(2022, 2, 16)}
    decide_finding(
        actor_id=world.people["hoa"], at=tomorrow, task_id=told.pk, **found_on, is_waived=True, reason="lỗi hệ thống"
    )
    found = {(d.what, d.published, d.today) for d in differences_today(one, day_of(tomorrow))}
    assert ("Toàn bộ: hoàn thành đúng hạn", 119, 120) in found
    assert ("Toàn bộ: quá hạn", 6, 5) in found
    assert any(what.endswith("văn bản không đúng quy trình") and (a, b) == (1, 0) for what, a, b in found)
    one.refresh_from_db()
    assert one.figures["totals"]["open_overdue"] == 6 and is_untouched(one)


def test_a_figure_changed_behind_its_back_shows(world: World) -> None:
    one = published(world)
    one.figures["totals"]["open_overdue"] = 0
    assert not is_untouched(one)
