"""Questions about connected systems (hệ thống khác kết nối): whose token it is, which there are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from dondoc.base.rules.moments import day_of
from dondoc.people.models import AnsweredRequest, ConnectedSystem


def system_by_token(token_sha256: str, at: datetime) -> ConnectedSystem | None:
    """The system whose token has this hash, if it holds at a moment. One query."""
    on = day_of(at)
    rows = ConnectedSystem.objects.select_related("account", "agency").filter(
        token_sha256=token_sha256, revoked_at=None, valid_from__lte=on, valid_to__gt=on, account__is_active=True
    )
    return rows.first()


def systems_of(agency_ids: Collection[int]) -> QuerySet[ConnectedSystem]:
    """Every system that was ever let in for these agencies, newest first."""
    rows = ConnectedSystem.objects.select_related("account", "agency", "issued_by", "revoked_by")
    return rows.filter(agency_id__in=agency_ids).order_by("-issued_at", "-pk")


def answered_before(system_id: int, key: str) -> AnsweredRequest | None:
    """What a system was answered under a key of its own."""
    return AnsweredRequest.objects.filter(system_id=system_id, key=key).first()
