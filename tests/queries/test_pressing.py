"""The worklist counted in SQL is the worklist of the rules, at any moment, whoever has a hint and who has none."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dondoc.assignments.hints import renew_hints, renew_missing_hints
from dondoc.assignments.models import Task, TaskPolicy
from dondoc.assignments.queries.pressing import PressingTasks, pressing_tasks
from dondoc.assignments.queries.records import records_of
from dondoc.assignments.queries.tasks import counted, maybe_open
from dondoc.assignments.rules.asking import CountsBy
from dondoc.assignments.rules.buckets import TaskFacts, counts, task_standing
from dondoc.assignments.rules.pressing import Pressing, pressing_of
from dondoc.base.rules.moments import AsOf
from tests.factories import World, vn
from tests.factories.task_facts import facts, questions, written


def by_the_rules(world: World, as_of: AsOf) -> list[tuple[object, ...]]:
    """Kind, days left, day of assignment, code, deadline: in order."""
    found = []
    for record in records_of(Task.objects.filter(counted(), province_id=world.agencies["LS"])):
        standing = task_standing(record.facts, as_of)
        kind = pressing_of(standing) if counts(record.facts, as_of) else None
        if kind is not None:
            left = None if kind is Pressing.WAIT else standing.days_left
            place = (list(Pressing).index(kind), 10**6 if left is None else left)
            found.append((*place, record.facts.assigned_on, record.code, kind, left, standing.due_on))
    return [told[2:] for told in sorted(found, key=lambda told: told[:4])]


def listed(found: PressingTasks) -> list[tuple[object, ...]]:
    return [(t.assigned_on, t.code, t.kind, t.days_left, t.due_on) for t in found.tasks]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=st.lists(facts(), min_size=1, max_size=6), hinted=st.integers(0, 6), as_of=questions, confirms=st.booleans()
)
def test_counts_and_order_are_those_of_the_rules(
    world: World, told: list[TaskFacts], hinted: int, as_of: AsOf, confirms: bool
) -> None:
    with transaction.atomic():
        by = [world.agencies["LS"]] if confirms else []
        for one in by:
            limits = {"most_extensions": 2, "days_late": 0, "days_far": 90, "reaction_days": 2}
            laid_down = {
                **limits,
                "counts_by": CountsBy.CONFIRMATION,
                "legal_basis": "Quy chế",
                "valid_from": date(2020, 1, 1),
            }
            TaskPolicy.objects.create(province_id=one, recorded_at=vn("2020-01-01T08:00"), **laid_down)
        ids = [written(world, f"T{n}", one).pk for n, one in enumerate(told)]
        renew_hints(ids[:hinted])
        expected, province = by_the_rules(world, as_of), [world.agencies["LS"]]
        found = pressing_tasks(province, as_of, limit=500, by_confirmation=by)
        assert found.counts == Counter(one[2] for one in expected)
        assert listed(found) == expected
        for kind in Pressing:
            few = pressing_tasks(province, as_of, kind=kind, limit=2, by_confirmation=by)
            assert listed(few) == [one for one in expected if one[2] is kind][:2]
        transaction.set_rollback(True)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=facts(), has_hint=st.booleans(), as_of=questions)
def test_no_open_task_is_missed_for_its_hint(world: World, told: TaskFacts, has_hint: bool, as_of: AsOf) -> None:
    with transaction.atomic():
        task = written(world, "T", told)
        if has_hint:
            renew_hints([task.pk])
        record = records_of(Task.objects.filter(pk=task.pk))[0]
        is_open = counts(record.facts, as_of) and task_standing(record.facts, as_of).work.is_open
        assert not is_open or Task.objects.filter(maybe_open(as_of), pk=task.pk).exists()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_missing_hints_are_made_once(world: World) -> None:
    n = Task.objects.filter(hint_from=None).count()
    Task.objects.update(hint_from=None, hint_is_open=True, hint_due_on=None)
    assert renew_missing_hints() == Task.objects.count() > n
    assert renew_missing_hints() == 0
