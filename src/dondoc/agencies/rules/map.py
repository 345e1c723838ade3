"""The map of a day (bản đồ đơn vị của một ngày): the tree as it stood, provinces at its roots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from dondoc.agencies.rules.chart import FIRST_DAY, Level


@dataclass(frozen=True)
class AgencyOnDay:
    """A unit as it was on a day: `name` as tables print it, `short_name` as running text names it.

    `level` is a value of chart.Level or ''. The version lasts over [valid_from, valid_to).
    """

    id: int
    code: str
    name: str
    short_name: str
    parent_id: int | None
    group: str | None
    group_position: int
    position: int
    kind: str = ""
    level: str = ""
    identifier: str = ""
    unit_code: str = ""
    valid_from: date = FIRST_DAY
    valid_to: date | None = None

    def exists_on(self, day: date) -> bool:
        """Whether this version lasts on a day; one that ended is named as it last was."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    @property
    def is_nation(self) -> bool:
        """A central body (trung ương)."""
        return self.level == Level.NATION


@dataclass(frozen=True)
class AgencyMap:
    """Every unit that existed on `on`, by id. A unit without a parent, or right below the centre (trung ương), is a
    province (tỉnh).
    """

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
    def roots(self) -> list[AgencyOnDay]:
        """The units that stand below nobody."""
        return self._children.get(None, [])

    @property
    def provinces(self) -> list[AgencyOnDay]:
        return [province for root in self.roots for province in self._topmost(root)]

    def _topmost(self, agency: AgencyOnDay) -> Iterator[AgencyOnDay]:
        """The unit, or in place of a central one what stands below it."""
        if not agency.is_nation:
            yield agency
            return
        for child in self.children_of(agency.id):
            yield from self._topmost(child)

    def by_code(self, code: str) -> AgencyOnDay | None:
        return next((a for a in self.by_id.values() if a.code == code), None)

    def children_of(self, agency_id: int) -> list[AgencyOnDay]:
        return self._children.get(agency_id, [])

    def below(self, agency_id: int) -> Iterator[AgencyOnDay]:
        """Every unit under one, top down, in the order of the tables."""
        for child in self.children_of(agency_id):
            yield child
            yield from self.below(child.id)

    def walk(self, top: AgencyOnDay | None = None) -> Iterator[tuple[int, AgencyOnDay]]:
        """Every unit, or one and all below it, with its depth, top down, in the order of the tables."""
        ahead = [(0, root) for root in ([top] if top else reversed(self.roots))]
        while ahead:
            depth, agency = ahead.pop()
            yield depth, agency
            ahead.extend((depth + 1, child) for child in reversed(self.children_of(agency.id)))

    def way_up(self, agency_id: int) -> list[AgencyOnDay]:
        """The unit and those above it, to the root."""
        path: list[AgencyOnDay] = []
        agency = self.by_id.get(agency_id)
        while agency is not None:
            path.append(agency)
            agency = self.by_id.get(agency.parent_id) if agency.parent_id is not None else None
        return path

    def province_of(self, agency_id: int) -> AgencyOnDay | None:
        return next((a for a in reversed(self.way_up(agency_id)) if not a.is_nation), None)

    def reporters(self, province_id: int) -> list[AgencyOnDay]:
        """The units of a province that stand in a group: those who report (đối tượng báo cáo), in table order."""
        standing = [a for a in self.below(province_id) if a.group is not None]
        return sorted(standing, key=lambda a: (a.group_position, a.position, a.code))
