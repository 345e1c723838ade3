"""Tasks found by words or numbers (tìm nhiệm vụ), newest first, among those that a person may see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Q, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat

from dondoc.assignments.models import Task, TaskWords
from dondoc.assignments.queries.tasks import counted, may_see, own_task_ids
from dondoc.assignments.search_schema import LEXEMES
from dondoc.base.prepared import one_parameter
from dondoc.base.rules.folding import asked
from dondoc.people.rules.rights import Right, Rights

# '123/UBND-KT', 'NV-4711', '12.QĐ/2026': one word with a figure and a stroke, as numbers and codes are written.
NUMBER = re.compile(r"(?=\S*\d)\S*[/-]\S*")
NEWEST = 500
FEW = 5_000


def tasks_with_words(rights: Rights, words: str, limit: int) -> list[Task]:
    """Tasks one may see. A number is looked up by how it begins: the task's code, the directive's number or the
    result's. Anything else by words of the title, code and directive's number, each by how it begins, marks aside.
    """
    rows = Task.objects.select_related("source").filter(counted(), may_see(rights))
    if NUMBER.fullmatch(words):
        found = {task.pk: task for way in _by_number(words) for task in _newest(rows.filter(way), limit)}
    else:
        found = {task.pk: task for task in _newest(rows.filter(_begins("results__result_number", words)), limit)}
        found |= {task.pk: task for task in _with_words(rows, asked(words).words, limit, rights)}
    return sorted(found.values(), key=lambda task: (-task.assigned_on.toordinal(), task.code))[:limit]


def _with_words(rows: QuerySet[Task], words: Sequence[str], limit: int, rights: Rights) -> Iterable[Task]:
    """Words that many tasks have are met among an office's newest; only rarer ones are worth the index, which finds all
    that there are before it sorts them.
    """
    if not words:
        return ()
    if not rights.agencies_for(Right.MONITOR):
        # An agency's own are few, and read sooner than everybody's with these words.
        return _newest(_compared(rows.filter(pk__in=one_parameter(own_task_ids(rights))), words), limit)
    # Without asking whether an entry was undone, so that the index gives them in their order.
    newest = Task.objects.filter(may_see(rights)).order_by("-assigned_on", "code")
    texts = {pk: f" {text or ''}" for pk, text in newest.values_list("pk", "words__words")[:NEWEST]}
    near = [pk for pk, text in texts.items() if all(f" {word}" in text for word in words)]
    found = list(_newest(rows.filter(pk__in=near), limit))
    if len(found) == limit or len(texts) < NEWEST:
        return found
    if connection.vendor != "postgresql":
        return _newest(_compared(rows, words), limit)
    # A word that every tenth task has costs the index more than it saves: it is compared in what the others find.
    rare = [one for one in words if 10 * sum(f" {one}" in text for text in texts.values()) < NEWEST] or words
    indexed = _indexed(rare)
    for one in words:
        if one not in rare:
            indexed = indexed.filter(Q(words__startswith=one) | Q(words__contains=f" {one}"))
    # The keys themselves, while they are few: the database guesses how many there are, and guesses wrong.
    keys = list(indexed.values_list("task_id", flat=True)[: FEW + 1])
    if len(keys) <= FEW:
        return _newest(rows.filter(pk__in=one_parameter(keys)), limit)
    return _newest(rows.filter(pk__in=_indexed(words).values("task_id")), limit)


def _indexed(words: Sequence[str]) -> QuerySet[TaskWords]:
    """With a word beginning like each of these, by PostgreSQL's index; folding leaves only letters and digits."""
    told = " & ".join(f"'{word}':*" for word in words)
    return TaskWords.objects.filter(RawSQL(f"{LEXEMES} @@ %s::tsquery", [told], BooleanField()))  # noqa: S611


def _compared(rows: QuerySet[Task], words: Sequence[str]) -> QuerySet[Any]:
    """With a word beginning like each of these; the twin of PostgreSQL's index, row by row."""
    found = rows.annotate(padded=Concat(Value(" "), F("words__words"), output_field=TextField()))
    for word in words:
        found = found.filter(padded__contains=f" {word}")
    return found


def _newest(rows: QuerySet[Task], limit: int) -> QuerySet[Task]:
    return rows.defer("source__text", "passage").order_by("-assigned_on", "code")[:limit]


def _by_number(number: str) -> list[Q]:
    """One question for each kind of number: each finds its index, which one question with "or" does not."""
    return [_begins(field, number) for field in ("code", "source__number", "results__result_number")]


def _begins(field: str, number: str) -> Q:
    """As typed, in capitals, and with the nought that some books put before a figure."""
    told = Q()
    for one in sorted({number, number.upper()}):
        told |= Q(**{f"{field}__startswith": one}) | Q(**{f"{field}__startswith": f"0{one}"})
    return told
