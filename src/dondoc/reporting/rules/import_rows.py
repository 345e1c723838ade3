"""What an import of submissions may say (nhập lịch sử gửi báo cáo): every row checked, every problem named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dondoc.agencies.rules.names import AgencyNames
from dondoc.base.rules.tables import Field, Kind, Row, Table
from dondoc.base.rules.wording import screen_moment

FIELDS = (
    Field("agency", ("Đơn vị", "mã đơn vị", "tên đơn vị", "cơ quan"), required=True, note="Mã hoặc tên đúng"),
    Field("sent_at", ("Gửi lúc", "ngày gửi", "thời điểm gửi"), kind=Kind.MOMENT, note="Để trống: chưa gửi"),
    Field("signed", ("Ký số", "thực hiện ký số", "đã ký số"), kind=Kind.BOOLEAN),
    Field("exempt", ("Miễn báo cáo", "miễn", "không phải báo cáo"), kind=Kind.BOOLEAN),
    Field("note", ("Ghi chú",), max_length=500),
)


@dataclass(frozen=True)
class ImportRow:
    agency_id: int
    sent_at: datetime | None
    signed: bool
    exempt: bool
    note: str


def check_rows(table: Table, names: AgencyNames, province_id: int, at: datetime) -> list[ImportRow]:
    """The rows that can be written; what is wrong is added to the table's problems."""
    ready: list[ImportRow] = []
    seen: dict[int, int] = {}
    for row in table.rows:
        found = names.find(row.text("agency"), province_id)
        _check_agency(table, row, found, seen)
        _check_facts(table, row, at)
        if len(found) == 1:
            (agency_id,) = found
            seen.setdefault(agency_id, row.number)
            flags = bool(row.flag("signed")), bool(row.flag("exempt"))
            ready.append(ImportRow(agency_id, row.moment("sent_at"), *flags, row.text("note")))
    return ready


def _check_agency(table: Table, row: Row, found: set[int], seen: dict[int, int]) -> None:
    cell = row.text("agency")
    if not cell:
        return
    if not found:
        message = f"không có đơn vị '{cell}' trong số đơn vị phải báo cáo kỳ này; ghi đúng mã hoặc tên"
        table.problem(row, "agency", message)
    elif len(found) > 1:
        table.problem(row, "agency", f"có {len(found)} đơn vị cùng tên '{cell}'; ghi mã đơn vị thay cho tên")
    elif (first := seen.get(next(iter(found)))) is not None:
        table.problem(row, "agency", f"đơn vị '{cell}' đã có ở dòng {first}; mỗi đơn vị một dòng")


def _check_facts(table: Table, row: Row, at: datetime) -> None:
    sent_at = row.moment("sent_at")
    if sent_at is not None and sent_at > at:
        table.problem(row, "sent_at", f"{screen_moment(sent_at)} chưa tới")
    if row.flag("exempt") and sent_at is not None:
        table.problem(row, "exempt", "đơn vị được miễn thì để trống ngày gửi")
    if row.flag("signed") and sent_at is None and "sent_at" not in row.broken:
        table.problem(row, "signed", "chưa gửi thì không thể ghi đã ký số; ghi ngày gửi hoặc bỏ 'có'")
