"""Say that one has a form or the narrative part open (đang mở biểu, lời văn), so that others are told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.base.rules.moments import day_of
from dondoc.people.queries import rights_of
from dondoc.reporting.actions.draft_desk import Desk, FormPlace
from dondoc.reporting.actions.take_step import ReportPlace
from dondoc.reporting.models import DraftPresence, Obligation, SectionPresence
from dondoc.reporting.queries.drafts import check_enterer
from dondoc.reporting.queries.obligations import access_obligation


@transaction.atomic
def keep_presence(*, actor_id: int, at: datetime, place: FormPlace) -> Desk:
    """Only each person's last moment is kept; no row in the log: nothing is done. Raises NotFound, CannotUseForm."""
    desk = Desk.of(actor_id, at, place, is_edit=False)
    DraftPresence.objects.update_or_create(draft=desk.row, user_id=actor_id, defaults={"seen_at": at})
    return desk


@transaction.atomic
def keep_outline_presence(*, actor_id: int, at: datetime, place: ReportPlace) -> Obligation:
    """The same for the narrative part of a report. Raises NotFound."""
    rights = rights_of(actor_id, day_of(at))
    obligation = access_obligation(
        rights, regime_code=place.regime_code, period_code=place.period_code, agency_code=place.agency_code
    )
    check_enterer(rights, obligation)
    SectionPresence.objects.update_or_create(obligation=obligation, user_id=actor_id, defaults={"seen_at": at})
    return obligation
