"""Reviews of a span by both sets (rà soát tuần, tháng, quý), out of the database, as of any moment by both clocks."""

from __future__ import annotations

from datetime import timedelta

from dondoc.assignments.queries import tasks_assigned
from dondoc.assignments.queries.doing import limits_on
from dondoc.assignments.queries.stock import stock
from dondoc.assignments.rules.buckets import bucket_at, bucket_totals, is_in_cohort
from dondoc.base.rules.moments import AsOf, end_of
from dondoc.deadlines.queries import work_calendar
from dondoc.followup.queries.tasks import review_of_records
from dondoc.followup.rules.review_spans import ReviewSpan
from dondoc.followup.rules.reviewing import PeriodicReview, Scope, is_updated


def periodic_review(*, province_id: int, span: ReviewSpan, scope: Scope, as_of: AsOf) -> PeriodicReview:
    """The review of a span as of a moment within or after it; the span before is counted at its own end."""
    last_span = span.before
    then = AsOf(end_of(last_span.last), as_of.known_at)
    if scope is Scope.COHORT:
        # Both spans at once: the one before ends where this one begins.
        assigned = tasks_assigned([province_id], last_span.first, span.last)
        records = [r for r in assigned if is_in_cohort(r.facts, span.first, span.last, as_of)]
        before = [r for r in assigned if is_in_cohort(r.facts, last_span.first, last_span.last, then)]
    else:
        records, before = stock([province_id], as_of), stock([province_id], then)
    limits = limits_on(province_id, as_of.on, as_of.known_at)
    calendar = work_calendar()
    found = review_of_records(province_id, records, span.first, span.last, as_of, calendar=calendar)
    since = as_of.on
    left = limits.update_days
    while left > 0:
        left -= calendar.is_working(since)
        since -= timedelta(days=1)
    n_updated = sum(task.standing.bucket.is_open and is_updated(task, since) for task in found.tasks)
    return PeriodicReview(
        review=found,
        span=span,
        scope=scope,
        before=bucket_totals(bucket_at(r.facts, then) for r in before),
        ageing_days=limits.ageing_days,
        update_days=limits.update_days,
        n_updated=n_updated,
    )


def end_of_review(span: ReviewSpan, now: AsOf) -> AsOf:
    """A span that is over is counted up to its last day; the running one up to now. `known_at` stays as asked."""
    return AsOf(end_of(span.last), now.known_at) if span.last < now.on else now
