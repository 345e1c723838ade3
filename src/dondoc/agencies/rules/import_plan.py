"""The plan of an import (kế hoạch nhập đơn vị): what a checked file adds and corrects, and what stands already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dondoc.agencies.rules.import_checks import checked_drafts
from dondoc.agencies.rules.import_rows import Draft, GroupName, Stored, Version, key_of
from dondoc.agencies.rules.timelines import Timelines
from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.tables import Table


class CannotImportAgencies(Refused):
    """A file of agencies refused (không nhập được danh sách đơn vị), with every row and column to mend."""


@dataclass(frozen=True)
class Correction:
    """A stored version that the file says otherwise: per field, the words before and after."""

    code: str
    valid_from: date
    changes: dict[str, tuple[object, object]]


@dataclass(frozen=True)
class Plan:
    """What to write. `groups`: places of groups that are new or moved; `versions`: new and corrected ones."""

    codes: list[str]
    groups: dict[GroupName, int]
    versions: list[Version]
    corrections: list[Correction]
    n_unchanged: int

    @property
    def is_empty(self) -> bool:
        return not (self.codes or self.groups or self.versions)


def plan_import(table: Table, stored: Stored) -> Plan:
    """Compare a file with what is stored. Raises CannotImportAgencies with all that is wrong in the file."""
    drafts, timelines = checked_drafts(table, stored)
    if table.problems:
        raise CannotImportAgencies(table.problems.reasons())
    groups, places = _placed_groups(drafts, stored, timelines)
    versions = _placed_versions(drafts, groups, stored)
    changed = [v for v in versions if stored.versions.get((v.code, v.valid_from)) != v]
    return Plan(
        codes=list(dict.fromkeys(v.code for v in versions if v.code not in stored.codes)),
        groups=places,
        versions=changed,
        corrections=[c for c in (_correction(v, stored) for v in changed) if c],
        n_unchanged=len(versions) - len(changed),
    )


def _placed_groups(
    drafts: list[Draft], stored: Stored, timelines: Timelines
) -> tuple[dict[int, GroupName], dict[GroupName, int]]:
    """The group of each row, and the places of groups that are not yet where the file puts them.

    A numeral is the place; a group without one keeps its place, or comes after all others of its province.
    """
    spelled = {key_of(name): name for name in stored.groups}
    of_row: dict[int, GroupName] = {}
    numerals: dict[GroupName, int] = {}
    for draft in drafts:
        province = timelines.province_of(draft.code, draft.valid_from)
        if not draft.group or province is None:
            continue
        said = GroupName(province, draft.group)
        name = spelled.setdefault(key_of(said), said)
        of_row[draft.row] = name
        if draft.numeral is not None:
            numerals[name] = draft.numeral
    places = {**stored.groups, **numerals}
    for name in of_row.values():
        if name not in places:
            last = max((place for other, place in places.items() if other.province == name.province), default=0)
            places[name] = last + 1
    return of_row, {name: place for name, place in places.items() if stored.groups.get(name) != place}


def _placed_versions(drafts: list[Draft], groups: dict[int, GroupName], stored: Stored) -> list[Version]:
    """Each row with its place in its group: as said, as stored, or after all that stand there already."""
    last: dict[GroupName | str | None, int] = {}
    for version in stored.versions.values():
        scope = version.group or version.parent
        last[scope] = max(last.get(scope, 0), version.position)
    placed = []
    for draft in drafts:
        group = groups.get(draft.row)
        scope = group or draft.parent
        position = draft.order
        if position is None:
            known = stored.versions.get((draft.code, draft.valid_from))
            position = known.position if known else last.get(scope, 0) + 1
        last[scope] = max(last.get(scope, 0), position)
        placed.append(
            Version(
                draft.code,
                draft.name,
                draft.short_name,
                draft.parent,
                group,
                position,
                draft.valid_from,
                draft.valid_to,
            )
        )
    return placed


def _correction(version: Version, stored: Stored) -> Correction | None:
    known = stored.versions.get((version.code, version.valid_from))
    if known is None:
        return None
    before = vars(known)
    changes = {name: (before[name], after) for name, after in vars(version).items() if before[name] != after}
    return Correction(version.code, version.valid_from, changes)
