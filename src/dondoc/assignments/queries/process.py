"""Rules on the process, findings and what was said to them (quy định, lỗi quy trình, giải trình)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from dondoc.assignments.models import Objection, ViolationPolicy
from dondoc.assignments.rules.process import ProcessRule, RuleKind
from dondoc.base.rules.moments import AsOf


def _in_force(province_id: int, on: date, known_at: datetime | None = None) -> dict[str, ViolationPolicy]:
    """By kind the rule in force on a day: the province's own, else the general one."""
    rows = ViolationPolicy.objects.filter(Q(province_id=province_id) | Q(province__isnull=True), valid_from__lte=on)
    rows = rows if known_at is None else rows.filter(recorded_at__lte=known_at)
    return {p.kind: p for p in sorted(rows, key=lambda p: (p.province_id is not None, p.valid_from))}


def violation_policy(province_id: int, on: date) -> ViolationPolicy | None:
    """The rule on results that were issued and not told, in force on a day."""
    return _in_force(province_id, on).get(RuleKind.RESULT_NOT_TOLD)


def process_rules(province_id: int, on: date, known_at: datetime | None = None) -> list[ProcessRule]:
    """Every rule in force on a day, by what was known; one of no days has been taken back."""
    rules = _in_force(province_id, on, known_at).values()
    return [ProcessRule(RuleKind(p.kind), p.working_days, p.legal_basis, p.valid_from) for p in rules if p.working_days]


def rules_over_time(province_id: int, on: date, known_at: datetime | None = None) -> list[ProcessRule]:
    """Every rule that was in force up to a day, each until the next of its kind: the general ones until the province's
    first own, then its own. One of 0 days says that the rule was taken back.
    """
    rows = ViolationPolicy.objects.filter(Q(province_id=province_id) | Q(province__isnull=True), valid_from__lte=on)
    rows = rows if known_at is None else rows.filter(recorded_at__lte=known_at)
    found: list[ProcessRule] = []
    listed = sorted(rows, key=lambda row: row.valid_from)
    for kind in dict.fromkeys(row.kind for row in listed):
        own = [row for row in listed if row.kind == kind and row.province_id is not None]
        general = [row for row in listed if row.kind == kind and row.province_id is None]
        in_turn = [row for row in general if not own or row.valid_from < own[0].valid_from] + own
        until = [*(row.valid_from for row in in_turn[1:]), None]
        found += [
            ProcessRule(RuleKind(kind), row.working_days, row.legal_basis, row.valid_from, ends)
            for row, ends in zip(in_turn, until, strict=True)
        ]
    return found


def waived(task_ids: Iterable[int], as_of: AsOf) -> set[tuple[int, str, date | None]]:
    """Findings that the office has waived, as (task, kind, last day; None: whichever). A waiver says how a finding is
    to be seen, whatever the moment asked for: it counts from when the system knew of it.
    """
    rows = Objection.objects.filter(task_id__in=list(task_ids), is_waived=True)
    if as_of.known_at is not None:
        rows = rows.filter(decided_at__lte=as_of.known_at)
    return set(rows.values_list("task_id", "kind", "until"))
