"""What the process asks of a task (quy trình): warned of, broken, contested. Presentation only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dondoc.assignments.models import Objection
from dondoc.assignments.queries import TaskRecord, rules_over_time
from dondoc.assignments.queries.doing import limits_on
from dondoc.assignments.rules.process import RuleKind, demands
from dondoc.assignments.rules.violations import all_breaches
from dondoc.base.rules.moments import AsOf
from dondoc.deadlines.queries import work_calendar


@dataclass(frozen=True)
class Finding:
    """A rule that is close to its last day, or broken, with what was said to it."""

    kind: RuleKind
    until: date
    legal_basis: str
    is_broken: bool
    objection: Objection | None

    @property
    def may_object(self) -> bool:
        return self.is_broken and self.objection is None

    @property
    def may_decide(self) -> bool:
        return self.is_broken and (self.objection is None or self.objection.is_waived is None)


def findings_of(record: TaskRecord, as_of: AsOf) -> list[Finding]:
    """What the process asks of a task now, the broken first."""
    rules, calendar = rules_over_time(record.province_id, as_of.on), work_calendar()
    rows = Objection.objects.filter(task_id=record.id, recorded_at__lte=as_of.at).order_by("pk")
    objections = {(o.kind, o.until): o for o in rows}

    def finding(kind: RuleKind, until: date, legal_basis: str, is_broken: bool) -> Finding:
        said = objections.get((kind, until)) or objections.get((kind, None))
        return Finding(kind, until, legal_basis, is_broken, said)

    days = limits_on(record.province_id, as_of.on, as_of.known_at).warned_days
    asked = demands(record.facts, as_of, calendar, rules)
    near = [d for d in asked if d.is_near(as_of.on, days)]
    found = [finding(d.rule.kind, d.until, d.rule.legal_basis, False) for d in near]
    broken = all_breaches(record.code, record.facts, as_of, calendar, rules)
    found += [finding(b.kind, b.told_by, b.legal_basis, True) for b in broken]
    return sorted(found, key=lambda one: (not one.is_broken, one.until))
