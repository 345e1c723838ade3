"""Report a task as done (báo cáo hoàn thành)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction

from dondoc.assignments.actions.taken_files import TakenFiles
from dondoc.assignments.hints import renew_hints
from dondoc.assignments.models import ResultReport, Task
from dondoc.assignments.queries import access_task, record_of
from dondoc.assignments.queries.doing import limits_on
from dondoc.assignments.rules.buckets import task_standing
from dondoc.assignments.rules.evidence import Upload
from dondoc.assignments.rules.reporting_results import LONGEST_WORDS, Asks, Result, reasons_not_to_report
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.documents.queries.issued_numbers import issued_under
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right


class CannotReportResult(Refused):
    """Refused: the result document or a date is missing or cannot be, or the task is not open."""


def report_result(
    *, actor_id: int, at: datetime, task_id: int, result: Result, files: Sequence[Upload] = ()
) -> ResultReport:
    """The lead agency reports the result, by the number and date of its document, by the file itself, or both; the
    monitor then decides.

    A number of the agency's own register brings its day and subject.

    Raises NotFound for a task that the own agency does not lead, CannotReportResult with every reason.
    """
    _led(actor_id, at, task_id)
    taken = TakenFiles.of(actor_id, at, files)
    with transaction.atomic():
        task = _led(actor_id, at, task_id, for_update=True)
        on, limits = day_of(at), limits_on(task.province_id, day_of(at))
        result = _as_registered(task.lead_id, result)
        life = task_standing(record_of(task.pk).facts, AsOf(at)).life
        asks = Asks(task.assigned_on, limits.completion_days, task.must_attach)
        reasons = [*reasons_not_to_report(life, result, asks, n_files=len(files), on=on), *taken.reasons]
        if reasons:
            raise CannotReportResult(reasons)
        reported = ResultReport.objects.create(
            task=task,
            completed_on=result.completed_on,
            result_number=result.result_number.strip(),
            result_issued_on=result.result_issued_on,
            text=result.text.strip(),
            reported_on=on,
            actor_id=actor_id,
            recorded_at=at,
        )
        detail = {**asdict(result), "files": taken.keep(actor_id, at, task=task, result=reported)}
        renew_hints([task.pk])
        write_audit(actor_id=actor_id, at=at, deed="report_result", subject=f"task:{task.pk}", detail=detail)
        return reported


def _as_registered(lead_id: int, result: Result) -> Result:
    """With the day and the subject out of the agency's own register, where the number stands in it and they were left
    open; of one number in two years the newest.
    """
    found = issued_under([lead_id], result.result_number)
    one = next((one for one in found if result.result_issued_on in (None, one.dated)), None)
    if one is None:
        return result
    text = result.text.strip() or one.subject[:LONGEST_WORDS]
    return replace(result, result_issued_on=one.dated, text=text)


def _led(actor_id: int, at: datetime, task_id: int, for_update: bool = False) -> Task:
    rights = rights_of(actor_id, day_of(at))
    task = access_task(rights, task_id=task_id, for_update=for_update)
    if not rights.has(Right.ENTER, task.lead_id):
        raise NotFound("Không tìm thấy nhiệm vụ này.")
    return task
