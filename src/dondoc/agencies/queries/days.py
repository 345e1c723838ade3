"""Agencies on a day (đơn vị vào một ngày): the map, some of them, groups, versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from dondoc.agencies.models import Agency, AgencyVersion, GroupVersion
from dondoc.agencies.rules.chart import GroupName, GroupSpan
from dondoc.agencies.rules.map import AgencyMap, AgencyOnDay
from dondoc.base.prepared import Prepared, among
from dondoc.base.rules.wording import search_key

FIELDS = (
    "agency_id",
    "agency__code",
    "name",
    "short_name",
    "parent_id",
    "group__name",
    "position",
    "kind",
    "level",
    "identifier",
    "unit_code",
    "valid_from",
    "valid_to",
    "group_id",
)


def agency_map(on: date) -> AgencyMap:
    """The whole map as it stood on a day, in two queries."""
    places = dict(GroupVersion.objects.on(on).values_list("group_id", "position"))
    rows = AgencyVersion.objects.on(on).values_list(*FIELDS)
    return AgencyMap.of(on, [_agency(row, places) for row in rows])


def _agency(row: Any, places: Mapping[int, int]) -> AgencyOnDay:
    """FIELDS stand in the order of AgencyOnDay, without the group's place, its id behind them."""
    return AgencyOnDay(*[*row[:6], places.get(row[-1], 0), *row[6:-1]])


PLACES = ("group__versions__position", "group__versions__valid_from", "group__versions__valid_to")


def _versions(ids: Collection[int]) -> QuerySet[AgencyVersion, tuple[Any, ...]]:
    rows = AgencyVersion.objects.filter(among("agencies_agencyversion.agency_id", ids))
    # Of versions equally near the first is taken: the same one each time.
    return rows.order_by("pk", "group__versions").values_list(*FIELDS, *PLACES)


VERSIONS = Prepared(_versions)


def agencies_as_on(ids: Iterable[int], on: date) -> dict[int, AgencyOnDay]:
    """The given agencies as they were on a day; one that did not exist then as it was nearest to that day."""
    if not (wanted := list(ids)):
        return {}
    nearest: dict[int, tuple[tuple[int, int], tuple[Any, ...]]] = {}
    n = len(FIELDS)
    # A row for each version of the unit and of its group's place.
    for row in VERSIONS(wanted):
        place, begins, ends = row[n:]
        away = _days_away(row[n - 3], row[n - 2], on), 0 if place is None else _days_away(begins, ends, on)
        if row[0] not in nearest or away < nearest[row[0]][0]:
            nearest[row[0]] = away, row
    return {row[0]: _agency(row[:n], {row[n - 1]: row[n] or 0}) for _, row in nearest.values()}


def _days_away(valid_from: date, valid_to: date | None, on: date) -> int:
    """0 within the span."""
    return max((valid_from - on).days, 0) + max((on - valid_to).days + 1 if valid_to else 0, 0)


def units_of_kind(kind: str, parent_ids: Collection[int], on: date) -> set[int]:
    """The units of a kind right below some that stand on a day, without the whole map. One query."""
    standing = AgencyVersion.objects.on(on)
    above = standing.filter(agency_id__in=parent_ids).values("agency_id")
    return set(standing.filter(kind=kind, parent_id__in=above).values_list("agency_id", flat=True))


def groups_on(province: str, on: date) -> list[GroupSpan]:
    """The groups of a province on a day, in the order of its tables."""
    rows = GroupVersion.objects.on(on).filter(group__province__code=province).order_by("position", "group__name")
    return [
        GroupSpan(GroupName(province, name), position, begins, ends)
        for name, position, begins, ends in rows.values_list("group__name", "position", "valid_from", "valid_to")
    ]


def groups_with_members(province_id: int, on: date) -> list[str]:
    """The groups of a province in which somebody stood on a day, in the order of its tables; two queries."""
    rows = AgencyVersion.objects.on(on).filter(group__province_id=province_id)
    named = dict(rows.values_list("group_id", "group__name").distinct())
    places = dict(GroupVersion.objects.on(on).filter(group_id__in=named).values_list("group_id", "position"))
    return [named[id] for id in sorted(named, key=lambda id: (places.get(id, 0), named[id]))]


def versions_of(agency_id: int) -> list[AgencyVersion]:
    """Every version of a unit, newest first."""
    rows = AgencyVersion.objects.select_related("parent", "group").filter(agency_id=agency_id)
    return list(rows.order_by("-valid_from"))


@dataclass(frozen=True)
class Borne:
    """A name that a unit bears or bore (tên gọi theo thời gian)."""

    agency_id: int
    code: str
    name: str
    valid_to: date | None


# Taking the marks off 3,400 names is most of a search (20 of 30 ms); names seldom change.
_key = lru_cache(maxsize=32_768)(search_key)


def names_with(words: str) -> list[Borne]:
    """Every name in which the words stand, old ones too, without regard to marks; also codes and identifiers."""
    wanted = search_key(words)
    fields = (
        "agency_id",
        "agency__code",
        "name",
        "valid_to",
        "short_name",
        "identifier",
        "old_identifier",
        "unit_code",
    )
    rows = AgencyVersion.objects.order_by("-valid_from").values_list(*fields)
    return [Borne(*row[:4]) for row in rows if wanted in _key(" ".join((row[1], row[2], *row[4:])))]


def ids_of(codes: Iterable[str]) -> dict[str, int]:
    return dict(Agency.objects.filter(code__in=list(codes)).values_list("code", "id"))
