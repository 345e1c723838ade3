"""Process violations (không đúng quy trình): the result was issued and the system was not told in time.

Counted in documents per agency. The rule is a policy of the province with its legal basis; the limit is in
working days after the day of issue (BLDS 2015 Điều 147: that day is not counted).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from dondoc.assignments.rules.buckets import TaskFacts
from dondoc.assignments.rules.process import Demand, ProcessRule, RuleKind, demands, governing
from dondoc.base.rules.moments import AsOf
from dondoc.deadlines.rules.calendar import WorkCalendar

# Where a province has set no rule of its own.
DEFAULT_WORKING_DAYS = 2
DEFAULT_RULE = "Kết quả phải được cập nhật trong 02 ngày làm việc kể từ ngày ban hành văn bản kết quả"


@dataclass(frozen=True)
class Breach:
    """An issued result that the system heard of too late, or not yet. `told_by`: the last day it was in time.

    Of another kind of rule: `result_number` names the task and what was not done, `issued_on` its last day.
    """

    result_number: str
    issued_on: date
    told_by: date
    kind: RuleKind = RuleKind.RESULT_NOT_TOLD
    legal_basis: str = DEFAULT_RULE


def breaches(task: TaskFacts, as_of: AsOf, calendar: WorkCalendar, rules: Iterable[ProcessRule]) -> list[Breach]:
    """The breaches that stand at a moment: the last day has passed, and no update fell between issue and it.

    Each result by the rule in force on its last day; `rules` of other kinds say nothing here.
    """
    in_turn = _telling(tuple(rules))
    known = [r for r in task.results if as_of.known_at is None or r.recorded_at <= as_of.known_at]
    imported = [r for r in known if r.is_imported]
    found: dict[tuple[str, date], Breach] = {}
    for result in (*imported[-1:], *(r for r in known if not r.is_imported)):
        issued = result.result_issued_on
        if issued is None or issued > as_of.on:
            continue
        asked = governing([Demand(one, calendar.add_working_days(issued, one.days), None) for one in in_turn])
        if asked is not None and as_of.on > asked.until and not _was_told(task, issued, asked.until, as_of):
            breach = Breach(result.result_number, issued, asked.until, legal_basis=asked.rule.legal_basis)
            found[(result.result_number, issued)] = breach
    return list(found.values())


@lru_cache(maxsize=64)
def _telling(rules: tuple[ProcessRule, ...]) -> list[ProcessRule]:
    """The rules on results, one after the other: before the first, and once one is taken back, what is usual."""
    own = sorted((r for r in rules if r.kind is RuleKind.RESULT_NOT_TOLD), key=lambda r: r.valid_from)
    usual = ProcessRule(RuleKind.RESULT_NOT_TOLD, DEFAULT_WORKING_DAYS, DEFAULT_RULE, date.min)
    first = replace(usual, valid_to=own[0].valid_from if own else None)
    return [first, *(r if r.days else replace(r, days=usual.days, legal_basis=usual.legal_basis) for r in own)]


def all_breaches(
    code: str, task: TaskFacts, as_of: AsOf, calendar: WorkCalendar, rules: Sequence[ProcessRule]
) -> list[Breach]:
    """The breaches of every rule, each while it was in force."""
    broken = [d for d in demands(task, as_of, calendar, rules) if d.is_broken(as_of.on)]
    others = [
        Breach(f"{code} ({d.rule.kind.label})", d.until, d.until, d.rule.kind, d.rule.legal_basis) for d in broken
    ]
    return [*breaches(task, as_of, calendar, rules), *others]


def _was_told(task: TaskFacts, issued: date, told_by: date, as_of: AsOf) -> bool:
    told_on = [
        *(u.updated_on for u in task.updates if as_of.known_at is None or u.recorded_at <= as_of.known_at),
        *(r.reported_on for r in task.results if r.reported_on is not None and not r.is_imported),
    ]
    return any(issued <= on <= told_by for on in told_on)


@dataclass(frozen=True)
class AgencyViolations:
    """One agency's breaches as the review prints them: '(01 văn bản)'."""

    agency_id: int
    documents: tuple[str, ...]

    @property
    def n_documents(self) -> int:
        return len(self.documents)


def by_agency(found: Iterable[tuple[int, str, Breach]]) -> list[AgencyViolations]:
    """Distinct documents per agency out of (agency id, task code, breach); an unnumbered one goes by its task."""
    documents: dict[int, dict[tuple[str, date | None], str]] = {}
    for agency_id, task_code, breach in found:
        label = breach.result_number or f"kết quả của {task_code}"
        # A number begins anew each year, so its day tells documents apart; one task silent twice is one document.
        day = breach.issued_on if breach.kind is RuleKind.RESULT_NOT_TOLD else None
        documents.setdefault(agency_id, {})[(label, day)] = label
    return [AgencyViolations(agency_id, tuple(labels.values())) for agency_id, labels in documents.items()]
