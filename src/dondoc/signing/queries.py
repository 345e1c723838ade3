"""Questions of signing (câu hỏi về chữ ký số): whom was trusted at a moment, what was found about a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet

from dondoc.signing.models import TrustAnchor, Verification


def anchors_in_force(at: datetime) -> QuerySet[TrustAnchor]:
    """The roots that the office trusted at a moment (chứng thư gốc tin cậy), by name."""
    still = Q(withdrawal__isnull=True) | Q(withdrawal__withdrawn_at__gt=at)
    return TrustAnchor.objects.filter(still, valid_from__lte=at, added_at__lte=at).order_by("name", "pk")


def anchors_at(at: datetime) -> tuple[bytes, ...]:
    """The same as certificates in DER."""
    return tuple(bytes(der) for der in anchors_in_force(at).values_list("certificate", flat=True))


def known_anchors(at: datetime) -> QuerySet[TrustAnchor]:
    """Every root that had been entered by a moment, newest first, each with its withdrawal if there is one."""
    return TrustAnchor.objects.filter(added_at__lte=at).select_related("withdrawal").order_by("-added_at", "-pk")


def newest_verifications() -> Iterator[tuple[str, str]]:
    """The hash of each file that was ever checked, with the indication of its newest check."""
    rows = Verification.objects.order_by("sha256", "checked_at", "pk").values_list("sha256", "indication_hint")
    yield from dict(rows.iterator()).items()


def verifications_of(sha256: str, at: datetime) -> QuerySet[Verification]:
    """The checks of a file by a moment, newest first (các lần kiểm tra)."""
    return Verification.objects.filter(sha256=sha256, checked_at__lte=at).order_by("-checked_at", "-pk")
