"""Tasks found by words or numbers (tìm nhiệm vụ), newest first, among those that a person may see."""

from __future__ import annotations

import re

from django.db.models import Q, QuerySet

from dondoc.assignments.models import Task
from dondoc.assignments.queries.tasks import counted, may_see
from dondoc.people.rules.rights import Rights

# '123/UBND-KT', 'NV-4711', '12.QĐ/2026': one word with a figure and a stroke, as numbers and codes are written.
NUMBER = re.compile(r"(?=\S*\d)\S*[/-]\S*")


def tasks_with_words(rights: Rights, words: str, limit: int) -> list[Task]:
    """Tasks one may see. A number is looked up by how it begins: the task's code, the directive's number or the
    result's. Anything else is looked for within titles, codes and numbers; marks count here.
    """
    rows = Task.objects.select_related("source").filter(counted(), may_see(rights))
    ways = (
        _by_number(words) if NUMBER.fullmatch(words) else [_by_words(words), _begins("results__result_number", words)]
    )
    found = {task.pk: task for way in ways for task in _newest(rows.filter(way), limit)}
    return sorted(found.values(), key=lambda task: (-task.assigned_on.toordinal(), task.code))[:limit]


def _newest(rows: QuerySet[Task], limit: int) -> QuerySet[Task]:
    return rows.defer("source__text", "passage").order_by("-assigned_on", "code")[:limit]


def _by_number(number: str) -> list[Q]:
    """One question for each kind of number: each finds its index, which one question with "or" does not."""
    return [_begins(field, number) for field in ("code", "source__number", "results__result_number")]


def _by_words(words: str) -> Q:
    return Q(title__icontains=words) | Q(code__icontains=words) | Q(source__number__icontains=words)


def _begins(field: str, number: str) -> Q:
    """As typed, in capitals, and with the nought that some books put before a figure."""
    told = Q()
    for one in sorted({number, number.upper()}):
        told |= Q(**{f"{field}__startswith": one}) | Q(**{f"{field}__startswith": f"0{one}"})
    return told
