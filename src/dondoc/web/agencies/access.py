"""What of the tree a person may change, and the day that a page speaks of."""

from __future__ import annotations

from datetime import date

from dondoc.agencies.queries import agencies_as_on, agency_map, ids_of
from dondoc.agencies.rules.map import AgencyMap, AgencyOnDay
from dondoc.base.rules.refusals import NotFound
from dondoc.people.rules.rights import Right, Rights
from dondoc.web.frame.moment import day_asked
from dondoc.web.frame.request import OfficeRequest


def page_day(request: OfficeRequest) -> date:
    """The day in the address, also one to come; else the moment of the header."""
    asked, _ = day_asked(request.GET.get("ngay", ""))
    return asked or request.moment.as_of.on


def is_administrator(rights: Rights) -> bool:
    return bool(rights.agencies_for(Right.ADMINISTER))


def may_change(rights: Rights, agency: AgencyOnDay, day_map: AgencyMap) -> bool:
    """Administers the unit's province; of what stands above provinces, any administrator."""
    held = rights.agencies_for(Right.ADMINISTER)
    province = day_map.province_of(agency.id)
    return province.id in held if province else bool(held)


def agency_on(code: str, on: date) -> tuple[AgencyOnDay, AgencyMap, bool]:
    """A unit on a day with the map of that day; where it does not exist then, as it was nearest. Else NotFound.

    The last tells whether it exists on the day.
    """
    day_map = agency_map(on)
    found = day_map.by_code(code)
    if found is not None:
        return found, day_map, True
    nearest = next(iter(agencies_as_on(ids_of([code]).values(), on).values()), None)
    if nearest is None:
        raise NotFound("Không tìm thấy đơn vị này.")
    return nearest, day_map, False
