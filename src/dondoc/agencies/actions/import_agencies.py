"""Take a list of agencies in (nhập danh sách đơn vị)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from dondoc.agencies.rows import Progress, lock_agencies, stored_chart, write_changes
from dondoc.agencies.rules.import_plan import CannotImportAgencies, Plan, plan_import
from dondoc.agencies.rules.import_rows import FIELDS
from dondoc.base.actions import write_audit
from dondoc.base.rules.tables import scan_table

__all__ = ["CannotImportAgencies", "ImportResult", "import_agencies"]


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
    progress: Progress | None = None,
) -> ImportResult:
    """Take in a file of agencies (nhập danh sách đơn vị từ tệp), wholly or not at all; safe to repeat.

    A row for a stored (code, valid_from) corrects it; old and new values stand in the log. `progress` hears of
    rows written and rows to write. Raises CannotRead, CannotImportAgencies.
    """
    table = scan_table(data, name, FIELDS)
    with transaction.atomic():
        lock_agencies()
        plan = plan_import(table, stored_chart())
        corrections = plan.corrections
        result = ImportResult(
            n_agencies=len(plan.codes),
            n_versions=len(plan.versions) - len(corrections),
            n_corrected=len(corrections),
            n_groups=len({change.after.group for change in plan.groups if change.after}),
            n_unchanged=plan.n_unchanged,
        )
        if not plan.is_empty:
            write_changes(plan.versions, plan.groups, at, progress)
            detail = {"file": name, **vars(result), **_told(plan)}
            write_audit(actor_id=actor_id, at=at, deed="import_agencies", subject="agencies", detail=detail)
    return result


def _told(plan: Plan) -> dict[str, Any]:
    """What the log keeps of an import: every new code, every corrected value before and after."""
    return {
        "codes": plan.codes,
        "groups": [[*change.after.group, change.after.position] for change in plan.groups if change.after],
        "corrections": [{"code": c.code, "valid_from": c.valid_from, "changes": c.changes} for c in plan.corrections],
    }
