"""What a specialist with hundreds of tasks does: decide on many at once, keep a filter under a name."""

import pytest

from dondoc.assignments.actions import (
    CannotDecideResults,
    CannotKeepFilter,
    decide_results,
    drop_filter,
    keep_filter,
    report_result,
)
from dondoc.assignments.models import SavedFilter
from dondoc.assignments.queries import record_of
from dondoc.assignments.rules.buckets import task_standing
from dondoc.assignments.rules.reporting_results import Result
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from tests.actions.test_enter_task import TODAY, entered
from tests.factories import NOW, World


def test_each_is_decided_by_itself_and_tells_what_became_of_it(world: World) -> None:
    ready, open_one = entered(world), entered(world)
    report_result(actor_id=world.people["nam"], at=NOW, task_id=ready.pk, result=Result(TODAY, "3/BC", TODAY))
    ids = [ready.pk, open_one.pk, ready.pk, 0]
    done = decide_results(actor_id=world.people["hoa"], at=NOW, task_ids=ids, is_confirmed=True, grade="good")
    assert [(one.task_id, one.is_done) for one in done] == [(ready.pk, True), (open_one.pk, False), (0, False)]
    assert "Không có kết quả nào đang chờ" in str(done[1].reasons[0])
    assert task_standing(record_of(ready.pk).facts, AsOf(NOW)).grade == "good"
    assert record_of(open_one.pk).facts.results == ()


def test_a_return_needs_its_reason_for_each(world: World) -> None:
    task = entered(world)
    report_result(actor_id=world.people["nam"], at=NOW, task_id=task.pk, result=Result(TODAY, "3/BC", TODAY))
    (refused,) = decide_results(actor_id=world.people["hoa"], at=NOW, task_ids=[task.pk], is_confirmed=False)
    assert not refused.is_done


@pytest.mark.parametrize("ids", [[], list(range(1, 202))])
def test_none_or_more_than_a_page_holds_is_refused(world: World, ids: list[int]) -> None:
    with pytest.raises(CannotDecideResults):
        decide_results(actor_id=world.people["hoa"], at=NOW, task_ids=ids, is_confirmed=True)


def test_a_filter_is_kept_replaced_and_dropped_by_its_owner_alone(world: World) -> None:
    hoa, nam = world.people["hoa"], world.people["nam"]
    kept = keep_filter(actor_id=hoa, at=NOW, name=" Quá hạn ", query="loai=open_overdue")
    keep_filter(actor_id=hoa, at=NOW, name="Quá hạn", query="loai=open")
    assert [(one.name, one.query) for one in SavedFilter.objects.all()] == [("Quá hạn", "loai=open")]
    with pytest.raises(NotFound):
        drop_filter(actor_id=nam, at=NOW, filter_id=kept.pk)
    drop_filter(actor_id=hoa, at=NOW, filter_id=kept.pk)
    assert not SavedFilter.objects.exists()


def test_a_filter_has_a_name_and_there_are_not_too_many(world: World) -> None:
    hoa = world.people["hoa"]
    with pytest.raises(CannotKeepFilter):
        keep_filter(actor_id=hoa, at=NOW, name=" ", query="loai=open")
    for n in range(20):
        keep_filter(actor_id=hoa, at=NOW, name=f"Lọc {n}", query="loai=open")
    with pytest.raises(CannotKeepFilter):
        keep_filter(actor_id=hoa, at=NOW, name="Lọc 20", query="loai=open")
    assert keep_filter(actor_id=hoa, at=NOW, name="Lọc 0", query="loai=near").query == "loai=near"
