"""What may be done to agencies (việc sắp xếp tổ chức), as plain values: each with its first day and legal basis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar


class Link(StrEnum):
    """How a unit is followed by another (quan hệ kế thừa)."""

    MERGED_INTO = "merged_into"
    SPLIT_INTO = "split_into"
    REPLACED_BY = "replaced_by"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return _LINKS[self]


_LINKS = {
    Link.MERGED_INTO: "sáp nhập vào",
    Link.SPLIT_INTO: "chia, tách thành",
    Link.REPLACED_BY: "được thay bằng",
    Link.CLOSED: "giải thể",
}


@dataclass(frozen=True)
class Description:
    """What a unit is called and bears (tên, loại hình, mã, liên hệ). `level` is a value of chart.Level or ''."""

    name: str
    short_name: str = ""
    kind: str = ""
    level: str = ""
    identifier: str = ""
    old_identifier: str = ""
    unit_code: str = ""
    phone: str = ""
    email: str = ""

    @property
    def words(self) -> dict[str, str]:
        """By field name; a unit without a name for running text is called there as in tables."""
        return {**vars(self), "short_name": self.short_name or self.name}


@dataclass(frozen=True)
class NewUnit:
    """A unit to be founded (đơn vị mới). `position` None: after all others of its group."""

    code: str
    description: Description
    parent: str = ""
    group: str = ""
    position: int | None = None


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Something done to the tree from a day on (một việc). `on` is its first day, `legal_basis` the decision."""

    on: date
    legal_basis: str
    name: ClassVar[str]
    title: ClassVar[str]


@dataclass(frozen=True, kw_only=True)
class Create(Deed):
    unit: NewUnit
    name = "create"
    title = "Thành lập đơn vị"


@dataclass(frozen=True, kw_only=True)
class Rename(Deed):
    """New words about a unit: names, kind, identifiers, contacts (đổi tên, loại hình, mã, liên hệ)."""

    code: str
    description: Description
    name = "rename"
    title = "Đổi tên, thông tin"


@dataclass(frozen=True, kw_only=True)
class Move(Deed):
    """Below another unit. `group` '': keep its group; in another province the group of the same name."""

    code: str
    parent: str
    group: str = ""
    name = "move"
    title = "Chuyển cấp trên"


@dataclass(frozen=True, kw_only=True)
class Regroup(Deed):
    """Into another group or to another place. `group` '': in none. `position` None: after all others."""

    code: str
    group: str
    position: int | None = None
    name = "regroup"
    title = "Chuyển nhóm, thứ tự"


@dataclass(frozen=True, kw_only=True)
class Merge(Deed):
    """Units end and one follows them, which exists (its code) or is founded by this deed. What is below passes on."""

    codes: tuple[str, ...]
    into: str | NewUnit
    name = "merge"
    title = "Sáp nhập"


@dataclass(frozen=True, kw_only=True)
class Split(Deed):
    """One unit into new ones. `keeps`: it goes on beside them. `children`: who goes to which new unit; the others
    stay with the unit, or go to the first new one when it ends.
    """

    code: str
    parts: tuple[NewUnit, ...]
    keeps: bool = False
    children: Mapping[str, str] = field(default_factory=dict)
    name = "split"
    title = "Chia, tách"


@dataclass(frozen=True, kw_only=True)
class Dissolve(Deed):
    """Units end without being merged. `replaced_by`: who takes over what is below and what is open; '' for nobody."""

    codes: tuple[str, ...]
    replaced_by: str = ""
    name = "dissolve"
    title = "Giải thể"


@dataclass(frozen=True, kw_only=True)
class SetGroup(Deed):
    """A group of a province stands at a place; a new one is opened. `new_name`: it goes on under that name."""

    province: str
    group: str
    position: int
    new_name: str = ""
    name = "set_group"
    title = "Mở, đổi tên, đổi thứ tự nhóm"


@dataclass(frozen=True, kw_only=True)
class CloseGroup(Deed):
    """A group ends; nobody may stand in it any more."""

    province: str
    group: str
    name = "close_group"
    title = "Bỏ nhóm"


TITLES = {
    deed.name: deed.title for deed in (Create, Rename, Move, Regroup, Merge, Split, Dissolve, SetGroup, CloseGroup)
}
