"""Bring tasks over from another system (nhập nhiệm vụ)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from dondoc.agencies.queries import agency_map
from dondoc.agencies.rules.map import AgencyMap
from dondoc.agencies.rules.names import AgencyNames
from dondoc.assignments.actions.index_sources import index_sources
from dondoc.assignments.hints import renew_hints
from dondoc.assignments.models import Extension, ProgressUpdate, ResultReport, SourceDocument, Task
from dondoc.assignments.rules.import_rows import FIELDS, TaskRow, check_rows
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.tables import CannotRead, Row, Table, scan_table
from dondoc.base.rules.wording import screen_date

Progress = Callable[[int, int], None]


class CannotImportAssignments(Refused):
    """Refused: the rows belong to no province, or to several."""


@dataclass(frozen=True)
class AssignmentsImported:
    province: str
    created: int
    enriched: int
    unchanged: int


def import_assignments(
    *,
    actor_id: int | None,
    at: datetime,
    data: bytes,
    name: str,
    province_code: str = "",
    progress: Progress | None = None,
) -> AssignmentsImported:
    """Import tasks with what became of them. All rows or none; safe to repeat.

    A code that is known keeps its words, lead and original deadline; new facts (extension, result, update) are
    appended. Raises CannotRead with every bad row.
    """
    table = scan_table(data, name, FIELDS)
    day_map = agency_map(max(filter(None, (row.day("assigned_on") for row in table.rows)), default=day_of(at)))
    province_id = _province(day_map, table.rows, province_code)
    ready = check_rows(table, AgencyNames.of_everybody(day_map), province_id, day_of(at))
    with transaction.atomic():
        known = {t.code: t for t in _known_tasks(province_id, [r.code for r in ready])}
        _note_contradictions(table, ready, known)
        if table.problems:
            raise CannotRead(table.problems.reasons())
        created = _create([r for r in ready if r.code not in known], province_id, at, known)
        appended = _append_facts(ready, known, at, progress)
        renew_hints(known[code].pk for code in created | appended)
        if created or appended:
            write_audit(
                actor_id=actor_id,
                at=at,
                deed="import_assignments",
                subject=f"province:{province_id}",
                detail={"file": name, "created": len(created), "rows": len(ready)},
            )
    enriched = len(appended - created)
    return AssignmentsImported(
        day_map.by_id[province_id].name, len(created), enriched, len(ready) - len(created) - enriched
    )


def _province(day_map: AgencyMap, rows: Sequence[Row], province_code: str) -> int:
    found = [p.id for p in day_map.provinces if p.code == province_code]
    if not province_code:
        found = AgencyNames.of_everybody(day_map).provinces_for(row.text("lead") for row in rows)
        if not found and len(day_map.provinces) == 1:
            found = [day_map.provinces[0].id]
    if len(found) != 1:
        if not day_map.provinces:
            raise CannotImportAssignments("Chưa có đơn vị nào; hãy nhập đơn vị trước: dondoc import agencies TỆP.")
        names = ", ".join(f"{p.code} ({p.name})" for p in day_map.provinces)
        raise CannotImportAssignments(f"Không rõ tệp thuộc tỉnh nào: thêm --scope với một trong các mã {names}.")
    return found[0]


def _known_tasks(province_id: int, codes: Sequence[str]) -> list[Task]:
    rows = Task.objects.select_for_update(of=("self",)).filter(province_id=province_id, code__in=codes)
    return list(rows.select_related("source", "lead"))


def _note_contradictions(table: Table, ready: Sequence[TaskRow], known: dict[str, Task]) -> None:
    """A known code may not change what it is; a deadline moves by extension only."""
    for row in ready:
        task = known.get(row.code)
        if task is None:
            continue
        told = (
            ("title", row.title, task.title),
            ("assigned_on", row.assigned_on, task.assigned_on),
            ("due_on", row.due_on, task.due_on),
        )
        for name, said, kept in told:
            if said != kept:
                shown = screen_date(kept) if isinstance(kept, date) else kept or "không có"
                message = f"nhiệm vụ '{row.code}' đã có với giá trị khác ({shown}); đổi hạn thì ghi vào cột gia hạn"
                table.problem(row.number, name, message)
        if row.lead_id != task.lead_id:
            message = (
                f"nhiệm vụ '{row.code}' đã có, do {task.lead.code} chủ trì; chuyển chủ trì không làm bằng nhập tệp"
            )
            table.problem(row.number, "lead", message)


def _create(rows: Sequence[TaskRow], province_id: int, at: datetime, known: dict[str, Task]) -> set[str]:
    sources: dict[tuple[str, object], SourceDocument] = {}
    for row in rows:
        key = (row.source_number, row.source_date)
        if row.source_number and key not in sources:
            sources[key], _ = SourceDocument.objects.get_or_create(
                province_id=province_id,
                number=row.source_number,
                issued_on=row.source_date,
                defaults={"title": row.source_title},
            )
    index_sources(actor_id=None, at=at, sources=sources.values())
    tasks = Task.objects.bulk_create(
        [
            Task(
                province_id=province_id,
                code=row.code,
                source=sources.get((row.source_number, row.source_date)),
                title=row.title,
                assigner=row.assigner,
                lead_id=row.lead_id,
                assigned_on=row.assigned_on,
                due_on=row.due_on,
                note=row.note,
                source_kind=row.source_kind,
                **asdict(row.particulars),
                recorded_at=at,
            )
            for row in rows
        ],
        batch_size=500,
    )
    known.update({task.code: task for task in tasks})
    link = Task.coordinating.through
    link.objects.bulk_create(
        [link(task_id=known[r.code].pk, agency_id=a) for r in rows for a in r.coordinating_ids], batch_size=500
    )
    return {task.code for task in tasks}


def _append_facts(rows: Sequence[TaskRow], known: dict[str, Task], at: datetime, progress: Progress | None) -> set[str]:
    """Append extensions, updates and results that are not there yet; the codes that got something."""
    ids = {known[r.code].pk for r in rows}
    extensions = set(Extension.objects.filter(task_id__in=ids).values_list("task_id", "due_on"))
    updates = set(ProgressUpdate.objects.filter(task_id__in=ids).values_list("task_id", "updated_on"))
    told = ResultReport.objects.filter(task_id__in=ids, is_imported=True).order_by("recorded_at", "id")
    results = {r.task_id: (r.completed_on, r.result_number, r.result_issued_on) for r in told}
    new_extensions: list[Extension] = []
    new_updates: list[ProgressUpdate] = []
    new_results: list[ResultReport] = []
    for n, row in enumerate(rows, start=1):
        task_id = known[row.code].pk
        if row.extended_due_on is not None and (task_id, row.extended_due_on) not in extensions:
            new_extensions.append(Extension(task_id=task_id, due_on=row.extended_due_on, recorded_at=at))
        if row.updated_on is not None and (task_id, row.updated_on) not in updates:
            new_updates.append(ProgressUpdate(task_id=task_id, updated_on=row.updated_on, recorded_at=at))
        said = (row.completed_on, row.result_number, row.result_issued_on)
        if said != results.get(task_id, (None, "", None)):
            new_results.append(_result(task_id, row, at))
        if progress is not None:
            progress(n, len(rows))
    Extension.objects.bulk_create(new_extensions, batch_size=500)
    ProgressUpdate.objects.bulk_create(new_updates, batch_size=500)
    ResultReport.objects.bulk_create(new_results, batch_size=500)
    touched = {e.task_id for e in new_extensions} | {u.task_id for u in new_updates}
    touched |= {r.task_id for r in new_results}
    return {row.code for row in rows if known[row.code].pk in touched}


def _result(task_id: int, row: TaskRow, at: datetime) -> ResultReport:
    return ResultReport(
        task_id=task_id,
        completed_on=row.completed_on,
        result_number=row.result_number,
        result_issued_on=row.result_issued_on,
        is_imported=True,
        recorded_at=at,
    )
