"""Questions about people (cán bộ): their rights on a day."""

from __future__ import annotations

from datetime import date

from dondoc.people.models import Grant
from dondoc.people.rules.rights import Right, Rights


def rights_of(user_id: int, on: date) -> Rights:
    """Everything a person may do on a day. Nothing, for an account that is not in use."""
    rows = Grant.objects.on(on).filter(user_id=user_id, user__is_active=True).values_list("right", "agency_id")
    return Rights(user_id, frozenset((Right(right), agency_id) for right, agency_id in rows))
