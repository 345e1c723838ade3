"""Tasks as a workbook (xuất Excel)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dondoc.base.rules.tables import write_sheet
from dondoc.base.rules.wording import screen_date
from dondoc.followup.rules.task_review import ReviewTask, TaskReview

HEADINGS = (
    "Mã nhiệm vụ",
    "Nội dung nhiệm vụ",
    "Văn bản giao",
    "Ngày văn bản",
    "Người giao",
    "Chủ trì",
    "Phối hợp",
    "Ngày giao",
    "Hạn gốc",
    "Hạn đang áp dụng",
    "Kết quả",
    "Trạng thái",
    "Ngày hoàn thành",
    "Số ngày quá hạn",
    "Ghi chú",
)


def review_workbook(review: TaskReview, tasks: Sequence[ReviewTask]) -> bytes:
    """The tasks shown, as of the review's moment."""
    rows = [
        (
            task.code,
            task.title,
            task.source_number,
            _day(task.source_on),
            task.assigner,
            task.lead.name,
            "; ".join(agency.name for agency in task.coordinating),
            _day(task.facts.assigned_on),
            _day(task.facts.due_on),
            _day(task.standing.due_on),
            task.standing.bucket.label,
            task.standing.work.label,
            _day(task.standing.completed_on),
            task.standing.days_overdue or "",
            task.note,
        )
        for task in tasks
    ]
    return write_sheet(f"Tính đến {screen_date(review.as_of.on)}", HEADINGS, rows)


def _day(on: date | None) -> str:
    return screen_date(on) if on else ""
