"""Seals of the audit log (niêm nhật ký): each row's hash covers the row before, so that a change shows."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

FIRST_SEAL = "0" * 64


def seal_of(previous: str, at: datetime, actor_id: int | None, deed: str, subject: str, detail: dict[str, Any]) -> str:
    """The seal of one log row, hexadecimal SHA-256."""
    row = [previous, at.astimezone(UTC).isoformat(), actor_id, deed, subject, detail]
    return hashlib.sha256(json.dumps(row, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
