"""Hints kept beside tasks (gợi ý tra cứu), renewed by every deed that adds a fact; see rules.hints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dondoc.assignments.models import Task
from dondoc.assignments.queries.records import records_of
from dondoc.assignments.rules.hints import hint_of

BATCH = 1_000


def renew_hints(task_ids: Iterable[int]) -> None:
    """Work the hints of tasks out again; the deed that calls has the tasks locked, or has just made them."""
    ids = sorted(task_ids)
    for start in range(0, len(ids), BATCH):
        _renew(ids[start : start + BATCH])


def renew_missing_hints() -> int:
    """The hints of tasks that have none yet, in batches; how many there were."""
    n = 0
    while ids := list(Task.objects.filter(hint_from__isnull=True).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        _renew(ids)
        n += len(ids)
    return n


def _renew(ids: Sequence[int]) -> None:
    tasks = []
    for record in records_of(Task.objects.filter(pk__in=ids)):
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


FIELDS = ("hint_from", "hint_is_open", "hint_due_on", "hint_stopped_on", "hint_confirmation")
