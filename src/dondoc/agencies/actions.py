"""Deeds about agencies: take a list of them in (nhập danh sách đơn vị)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from dondoc.agencies.models import Agency, AgencyVersion, Group
from dondoc.agencies.rules.import_plan import CannotImportAgencies, Plan, plan_import
from dondoc.agencies.rules.import_rows import FIELDS, GroupName, Stored, Version
from dondoc.base.actions import write_audit
from dondoc.base.models import AuditHead
from dondoc.base.rules.seals import FIRST_SEAL
from dondoc.base.rules.tables import scan_table

__all__ = ["CannotImportAgencies", "ImportResult", "import_agencies"]

BATCH = 500


@dataclass(frozen=True)
class ImportResult:
    """What an import did (kết quả nhập): all zero but `n_unchanged` when the file says nothing new."""

    n_agencies: int
    n_versions: int
    n_corrected: int
    n_groups: int
    n_unchanged: int

    @property
    def changed_anything(self) -> bool:
        return bool(self.n_agencies or self.n_versions or self.n_corrected or self.n_groups)


def import_agencies(
    *,
    actor_id: int | None,
    at: datetime,
    data: bytes,
    name: str,
    progress: Callable[[int, int], None] | None = None,
) -> ImportResult:
    """Take in a file of agencies (nhập danh sách đơn vị từ tệp), wholly or not at all; safe to repeat.

    A row for a stored (code, valid_from) corrects it; old and new values stand in the log. `progress` hears of
    rows written and rows to write. Raises CannotRead, CannotImportAgencies.
    """
    table = scan_table(data, name, FIELDS)
    with transaction.atomic():
        _wait_for_other_imports()
        plan = plan_import(table, _stored())
        result = ImportResult(
            n_agencies=len(plan.codes),
            n_versions=len(plan.versions) - len(plan.corrections),
            n_corrected=len(plan.corrections),
            n_groups=len(plan.groups),
            n_unchanged=plan.n_unchanged,
        )
        if not plan.is_empty:
            _write(plan, progress)
            detail = {"file": name, **vars(result), **_told(plan)}
            write_audit(actor_id=actor_id, at=at, deed="import_agencies", subject="agencies", detail=detail)
    return result


def _wait_for_other_imports() -> None:
    """Two imports of one file at once would both find nothing stored: the log's head lets one in at a time."""
    AuditHead.objects.select_for_update().get_or_create(pk=1, defaults={"seal": FIRST_SEAL})


def _stored() -> Stored:
    rows = AgencyVersion.objects.values_list(
        "agency__code",
        "name",
        "short_name",
        "parent__code",
        "group__province__code",
        "group__name",
        "position",
        "valid_from",
        "valid_to",
    )
    versions = (
        Version(code, name, short, parent, GroupName(province, group) if group else None, position, begins, ends)
        for code, name, short, parent, province, group, position, begins, ends in rows
    )
    groups = Group.objects.values_list("province__code", "name", "position")
    return Stored(
        codes=frozenset(Agency.objects.values_list("code", flat=True)),
        versions={(version.code, version.valid_from): version for version in versions},
        groups={GroupName(province, name): position for province, name, position in groups},
    )


def _write(plan: Plan, progress: Callable[[int, int], None] | None) -> None:
    Agency.objects.bulk_create([Agency(code=code) for code in plan.codes], batch_size=BATCH)
    ids = dict(Agency.objects.values_list("code", "id"))
    Group.objects.bulk_create(
        [Group(province_id=ids[g.province], name=g.name, position=place) for g, place in plan.groups.items()],
        update_conflicts=True,
        unique_fields=["province", "name"],
        update_fields=["position"],
    )
    listed = Group.objects.values_list("province__code", "name", "id")
    groups = {GroupName(province, name): id for province, name, id in listed}
    for start in range(0, len(plan.versions), BATCH):
        batch = plan.versions[start : start + BATCH]
        AgencyVersion.objects.bulk_create(
            [_row(version, ids, groups) for version in batch],
            update_conflicts=True,
            unique_fields=["agency", "valid_from"],
            update_fields=["name", "short_name", "parent", "group", "position", "valid_to"],
        )
        if progress:
            progress(start + len(batch), len(plan.versions))


def _row(version: Version, ids: dict[str, int], groups: dict[GroupName, int]) -> AgencyVersion:
    return AgencyVersion(
        agency_id=ids[version.code],
        name=version.name,
        short_name=version.short_name,
        parent_id=ids[version.parent] if version.parent else None,
        group_id=groups[version.group] if version.group else None,
        position=version.position,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
    )


def _told(plan: Plan) -> dict[str, Any]:
    """What the log keeps of an import: every new code, every corrected value before and after."""
    return {
        "codes": plan.codes,
        "groups": [[*group, place] for group, place in plan.groups.items()],
        "corrections": [{"code": c.code, "valid_from": c.valid_from, "changes": c.changes} for c in plan.corrections],
    }
