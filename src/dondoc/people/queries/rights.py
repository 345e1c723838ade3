"""What a person may do on a day (quyền), and who enters for an agency."""

from __future__ import annotations

from datetime import date

from dondoc.people.models import Grant
from dondoc.people.rules.rights import Right, Rights


def rights_of(user_id: int, on: date) -> Rights:
    """Everything a person may do on a day. Nothing, for an account that is not in use."""
    rows = Grant.objects.on(on).filter(user_id=user_id, user__is_active=True).values_list("right", "agency_id")
    return Rights(user_id, frozenset((Right(right), agency_id) for right, agency_id in rows))


def officers_of(agency_id: int, on: date) -> dict[int, str]:
    """Names by id of those who enter or approve for an agency on a day."""
    rights = (Right.ENTER.value, Right.APPROVE.value)
    rows = Grant.objects.on(on).filter(agency_id=agency_id, right__in=rights, user__is_active=True)
    return dict(rows.order_by("user__full_name").values_list("user_id", "user__full_name"))


def holders_of(right: Right, agency_id: int, on: date) -> dict[int, str]:
    """Names by id of those who hold a right for an agency on a day."""
    rows = Grant.objects.on(on).filter(agency_id=agency_id, right=right.value, user__is_active=True)
    return dict(rows.order_by("user__full_name").values_list("user_id", "user__full_name"))
