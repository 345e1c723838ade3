"""Questions about agencies (đơn vị) on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dondoc.agencies.models import AgencyVersion
from dondoc.agencies.rules.map import AgencyMap, AgencyOnDay

FIELDS = (
    "agency_id",
    "agency__code",
    "name",
    "short_name",
    "parent_id",
    "group__name",
    "group__position",
    "position",
)


def agency_map(on: date) -> AgencyMap:
    """The whole map as it stood on a day, in one query."""
    return AgencyMap.of(on, (_agency(*row) for row in AgencyVersion.objects.on(on).values_list(*FIELDS)))


def _agency(
    id: int,
    code: str,
    name: str,
    short_name: str,
    parent_id: int | None,
    group: str | None,
    group_position: int | None,
    position: int,
) -> AgencyOnDay:
    return AgencyOnDay(id, code, name, short_name, parent_id, group, group_position or 0, position)


def agencies_as_on(ids: Iterable[int], on: date) -> dict[int, AgencyOnDay]:
    """The given agencies as they were on a day; one that did not exist then as it was nearest to that day."""
    nearest: dict[int, tuple[int, AgencyOnDay]] = {}
    rows = AgencyVersion.objects.filter(agency_id__in=list(ids)).values_list(*FIELDS, "valid_from", "valid_to")
    for *values, valid_from, valid_to in rows:
        agency = _agency(*values)
        away = max((valid_from - on).days, 0) + max((on - valid_to).days + 1 if valid_to else 0, 0)
        if agency.id not in nearest or away < nearest[agency.id][0]:
            nearest[agency.id] = (away, agency)
    return {id: agency for id, (_, agency) in nearest.items()}
