"""Work that comes again: tasks of each period made once, by as many workers as there are; stopped when told."""

from datetime import date

import pytest

from dondoc.assignments.actions import CannotRecur, Recurring, make_recurring_tasks, set_recurrence, stop_recurrence
from dondoc.assignments.models import Recurrence, Task
from dondoc.assignments.rules.recurrence import Every, Pattern
from dondoc.base.rules.moments import start_of
from dondoc.base.rules.refusals import NotFound
from tests.factories import NOW, World

MONTHLY = Pattern(Every.MONTH, 25, date(2026, 11, 1))


def put(world: World, pattern: Pattern = MONTHLY, who: str = "hoa", **more: object) -> Recurrence:
    leads = [world.agencies["LS-STTTT"], world.agencies["LS-STC"]]
    given = {"title": "Báo cáo giải ngân", "lead_ids": leads, "source_number": "12/CT-UBND", **more}
    return set_recurrence(
        actor_id=world.people[who],
        at=NOW,
        province_id=world.agencies["LS"],
        work=Recurring(**given),  # type: ignore[arg-type]
        pattern=pattern,
    )


def make(world: World, on: date) -> int:
    return make_recurring_tasks(actor_id=None, at=start_of(on), province_id=world.agencies["LS"])


def test_each_period_makes_one_task_for_each_lead_and_only_once(world: World) -> None:
    one = put(world)
    assert [make(world, on) for on in (date(2026, 11, 23), date(2026, 11, 30), date(2027, 1, 2))] == [2, 0, 4]
    made = Task.objects.filter(recurrence=one, lead_id=world.agencies["LS-STC"]).order_by("occurs_on")
    assert [(t.title, t.due_on) for t in made] == [
        ("Báo cáo giải ngân, tháng 11/2026", date(2026, 11, 25)),
        ("Báo cáo giải ngân, tháng 12/2026", date(2026, 12, 25)),
        ("Báo cáo giải ngân, tháng 01/2027", date(2027, 1, 25)),
    ]
    assert {t.source.number for t in made if t.source} == {"12/CT-UBND"}


def test_a_task_that_was_passed_on_is_not_made_again_for_its_first_lead(world: World) -> None:
    one = put(world)
    make(world, date(2026, 11, 23))
    Task.objects.filter(recurrence=one).update(lead_id=world.agencies["LS-SNV"], recurrence=one, occurs_on=None)
    first = Task.objects.filter(recurrence=one).first()
    assert first is not None
    Task.objects.filter(pk=first.pk).update(occurs_on=date(2026, 11, 1))
    assert make(world, date(2026, 11, 24)) == 0


def test_what_was_stopped_makes_no_more(world: World) -> None:
    one = put(world)
    stop_recurrence(actor_id=world.people["hoa"], at=NOW, recurrence_id=one.pk)
    assert make(world, date(2026, 12, 5)) == 0
    with pytest.raises(NotFound):
        stop_recurrence(actor_id=world.people["nam"], at=NOW, recurrence_id=one.pk)


@pytest.mark.parametrize(
    ("pattern", "more", "where"),
    [
        (MONTHLY, {"title": ""}, "Nội dung"),
        (MONTHLY, {"lead_ids": []}, "Đơn vị chủ trì"),
        (MONTHLY, {"lead_ids": [-1]}, "Đơn vị chủ trì"),
        (MONTHLY, {"source_number": "12-M/UBND"}, "Số, ký hiệu"),
        (Pattern(Every.WEEK, 8, date(2026, 11, 1)), {}, "Hạn"),
        (Pattern(Every.MONTH, 5, date(2026, 11, 1), date(2026, 10, 1)), {}, "Đến hết ngày"),
    ],
)
def test_each_thing_that_cannot_be_is_told_at_its_place(
    world: World, pattern: Pattern, more: dict[str, object], where: str
) -> None:
    with pytest.raises(CannotRecur) as refused:
        put(world, pattern, **more)
    assert {reason.where for reason in refused.value.reasons} == {where}


def test_whoever_does_not_watch_the_province_sets_nothing(world: World) -> None:
    with pytest.raises(NotFound):
        put(world, who="nam")


def test_a_generator_that_stood_still_makes_a_year_at_most(world: World) -> None:
    put(world, Pattern(Every.MONTH, 1, date(2020, 1, 1)), lead_ids=[world.agencies["LS-STC"]])
    assert make(world, date(2026, 11, 23)) <= 13
