"""The plan of an import (kế hoạch nhập đơn vị): what a checked file adds and corrects, and what stands already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dondoc.agencies.rules.chart import (
    Change,
    Chart,
    GroupName,
    GroupSpan,
    Version,
    changes_between,
    key_of,
)
from dondoc.agencies.rules.import_checks import checked_drafts
from dondoc.agencies.rules.import_rows import Draft
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
    """What to write. `groups`: groups that are new, moved, or found to be older; `versions`: new and corrected ones."""

    codes: list[str]
    groups: list[Change[GroupSpan]]
    versions: list[Change[Version]]
    n_unchanged: int

    @property
    def is_empty(self) -> bool:
        return not (self.codes or self.groups or self.versions)

    @property
    def corrections(self) -> list[Correction]:
        return [_correction(c.before, c.after) for c in self.versions if c.before and c.after]


def plan_import(table: Table, stored: Chart) -> Plan:
    """Compare a file with what is stored. Raises CannotImportAgencies with all that is wrong in the file."""
    drafts, timelines = checked_drafts(table, stored)
    if table.problems:
        raise CannotImportAgencies(table.problems.reasons())
    names = _named_groups(drafts, stored, timelines)
    versions = {version.key: version for version in _placed_versions(drafts, names, stored)}
    rows = {draft.row: draft for draft in drafts}
    numerals = {names[row]: draft.numeral for row, draft in rows.items() if draft.numeral and row in names}
    spans = _spans(stored, numerals, versions.values())
    _check_ended_groups(table, drafts, names, spans)
    if table.problems:
        raise CannotImportAgencies(table.problems.reasons())
    changes = changes_between(stored.versions, {**stored.versions, **versions})
    return Plan(
        codes=list(dict.fromkeys(code for code, _ in versions if code not in stored.codes)),
        groups=changes_between(stored.groups, {span.key: span for listed in spans.values() for span in listed}),
        versions=changes,
        n_unchanged=len(versions) - len(changes),
    )


def _named_groups(drafts: list[Draft], stored: Chart, timelines: Timelines) -> dict[int, GroupName]:
    """The group of each row, spelled as it is known already."""
    spelled = {key_of(name): name for name, _ in stored.groups}
    of_row: dict[int, GroupName] = {}
    for draft in drafts:
        province = timelines.province_of(draft.code, draft.valid_from) if draft.group else None
        if province is not None:
            said = GroupName(province, draft.group)
            of_row[draft.row] = spelled.setdefault(key_of(said), said)
    return of_row


def _spans(
    stored: Chart, numerals: dict[GroupName, int], versions: Iterable[Version]
) -> dict[GroupName, list[GroupSpan]]:
    """Every group with its spans. A numeral is the place of its last span; a new group without one comes after all
    others of its province; a group begins no later than its first member.
    """
    spans: dict[GroupName, list[GroupSpan]] = {}
    for span in sorted(stored.groups.values(), key=lambda s: s.valid_from):
        spans.setdefault(span.group, []).append(span)
    for group, listed in spans.items():
        listed[-1] = replace(listed[-1], position=numerals.get(group, listed[-1].position))
    for version in versions:
        if (name := version.group) is None:
            continue
        if name not in spans:
            position = numerals.get(name) or _last_place(name.province, numerals, spans) + 1
            spans[name] = [GroupSpan(name, position, version.valid_from, None)]
        elif spans[name][0].valid_from > version.valid_from:
            spans[name][0] = replace(spans[name][0], valid_from=version.valid_from)
    return spans


def _last_place(province: str, numerals: dict[GroupName, int], spans: dict[GroupName, list[GroupSpan]]) -> int:
    places = {**{name: listed[-1].position for name, listed in spans.items()}, **numerals}
    return max((place for name, place in places.items() if name.province == province), default=0)


def _check_ended_groups(
    table: Table, drafts: list[Draft], names: dict[int, GroupName], spans: dict[GroupName, list[GroupSpan]]
) -> None:
    for draft in drafts:
        end = spans[names[draft.row]][-1].valid_to if draft.row in names else None
        if end and (draft.valid_to is None or draft.valid_to > end):
            message = f"nhóm '{draft.group}' chỉ có {spans[names[draft.row]][-1].words()}; hãy chọn nhóm khác"
            table.problem(draft.row, "group", message)


def _placed_versions(drafts: list[Draft], groups: dict[int, GroupName], stored: Chart) -> list[Version]:
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
                level=draft.level,
                **draft.described,
            )
        )
    return placed


def _correction(before: Version, after: Version) -> Correction:
    known = vars(before)
    changes = {name: (known[name], value) for name, value in vars(after).items() if known[name] != value}
    return Correction(after.code, after.valid_from, changes)
