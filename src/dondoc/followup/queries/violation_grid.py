"""The grid of findings by agency and month, out of the database; a published month as it was published."""

from __future__ import annotations

from datetime import date

from dondoc.agencies.queries import agencies_as_on
from dondoc.assignments.queries import TaskRecord, rules_over_time, tasks_assigned
from dondoc.assignments.rules.buckets import is_in_cohort
from dondoc.assignments.rules.life import lead_at
from dondoc.assignments.rules.violations import by_agency
from dondoc.base.rules.moments import AsOf
from dondoc.followup.models import PublishedReview
from dondoc.followup.queries.reviews import end_of_review
from dondoc.followup.queries.tasks import findings_of_records
from dondoc.followup.rules.review_spans import SpanKind, span_on
from dondoc.followup.rules.reviewing import Scope
from dondoc.followup.rules.task_review import in_table_order
from dondoc.followup.rules.violation_grid import GridMonth, ViolationGrid, grid_rows


def violation_grid(*, province_id: int, year: int, as_of: AsOf, to_now: bool = False) -> ViolationGrid:
    """The documents found against the process among the tasks assigned in each month of a year, by lead agency.

    Each month is counted to its last day, as its review is, and a published one keeps what was published; with `to_now`
    all are counted to the moment asked for.
    """
    firsts = [date(year, month, 1) for month in range(1, 13) if date(year, month, 1) <= as_of.on]
    frozen = {} if to_now else _published(province_id, year, as_of)
    open_firsts = [first for first in firsts if first not in frozen]
    records: list[TaskRecord] = []
    if open_firsts:
        last = span_on(SpanKind.MONTH, open_firsts[-1]).last
        records = tasks_assigned([province_id], open_firsts[0], last)
    rules = rules_over_time(province_id, as_of.on, as_of.known_at) if records else []
    counted = {}
    for first in open_firsts:
        span = span_on(SpanKind.MONTH, first)
        then = as_of if to_now else end_of_review(span, as_of)
        own = [r for r in records if is_in_cohort(r.facts, span.first, span.last, then)]
        found = findings_of_records(own, then, rules) if own else []
        counted[first] = by_agency((lead_at(r.facts, r.lead_id, then), r.code, breach) for r, breach in found)
    named = agencies_as_on({one.agency_id for found in counted.values() for one in found}, as_of.on)
    by_month = [
        frozen[first][1]
        if first in frozen
        else {(named[one.agency_id].code, named[one.agency_id].name): one.n_documents for one in counted[first]}
        for first in firsts
    ]
    order = in_table_order((one for found in counted.values() for one in found), named)
    rows = grid_rows(by_month, [(agency.code, agency.name) for agency, _ in order])
    months = tuple(GridMonth(first, frozen[first][0] if first in frozen else None) for first in firsts)
    return ViolationGrid(year, months, rows)


def _published(province_id: int, year: int, as_of: AsOf) -> dict[date, tuple[int, dict[tuple[str, str], int]]]:
    """By month its published review and what that says of the process."""
    rows = PublishedReview.objects.filter(
        province_id=province_id,
        kind=SpanKind.MONTH,
        scope=Scope.COHORT,
        first__year=year,
        recorded_at__lte=as_of.at,
    )
    return {
        one.first: (one.pk, {("", found["agency"]): found["n_documents"] for found in one.figures["violations"]})
        for one in rows
    }
