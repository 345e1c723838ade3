"""What an import of tasks may say (nhập nhiệm vụ): every row checked, every problem named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dondoc.agencies.rules.names import AgencyNames
from dondoc.assignments.rules.entry import SourceKind
from dondoc.assignments.rules.particulars import SOURCE_NAMES, Particulars, source_kind_named
from dondoc.base.rules.tables import Field, Kind, Row, Table
from dondoc.base.rules.wording import screen_date
from dondoc.documents.rules.secrecy import is_secret_number, secret_stamp, told

FIELDS = (
    Field("code", ("Mã nhiệm vụ", "mã"), required=True, kind=Kind.CODE, max_length=60),
    Field("source_number", ("Số, ký hiệu văn bản giao", "văn bản giao", "số văn bản giao"), max_length=60),
    Field("source_date", ("Ngày văn bản giao",), kind=Kind.DATE),
    Field("source_title", ("Trích yếu văn bản giao", "trích yếu"), max_length=500),
    Field("title", ("Nội dung nhiệm vụ", "nhiệm vụ"), required=True, kind=Kind.PARAGRAPHS, max_length=2000),
    Field("assigner", ("Người giao", "đơn vị giao"), max_length=200),
    Field("lead", ("Đơn vị chủ trì", "chủ trì"), required=True, note="Mã hoặc tên đúng của một đơn vị"),
    Field("coordinating", ("Đơn vị phối hợp", "phối hợp"), kind=Kind.LIST, max_length=4000),
    Field("assigned_on", ("Ngày giao",), required=True, kind=Kind.DATE),
    Field("due_on", ("Hạn xử lý", "thời hạn", "hạn"), kind=Kind.DATE, note="Để trống: không thời hạn"),
    Field("extended_due_on", ("Gia hạn đến", "hạn gia hạn"), kind=Kind.DATE),
    Field("completed_on", ("Ngày hoàn thành",), kind=Kind.DATE, note="Để trống: chưa hoàn thành"),
    Field("result_number", ("Số, ký hiệu văn bản kết quả", "văn bản kết quả"), max_length=60),
    Field("result_issued_on", ("Ngày văn bản kết quả",), kind=Kind.DATE),
    Field("updated_on", ("Ngày cập nhật",), kind=Kind.DATE, note="Lần cập nhật cuối trên hệ thống cũ"),
    Field("note", ("Ghi chú",), max_length=500),
    Field("source_kind", ("Nguồn giao",), note=f"Để trống: văn bản chỉ đạo. Hoặc: {SOURCE_NAMES}"),
    Field("objective", ("Mục tiêu",), kind=Kind.PARAGRAPHS, max_length=1000),
    Field("deliverable", ("Sản phẩm",), max_length=500),
    Field("field", ("Lĩnh vực",), max_length=100),
    Field("group", ("Nhóm nhiệm vụ",), max_length=100),
    Field("is_starred", ("Ưu tiên",), kind=Kind.BOOLEAN),
    Field("must_attach", ("Phải kèm văn bản kết quả", "phải kèm văn bản"), kind=Kind.BOOLEAN),
    Field("update_days", ("Cập nhật ít nhất mỗi",), kind=Kind.INTEGER, note="Số ngày làm việc, từ 1 đến 90"),
)
DATES = {
    "due_on": "hạn xử lý",
    "extended_due_on": "hạn gia hạn",
    "completed_on": "ngày hoàn thành",
    "result_issued_on": "ngày văn bản kết quả",
    "updated_on": "ngày cập nhật",
}


@dataclass(frozen=True)
class TaskRow:
    """A task as a file tells it, with its agencies found."""

    number: int
    code: str
    source_number: str
    source_date: date | None
    source_title: str
    title: str
    assigner: str
    lead_id: int
    coordinating_ids: tuple[int, ...]
    assigned_on: date
    due_on: date | None
    extended_due_on: date | None
    completed_on: date | None
    result_number: str
    result_issued_on: date | None
    updated_on: date | None
    note: str
    source_kind: SourceKind
    particulars: Particulars


def check_rows(table: Table, names: AgencyNames, province_id: int, on: date) -> list[TaskRow]:
    """The rows that can be written; what is wrong is added to the table's problems."""
    ready: list[TaskRow] = []
    seen: dict[str, int] = {}
    for row in table.rows:
        lead = names.find(row.text("lead"), province_id)
        coordinating = {cell: names.find(cell, province_id) for cell in row.parts("coordinating")}
        n_before = table.problems.count
        if (first := seen.setdefault(row.text("code"), row.number)) != row.number and row.text("code"):
            message = f"mã '{row.text('code')}' đã có ở dòng {first}; mỗi nhiệm vụ một mã"
            table.problem(row, "code", message)
        _check_agencies(table, row, lead, coordinating)
        _check_dates(table, row, on)
        _check_particulars(table, row)
        _check_secrecy(table, row)
        assigned_on = row.day("assigned_on")
        if table.problems.count == n_before and len(lead) == 1 and assigned_on is not None:
            others = tuple(next(iter(ids)) for ids in coordinating.values())
            ready.append(_task_row(row, next(iter(lead)), others, assigned_on))
    return ready


def _task_row(row: Row, lead_id: int, coordinating_ids: tuple[int, ...], assigned_on: date) -> TaskRow:
    return TaskRow(
        number=row.number,
        code=row.text("code"),
        source_number=row.text("source_number"),
        source_date=row.day("source_date"),
        source_title=row.text("source_title"),
        title=row.text("title"),
        assigner=row.text("assigner"),
        lead_id=lead_id,
        coordinating_ids=tuple(dict.fromkeys(coordinating_ids)),
        assigned_on=assigned_on,
        due_on=row.day("due_on"),
        extended_due_on=row.day("extended_due_on"),
        completed_on=row.day("completed_on"),
        result_number=row.text("result_number"),
        result_issued_on=row.day("result_issued_on"),
        updated_on=row.day("updated_on"),
        note=row.text("note"),
        source_kind=source_kind_named(row.text("source_kind")) or SourceKind.DIRECTIVE,
        particulars=_particulars(row),
    )


def _particulars(row: Row) -> Particulars:
    return Particulars(
        objective=row.text("objective"),
        deliverable=row.text("deliverable"),
        field=row.text("field"),
        group=row.text("group"),
        is_starred=bool(row.flag("is_starred")),
        must_attach=bool(row.flag("must_attach")),
        update_days=row.integer("update_days"),
    )


def _check_particulars(table: Table, row: Row) -> None:
    kind = row.text("source_kind")
    if kind and source_kind_named(kind) is None:
        table.problem(row, "source_kind", f"không có nguồn giao '{kind}'; ghi một trong: {SOURCE_NAMES}")
    for reason in _particulars(row).reasons_against():
        table.problem(row, "update_days", reason.message)


def _check_secrecy(table: Table, row: Row) -> None:
    """Secret matters stay outside, however they are brought in. See rules.secrecy of documents."""
    for name in ("source_number", "result_number"):
        if is_secret_number(row.text(name)):
            table.problem(row, name, told("MẬT"))
    for name in ("title", "source_title"):
        if stamp := secret_stamp(row.text(name)):
            table.problem(row, name, told(stamp))


def _check_agencies(table: Table, row: Row, lead: set[int], coordinating: dict[str, set[int]]) -> None:
    named = [("lead", row.text("lead"), lead)] if row.text("lead") else []
    for column, cell, ids in (*named, *(("coordinating", cell, ids) for cell, ids in coordinating.items())):
        if not ids:
            message = f"không có đơn vị '{cell}'; ghi đúng mã hoặc tên trong danh mục đơn vị"
            table.problem(row, column, message)
        elif len(ids) > 1:
            table.problem(row, column, f"có {len(ids)} đơn vị cùng tên '{cell}'; ghi mã đơn vị thay cho tên")
    for cell, ids in coordinating.items():
        if ids and ids == lead:
            message = f"'{cell}' đang chủ trì nhiệm vụ này, không thể vừa phối hợp"
            table.problem(row, "coordinating", message)


def _check_dates(table: Table, row: Row, on: date) -> None:
    assigned = row.day("assigned_on")
    for name, what in DATES.items():
        value = row.day(name)
        if value is not None and assigned is not None and value < assigned:
            message = f"{what} {screen_date(value)} trước ngày giao {screen_date(assigned)}"
            table.problem(row, name, message)
    for name in ("assigned_on", "completed_on", "result_issued_on", "updated_on"):
        value = row.day(name)
        if value is not None and value > on:
            table.problem(row, name, f"{screen_date(value)} chưa tới")
    if row.day("extended_due_on") is not None and row.day("due_on") is None and "due_on" not in row.broken:
        table.problem(row, "extended_due_on", "nhiệm vụ không có hạn thì không gia hạn; ghi hạn gốc")
