"""A review as a workbook (xuất Excel): the figures, every view, what is overdue, violations, the tasks themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dondoc.base.rules.tables import write_book
from dondoc.base.rules.wording import screen_date
from dondoc.followup.rules.reviewing import Group, PeriodicReview, Scope, View, source_label
from dondoc.followup.rules.task_review import ReviewTask

BUCKETS = ("Tổng số", "Xong đúng hạn", "Xong quá hạn", "Còn thời hạn", "Trong đó không thời hạn", "Quá hạn")
TASK_HEADINGS = (
    "Mã nhiệm vụ",
    "Nội dung nhiệm vụ",
    "Nguồn giao",
    "Văn bản giao",
    "Người giao",
    "Lĩnh vực",
    "Chủ trì",
    "Phối hợp",
    "Ngày giao",
    "Hạn gốc",
    "Hạn đang áp dụng",
    "Kết quả",
    "Ngày hoàn thành",
    "Ngày xác nhận",
    "Số ngày quá hạn",
)
Sheet = tuple[str, Sequence[str], list[Sequence[str | int | date | None]]]


def periodic_workbook(found: PeriodicReview) -> bytes:
    """Everything that the page of the review shows, with its tasks, as of its moment."""
    return write_book(_sheets(found))


def _sheets(found: PeriodicReview) -> Iterator[Sheet]:
    yield "Số liệu", ("Chỉ tiêu", "Giá trị", "Kỳ trước"), list(_figures(found))
    for view in View:
        more = ("Phối hợp",) if view is View.LEAD else ()
        rows = [_group(group) for group in found.groups(view)]
        yield f"Theo {view.label.lower()}", (view.label, *BUCKETS, *more), rows
    yield "Quá hạn", TASK_HEADINGS, [_task(task) for task in found.review.overdue]
    listed: list[Sequence[str | int | date | None]] = [
        (agency.name, v.n_documents, "; ".join(v.documents)) for agency, v in found.review.violations
    ]
    yield "Không đúng quy trình", ("Đơn vị", "Số văn bản", "Văn bản"), listed
    yield "Nhiệm vụ", TASK_HEADINGS, [_task(task) for task in found.tasks]


def _figures(found: PeriodicReview) -> Iterator[Sequence[str | int | date | None]]:
    t, b = found.totals, found.before
    yield "Kỳ", found.span.label, found.span.before.label
    yield "Tập nhiệm vụ", f"{found.scope.label}: {found.scope.told}", None
    yield "Tính đến hết ngày", found.review.as_of.on, found.span.before.last
    pairs = zip(_counts(t), _counts(b), strict=True)
    for label, (now, before) in zip(BUCKETS, pairs, strict=True):
        yield label, now, before
    for ratio in found.ratios:
        yield ratio.label, ratio.told, None
    for age in found.ages:
        yield f"Quá hạn trên {age.days} ngày", age.n, None
    days, n = found.lag
    if n and found.scope is Scope.COHORT:
        yield "Tổng số ngày từ giao kết quả đến xác nhận", days, None
        yield "trên số kết quả đã xác nhận", n, None


def _counts(t: object) -> list[int]:
    names = ("assigned", "done_on_time", "done_late", "open_in_time", "no_deadline", "open_overdue")
    return [getattr(t, name) for name in names]


def _group(group: Group) -> Sequence[str | int | date | None]:
    shared = (group.coordinating.assigned,) if group.coordinating else ()
    return (group.label, *_counts(group.totals), *shared)


def _task(task: ReviewTask) -> Sequence[str | int | date | None]:
    source = f"{task.source_number} ngày {screen_date(task.source_on)}" if task.source_on else task.source_number
    return (
        task.code,
        task.title,
        source_label(task.source_kind),
        source,
        task.assigner,
        task.field,
        task.lead.name,
        "; ".join(agency.name for agency in task.coordinating),
        task.facts.assigned_on,
        task.facts.due_on,
        task.standing.due_on,
        task.standing.bucket.label,
        task.standing.completed_on,
        task.standing.confirmed_on,
        task.standing.days_overdue or None,
    )
