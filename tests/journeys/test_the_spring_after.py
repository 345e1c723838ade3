"""The demonstration of today: what was open at the end of February 2022 was done that spring, and February stands."""

from datetime import date

from dondoc.assignments.actions import import_assignments
from dondoc.base.rules.moments import AsOf
from dondoc.demo.tasks import spring_2022
from dondoc.followup.queries import task_review
from dondoc.followup.rules.task_review import TaskReview, review_figures
from tests.factories import NOW, World


def february(world: World, as_of: AsOf) -> TaskReview:
    first, last = date(2022, 2, 1), date(2022, 2, 28)
    return task_review(province_id=world.agencies["LS"], first=first, last=last, as_of=as_of)


def test_what_was_done_in_spring_changes_no_figure_of_february_and_leaves_nothing_open(world: World) -> None:
    end = AsOf.end_of_day(date(2022, 2, 28))
    before = review_figures(february(world, end))
    data = spring_2022().encode()
    done = import_assignments(actor_id=None, at=NOW, data=data, name="xong.csv", province_code="LS")
    assert (done.created, done.enriched) == (0, 64)
    totals = february(world, end).totals
    assert (totals.assigned, totals.done_on_time, totals.done_late) == (183, 119, 0)
    assert (totals.open_in_time, totals.open_overdue) == (58, 6)
    assert review_figures(february(world, end)) == before
    assert february(world, AsOf(NOW)).totals.open == 0
