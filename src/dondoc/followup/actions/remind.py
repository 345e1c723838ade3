"""Make the automatic reminders that are due (nhắc tự động): safe to repeat, for two workers, after days of silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dondoc.assignments.queries import open_tasks
from dondoc.assignments.queries.doing import limits_on
from dondoc.assignments.rules.buckets import task_standing
from dondoc.assignments.rules.states import Confirmation, Work
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.followup.models import Reminder
from dondoc.followup.rules.urging import reminder_due


@dataclass(frozen=True)
class Reminded:
    """How many tasks were looked at, how many reminders are new."""

    n_looked_at: int
    n_new: int


@transaction.atomic
def remind(*, actor_id: int | None, at: datetime, province_id: int) -> Reminded:
    """Place what is due on the leads' own pages, by the days of the province's policy. An urging is another thing."""
    on = day_of(at)
    thresholds = limits_on(province_id, on).reminder_days
    records, fresh = open_tasks([province_id], on), []
    for record in records:
        standing = task_standing(record.facts, AsOf(at))
        if standing.work is Work.SUSPENDED or standing.confirmation is Confirmation.WAITING:
            continue
        days = reminder_due(standing.days_left, thresholds)
        if days is not None and standing.due_on is not None:
            fresh.append(
                Reminder(task_id=record.id, agency_id=record.lead_id, due_on=standing.due_on, days=days, recorded_at=at)
            )
    before = Reminder.objects.filter(task__province_id=province_id).count()
    Reminder.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
    n_new = Reminder.objects.filter(task__province_id=province_id).count() - before
    if n_new:
        detail = {"province": province_id, "new": n_new}
        write_audit(actor_id=actor_id, at=at, deed="remind", subject=f"province:{province_id}", detail=detail)
    return Reminded(len(records), n_new)
