"""Who else has a form or the narrative part of a report open (người đang mở); one query each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Max, Q

from dondoc.reporting.models import DraftPresence, SectionPresence

# Whoever has said nothing for so long has left. Practice.
PRESENT_FOR = timedelta(seconds=75)


@dataclass(frozen=True)
class Present:
    """Somebody else who has it open, and when he changed something in it last."""

    name: str
    changed_at: datetime | None


def others_present(draft_id: int, user_id: int, at: datetime) -> list[Present]:
    """Who else has a form's draft open."""
    rows = DraftPresence.objects.filter(draft_id=draft_id, seen_at__gt=at - PRESENT_FOR, seen_at__lte=at)
    last = Max("draft__changes__at", filter=Q(draft__changes__by=F("user")))
    found = rows.exclude(user_id=user_id).annotate(last=last).order_by("user__full_name")
    return [Present(name, changed_at) for name, changed_at in found.values_list("user__full_name", "last")]


def others_writing(obligation_id: int, user_id: int, at: datetime) -> list[Present]:
    """Who else has a report's narrative part open."""
    rows = SectionPresence.objects.filter(obligation_id=obligation_id, seen_at__gt=at - PRESENT_FOR, seen_at__lte=at)
    drafts = "obligation__section_drafts"
    last = Max(f"{drafts}__changed_at", filter=Q(**{f"{drafts}__changed_by": F("user")}))
    found = rows.exclude(user_id=user_id).annotate(last=last).order_by("user__full_name")
    return [Present(name, changed_at) for name, changed_at in found.values_list("user__full_name", "last")]
