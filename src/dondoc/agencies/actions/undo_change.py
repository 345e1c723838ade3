"""Take a change of the tree back (hoàn tác), while nothing has happened since."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.agencies.models import AgencyEvent
from dondoc.agencies.queries import preview_undo
from dondoc.agencies.rows import lock_agencies, write_changes
from dondoc.agencies.rules.chart import changes_between
from dondoc.base.actions import write_audit
from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.wording import screen_date


class CannotUndoChange(Refused):
    """A change cannot be taken back (không hoàn tác được): something rests on it already."""


@transaction.atomic
def undo_change(*, actor_id: int | None, at: datetime, event_id: int) -> AgencyEvent:
    """Put every row back as it was before a deed (hoàn tác một việc). The deed stays in the history, with this one.

    Raises NotFound, CannotUndoChange: undone before, a later deed on the same units, rows of another room that
    came since.
    """
    lock_agencies()
    plan = preview_undo(event_id)
    if plan.reasons:
        raise CannotUndoChange(plan.reasons)
    event, before, after = plan.event, plan.before, plan.after
    write_changes(changes_between(before.versions, after.versions), changes_between(before.groups, after.groups), at)
    undoing = AgencyEvent.objects.create(
        deed="undo",
        on=event.on,
        legal_basis=event.legal_basis,
        detail={
            "said": [f"Hoàn tác: {plan.title} từ ngày {screen_date(event.on)}."],
            "versions": [],
            "groups": [],
        },
        actor_id=actor_id,
        undoes=event,
        recorded_at=at,
    )
    undoing.agencies.set(event.agencies.all())
    subject = f"agency-event:{event.pk}"
    write_audit(actor_id=actor_id, at=at, deed="undo_change", subject=subject, detail={"event": undoing.pk})
    return undoing
