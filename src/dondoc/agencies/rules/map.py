"""The map of a day (bản đồ đơn vị của một ngày): the tree as it stood, provinces at its roots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class AgencyOnDay:
    """A unit as it was on a day: `name` as tables print it, `short_name` as running text names it."""

    id: int
    code: str
    name: str
    short_name: str
    parent_id: int | None
    group: str | None
    group_position: int
    position: int


@dataclass(frozen=True)
class AgencyMap:
    """Every unit that existed on `on`, by id. A unit without a parent is a province (tỉnh)."""

    on: date
    by_id: dict[int, AgencyOnDay]
    _children: dict[int | None, list[AgencyOnDay]] = field(repr=False)

    @classmethod
    def of(cls, on: date, agencies: Iterable[AgencyOnDay]) -> AgencyMap:
        ordered = sorted(agencies, key=lambda a: (a.group is None, a.group_position, a.position, a.code))
        by_id = {a.id: a for a in ordered}
        children: dict[int | None, list[AgencyOnDay]] = {}
        for a in ordered:
            children.setdefault(a.parent_id if a.parent_id in by_id else None, []).append(a)
        return cls(on, by_id, children)

    @property
    def provinces(self) -> list[AgencyOnDay]:
        return self._children.get(None, [])

    def by_code(self, code: str) -> AgencyOnDay | None:
        return next((a for a in self.by_id.values() if a.code == code), None)

    def children_of(self, agency_id: int) -> list[AgencyOnDay]:
        return self._children.get(agency_id, [])

    def below(self, agency_id: int) -> Iterator[AgencyOnDay]:
        """Every unit under one, top down, in the order of the tables."""
        for child in self.children_of(agency_id):
            yield child
            yield from self.below(child.id)

    def province_of(self, agency_id: int) -> AgencyOnDay | None:
        agency = self.by_id.get(agency_id)
        while agency is not None and agency.parent_id in self.by_id:
            agency = self.by_id[agency.parent_id] if agency.parent_id is not None else None
        return agency

    def reporters(self, province_id: int) -> list[AgencyOnDay]:
        """The units of a province that stand in a group: those who report (đối tượng báo cáo), in table order."""
        standing = [a for a in self.below(province_id) if a.group is not None]
        return sorted(standing, key=lambda a: (a.group_position, a.position, a.code))
