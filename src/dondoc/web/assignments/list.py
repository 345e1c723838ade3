"""The list of tasks as the page shows it: filters, order, counts. Presentation only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dondoc.assignments.rules.buckets import Bucket, Confirmation
from dondoc.assignments.rules.pressing import is_near
from dondoc.base.rules.wording import search_key
from dondoc.followup.rules.task_review import ReviewTask, TaskReview

FAR = date.max


KINDS: dict[str, tuple[str, Callable[[ReviewTask, TaskReview], bool]]] = {
    "done": ("Đã hoàn thành", lambda t, r: not t.standing.bucket.is_open),
    "done_on_time": ("Xong đúng hạn", lambda t, r: t.standing.bucket is Bucket.DONE_ON_TIME),
    "done_late": ("Xong quá hạn", lambda t, r: t.standing.bucket is Bucket.DONE_LATE),
    "open": ("Chưa hoàn thành", lambda t, r: t.standing.bucket.is_open),
    "open_in_time": ("Còn thời hạn", lambda t, r: t.standing.bucket is Bucket.OPEN_IN_TIME),
    "open_overdue": ("Quá hạn", lambda t, r: t.standing.bucket is Bucket.OPEN_OVERDUE),
    "due": ("Đến hạn", lambda t, r: not t.standing.bucket.is_open or t.standing.bucket is Bucket.OPEN_OVERDUE),
    "no_deadline": ("Không thời hạn", lambda t, r: t.standing.bucket.is_open and not t.standing.has_deadline),
    "near": ("Sắp đến hạn", lambda t, r: is_near(t.standing)),
    "waiting": ("Chờ xác nhận", lambda t, r: t.standing.confirmation is Confirmation.WAITING),
    "returned": ("Bị trả lại", lambda t, r: t.standing.confirmation is Confirmation.RETURNED),
    "violation": ("Không đúng quy trình", lambda t, r: t.id in r.violating),
    "warned": ("Sắp tính lỗi quy trình", lambda t, r: t.id in r.warned),
}
ORDERS: dict[str, Callable[[ReviewTask], tuple[object, ...]]] = {
    "han": lambda t: (t.standing.due_on or FAR, t.code),
    "nhiem_vu": lambda t: (search_key(t.title), t.code),
    "chu_tri": lambda t: (t.lead.group_position, t.lead.position, t.lead.name, t.code),
    "ngay_giao": lambda t: (t.facts.assigned_on, t.code),
}


@dataclass(frozen=True)
class Filter:
    """What the address asks for. Anything unknown in it is as if it were not there."""

    kind: str = ""
    lead: str = ""
    words: str = ""
    order: str = ""

    @classmethod
    def of(cls, asked: dict[str, str]) -> Filter:
        kind, order = asked.get("loai", ""), asked.get("xep", "")
        return cls(
            kind=kind if kind in KINDS else "",
            lead=asked.get("chu_tri", "")[:40],
            words=asked.get("loc", "").strip()[:100],
            order=order if order.removeprefix("-") in ORDERS else "",
        )

    def __bool__(self) -> bool:
        return bool(self.kind or self.lead or self.words)

    def keeps(self, task: ReviewTask, review: TaskReview) -> bool:
        return (
            (not self.kind or KINDS[self.kind][1](task, review))
            and (not self.lead or task.lead.code == self.lead)
            and (not self.words or search_key(self.words) in search_key(_searched(task)))
        )


def _searched(task: ReviewTask) -> str:
    results = " ".join(r.result_number for r in task.facts.results)
    return f"{task.code} {task.title} {task.lead.name} {task.source_number} {task.source_title} {results}"


def shown(review: TaskReview, wanted: Filter) -> list[ReviewTask]:
    """The tasks that the filter leaves, as the day's work goes: open ones by deadline, then those done."""
    tasks = [task for task in review.tasks if wanted.keeps(task, review)]
    if wanted.order:
        tasks.sort(key=ORDERS[wanted.order.removeprefix("-")], reverse=wanted.order.startswith("-"))
    else:
        tasks.sort(key=lambda t: (not t.standing.bucket.is_open, t.standing.due_on or FAR, t.code))
    return tasks


def counts(review: TaskReview) -> dict[str, int]:
    """How many tasks each filter would show."""
    return {kind: sum(test(task, review) for task in review.tasks) for kind, (_, test) in KINDS.items()}


def leads(review: TaskReview) -> Sequence[tuple[str, str]]:
    """Lead agencies of the list, for the filter."""
    return sorted({(t.lead.code, t.lead.name) for t in review.tasks}, key=lambda pair: search_key(pair[1]))
