"""Say how a task stands (cập nhật tiến độ)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from dondoc.assignments.actions.taken_files import TakenFiles
from dondoc.assignments.models import ProgressUpdate, Task
from dondoc.assignments.queries import access_task, record_of
from dondoc.assignments.rules.buckets import task_standing
from dondoc.assignments.rules.evidence import Upload
from dondoc.assignments.rules.reporting_results import Progress, reasons_not_to_update
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right


class CannotUpdateProgress(Refused):
    """Refused: nothing said, or the task is closed."""


def update_progress(
    *,
    actor_id: int,
    at: datetime,
    task_id: int,
    percent: int | None = None,
    text: str = "",
    difficulties: str = "",
    proposals: str = "",
    files: Sequence[Upload] = (),
) -> ProgressUpdate:
    """The lead agency's officer says how far the work is, what stands in its way and what is proposed; with files.

    Raises NotFound, CannotUpdateProgress.
    """
    _led(actor_id, at, task_id)
    taken = TakenFiles.of(actor_id, at, files)
    said = Progress(percent, text.strip(), difficulties.strip(), proposals.strip())
    with transaction.atomic():
        task = _led(actor_id, at, task_id, for_update=True)
        life = task_standing(record_of(task.pk).facts, AsOf(at)).life
        if reasons := [*reasons_not_to_update(life, said), *taken.reasons]:
            raise CannotUpdateProgress(reasons)
        update = ProgressUpdate.objects.create(
            task=task, updated_on=day_of(at), actor_id=actor_id, recorded_at=at, **asdict(said)
        )
        detail = {**asdict(said), "files": taken.keep(actor_id, at, task=task, update=update)}
        write_audit(actor_id=actor_id, at=at, deed="update_progress", subject=f"task:{task.pk}", detail=detail)
        return update


def _led(actor_id: int, at: datetime, task_id: int, for_update: bool = False) -> Task:
    rights = rights_of(actor_id, day_of(at))
    task = access_task(rights, task_id=task_id, for_update=for_update)
    if not rights.has(Right.ENTER, task.lead_id):
        raise NotFound("Không tìm thấy nhiệm vụ này.")
    return task
