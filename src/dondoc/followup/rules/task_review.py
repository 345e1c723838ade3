"""The review of the tasks assigned in a span (rà soát nhiệm vụ): buckets, what is overdue, process violations."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.assignments.rules.buckets import Bucket, BucketTotals, TaskFacts, TaskStanding, bucket_totals
from dondoc.assignments.rules.violations import AgencyViolations
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.wording import document_date, document_month, roman


@dataclass(frozen=True)
class ReviewTask:
    """A task of the cohort with its agencies' names and where it stands."""

    id: int
    code: str
    title: str
    assigner: str
    lead: AgencyOnDay
    coordinating: tuple[AgencyOnDay, ...]
    source_number: str
    source_on: date | None
    source_title: str
    note: str
    facts: TaskFacts
    standing: TaskStanding
    field: str = ""
    source_kind: str = ""
    is_starred: bool = False


@dataclass(frozen=True)
class TaskReview:
    """The review of tasks assigned within [first, last], as of a moment."""

    province: AgencyOnDay
    first: date
    last: date
    as_of: AsOf
    tasks: tuple[ReviewTask, ...]
    violations: tuple[tuple[AgencyOnDay, AgencyViolations], ...]
    violation_rule: str
    lower_level: str = ""  # asked for where a document is written
    violating: frozenset[int] = frozenset()  # the tasks behind the findings
    warned: frozenset[int] = frozenset()  # of an agency's own: where a finding is near

    @property
    def totals(self) -> BucketTotals:
        return bucket_totals(task.standing for task in self.tasks)

    @property
    def n_violations(self) -> int:
        return sum(found.n_documents for _, found in self.violations)

    @property
    def overdue(self) -> list[ReviewTask]:
        """Open tasks past their deadline, the longest overdue first."""
        late = [task for task in self.tasks if task.standing.bucket is Bucket.OPEN_OVERDUE]
        return sorted(late, key=lambda t: (-t.standing.days_overdue, t.code))


def in_table_order(
    violations: Iterable[AgencyViolations], agencies: Mapping[int, AgencyOnDay]
) -> tuple[tuple[AgencyOnDay, AgencyViolations], ...]:
    pairs = [(agencies[v.agency_id], v) for v in violations]
    return tuple(sorted(pairs, key=lambda p: (p[0].group is None, p[0].group_position, p[0].position, p[0].code)))


def span_in_words(first: date, last: date) -> str:
    """'tháng 02/2022', 'quý III/2023', 'năm 2022', '6 tháng đầu năm 2022', or the two days."""
    whole_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if whole_months and months == 1:
        return f"tháng {document_month(first.year, first.month)}"
    if whole_months and months == 3 and first.month % 3 == 1:
        return f"quý {roman(last.month // 3)}/{first.year}"
    if whole_months and months == 6 and first.month in (1, 7):
        return f"6 tháng {'đầu' if first.month == 1 else 'cuối'} năm {first.year}"
    if whole_months and months == 12 and first.month == 1:
        return f"năm {first.year}"
    return f"thời gian từ ngày {document_date(first)} đến ngày {document_date(last)}"


def last_day_of_month(on: date) -> date:
    return on.replace(day=calendar.monthrange(on.year, on.month)[1])


def day_after(on: date) -> date:
    return on + timedelta(days=1)


def review_figures(review: TaskReview) -> dict[str, Any]:
    """The review as plain figures (review.json)."""
    t = review.totals
    return {
        "from": review.first.isoformat(),
        "to": review.last.isoformat(),
        "as_of": review.as_of.on.isoformat(),
        "totals": {
            "assigned": t.assigned,
            "done": t.done,
            "done_on_time": t.done_on_time,
            "done_late": t.done_late,
            "open": t.open,
            "open_in_time": t.open_in_time,
            "open_overdue": t.open_overdue,
            "no_deadline": t.no_deadline,
        },
        "overdue": [
            {
                "code": task.code,
                "title": task.title,
                "lead": task.lead.name,
                "due_on": task.standing.due_on.isoformat() if task.standing.due_on else None,
                "days_overdue": task.standing.days_overdue,
            }
            for task in review.overdue
        ],
        "violations": [
            {"agency": agency.name, "n_documents": found.n_documents, "documents": list(found.documents)}
            for agency, found in review.violations
        ],
    }
