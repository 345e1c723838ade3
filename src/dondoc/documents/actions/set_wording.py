"""Set an office's own sentences (đặt mẫu lời văn)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.documents.models import OfficeWording


@transaction.atomic
def set_wording(
    *, actor_id: int | None, at: datetime, province_id: int, kind: str, content: dict[str, Any], valid_from: date
) -> OfficeWording:
    """Put an office's own sentences over those brought along (đặt mẫu lời văn); a new version each time."""
    version = OfficeWording.objects.create(
        province_id=province_id, kind=kind, content=content, valid_from=valid_from, recorded_at=at
    )
    detail = {"kind": kind, "content": content}
    write_audit(actor_id=actor_id, at=at, deed="set_wording", subject=f"province:{province_id}", detail=detail)
    return version
