"""What a session of signing is good for (phiên ký): once, not long, one person, version and certificate. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from dondoc.base.rules.refusals import Reason

LASTS = timedelta(minutes=10)
UPLOAD_LASTS = timedelta(minutes=60)

USED = "Phiên ký này đã dùng; mỗi phiên chỉ dùng một lần. Bấm ký lại."
OVER = "Phiên ký đã hết hạn; bấm ký lại."
OVERTAKEN = "Trong lúc ký, tệp đã có bản khác; mở lại trang và ký bản mới nhất."


@dataclass(frozen=True)
class KnownSession:
    """When a session ends, whether it was used, the version that it was opened for."""

    expires_at: datetime
    is_used: bool
    version: int


def reasons_not_to_use(session: KnownSession, at: datetime) -> Iterator[Reason]:
    """Every reason why a session cannot be used at a moment."""
    if session.is_used:
        yield Reason(USED)
    elif at >= session.expires_at:
        yield Reason(OVER)


def reasons_not_to_keep(session: KnownSession, newest_version: int) -> Iterator[Reason]:
    """Has somebody else signed the paper meanwhile?"""
    if newest_version != session.version:
        yield Reason(OVERTAKEN)
