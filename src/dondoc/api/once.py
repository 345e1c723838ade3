"""A request under its own key is done once (khóa chống lặp): asked again, it gets the answer that it got."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from dondoc.base.rules.refusals import Refused
from dondoc.people.models import AnsweredRequest, ConnectedSystem
from dondoc.people.queries import answered_before

Answer = tuple[int, dict[str, Any]]
KEY = re.compile(r"[\x21-\x7e]{1,100}")


class KeyUsed(Refused):
    """Refused: the key belongs to another request."""


def once(request: HttpRequest, system: ConnectedSystem, at: datetime, do: Callable[[], Answer]) -> Answer:
    """Do it, or answer as before. Raises KeyUsed; a deed and its remembered answer are written together."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return do()
    if not KEY.fullmatch(key):
        raise Refused("Idempotency-Key dài 1–100 ký tự ASCII, không có dấu cách.")
    asked = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode() + request.body).hexdigest()
    with transaction.atomic():
        ConnectedSystem.objects.select_for_update().get(pk=system.pk)  # one of two at once waits for the other
        if (before := answered_before(system.pk, key)) is not None:
            if before.request_sha256 != asked:
                raise KeyUsed("Idempotency-Key này đã dùng cho một yêu cầu khác. Dùng khóa mới cho yêu cầu mới.")
            return before.status, before.answer
        status, answer = do()
        # A database keeps no NUL; it can only stand in words that were refused.
        kept = json.loads(json.dumps(answer, default=str).replace("\\u0000", "\\ufffd"))
        AnsweredRequest.objects.create(
            system=system, key=key, request_sha256=asked, status=status, answer=kept, recorded_at=at
        )
    return status, answer
