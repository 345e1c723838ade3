"""Documents made now (soạn văn bản): the figures as of a moment, put into the office's wording."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dondoc.base.rules.moments import AsOf
from dondoc.documents.queries import wording
from dondoc.documents.rules.official import OfficialDocument
from dondoc.followup.letters import reporting_letter, task_report
from dondoc.followup.queries.reporting import reporting_table
from dondoc.followup.queries.tasks import task_review
from dondoc.followup.rules.reporting_table import ReportingTable
from dondoc.followup.rules.task_review import TaskReview

Links = Mapping[str, str]


def letter_of_period(
    *, province_id: int, regime_code: str, period_code: str, as_of: AsOf, links: Links | None = None
) -> tuple[ReportingTable, OfficialDocument]:
    """The letter on a period with the table it speaks of."""
    table = reporting_table(province_id=province_id, regime_code=regime_code, period_code=period_code, as_of=as_of)
    return table, reporting_letter(table, wording("reporting-letter", province_id, as_of.on), links)


def report_of_tasks(
    *, province_id: int, first: date, last: date, as_of: AsOf, links: Links | None = None
) -> tuple[TaskReview, OfficialDocument]:
    """The report on a span of tasks with the review it speaks of."""
    review = task_review(province_id=province_id, first=first, last=last, as_of=as_of)
    return review, task_report(review, wording("task-review", province_id, as_of.on), links)
