"""The worklist counted in SQL is the worklist of the rules, at any moment, whoever has a hint and who has none."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dondoc.assignments.hints import renew_hints, renew_missing_hints
from dondoc.assignments.models import Task
from dondoc.assignments.queries.pressing import pressing_tasks
from dondoc.assignments.queries.tasks import TaskRecord, counted, maybe_open, records_of
from dondoc.assignments.rules.buckets import TaskFacts, counts, task_standing
from dondoc.assignments.rules.pressing import Pressing, pressing_of, pressing_order
from dondoc.base.rules.moments import AsOf
from tests.factories import World
from tests.factories.task_facts import facts, questions, written


def by_the_rules(world: World, as_of: AsOf) -> list[tuple[Pressing, TaskRecord]]:
    rows = records_of(Task.objects.filter(counted(), province_id=world.agencies["LS"]))
    judged = [(pressing_of(task_standing(r.facts, as_of)), r) for r in rows if counts(r.facts, as_of)]
    return [(kind, record) for kind, record in judged if kind is not None]


def place(record: TaskRecord, as_of: AsOf) -> tuple[Any, ...]:
    standing = task_standing(record.facts, as_of)
    kind = pressing_of(standing)
    assert kind is not None
    return (*pressing_order(kind, standing), record.facts.assigned_on, record.code)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(facts(), min_size=1, max_size=6), hinted=st.integers(0, 6), as_of=questions)
def test_counts_and_order_are_those_of_the_rules(world: World, told: list[TaskFacts], hinted: int, as_of: AsOf) -> None:
    with transaction.atomic():
        ids = [written(world, f"T{n}", one).pk for n, one in enumerate(told)]
        renew_hints(ids[:hinted])
        expected = by_the_rules(world, as_of)
        found = pressing_tasks([world.agencies["LS"]], as_of, limit=500)
        assert found.counts == Counter(kind for kind, _ in expected)
        assert [r.code for r in found.records] == sorted(
            (r.code for _, r in expected), key=lambda code: next(place(r, as_of) for _, r in expected if r.code == code)
        )
        for kind in Pressing:
            few = pressing_tasks([world.agencies["LS"]], as_of, kind=kind, limit=2)
            of_kind = sorted(place(r, as_of) for k, r in expected if k is kind)
            assert [place(r, as_of) for r in few.records] == of_kind[:2]
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
