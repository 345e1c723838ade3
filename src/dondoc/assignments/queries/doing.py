"""Who takes part in a task, what the province allows (đơn vị tham gia, quy định), as a deed needs them."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from dondoc.agencies.queries import agency_map
from dondoc.assignments.models import Task, TaskPolicy, ViolationPolicy
from dondoc.assignments.rules.asking import Clock, CountsBy, Limits, Parties, days_in
from dondoc.assignments.rules.deeds import Who
from dondoc.people.queries import officers_of
from dondoc.people.rules.rights import Right, Rights


def who_is(rights: Rights, task: Task, coordinating_ids: frozenset[int]) -> frozenset[Who]:
    """In which ways a person takes part in a task."""
    # What an agency passed on below is its own to follow and confirm; the province goes on watching it.
    assigns = task.assigning_id is not None and any(
        rights.has(right, task.assigning_id) for right in (Right.ENTER, Right.APPROVE)
    )
    ways = {
        Who.LEAD: rights.has(Right.ENTER, task.lead_id),
        Who.LEAD_HEAD: rights.has(Right.APPROVE, task.lead_id),
        Who.COORDINATOR: bool(coordinating_ids & rights.agencies_for(Right.ENTER)),
        Who.MONITOR: assigns or rights.has(Right.MONITOR, task.province_id),
    }
    return frozenset(who for who, is_so in ways.items() if is_so)


def coordinating_ids(task: Task) -> frozenset[int]:
    return frozenset(task.coordinating.values_list("pk", flat=True))


def parties_of_task(task: Task, on: date) -> Parties:
    """Who takes part, and who may lead: every unit of the province on the day."""
    below = agency_map(on).below(task.province_id)
    officers = frozenset(officers_of(task.lead_id, on))
    return Parties(task.lead_id, coordinating_ids(task), frozenset(one.id for one in below), officers)


def limits_on(province_id: int, on: date, known_at: datetime | None = None) -> Limits:
    """The limits in force on a day, by what was known: the province's own, else the general ones, else the usual."""
    rows = TaskPolicy.objects.filter(Q(province_id=province_id) | Q(province__isnull=True), valid_from__lte=on)
    rows = rows if known_at is None else rows.filter(recorded_at__lte=known_at)
    policy = max(rows, key=lambda p: (p.province_id is not None, p.valid_from), default=None)
    return Limits() if policy is None else limits_of(policy)


def limits_of(policy: TaskPolicy) -> Limits:
    """A row as the rules take it."""
    return Limits(
        most_extensions=policy.most_extensions,
        days_late=policy.days_late,
        days_far=policy.days_far,
        clock=Clock(policy.clock),
        reaction_days=policy.reaction_days,
        counts_by=CountsBy(policy.counts_by),
        completion_days=policy.completion_days,
        near_days=policy.near_days,
        update_days=policy.update_days,
        reminder_days=days_in(policy.reminder_days),
        ageing_days=days_in(policy.ageing_days),
        warned_days=policy.warned_days,
    )


def policies_of(province_id: int) -> list[TaskPolicy]:
    """Every row that counts or will count or has counted in a province, the oldest first."""
    rows = TaskPolicy.objects.filter(Q(province_id=province_id) | Q(province__isnull=True))
    return sorted(rows, key=lambda p: (p.province_id is not None, p.valid_from))


def rules_of(province_id: int) -> list[ViolationPolicy]:
    """Every row of the rules on the process, the newest first."""
    rows = ViolationPolicy.objects.filter(Q(province_id=province_id) | Q(province__isnull=True))
    return list(rows.order_by("kind", "-valid_from"))
