"""Say how a task stands (cập nhật tiến độ)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.assignments.models import ProgressUpdate
from dondoc.assignments.queries import access_task, record_of
from dondoc.assignments.rules.buckets import task_standing
from dondoc.assignments.rules.reporting_results import reasons_not_to_update
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right


class CannotUpdateProgress(Refused):
    """Refused: nothing said, or the task is closed."""


@transaction.atomic
def update_progress(*, actor_id: int, at: datetime, task_id: int, percent: int | None, text: str) -> ProgressUpdate:
    """The lead agency's officer says how far the work is. Raises NotFound, CannotUpdateProgress."""
    rights = rights_of(actor_id, day_of(at))
    task = access_task(rights, task_id=task_id, for_update=True)
    if not rights.has(Right.ENTER, task.lead_id):
        raise NotFound("Không tìm thấy nhiệm vụ này.")
    standing = task_standing(record_of(task.pk).facts, AsOf(at))
    reasons = list(reasons_not_to_update(standing.life, percent=percent, text=text))
    if reasons:
        raise CannotUpdateProgress(reasons)
    update = ProgressUpdate.objects.create(
        task=task, updated_on=day_of(at), percent=percent, text=text.strip(), actor_id=actor_id, recorded_at=at
    )
    detail = {"percent": percent, "text": text.strip()}
    write_audit(actor_id=actor_id, at=at, deed="update_progress", subject=f"task:{task.pk}", detail=detail)
    return update
