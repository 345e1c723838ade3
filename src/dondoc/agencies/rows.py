"""The chart as rows of the tables (sơ đồ trong cơ sở dữ liệu): read whole, written by its changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from dondoc.agencies.models import Agency, AgencyVersion, Group, GroupVersion
from dondoc.agencies.rules.chart import Change, Chart, GroupName, GroupSpan, Stored, Version
from dondoc.base.models import AuditHead
from dondoc.base.rules.seals import FIRST_SEAL

BATCH = 500
DESCRIBING = ("name", "short_name", "kind", "level", "identifier", "old_identifier", "unit_code", "phone", "email")
VERSION_FIELDS = (*DESCRIBING, "parent", "group", "position", "valid_to")
GROUP_FIELDS = ("position", "valid_to")

Progress = Callable[[int, int], None]


def lock_agencies() -> None:
    """One change of the tree at a time: two deeds at once would each check a chart without the other's rows.

    The log's head is locked, which every deed needs in the end anyway.
    """
    AuditHead.objects.select_for_update().get_or_create(pk=1, defaults={"seal": FIRST_SEAL})


def stored_chart() -> Chart:
    """Everything that is known of agencies: three queries."""
    places = ("agency__code", "parent__code", "group__province__code", "group__name", "position")
    rows = AgencyVersion.objects.values_list(*places, "valid_from", "valid_to", *DESCRIBING)
    versions = (
        Version(
            code=code,
            parent=parent,
            group=GroupName(province, group) if group else None,
            position=position,
            valid_from=begins,
            valid_to=ends,
            **dict(zip(DESCRIBING, words, strict=True)),
        )
        for code, parent, province, group, position, begins, ends, *words in rows
    )
    groups = GroupVersion.objects.values_list(
        "group__province__code", "group__name", "position", "valid_from", "valid_to"
    )
    return Chart.of(
        versions,
        (GroupSpan(GroupName(code, name), position, begins, ends) for code, name, position, begins, ends in groups),
        Agency.objects.values_list("code", flat=True),
    )


def write_changes(
    versions: Sequence[Change[Version]],
    groups: Sequence[Change[GroupSpan]],
    at: datetime,
    progress: Progress | None = None,
) -> None:
    """Make the tables say what the changes say; call it under `lock_agencies`."""
    codes = dict.fromkeys(change.after.code for change in versions if change.after)
    ids = dict(Agency.objects.values_list("code", "id"))
    Agency.objects.bulk_create(
        [Agency(code=code, recorded_at=at) for code in codes if code not in ids], batch_size=BATCH
    )
    ids = dict(Agency.objects.values_list("code", "id"))
    group_ids = _group_ids(groups, ids)
    for group in _gone(groups):
        GroupVersion.objects.filter(group_id=group_ids[group.group], valid_from=group.valid_from).delete()
    spans = [
        GroupVersion(
            group_id=group_ids[s.group],
            position=s.position,
            valid_from=s.valid_from,
            valid_to=s.valid_to,
            recorded_at=at,
        )
        for s in _standing(groups)
    ]
    _put(GroupVersion, spans, ["group", "valid_from"], GROUP_FIELDS)
    for gone in _gone(versions):
        AgencyVersion.objects.filter(agency__code=gone.code, valid_from=gone.valid_from).delete()
    standing = list(_standing(versions))
    for start in range(0, len(standing), BATCH):
        batch = [_version_row(version, ids, group_ids, at) for version in standing[start : start + BATCH]]
        _put(AgencyVersion, batch, ["agency", "valid_from"], VERSION_FIELDS)
        if progress:
            progress(start + len(batch), len(standing))


def _group_ids(groups: Iterable[Change[GroupSpan]], ids: dict[str, int]) -> dict[GroupName, int]:
    named = {span.group for change in groups for span in (change.before, change.after) if span}
    Group.objects.bulk_create(
        [Group(province_id=ids[g.province], name=g.name) for g in sorted(named)], ignore_conflicts=True
    )
    return {GroupName(code, name): id for code, name, id in Group.objects.values_list("province__code", "name", "id")}


def _gone(changes: Iterable[Change[Stored]]) -> Iterable[Stored]:
    return (change.before for change in changes if change.before and change.after is None)


def _standing(changes: Iterable[Change[Stored]]) -> Iterable[Stored]:
    return (change.after for change in changes if change.after)


def _put(model: type[Model], rows: list[Any], unique: list[str], fields: Sequence[str]) -> None:
    model._default_manager.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=unique, update_fields=list(fields)
    )


def _version_row(version: Version, ids: dict[str, int], groups: dict[GroupName, int], at: datetime) -> AgencyVersion:
    return AgencyVersion(
        recorded_at=at,
        agency_id=ids[version.code],
        parent_id=ids[version.parent] if version.parent else None,
        group_id=groups[version.group] if version.group else None,
        position=version.position,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        **{name: getattr(version, name) for name in DESCRIBING},
    )
