"""Electronic identifiers and our agencies (mã định danh, đơn vị trong hệ thống), and who may see their messages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dondoc.agencies.models import AgencyVersion
from dondoc.agencies.queries import agency_map
from dondoc.people.rules.rights import Right, Rights


@dataclass(frozen=True)
class Place:
    """An agency of ours by its identifier, with the province that it stands in."""

    agency_id: int
    province_id: int


def places_of(identifiers: Iterable[str], on: date) -> dict[str, Place]:
    """Our agencies that bear the identifiers on a day, new or old style; others are not in it."""
    asked = {one for one in identifiers if one}
    rows = AgencyVersion.objects.on(on).filter(Q(identifier__in=asked) | Q(old_identifier__in=asked))
    borne = {
        told: agency_id
        for agency_id, *both in rows.values_list("agency_id", "identifier", "old_identifier")
        for told in both
        if told in asked
    }
    if not borne:
        return {}
    day_map = agency_map(on)
    found = {told: (agency_id, day_map.province_of(agency_id)) for told, agency_id in borne.items()}
    return {told: Place(agency_id, province.id) for told, (agency_id, province) in found.items() if province}


def identifier_of(agency_id: int, on: date) -> str:
    """The identifier by which an agency sends on a day: the new one, else the old one, else ''."""
    row = AgencyVersion.objects.on(on).filter(agency_id=agency_id).values_list("identifier", "old_identifier").first()
    return next((told for told in row or () if told), "")


def scope_of(rights: Rights) -> frozenset[int]:
    """The provinces whose messages a person sees: the Office's (theo dõi), the administrator's (quản trị)."""
    return rights.agencies_for(Right.MONITOR) | rights.agencies_for(Right.ADMINISTER)
