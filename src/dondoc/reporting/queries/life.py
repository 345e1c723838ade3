"""Questions about the life of a report (vòng đời báo cáo): where it stands, who may do what with it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, QuerySet, Value

from dondoc.base.prepared import Prepared, among
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.deadlines.rules.definition import Lock, RegimeDefinition
from dondoc.people.rules.rights import Right, Rights
from dondoc.reporting.models import Obligation, ReportStep, Submission
from dondoc.reporting.queries.obligations import facts_of
from dondoc.reporting.queries.regimes import regime_of
from dondoc.reporting.rules.life import Life, Role, StepKind, Taken, life_of


def life_at(obligation_id: int, at: datetime) -> Life:
    """Where a report stands at a moment; the caller has fetched its obligation with permission."""
    return lives_at([obligation_id], at)[obligation_id]


def _taken(ids: Collection[int], at: datetime) -> QuerySet[ReportStep, tuple[Any, ...]]:
    columns = ("obligation_id", "at", "submission__version", "pk", "kind", "reason", "due_on", "by_id")
    steps = ReportStep.objects.filter(among("reporting_reportstep.obligation_id", ids), at__lte=at)
    sent = Submission.objects.filter(among("reporting_submission.obligation_id", ids), sent_at__lte=at)
    nothing = (Value("", CharField()), Value("", CharField()), Value(None, DateField()), Value(None, BigIntegerField()))
    sendings = sent.values_list("obligation_id", "sent_at", "version", "pk", *nothing)
    return steps.values_list(*columns).union(sendings, all=True)


TAKEN = Prepared(_taken)


def lives_at(obligation_ids: Collection[int], at: datetime) -> dict[int, Life]:
    """The same for many reports; one query."""
    found: dict[int, list[tuple[tuple[datetime, int, int, int], Taken]]] = {id: [] for id in obligation_ids}
    # Of one moment: a step follows the sending that it is about, and comes before the next.
    for id, moment, version, pk, kind, reason, due_on, by in TAKEN(obligation_ids, at) if found else ():
        step = Taken(moment, StepKind(kind), reason, due_on, by) if kind else Taken(moment, None)
        found[id].append(((moment, version or 0, 1 if kind else 0, pk), step))
    return {id: life_of(t for _, t in sorted(taken, key=lambda item: item[0])) for id, taken in found.items()}


def roles_in(rights: Rights, obligation: Obligation) -> frozenset[Role]:
    """In what capacities this person deals with a report; empty: in none, though he may see it."""
    found = {
        Role.ENTERER: rights.has(Right.ENTER, obligation.agency_id),
        Role.APPROVER: rights.has(Right.APPROVE, obligation.agency_id),
        Role.RECEIVER: rights.has(Right.RECEIVE, obligation.province_id),
        Role.WATCHER: rights.has(Right.MONITOR, obligation.province_id),
    }
    return frozenset(role for role, held in found.items() if held)


@dataclass(frozen=True)
class ReportLife:
    """Where a report stands by its regime: `is_locked` closed after its deadline."""

    life: Life
    regime: RegimeDefinition
    is_locked: bool


def report_life(obligation: Obligation, at: datetime) -> ReportLife:
    """The life of a report with the policies of its regime, at a moment."""
    regime = regime_of(obligation)
    life = life_at(obligation.pk, at)
    return ReportLife(life, regime, is_locked_at(obligation.pk, life, regime, at))


def is_locked_at(obligation_id: int, life: Life, regime: RegimeDefinition, at: datetime) -> bool:
    """Closed after its deadline (đã khóa); asks nothing where the regime locks nothing."""
    if regime.lock is Lock.NONE:
        return False
    return life.is_locked(facts_of(obligation_id).due(AsOf(at)).due_on, day_of(at), regime.lock)


def steps_of(obligation_id: int, at: datetime) -> list[ReportStep]:
    """Every step until a moment, newest first."""
    rows = ReportStep.objects.select_related("by", "submission").filter(obligation_id=obligation_id, at__lte=at)
    return list(rows.order_by("-at", "-pk"))
