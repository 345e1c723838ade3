"""Hints kept beside tasks (gợi ý tra cứu), renewed by every deed that adds a fact, and the words that tasks are found
by; see rules.hints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from dondoc.assignments.models import Task, TaskWords
from dondoc.assignments.queries.records import records_of
from dondoc.assignments.rules.hints import hint_of
from dondoc.base.rules.folding import folded

BATCH = 1_000


def renew_hints(task_ids: Iterable[int]) -> None:
    """Work the hints of tasks out again; the deed that calls has the tasks locked, or has just made them."""
    ids = sorted(task_ids)
    for start in range(0, len(ids), BATCH):
        _renew(ids[start : start + BATCH])


def renew_missing_hints() -> int:
    """The hints of tasks that have none yet, or no words to be found by, in batches; how many there were."""
    n = 0
    missing = Task.objects.filter(Q(hint_from__isnull=True) | Q(words__isnull=True)).order_by("pk")
    while ids := list(missing.values_list("pk", flat=True)[:BATCH]):
        _renew(ids)
        n += len(ids)
    return n


def _renew(ids: Sequence[int]) -> None:
    records = records_of(Task.objects.filter(pk__in=ids))
    tasks = []
    for record in records:
        hint = hint_of(record.facts)
        tasks.append(
            Task(
                pk=record.id,
                hint_from=hint.since,
                hint_is_open=hint.is_open,
                hint_due_on=hint.due_on,
                hint_stopped_on=hint.stopped_on,
                hint_confirmation=hint.confirmation,
            )
        )
    Task.objects.bulk_update(tasks, FIELDS, batch_size=BATCH)
    # A task's words never change once it is assigned.
    words = [TaskWords(task_id=r.id, words=folded(f"{r.code} {r.title} {r.source_number}")) for r in records]
    TaskWords.objects.bulk_create(words, ignore_conflicts=True)


FIELDS = ("hint_from", "hint_is_open", "hint_due_on", "hint_stopped_on", "hint_confirmation")
