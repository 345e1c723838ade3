"""Change the tree (sắp xếp tổ chức): found, rename, move, regroup, merge, split, dissolve, and the groups."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.agencies.models import Agency, AgencyEvent, Succession
from dondoc.agencies.rows import lock_agencies, stored_chart, write_changes
from dondoc.agencies.rules.deeds import Deed
from dondoc.agencies.rules.plans import Plan, plan_deed
from dondoc.agencies.rules.undo import written_group, written_version
from dondoc.base.actions import write_audit
from dondoc.base.rules.refusals import Refused


class CannotChangeAgencies(Refused):
    """A deed about agencies refused (không sắp xếp được), with everything that stands against it."""


@transaction.atomic
def change_agencies(*, actor_id: int | None, at: datetime, deed: Deed) -> AgencyEvent:
    """Do one deed about agencies (thực hiện một việc sắp xếp tổ chức) as `queries.preview` shows it.

    History stays: only from `deed.on` on do the units read otherwise. Doing it twice is refused, as the second
    time there is nothing left to change. Raises CannotChangeAgencies.
    """
    lock_agencies()
    plan = plan_deed(stored_chart(), deed)
    if plan.reasons:
        raise CannotChangeAgencies(plan.reasons)
    write_changes(plan.changes, plan.groups, at)
    event = _event_of(plan, actor_id, at)
    detail = {"event": event.pk, "deed": deed.name, "on": deed.on.isoformat(), "legal_basis": deed.legal_basis}
    write_audit(
        actor_id=actor_id,
        at=at,
        deed="change_agencies",
        subject=f"agency-event:{event.pk}",
        detail={**detail, "codes": plan.codes, "said": plan.said},
    )
    return event


def _event_of(plan: Plan, actor_id: int | None, at: datetime) -> AgencyEvent:
    """The deed with every row that it wrote, for its history and for taking it back."""
    deed = plan.deed
    event = AgencyEvent.objects.create(
        deed=deed.name,
        on=deed.on,
        legal_basis=deed.legal_basis.strip(),
        actor_id=actor_id,
        recorded_at=at,
        detail={
            "said": plan.said,
            "versions": [[written_version(c.before), written_version(c.after)] for c in plan.changes],
            "groups": [[written_group(c.before), written_group(c.after)] for c in plan.groups],
        },
    )
    ids = dict(Agency.objects.values_list("code", "id"))
    event.agencies.set(ids[code] for code in {*plan.codes, *(s.heir for s in plan.successions if s.heir)})
    Succession.objects.bulk_create(
        Succession(
            event=event,
            from_agency_id=ids[s.source],
            to_agency_id=ids[s.heir] if s.heir else None,
            kind=s.kind,
            on=deed.on,
        )
        for s in plan.successions
    )
    return event
