"""The chart over time (sơ đồ đơn vị theo thời gian): every version of every unit and group, by code."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from dondoc.agencies.rules.timelines import Span, Timelines
from dondoc.base.rules.wording import same_name_key, screen_date

# Where nothing is said since when: before anything that the system counts.
FIRST_DAY = date(1900, 1, 1)


class Level(StrEnum):
    """The tier of government that a unit belongs to (cấp). Source: Luật 72/2025/QH15 (no district since 01/7/2025)."""

    NATION = "nation"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"

    @property
    def label(self) -> str:
        return _LEVELS[self]


_LEVELS = {
    Level.NATION: "trung ương",
    Level.PROVINCE: "cấp tỉnh",
    Level.DISTRICT: "cấp huyện",
    Level.COMMUNE: "cấp xã",
}


class GroupName(NamedTuple):
    """A group is known by its province's code and its name."""

    province: str
    name: str


def key_of(group: GroupName) -> GroupName:
    """The group as names compare: case, spaces and the way of writing marks do not part it in two."""
    return GroupName(group.province, same_name_key(group.name))


@dataclass(frozen=True)
class Version:
    """What a unit is over [valid_from, valid_to): the table AgencyVersion with codes in place of keys."""

    code: str
    name: str
    short_name: str
    parent: str | None
    group: GroupName | None
    position: int
    valid_from: date
    valid_to: date | None
    kind: str = ""
    level: str = ""
    identifier: str = ""
    old_identifier: str = ""
    unit_code: str = ""
    phone: str = ""
    email: str = ""

    @property
    def key(self) -> tuple[str, date]:
        return self.code, self.valid_from

    @property
    def span(self) -> Span:
        return Span(self.code, self.parent, self.valid_from, self.valid_to, is_nation=self.level == Level.NATION)

    def is_in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or self.valid_to > on)


@dataclass(frozen=True)
class GroupSpan:
    """From when to when a group stands in the tables of its province, and at which place."""

    group: GroupName
    position: int
    valid_from: date
    valid_to: date | None

    @property
    def key(self) -> tuple[GroupName, date]:
        return self.group, self.valid_from

    def is_in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or self.valid_to > on)

    def words(self) -> str:
        """'từ 01/07/2025', 'từ 01/01/1900 đến trước 01/07/2025'."""
        end = f" đến trước {screen_date(self.valid_to)}" if self.valid_to else ""
        return f"từ {screen_date(self.valid_from)}{end}"


Stored = TypeVar("Stored", Version, GroupSpan)


@dataclass(frozen=True)
class Change(Generic[Stored]):
    """One row before and after (thay đổi), under the same key: None before, it is new; None after, it goes."""

    before: Stored | None
    after: Stored | None


@dataclass(frozen=True)
class Chart:
    """Everything known about who exists when. `codes`: also of units that have no version (any more)."""

    codes: frozenset[str] = frozenset()
    versions: Mapping[tuple[str, date], Version] = field(default_factory=dict)
    groups: Mapping[tuple[GroupName, date], GroupSpan] = field(default_factory=dict)

    @classmethod
    def of(cls, versions: Iterable[Version], groups: Iterable[GroupSpan], codes: Iterable[str] = ()) -> Chart:
        by_key = {version.key: version for version in versions}
        return cls(frozenset(codes) | {code for code, _ in by_key}, by_key, {group.key: group for group in groups})

    def timelines(self) -> Timelines:
        return Timelines(version.span for version in self.versions.values())

    def at(self, code: str, on: date) -> Version | None:
        """The version of a unit in force on a day."""
        return next((v for v in self.versions.values() if v.code == code and v.is_in_force(on)), None)

    def spans_of(self, group: GroupName) -> list[GroupSpan]:
        return sorted((s for s in self.groups.values() if s.group == group), key=lambda s: s.valid_from)

    def groups_on(self, province: str, on: date) -> list[GroupSpan]:
        """The groups of a province on a day, in the order of its tables."""
        listed = (s for s in self.groups.values() if s.group.province == province and s.is_in_force(on))
        return sorted(listed, key=lambda s: (s.position, s.group.name))


Key = TypeVar("Key", bound=Hashable)


def changes_between(before: Mapping[Key, Stored], after: Mapping[Key, Stored]) -> list[Change[Stored]]:
    """The rows to write so that `before` becomes `after`."""
    gone_or_other = [Change(row, after.get(key)) for key, row in before.items() if after.get(key) != row]
    return gone_or_other + [Change(None, row) for key, row in after.items() if key not in before]
