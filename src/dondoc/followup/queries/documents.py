"""Documents made now (soạn văn bản): the figures as of a moment, put into the office's wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dondoc.base.rules.moments import AsOf
from dondoc.deadlines.rules.periods import parse_period
from dondoc.documents.queries import wording
from dondoc.documents.rules.official import OfficialDocument
from dondoc.documents.rules.wordings import Wording
from dondoc.followup.letters import (
    period_notice,
    periodic_report,
    regime_report,
    reporting_letter,
    submission_slip,
    task_report,
)
from dondoc.followup.queries.reporting import reporting_table
from dondoc.followup.queries.reviews import periodic_review
from dondoc.followup.queries.tasks import lower_level, task_review
from dondoc.followup.rules.reporting_table import ReportingTable
from dondoc.followup.rules.review_spans import ReviewSpan
from dondoc.followup.rules.reviewing import PeriodicReview, Scope, View
from dondoc.followup.rules.task_review import TaskReview
from dondoc.reporting.queries import definition_of_period, provinces_concerned
from dondoc.reporting.queries.figures import form_of_period

Links = Mapping[str, str]


def letter_of_period(
    *,
    province_id: int,
    regime_code: str,
    period_code: str,
    as_of: AsOf,
    links: Links | None = None,
    worded: Wording | None = None,
) -> tuple[ReportingTable, OfficialDocument]:
    """The letter on a period with the table it speaks of. `worded`: other sentences than those in force."""
    table = reporting_table(province_id=province_id, regime_code=regime_code, period_code=period_code, as_of=as_of)
    return table, reporting_letter(table, worded or wording("reporting-letter", province_id, as_of.on), links)


def regime_report_of_period(
    *,
    province_id: int,
    regime_code: str,
    period_code: str,
    as_of: AsOf,
    links: Links | None = None,
    worded: Wording | None = None,
) -> tuple[ReportingTable, OfficialDocument]:
    """The report on a regime in a period (báo cáo kết quả thực hiện chế độ), beside the period before."""
    table = reporting_table(province_id=province_id, regime_code=regime_code, period_code=period_code, as_of=as_of)
    earlier = definition_of_period(regime_code, period_code).previous_period(parse_period(period_code))
    before = None
    if earlier is not None and province_id in provinces_concerned(regime_code, earlier.code):
        before = reporting_table(
            province_id=province_id, regime_code=regime_code, period_code=earlier.code, as_of=as_of
        )
    said = worded or wording("regime-report", province_id, as_of.on)
    return table, regime_report(table, before, said, links)


def notice_of_period(
    *,
    province_id: int,
    regime_code: str,
    period_code: str,
    as_of: AsOf,
    links: Links | None = None,
    worded: Wording | None = None,
) -> tuple[ReportingTable, OfficialDocument]:
    """The notice of a period's deadline (thông báo thời hạn gửi), with the table of those who report."""
    table = reporting_table(province_id=province_id, regime_code=regime_code, period_code=period_code, as_of=as_of)
    definition = definition_of_period(regime_code, period_code)
    in_use = [form_of_period(regime_code, code, period_code).definition for code in definition.forms]
    forms = [f"{form.code} {form.name}" for form in in_use]
    return table, period_notice(table, forms, worded or wording("period-notice", province_id, as_of.on), links)


def slip_of(
    draft: OfficialDocument, *, province_id: int, province_name: str, as_of: AsOf, worded: Wording | None = None
) -> OfficialDocument:
    """The slip with which a draft is submitted (phiếu trình)."""
    said = worded or wording("submission-slip", province_id, as_of.on)
    return submission_slip(draft, as_of.on, province_name, said)


def report_of_tasks(
    *,
    province_id: int,
    first: date,
    last: date,
    as_of: AsOf,
    links: Links | None = None,
    worded: Wording | None = None,
) -> tuple[TaskReview, OfficialDocument]:
    """The report on a span of tasks with the review it speaks of."""
    review = task_review(province_id=province_id, first=first, last=last, as_of=as_of)
    return review, report_on(review, links=links, worded=worded)


def report_on(review: TaskReview, *, links: Links | None = None, worded: Wording | None = None) -> OfficialDocument:
    """The report on tasks where the review is at hand."""
    review = replace(review, lower_level=lower_level(review.province.id, review.last))
    return task_report(review, worded or wording("task-review", review.province.id, review.as_of.on), links)


def report_of_review(
    *,
    province_id: int,
    span: ReviewSpan,
    scope: Scope,
    view: View,
    as_of: AsOf,
    links: Links | None = None,
    worded: Wording | None = None,
) -> tuple[PeriodicReview, OfficialDocument]:
    """The report on a week, month or quarter by a view, with the review that it speaks of."""
    found = periodic_review(province_id=province_id, span=span, scope=scope, as_of=as_of)
    said = worded or wording("periodic-review", province_id, as_of.on)
    return found, periodic_report(found, view, said, links)
