"""Lay down a rule for a province's tasks (ban hành quy định): by its administrator, from a day on, by a document."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.agencies.models import Agency
from dondoc.assignments.actions.set_task_policy import set_task_policy
from dondoc.assignments.actions.set_violation_policy import set_violation_policy
from dondoc.assignments.models import TaskPolicy, ViolationPolicy
from dondoc.assignments.rules.asking import Limits
from dondoc.assignments.rules.policies import (
    Basis,
    reasons_against_basis,
    reasons_against_limits,
    reasons_against_rule,
)
from dondoc.assignments.rules.process import RuleKind
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right

TAKEN = Reason("Đã có quy định áp dụng từ ngày này; chọn ngày khác.", "Áp dụng từ ngày")


class CannotLayDown(Refused):
    """Refused: no basis, a day that has passed or is taken, or a figure that cannot be."""


@transaction.atomic
def lay_down_limits(*, actor_id: int, at: datetime, province_id: int, limits: Limits, basis: Basis) -> TaskPolicy:
    """A new row of limits beside the old ones. Raises NotFound, CannotLayDown with every reason."""
    _administered(actor_id, at, province_id)
    reasons = [*reasons_against_basis(basis, on=day_of(at)), *reasons_against_limits(limits)]
    rows = TaskPolicy.objects.filter(province_id=province_id)
    reasons += [TAKEN for _ in rows.filter(valid_from=basis.valid_from or day_of(at)) if basis.valid_from]
    if reasons or basis.valid_from is None:
        raise CannotLayDown(reasons)
    return set_task_policy(
        actor_id=actor_id,
        at=at,
        province_id=province_id,
        limits=limits,
        legal_basis=basis.legal_basis.strip(),
        valid_from=basis.valid_from,
    )


@transaction.atomic
def lay_down_rule(
    *, actor_id: int, at: datetime, province_id: int, kind: RuleKind, days: int, basis: Basis
) -> ViolationPolicy:
    """A new row of one rule on the process; 0 days takes the rule back. Raises NotFound, CannotLayDown."""
    _administered(actor_id, at, province_id)
    reasons = [*reasons_against_basis(basis, on=day_of(at)), *reasons_against_rule(kind, days)]
    rows = ViolationPolicy.objects.filter(province_id=province_id, kind=kind)
    reasons += [TAKEN for _ in rows.filter(valid_from=basis.valid_from or day_of(at)) if basis.valid_from]
    if reasons or basis.valid_from is None:
        raise CannotLayDown(reasons)
    return set_violation_policy(
        actor_id=actor_id,
        at=at,
        province_id=province_id,
        kind=kind,
        working_days=days,
        legal_basis=basis.legal_basis.strip(),
        valid_from=basis.valid_from,
    )


def _administered(actor_id: int, at: datetime, province_id: int) -> None:
    if not rights_of(actor_id, day_of(at)).has(Right.ADMINISTER, province_id):
        raise NotFound("Không tìm thấy trang này.")
    Agency.objects.select_for_update().get(pk=province_id)  # two at once: the second sees the first's row
