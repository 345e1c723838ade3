"""Deeds of the foundations: write the log, take a file in."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from dondoc.base.models import AuditEntry, AuditHead, StoredFile
from dondoc.base.rules.seals import FIRST_SEAL, seal_of


@transaction.atomic
def write_audit(
    *, actor_id: int | None, at: datetime, deed: str, subject: str, detail: dict[str, Any] | None = None
) -> AuditEntry:
    """Append one row to the log (ghi nhật ký). Call it last in a deed: the head stays locked until commit."""
    head, _ = AuditHead.objects.select_for_update().get_or_create(pk=1, defaults={"seal": FIRST_SEAL})
    detail = json.loads(json.dumps(detail or {}, ensure_ascii=False, default=str))
    entry = AuditEntry.objects.create(
        at=at,
        actor_id=actor_id,
        deed=deed,
        subject=subject,
        detail=detail,
        previous_seal=head.seal,
        seal=seal_of(head.seal, at, actor_id, deed, subject, detail),
    )
    head.seal = entry.seal
    head.save(update_fields=["seal"])
    return entry


def store_file(*, actor_id: int | None, at: datetime, data: bytes, name: str, content_type: str) -> StoredFile:
    """Take a file in (nhận tệp): keep the bytes under a name of our own, remember theirs and the hash.

    Writes no log row; the deed that needed the file logs itself, with the hash.
    """
    digest = hashlib.sha256(data).hexdigest()
    shown = re.sub(r"[\x00-\x1f/\\]", "_", name).strip()[-200:] or "khong-ten"
    stored = StoredFile(
        sha256=digest,
        size=len(data),
        name=shown,
        content_type=content_type,
        brought_by_id=actor_id,
        recorded_at=at,
    )
    stored.content.save(f"{digest}.bin", ContentFile(data), save=True)
    return stored
