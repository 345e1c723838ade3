"""Set what a province allows with deadlines (quy định về gia hạn, tạm dừng)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dondoc.assignments.models import TaskPolicy
from dondoc.assignments.rules.asking import Limits
from dondoc.base.actions import write_audit


@transaction.atomic
def set_task_policy(
    *, actor_id: int | None, at: datetime, province_id: int | None, limits: Limits, legal_basis: str, valid_from: date
) -> TaskPolicy:
    """From a day on, so many extensions, so late, so far, and what a suspension does to the deadline."""
    policy, is_new = TaskPolicy.objects.get_or_create(
        province_id=province_id,
        valid_from=valid_from,
        defaults={**_columns(limits), "legal_basis": legal_basis, "recorded_at": at},
    )
    if is_new:
        detail = {"province": province_id, "basis": legal_basis, "from": valid_from, **_columns(limits)}
        write_audit(actor_id=actor_id, at=at, deed="set_task_policy", subject="task_policy", detail=detail)
    return policy


def _columns(limits: Limits) -> dict[str, Any]:
    days = {name: ",".join(map(str, getattr(limits, name))) for name in ("reminder_days", "ageing_days")}
    return {**asdict(limits), **days}
