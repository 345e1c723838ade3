"""Reorganise units with what they owe (sắp xếp đơn vị kèm nghĩa vụ báo cáo), in one deed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from dondoc.agencies.actions import CannotUndoChange, change_agencies, undo_change
from dondoc.agencies.models import AgencyEvent
from dondoc.agencies.queries import ids_of, preview, preview_undo
from dondoc.agencies.rules.deeds import Deed
from dondoc.base.rules.refusals import Refused
from dondoc.reporting.actions.pass_obligations import pass_obligations, return_obligations
from dondoc.reporting.queries.passing import check_may_reorganise


class CannotReorganise(Refused):
    """Refused: an heir was chosen who does not follow the unit."""


@transaction.atomic
def reorganise(
    *, actor_id: int | None, at: datetime, deed: Deed, heirs: Mapping[str, str] | None = None
) -> tuple[AgencyEvent, int]:
    """Do a deed on the tree and pass what is open to the heirs chosen; the event, and how many obligations passed.

    `heirs`: for each unit that ends, by code, who takes over its open obligations; a unit that is not named keeps
    them, as it keeps its history. Raises NotFound, CannotChangeAgencies, CannotReorganise, CannotPassObligations.
    """
    plan = preview(deed)
    check_may_reorganise(actor_id, at, plan.provinces)
    chosen = {code: heir for code, heir in (heirs or {}).items() if heir}
    wrong = [f"'{heir}' không kế thừa '{code}'." for code, heir in chosen.items() if heir not in plan.heirs_of(code)]
    if wrong and not plan.reasons:
        raise CannotReorganise(wrong)
    event = change_agencies(actor_id=actor_id, at=at, deed=deed)
    ids = ids_of({*chosen, *chosen.values()})
    n_passed = sum(
        pass_obligations(
            actor_id=actor_id, at=at, from_agency_id=ids[code], to_agency_id=ids[heir], on=deed.on, event=event
        )
        for code, heir in chosen.items()
    )
    return event, n_passed


@transaction.atomic
def undo_reorganisation(*, actor_id: int | None, at: datetime, event_id: int) -> AgencyEvent:
    """Take a reorganisation back with the obligations that it passed, while nothing has happened since.

    Raises NotFound, CannotPassObligations, CannotUndoChange.
    """
    check_may_reorganise(actor_id, at, preview_undo(event_id).provinces)
    try:
        with transaction.atomic():
            return_obligations(actor_id=actor_id, at=at, event_id=event_id)
    except ProtectedError as error:
        names = {str(row._meta.verbose_name) for row in error.protected_objects}
        told = ", ".join(sorted(names))
        raise CannotUndoChange(f"Nghĩa vụ đã chuyển đang gắn với: {told}. Không hoàn tác được nữa.") from error
    return undo_change(actor_id=actor_id, at=at, event_id=event_id)
