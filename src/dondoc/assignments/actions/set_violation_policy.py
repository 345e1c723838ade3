"""Set the rule on process violations (quy định về quy trình)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dondoc.assignments.models import ViolationPolicy
from dondoc.assignments.rules.process import RuleKind
from dondoc.base.actions import write_audit


@transaction.atomic
def set_violation_policy(
    *,
    actor_id: int | None,
    at: datetime,
    province_id: int | None,
    working_days: int,
    legal_basis: str,
    valid_from: date,
    kind: RuleKind = RuleKind.RESULT_NOT_TOLD,
) -> ViolationPolicy:
    """From a day on, the process asks for something within so many working days; in a province or in all."""
    policy, is_new = ViolationPolicy.objects.get_or_create(
        province_id=province_id,
        kind=kind,
        valid_from=valid_from,
        defaults={"working_days": working_days, "legal_basis": legal_basis, "recorded_at": at},
    )
    if is_new:
        detail = {"province": province_id, "kind": kind, "working_days": working_days, "basis": legal_basis}
        write_audit(actor_id=actor_id, at=at, deed="set_violation_policy", subject="violation_policy", detail=detail)
    return policy
