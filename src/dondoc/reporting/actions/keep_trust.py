"""Who keeps the trusted roots (quản trị chứng thư gốc tin cậy): the administrator, and nobody else."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.reporting.queries import check_installation_keeper
from dondoc.signing.actions import add_anchor, withdraw_anchor
from dondoc.signing.models import TrustAnchor, TrustWithdrawal


@transaction.atomic
def trust_root(*, actor_id: int | None, at: datetime, data: bytes, valid_from: datetime, basis: str) -> TrustAnchor:
    """Trust a root from a moment on (thêm chứng thư gốc). Raises CannotKeepTrust, NotAdministrator."""
    check_installation_keeper(actor_id, at)
    return add_anchor(actor_id=actor_id, at=at, data=data, valid_from=valid_from, basis=basis)


@transaction.atomic
def stop_trusting_root(*, actor_id: int | None, at: datetime, anchor_id: int, reason: str) -> TrustWithdrawal:
    """Trust a root no longer (thôi tin cậy). Raises CannotKeepTrust, NotAdministrator, NotFound."""
    check_installation_keeper(actor_id, at)
    return withdraw_anchor(actor_id=actor_id, at=at, anchor_id=anchor_id, reason=reason)
