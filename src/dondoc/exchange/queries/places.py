"""Electronic identifiers and our agencies (mã định danh, đơn vị trong hệ thống), and who may see their messages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from dondoc.agencies.models import AgencyVersion
from dondoc.agencies.queries import agency_map
from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.exchange.models import InMessage
from dondoc.exchange.rules.envelope import Organ
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


def identifiers_of(agency_ids: Iterable[int], on: date) -> dict[int, str]:
    """The identifier by which each agency is addressed on a day, new style before old; one without is not in it."""
    rows = AgencyVersion.objects.on(on).filter(agency_id__in=list(agency_ids))
    told = rows.values_list("agency_id", "identifier", "old_identifier")
    return {agency_id: new or old for agency_id, new, old in told if new or old}


def named_organ(organ: Organ, on: date) -> Organ:
    """A sender or receiver with its name: its own word, else our agency's name, else as it last called itself."""
    if organ.organ_name:
        return organ
    borne = Q(identifier=organ.organ_id) | Q(old_identifier=organ.organ_id)
    ours = AgencyVersion.objects.on(on).filter(borne).values_list("name", flat=True)
    theirs = InMessage.objects.filter(sender_id=organ.organ_id).exclude(sender_name="")
    known = ours.first() or theirs.order_by("-pk").values_list("sender_name", flat=True).first()
    return replace(organ, organ_name=known or "")


def addressed(province_ids: Iterable[int], on: date) -> list[AgencyOnDay]:
    """The agencies of provinces that bear an identifier on a day: the province first, then as in its tables."""
    day_map = agency_map(on)
    found = []
    for province_id in sorted(province_ids):
        if province_id in day_map.by_id:
            ours = [day_map.by_id[province_id], *day_map.below(province_id)]
            found += sorted(ours, key=lambda one: (one.id != province_id, one.group_position, one.position, one.code))
    told = identifiers_of([one.id for one in found], on)
    return [one for one in found if one.id in told]


def province_of(agency_id: int, on: date) -> int | None:
    """The province that an agency stands in on a day."""
    found = agency_map(on).province_of(agency_id)
    return found.id if found else None


def may_send_for(rights: Rights, agency_id: int, province_id: int | None) -> bool:
    """May a person send an agency's messages: its records clerk (văn thư), or whoever looks after its province?"""
    return rights.has(Right.SIGN, agency_id) or province_id in scope_of(rights)


def scope_of(rights: Rights) -> frozenset[int]:
    """The provinces whose messages a person sees: the Office's (theo dõi), the administrator's (quản trị)."""
    return rights.agencies_for(Right.MONITOR) | rights.agencies_for(Right.ADMINISTER)
