"""Bring the history of sendings over from another system (nhập lịch sử gửi báo cáo)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dondoc.agencies.queries import agency_map
from dondoc.agencies.rules.map import AgencyMap
from dondoc.agencies.rules.names import AgencyNames
from dondoc.base.actions import write_audit
from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.tables import CannotRead, Row, scan_table
from dondoc.deadlines.rules.periods import parse_period
from dondoc.reporting.actions.open_period import open_period
from dondoc.reporting.models import ImportedRecord, Obligation
from dondoc.reporting.queries import regime_definition
from dondoc.reporting.rules.import_rows import FIELDS, ImportRow, check_rows


class CannotImportSubmissions(Refused):
    """Refused: the rows belong to no province, or to several."""


@dataclass(frozen=True)
class SubmissionsImported:
    """What an import did. `unchanged`: rows that said what was known already."""

    province: str
    written: int
    unchanged: int


def import_submissions(
    *,
    actor_id: int | None,
    at: datetime,
    regime_code: str,
    period_code: str,
    data: bytes,
    name: str,
    province_code: str = "",
) -> SubmissionsImported:
    """Import who sent when, and whether that system called it signed. All rows or none; safe to repeat.

    Raises CannotRead with every bad row, CannotImportSubmissions when the province cannot be told.
    """
    definition = regime_definition(regime_code)
    period = parse_period(period_code)
    window = definition.window(period)
    table = scan_table(data, name, FIELDS)
    day_map = agency_map(window.last if window else period.last_day)
    province_id = _province(day_map, table.rows, province_code)
    with transaction.atomic():
        open_period(actor_id=actor_id, at=at, regime_code=regime_code, period_code=period.code, province_id=province_id)
        ready = check_rows(table, AgencyNames.of_reporters(day_map), province_id, at)
        if table.problems:
            raise CannotRead(table.problems.reasons())
        written = _write(regime_code, period.code, ready, name, at)
        if written:
            write_audit(
                actor_id=actor_id,
                at=at,
                deed="import_submissions",
                subject=f"period:{regime_code}/{period.code}",
                detail={"file": name, "written": written, "rows": len(ready)},
            )
    return SubmissionsImported(day_map.by_id[province_id].name, written, len(ready) - written)


def _province(day_map: AgencyMap, rows: Sequence[Row], province_code: str) -> int:
    if province_code:
        province = next((p for p in day_map.provinces if p.code == province_code), None)
        if province is None:
            known = ", ".join(f"{p.code} ({p.name})" for p in day_map.provinces)
            raise CannotImportSubmissions(
                f"Không có tỉnh mang mã '{province_code}'. Hiện có: {known or 'chưa có tỉnh'}."
            )
        return province.id
    found = AgencyNames.of_reporters(day_map).provinces_for(row.text("agency") for row in rows)
    if len(found) == 1:
        return found[0]
    if not found and len(day_map.provinces) == 1:
        return day_map.provinces[0].id
    if not day_map.provinces:
        raise CannotImportSubmissions("Chưa có đơn vị nào; hãy nhập đơn vị trước: dondoc import agencies TỆP.")
    names = ", ".join(f"{p.code} ({p.name})" for p in day_map.provinces)
    raise CannotImportSubmissions(f"Không rõ tệp thuộc tỉnh nào: thêm --scope với một trong các mã {names}.")


def _write(regime_code: str, period_code: str, rows: Sequence[ImportRow], source: str, at: datetime) -> int:
    """Append a record for each obligation that says something new; how many were appended."""
    obligations = {
        o.agency_id: o.pk
        for o in Obligation.objects.select_for_update().filter(regime__code=regime_code, period_code=period_code)
    }
    newest: dict[int, ImportedRecord] = {}
    known = ImportedRecord.objects.filter(obligation_id__in=obligations.values())
    for record in known.order_by("recorded_at", "id"):
        newest[record.obligation_id] = record
    fresh = []
    for row in rows:
        obligation_id = obligations[row.agency_id]
        said = (row.sent_at, row.signed, row.exempt, row.note)
        last = newest.get(obligation_id)
        if last is not None and said == (last.sent_at, last.signed, last.exempt, last.note):
            continue
        if last is None and said == (None, False, False, ""):
            continue
        fresh.append(
            ImportedRecord(
                obligation_id=obligation_id,
                sent_at=row.sent_at,
                signed=row.signed,
                exempt=row.exempt,
                note=row.note,
                source_name=source[-200:],
                recorded_at=at,
            )
        )
    ImportedRecord.objects.bulk_create(fresh, batch_size=500)
    return len(fresh)
