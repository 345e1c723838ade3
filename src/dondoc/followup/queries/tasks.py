"""The review of a span of tasks, out of the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from dondoc.agencies.queries import agencies_as_on, groups_with_members
from dondoc.agencies.rules.map import AgencyMap, AgencyOnDay
from dondoc.assignments.queries import (
    TaskRecord,
    provinces_with_tasks,
    rules_over_time,
    tasks_assigned,
    tasks_of_agencies,
    waived,
)
from dondoc.assignments.queries.doing import limits_on
from dondoc.assignments.queries.pressing import PressingTasks, pressing_tasks
from dondoc.assignments.queries.records import counting_of
from dondoc.assignments.rules.buckets import NEAR_DAYS, counts, is_in_cohort, task_standing
from dondoc.assignments.rules.facts import counting_on
from dondoc.assignments.rules.life import lead_at
from dondoc.assignments.rules.pressing import Pressing
from dondoc.assignments.rules.process import ProcessRule, RuleKind, demands
from dondoc.assignments.rules.violations import (
    DEFAULT_RULE,
    Breach,
    all_breaches,
    by_agency,
)
from dondoc.base.rules.moments import AsOf
from dondoc.deadlines.queries import work_calendar
from dondoc.deadlines.rules.calendar import WorkCalendar
from dondoc.followup.queries.reporting import choose_scope
from dondoc.followup.rules.task_review import ReviewTask, TaskReview, in_table_order


def scope_for_review(day_map: AgencyMap, *, first: date, last: date, scope: str) -> int:
    """The province meant: the one named, else the only one with tasks assigned in the span, else the only one."""
    return choose_scope(day_map, provinces_with_tasks(first, last), scope)


def task_review(*, province_id: int, first: date, last: date, as_of: AsOf) -> TaskReview:
    """The review of the tasks assigned within [first, last], as of a moment, with the names of the last day."""
    records = [r for r in tasks_assigned([province_id], first, last) if is_in_cohort(r.facts, first, last, as_of)]
    return review_of_records(province_id, records, first, last, as_of)


def review_of_agencies(
    *, agency_ids: Collection[int], as_of: AsOf, only_open: bool = False, since: date | None = None
) -> TaskReview | None:
    """Everything that the given agencies lead or coordinate, as a review; None when there is nothing.

    `only_open`: what is open, with perhaps some of the rest. `since`: what was assigned from a day on, and all open.
    """
    found = tasks_of_agencies(agency_ids, as_of, only_open=only_open, since=since)
    records = [r for r in found if counts(r.facts, as_of)]
    if not records:
        return None
    first = records[0].facts.assigned_on
    return review_of_records(records[0].province_id, records, first, as_of.on, as_of, warns=agency_ids)


def _warned(records: list[TaskRecord], as_of: AsOf, rules: list[ProcessRule]) -> frozenset[int]:
    """The tasks that would be found against the process if nothing is done within the days of the policy."""
    if not records or all(rule.kind is RuleKind.RESULT_NOT_TOLD for rule in rules):
        return frozenset()  # of a result not told nobody can be warned: the system has not heard of it
    calendar, days = work_calendar(), limits_on(records[0].province_id, as_of.on, as_of.known_at).warned_days
    asked = ((r.id, demands(r.facts, as_of, calendar, rules)) for r in records)
    return frozenset(id for id, all_of in asked if any(d.is_near(as_of.on, days) for d in all_of))


def pressing_work(
    *, province_ids: Collection[int], as_of: AsOf, kind: Pressing | None = None, limit: int
) -> tuple[PressingTasks, Mapping[int, AgencyOnDay]]:
    """How many open tasks of the provinces want something done, the most pressing of them, and who leads these."""
    rules = {one: counting_on(rows, as_of) for one, rows in counting_of(province_ids).items()}
    in_force = {one: rule for one, rule in rules.items() if rule is not None}
    # For one list of several provinces the widest of their rules says how near is near.
    near = max((rule.near_days for rule in in_force.values()), default=NEAR_DAYS)
    confirming = [one for one, rule in in_force.items() if rule.by_confirmation]
    found = pressing_tasks(province_ids, as_of, kind=kind, limit=limit, near_days=near, by_confirmation=confirming)
    return found, agencies_as_on({task.lead_id for task in found.tasks}, as_of.on)


def review_of_records(
    province_id: int,
    records: list[TaskRecord],
    first: date,
    last: date,
    as_of: AsOf,
    warns: Collection[int] = (),
    calendar: WorkCalendar | None = None,
) -> TaskReview:
    """Tasks with their facts as a review, with the names of the last day and the findings that count; for the leads
    `warns` also what is close to being found. `calendar`: `work_calendar()`, where it is at hand.
    """
    agencies = agencies_as_on({province_id} | _involved(records, as_of), last)
    # A rule of later, or not yet known, says nothing of a moment before it.
    rules = rules_over_time(province_id, min(last, as_of.on), as_of.known_at)
    told = next((r for r in rules if r.kind is RuleKind.RESULT_NOT_TOLD and r.valid_to is None and r.days), None)
    found = findings_of_records(records, as_of, rules, calendar)
    return TaskReview(
        province=agencies[province_id],
        first=first,
        last=last,
        as_of=as_of,
        tasks=tuple(_task(r, agencies, as_of) for r in records),
        violations=in_table_order(
            by_agency((lead_at(r.facts, r.lead_id, as_of), r.code, b) for r, b in found), agencies
        ),
        violating=frozenset(r.id for r, _ in found),
        warned=_warned([r for r in records if r.lead_id in warns], as_of, rules),
        violation_rule=told.legal_basis if told else DEFAULT_RULE,
    )


def _involved(records: list[TaskRecord], as_of: AsOf) -> set[int]:
    leads = {lead_at(r.facts, r.lead_id, as_of) for r in records}
    return leads | {a for r in records for a in r.coordinating_ids}


def _task(record: TaskRecord, agencies: Mapping[int, AgencyOnDay], as_of: AsOf) -> ReviewTask:
    return ReviewTask(
        id=record.id,
        code=record.code,
        title=record.title,
        assigner=record.assigner,
        lead=agencies[lead_at(record.facts, record.lead_id, as_of)],
        coordinating=tuple(agencies[a] for a in record.coordinating_ids),
        source_number=record.source_number,
        source_on=record.source_on,
        source_title=record.source_title,
        note=record.note,
        field=record.field,
        source_kind=record.source_kind,
        is_starred=record.is_starred,
        facts=record.facts,
        standing=task_standing(record.facts, as_of),
    )


def findings_of_records(
    records: list[TaskRecord], as_of: AsOf, rules: list[ProcessRule], calendar: WorkCalendar | None = None
) -> list[tuple[TaskRecord, Breach]]:
    """Findings that count: those that the office has waived do not."""
    calendar = calendar or work_calendar()
    found = [(r, b) for r in records for b in all_breaches(r.code, r.facts, as_of, calendar, rules)]
    forgiven = waived({r.id for r, _ in found}, as_of) if found else set()
    return [(r, b) for r, b in found if not {(r.id, b.kind, b.told_by), (r.id, b.kind, None)} & forgiven]


def lower_level(province_id: int, on: date) -> str:
    """'UBND các huyện, thành phố', out of the groups of committees below the province on that day."""
    names = [name for name in groups_with_members(province_id, on) if name.startswith("UBND ")]
    return ", ".join(f"UBND các {name.removeprefix('UBND ').removeprefix('các ')}" for name in names)
