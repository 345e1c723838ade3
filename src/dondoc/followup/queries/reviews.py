"""Reviews of a span by both sets (rà soát tuần, tháng, quý), out of the database, as of any moment by both clocks."""

from __future__ import annotations

from datetime import timedelta

from dondoc.assignments.queries import tasks_assigned
from dondoc.assignments.queries.doing import limits_on
from dondoc.assignments.queries.stock import stock
from dondoc.assignments.rules.buckets import BucketTotals, bucket_totals, counts, is_in_cohort, task_standing
from dondoc.base.rules.moments import AsOf, end_of
from dondoc.deadlines.queries import work_calendar
from dondoc.followup.queries.tasks import review_of_records
from dondoc.followup.rules.review_spans import ReviewSpan
from dondoc.followup.rules.reviewing import PeriodicReview, Scope, is_updated


def periodic_review(*, province_id: int, span: ReviewSpan, scope: Scope, as_of: AsOf) -> PeriodicReview:
    """The review of a span as of a moment within or after it; the span before is counted at its own end."""
    if scope is Scope.COHORT:
        assigned = tasks_assigned([province_id], span.first, span.last)
        records = [r for r in assigned if is_in_cohort(r.facts, span.first, span.last, as_of)]
    else:
        records = stock([province_id], as_of)
    limits = limits_on(province_id, as_of.on, as_of.known_at)
    found = review_of_records(province_id, records, span.first, span.last, as_of)
    since, calendar = as_of.on, work_calendar()
    left = limits.update_days
    while left > 0:
        left -= calendar.is_working(since)
        since -= timedelta(days=1)
    n_updated = sum(task.standing.bucket.is_open and is_updated(task, since) for task in found.tasks)
    return PeriodicReview(
        review=found,
        span=span,
        scope=scope,
        before=_totals_before(province_id, span.before, scope, as_of),
        ageing_days=limits.ageing_days,
        update_days=limits.update_days,
        n_updated=n_updated,
    )


def _totals_before(province_id: int, span: ReviewSpan, scope: Scope, as_of: AsOf) -> BucketTotals:
    """The four buckets of the span before at its own end, by what is known for this review."""
    then = AsOf(end_of(span.last), as_of.known_at)
    if scope is Scope.STOCK:
        return bucket_totals(task_standing(r.facts, then) for r in stock([province_id], then))
    assigned = tasks_assigned([province_id], span.first, span.last)
    return bucket_totals(task_standing(r.facts, then) for r in assigned if counts(r.facts, then))


def end_of_review(span: ReviewSpan, now: AsOf) -> AsOf:
    """A span that is over is counted up to its last day; the running one up to now. `known_at` stays as asked."""
    return AsOf(end_of(span.last), now.known_at) if span.last < now.on else now
