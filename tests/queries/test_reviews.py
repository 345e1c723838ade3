"""Reviews by every view and both sets: identity, rows behind figures, both clocks, the span before."""

from datetime import date, timedelta

import pytest

from dondoc.assignments.actions import decide_finding, decide_result, report_result, update_progress
from dondoc.assignments.models import Task
from dondoc.assignments.queries import open_tasks
from dondoc.assignments.rules.buckets import BucketTotals
from dondoc.assignments.rules.process import RuleKind
from dondoc.assignments.rules.reporting_results import Result
from dondoc.base.rules.moments import AsOf
from dondoc.documents.rules.official import plain_text
from dondoc.followup.queries.documents import report_of_review
from dondoc.followup.queries.reviews import end_of_review, periodic_review
from dondoc.followup.rules.review_spans import SpanKind, parse_span, span_on
from dondoc.followup.rules.reviewing import KINDS, PeriodicReview, Scope, View, chosen, periodic_figures
from tests.actions.test_enter_task import TODAY, entered
from tests.factories import NOW, World

FEBRUARY = parse_span("2022-02")
END = AsOf.end_of_day(date(2022, 2, 28))


def review(world: World, code: str = "2022-02", scope: Scope = Scope.COHORT, as_of: AsOf = END) -> PeriodicReview:
    return periodic_review(province_id=world.agencies["LS"], span=parse_span(code), scope=scope, as_of=as_of)


def four(t: BucketTotals) -> tuple[int, ...]:
    return (t.assigned, t.done_on_time, t.done_late, t.open_in_time, t.open_overdue)


def test_the_month_of_the_published_report_comes_out_by_every_view(world: World) -> None:
    found = review(world)
    assert four(found.totals) == (183, 119, 0, 58, 6)
    for view in View:
        rows = [four(group.totals) for group in found.groups(view)]
        assert tuple(map(sum, zip(*rows, strict=True))) == (183, 119, 0, 58, 6)
        assert all(total == sum(parts) for total, *parts in rows)


def test_the_weeks_of_a_month_add_up_to_it(world: World) -> None:
    weeks = [parse_span(f"2022-W{n:02d}") for n in range(5, 10)]
    spans = [span for span in weeks if span.last >= FEBRUARY.first and span.first <= FEBRUARY.last]
    assert sum(review(world, span.code).totals.assigned for span in spans) == 183
    assert four(review(world, "2022-Q1").totals) == (183, 119, 0, 58, 6)


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("view", View)
def test_each_figure_opens_just_its_rows(world: World, view: View, scope: Scope) -> None:
    found = review(world, scope=scope)
    for group in found.groups(view):
        for kind in filter(None, KINDS):
            assert len(chosen(found, view, group.key, kind)) == getattr(group.totals, kind)
        if group.coordinating:
            assert len(chosen(found, view, group.key, "", shares=True)) == group.coordinating.assigned
    assert len(chosen(found, view, None, "")) == found.totals.assigned


def test_the_stock_is_what_is_open_at_the_end_from_all_time(world: World) -> None:
    stock = review(world, scope=Scope.STOCK)
    assert four(stock.totals) == (64, 0, 0, 58, 6)
    march = review(world, "2022-03", Scope.STOCK, AsOf.end_of_day(date(2022, 3, 31)))
    assert march.totals.assigned == 64 and four(march.before) == (64, 0, 0, 58, 6)
    assert march.totals.open_overdue > 6
    assert {t.id for t in march.tasks} == {r.id for r in open_tasks([world.agencies["LS"]], date(2022, 3, 31))}


def test_ages_and_ratios_name_what_they_count(world: World) -> None:
    march = review(world, "2022-02", as_of=AsOf.end_of_day(date(2022, 7, 31)))
    assert [age.days for age in march.ages] == [30, 60, 120]
    assert march.ages[0].n >= march.ages[1].n >= march.ages[2].n >= 6
    assert [ratio.told for ratio in review(world).ratios] == [
        "119/125 = 95,2 % trên số đến hạn",
        "119/183 = 65,0 % trên tổng số giao",
        "119/119 = 100,0 % trên số đã hoàn thành",
    ]
    assert review(world, scope=Scope.STOCK).ratios == []


def test_what_became_known_later_does_not_count_for_a_question_of_before(world: World) -> None:
    """The demonstration was imported at NOW: a second earlier nobody knew of any task."""
    before = AsOf(END.at, known_at=NOW - timedelta(seconds=1))
    assert [four(review(world, scope=scope, as_of=before).totals) for scope in Scope] == [(0,) * 5] * 2
    known = AsOf(END.at, known_at=NOW)
    assert four(review(world, scope=Scope.STOCK, as_of=known).totals) == (64, 0, 0, 58, 6)


def test_a_past_week_is_recomputed_as_it_was_printed(world: World) -> None:
    task = entered(world)
    week = span_on(SpanKind.WEEK, TODAY)
    asked = AsOf(NOW + timedelta(minutes=1), known_at=NOW + timedelta(minutes=1))
    printed = {scope: periodic_figures(review(world, week.code, scope, asked)) for scope in Scope}
    later = NOW + timedelta(days=1)
    update_progress(actor_id=world.people["nam"], at=later, task_id=task.pk, percent=90)
    report_result(actor_id=world.people["nam"], at=later, task_id=task.pk, result=Result(TODAY, "3/BC", TODAY))
    decide_result(actor_id=world.people["hoa"], at=later, task_id=task.pk, is_confirmed=True)
    assert {scope: periodic_figures(review(world, week.code, scope, asked)) for scope in Scope} == printed
    today = review(world, week.code, as_of=AsOf(later))
    assert today.totals.done_on_time == 1 and today.lag == (1, 1)


def test_a_waiver_counts_for_every_moment_from_when_it_was_known(world: World) -> None:
    found = review(world)
    assert found.review.n_violations == 3
    task = Task.objects.get(results__result_number="56/BC-STTTT")
    given = {"actor_id": world.people["hoa"], "at": NOW, "task_id": task.pk, "kind": RuleKind.RESULT_NOT_TOLD}
    given["until"] = date(2022, 2, 16)
    decide_finding(**given, is_waived=True, reason="Hệ thống bị lỗi")
    assert review(world).review.n_violations == 2
    assert review(world, as_of=AsOf(END.at, NOW - timedelta(seconds=1))).review.n_violations == 0


def test_a_span_that_is_over_is_counted_to_its_last_day_and_the_running_one_to_now(world: World) -> None:
    now = AsOf(NOW)
    assert end_of_review(FEBRUARY, now).at == END.at
    assert end_of_review(span_on(SpanKind.WEEK, TODAY), now) == now


@pytest.mark.parametrize("scope", Scope)
def test_the_paper_points_at_its_annexes(world: World, scope: Scope) -> None:
    found, document = report_of_review(
        province_id=world.agencies["LS"], span=FEBRUARY, scope=scope, view=View.LEAD, as_of=END
    )
    said = " ".join(plain_text(document))
    assert [annex.heading for annex in document.annexes] == ["Phụ lục I", "Phụ lục II"]
    assert "(chi tiết tại Phụ lục I kèm theo)" in said and "(danh mục tại Phụ lục II kèm theo)" in said
    assert found.totals.open_overdue == 6
