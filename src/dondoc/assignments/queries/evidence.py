"""Files of evidence (tệp minh chứng) of a task, one of them under permission; the filters that a person keeps."""

from __future__ import annotations

from collections import defaultdict

from dondoc.assignments.models import Evidence, SavedFilter
from dondoc.assignments.queries.tasks import access_task
from dondoc.base.models import StoredFile
from dondoc.base.rules.refusals import NotFound
from dondoc.people.rules.rights import Rights


def access_evidence(rights: Rights, *, task_id: int, evidence_id: int) -> StoredFile:
    """A file of a task that this person may see. Raises NotFound."""
    task = access_task(rights, task_id=task_id)
    found = Evidence.objects.select_related("file").filter(task=task, pk=evidence_id).first()
    if found is None:
        raise NotFound("Không tìm thấy tệp này.")
    return found.file


def evidence_of(task_id: int) -> dict[tuple[str, int], list[Evidence]]:
    """The files of a task by what they came with: ('update', id) or ('result', id)."""
    found: dict[tuple[str, int], list[Evidence]] = defaultdict(list)
    for one in Evidence.objects.select_related("file").filter(task_id=task_id).order_by("pk"):
        key = ("update", one.update_id) if one.update_id is not None else ("result", one.result_id or 0)
        found[key].append(one)
    return found


def saved_filters(user_id: int) -> list[SavedFilter]:
    """The filters that a person keeps, by name."""
    return list(SavedFilter.objects.filter(user_id=user_id).order_by("name"))
