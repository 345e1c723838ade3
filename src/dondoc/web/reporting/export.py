"""The table of a period as a workbook (xuất Excel)."""

from __future__ import annotations

from dondoc.base.rules.tables import write_sheet
from dondoc.base.rules.wording import screen_date, screen_moment
from dondoc.followup.rules.reporting_table import ReportingTable

HEADINGS = ("Nhóm", "STT", "Mã đơn vị", "Đơn vị", "Tiến độ", "Thực hiện ký số", "Gửi lúc", "Hạn gửi", "Ghi chú")


def table_workbook(table: ReportingTable) -> bytes:
    """Every row of the table, as of its moment."""
    rows = [
        (
            f"{group.no}. {group.name}",
            row.no,
            row.agency.code,
            row.agency.name,
            row.standing.timeliness.label,
            row.standing.signed.label,
            screen_moment(row.standing.first_sent_at) if row.standing.first_sent_at else "",
            screen_date(row.due_on),
            row.standing.note,
        )
        for group in table.groups
        for row in group.rows
    ]
    title = f"{table.period_label}, tính đến {screen_moment(table.as_of.at)}"
    return write_sheet(title, HEADINGS, rows)
