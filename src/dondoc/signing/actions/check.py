"""Check a file's signatures and keep the facts (ghi kết quả kiểm tra chữ ký số)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from dondoc.signing.limited import LIMITS, verify_file
from dondoc.signing.models import Verification
from dondoc.signing.queries import anchors_at
from dondoc.signing.rules.facts import to_json


def record_verification(*, actor_id: int | None, at: datetime, data: bytes, trust_folder: Path) -> Verification:
    """Check a file's signatures by the roots of a folder and those that the office keeps (ghi kết quả kiểm tra).

    Slow (up to 5 seconds): call it before the deed's own transaction opens and before anything is locked.
    Writes one row and no log entry; the deed that needed the check logs itself, naming the row.
    """
    facts, outcome = verify_file(data, trust_folder, at, LIMITS, anchors_at(at))
    return Verification.objects.create(
        sha256=facts.sha256,
        checked_at=at,
        checked_by_id=actor_id,
        facts=to_json(facts),
        software=facts.software,
        indication_hint=outcome.indication.value,
        recorded_at=at,
    )
