"""Say that one has a form open (đang mở biểu), so that others are told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.reporting.actions.draft_desk import Desk, FormPlace
from dondoc.reporting.models import DraftPresence


@transaction.atomic
def keep_presence(*, actor_id: int, at: datetime, place: FormPlace) -> Desk:
    """Only each person's last moment is kept; no row in the log: nothing is done. Raises NotFound, CannotUseForm."""
    desk = Desk.of(actor_id, at, place, is_edit=False)
    DraftPresence.objects.update_or_create(draft=desk.row, user_id=actor_id, defaults={"seen_at": at})
    return desk
