"""Files of evidence (tệp minh chứng) of a task, one of them under permission; the filters that a person keeps."""

from __future__ import annotations

from collections import defaultdict

from dondoc.assignments.models import Evidence, SavedFilter
from dondoc.assignments.queries.tasks import access_task
from dondoc.base.models import StoredFile
from dondoc.base.rules.moments import AsOf
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
    """The files of a task by what they came with: ('update', id), ('result', id) or ('event', id)."""
    found: dict[tuple[str, int], list[Evidence]] = defaultdict(list)
    for one in Evidence.objects.select_related("file").filter(task_id=task_id).order_by("pk"):
        came_with = (("update", one.update_id), ("result", one.result_id), ("event", one.event_id))
        found[next((name, key) for name, key in came_with if key is not None)].append(one)
    return found


def files_of_parts(task_id: int, as_of: AsOf) -> dict[int, list[Evidence]]:
    """By coordinating agency the files that came with its newest report on its own part."""
    rows = Evidence.objects.filter(task_id=task_id, event__isnull=False, recorded_at__lte=as_of.at)
    found: dict[int, list[Evidence]] = {}
    for one in rows.select_related("file", "event").order_by("pk"):
        agency_id = one.event.agency_id if one.event else None
        if agency_id is None:
            continue
        same = [other for other in found.get(agency_id, ()) if other.event_id == one.event_id]
        found[agency_id] = [*same, one]
    return found


def saved_filters(user_id: int) -> list[SavedFilter]:
    """The filters that a person keeps, by name."""
    return list(SavedFilter.objects.filter(user_id=user_id).order_by("name"))
