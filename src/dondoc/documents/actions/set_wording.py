"""Set an office's own sentences (đặt mẫu lời văn)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.documents.models import OfficeWording
from dondoc.documents.rules.wordings import Wording


@transaction.atomic
def set_wording(
    *,
    actor_id: int | None,
    at: datetime,
    province_id: int,
    kind: str,
    content: Wording,
    valid_from: date,
    note: str = "",
) -> OfficeWording:
    """Put an office's own sentences over those brought along (đặt mẫu lời văn); a new version each time.

    Who may, and whether the sentences can be used, is decided above: `followup.actions.word_template`.
    """
    version = OfficeWording.objects.create(
        province_id=province_id,
        kind=kind,
        content=dict(content),
        valid_from=valid_from,
        actor_id=actor_id,
        note=note,
        recorded_at=at,
    )
    detail = {"kind": kind, "content": dict(content), "valid_from": valid_from, "note": note}
    write_audit(actor_id=actor_id, at=at, deed="set_wording", subject=f"province:{province_id}", detail=detail)
    return version
