"""Source documents in the full-text search (văn bản giao nhiệm vụ trong tìm kiếm): who may find one, its tasks."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from dondoc.assignments.models import SourceWords, Task
from dondoc.assignments.queries.tasks import counted, may_see
from dondoc.people.rules.rights import Right, Rights


def seen_sources(rights: Rights) -> Q:
    """Rows of the search about source documents: of the provinces that a person watches, and of tasks that he sees."""
    own = Rights(rights.user_id, frozenset((right, at) for right, at in rights.held if right is not Right.MONITOR))
    tasks = Task.objects.filter(counted(), may_see(own)).values("source_id")
    watched = Q(agency_id__in=rights.agencies_for(Right.MONITOR))
    return Q(kind="source") & (watched | Q(source_words__source_id__in=tasks))


def first_tasks(rights: Rights, words_ids: Iterable[int]) -> dict[int, int]:
    """The first task that a person sees of each source document found, by the row of the search."""
    links = dict(SourceWords.objects.filter(words_id__in=list(words_ids)).values_list("source_id", "words_id"))
    tasks = Task.objects.filter(counted(), may_see(rights), source_id__in=links).order_by("-code", "-pk")
    return {links[source_id]: task_id for source_id, task_id in tasks.values_list("source_id", "pk") if source_id}
