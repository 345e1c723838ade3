"""Report a task as done (báo cáo hoàn thành)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from dondoc.assignments.models import ResultReport
from dondoc.assignments.queries import access_task, record_of
from dondoc.assignments.rules.buckets import task_standing
from dondoc.assignments.rules.reporting_results import Result, reasons_not_to_report
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right


class CannotReportResult(Refused):
    """Refused: the result document or a date is missing or cannot be, or the task is not open."""


@transaction.atomic
def report_result(*, actor_id: int, at: datetime, task_id: int, result: Result) -> ResultReport:
    """The lead agency reports the result, by the number and date of its document; the monitor then decides.

    Raises NotFound for a task that the own agency does not lead, CannotReportResult with every reason.
    """
    rights = rights_of(actor_id, day_of(at))
    task = access_task(rights, task_id=task_id, for_update=True)
    if not rights.has(Right.ENTER, task.lead_id):
        raise NotFound("Không tìm thấy nhiệm vụ này.")
    standing = task_standing(record_of(task.pk).facts, AsOf(at))
    reasons = list(reasons_not_to_report(standing.life, result, assigned_on=task.assigned_on, on=day_of(at)))
    if reasons:
        raise CannotReportResult(reasons)
    reported = ResultReport.objects.create(
        task=task,
        completed_on=result.completed_on,
        result_number=result.result_number.strip(),
        result_issued_on=result.result_issued_on,
        text=result.text.strip(),
        reported_on=day_of(at),
        actor_id=actor_id,
        recorded_at=at,
    )
    write_audit(actor_id=actor_id, at=at, deed="report_result", subject=f"task:{task.pk}", detail=asdict(result))
    return reported
