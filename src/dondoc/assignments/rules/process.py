"""Rules on the process (quy định về quy trình) as data over the events of a task: each with its limit and legal basis.

A rule binds from its first day on. What breaks one is a finding for the agency; before that the agency is warned.
Source: each province's own regulation; NĐ 30/2020/NĐ-CP, Điều 24 for following and urging.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from dondoc.assignments.rules.buckets import TaskFacts
from dondoc.assignments.rules.deeds import DeedKind
from dondoc.assignments.rules.facts import is_known
from dondoc.assignments.rules.life import ending_at, is_withdrawn, last_of, life_at
from dondoc.assignments.rules.states import Confirmation, Work
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.deadlines.rules.calendar import WorkCalendar

# From these deeds on a word is waited for; after those it is not.
GOING_ON = frozenset(
    {DeedKind.RESUME, DeedKind.DENY_REFUSAL, DeedKind.CALL_BACK_REFUSAL, DeedKind.CALL_BACK_RESULT}
    | {DeedKind.REOPEN, DeedKind.REINSTATE, DeedKind.TRANSFER}
)
STOPPING = frozenset({DeedKind.SUSPEND, DeedKind.REFUSE, DeedKind.WITHDRAW, DeedKind.GRANT_REFUSAL, DeedKind.CLOSE})


class RuleKind(StrEnum):
    """What the process asks for (yêu cầu của quy trình)."""

    RESULT_NOT_TOLD = "result_not_told"
    NOT_RECEIVED = "not_received"
    SILENT = "silent"
    NO_EVIDENCE = "no_evidence"
    AFTER_CUT_OFF = "after_cut_off"
    UNSIGNED = "unsigned"

    @property
    def label(self) -> str:
        return _RULES[self]


_RULES = {
    RuleKind.RESULT_NOT_TOLD: "ban hành kết quả mà không cập nhật đúng hạn",
    RuleKind.NOT_RECEIVED: "không tiếp nhận đúng hạn",
    RuleKind.SILENT: "không cập nhật tiến độ đúng kỳ",
    RuleKind.NO_EVIDENCE: "kết thúc không có văn bản kết quả",
    RuleKind.AFTER_CUT_OFF: "cập nhật sau ngày chốt tháng",
    RuleKind.UNSIGNED: "văn bản kết quả không ký số",
}


@dataclass(frozen=True)
class ProcessRule:
    """One rule over [valid_from, valid_to). `days`: working days; for the month's cut-off the day of the next month;
    0: taken back.
    """

    kind: RuleKind
    days: int
    legal_basis: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class Demand:
    """What a rule asks of one task: until the end of `until`; `kept_on` when it was done, None: not yet.

    `done_on`: of a deed that was wrong at once, its day.
    """

    rule: ProcessRule
    until: date
    kept_on: date | None
    done_on: date | None = None

    def is_broken(self, on: date) -> bool:
        return on > self.until and (self.kept_on is None or self.kept_on > self.until)

    def is_near(self, on: date, warned_days: int) -> bool:
        """Not yet done, and the last day at most so many days away: the agency is warned. 0: on that day only."""
        return self.kept_on is None and on <= self.until <= on + timedelta(days=warned_days)


@dataclass(frozen=True)
class _Question:
    """One rule asked of one task at a moment."""

    task: TaskFacts
    as_of: AsOf
    calendar: WorkCalendar
    rule: ProcessRule

    def until(self, since: date) -> date:
        return self.calendar.add_working_days(since, self.rule.days)


def demands(task: TaskFacts, as_of: AsOf, calendar: WorkCalendar, rules: Iterable[ProcessRule]) -> list[Demand]:
    """Everything that the rules ask of a task as of a moment; results not told are `violations.breaches`.

    `rules` may hold several of a kind, one after the other: each is asked for what fell due while it was in force.
    """
    in_turn: dict[RuleKind, list[_Question]] = {}
    for rule in sorted(rules, key=lambda rule: rule.valid_from):
        if rule.kind in _ASK:
            in_turn.setdefault(rule.kind, []).append(_Question(task, as_of, calendar, rule))
    if not in_turn or is_withdrawn(task, as_of):
        return []
    # The same obligations in the same order, as each rule in turn would have them.
    by_rule = ([list(_ASK[kind](one)) for one in asked] for kind, asked in in_turn.items())
    found = (governing(told) for each in by_rule for told in zip(*each, strict=True))
    return [demand for demand in found if demand is not None]


def governing(in_turn: Sequence[Demand]) -> Demand | None:
    """Of one obligation, as each rule in turn would have it, the one that binds: by the rule in force on its last day.

    A rule binds no earlier than its first day: whose last day would lie before it keeps that of the rule before. What
    had not fallen due when the rule was taken back is asked for no more.
    """
    before: Demand | None = None
    for one in in_turn:
        last = one.done_on or one.until
        if not one.rule.days:
            before = None
        elif last < one.rule.valid_from:
            if before is not None:
                return before
        elif one.rule.valid_to is None or last < one.rule.valid_to:
            return one
        else:
            before = one
    return before


def _receiving(asked: _Question) -> Iterator[Demand]:
    """Within so many working days of the assignment, or of the day on which the task was passed on."""
    task, as_of = asked.task, asked.as_of
    since, passed = _begun(task, as_of), last_of(task.until(as_of), (DeedKind.TRANSFER,))
    answers = [day_of(e.at) for e in task.until(as_of) if e.kind in (DeedKind.ACCEPT, DeedKind.REFUSE)]
    answers += _told(task, as_of)
    kept = [day for day in answers if passed is None or day >= since]
    yield Demand(asked.rule, asked.until(since), min(kept, default=None))


def _telling(asked: _Question) -> Iterator[Demand]:
    """While the work goes on, a word at least every so many working days; a result that waits is no silence. A silence
    that was broken too late stays one.
    """
    days, marks = asked.task.update_days or asked.rule.days, list(_marks(asked.task, asked.as_of))
    for (since, goes_on), (until, _) in pairwise(marks):
        if goes_on and until > since:
            yield Demand(asked.rule, asked.calendar.add_working_days(since, days), until)
    life = life_at(asked.task, asked.as_of)
    if (
        marks
        and life.work in (Work.NEW, Work.RECEIVED, Work.IN_PROGRESS)
        and life.confirmation is not Confirmation.WAITING
    ):
        yield Demand(asked.rule, asked.calendar.add_working_days(marks[-1][0], days), None)


def _marks(task: TaskFacts, as_of: AsOf) -> Iterator[tuple[date, bool]]:
    """The days from which a word is waited for (True) or is not (False), in their order: words and returned results
    begin anew; a result that waits, a pause and an ending stop.
    """
    begun = _begun(task, as_of)
    found = [(begun, datetime.min.replace(tzinfo=UTC), True)]
    found += [(u.updated_on, u.recorded_at, True) for u in task.updates if is_known(u.recorded_at, as_of)]
    for result in task.results:
        if result.reported_on is not None and is_known(result.recorded_at, as_of):
            found.append((result.reported_on, result.recorded_at, False))
        if result.is_confirmed is False and result.decided_at is not None and is_known(result.decided_at, as_of):
            found.append((day_of(result.decided_at), result.decided_at, True))
    found += [(day_of(e.at), e.at, e.kind in GOING_ON) for e in task.until(as_of) if e.kind in GOING_ON | STOPPING]
    yield from ((day, goes_on) for day, _, goes_on in sorted(found) if begun <= day <= as_of.on)


def _evidence(asked: _Question) -> Iterator[Demand]:
    """Whoever says that a task is done names the document. Closing with a reason is the assigner's, not a breach."""
    task, as_of = asked.task, asked.as_of
    ending = ending_at(task, as_of)
    closed = last_of(task.until(as_of), (DeedKind.CLOSE, DeedKind.REOPEN))
    if not ending.is_done or ending.delivered is None or (closed and closed.kind is DeedKind.CLOSE):
        return
    known = [r for r in task.results if is_known(r.recorded_at, as_of) and r.completed_on == ending.delivered]
    if known and not any(r.result_number or r.n_files for r in known):
        yield Demand(asked.rule, ending.delivered - timedelta(days=1), None, ending.delivered)


def _signature(asked: _Question) -> Iterator[Demand]:
    """A result whose files came in without any valid signature; one told by its number alone is not judged."""
    task, as_of = asked.task, asked.as_of
    for result in task.results:
        told = result.reported_on
        if told is None or told > as_of.on or not is_known(result.recorded_at, as_of) or result.is_confirmed is False:
            continue
        if result.n_files and not result.n_signed:
            yield Demand(asked.rule, told - timedelta(days=1), None, told)


def _cut_off(asked: _Question) -> Iterator[Demand]:
    """A result of one month is told by the cut-off in the next."""
    task, as_of = asked.task, asked.as_of
    for result in task.results:
        told = result.reported_on
        if told is None or told > as_of.on or result.completed_on is None or not is_known(result.recorded_at, as_of):
            continue
        next_month = (result.completed_on.replace(day=1) + timedelta(days=32)).replace(day=1)
        yield Demand(asked.rule, next_month + timedelta(days=asked.rule.days - 1), told)


_ASK = {
    RuleKind.NOT_RECEIVED: _receiving,
    RuleKind.SILENT: _telling,
    RuleKind.NO_EVIDENCE: _evidence,
    RuleKind.AFTER_CUT_OFF: _cut_off,
    RuleKind.UNSIGNED: _signature,
}


def _begun(task: TaskFacts, as_of: AsOf) -> date:
    """From when the lead can be asked: the task is assigned, entered, and in its hands."""
    passed = last_of(task.until(as_of), (DeedKind.TRANSFER, DeedKind.REINSTATE, DeedKind.REOPEN, DeedKind.DENY_REFUSAL))
    since = max(task.assigned_on, day_of(task.recorded_at))
    return max(since, day_of(passed.at)) if passed else since


def _told(task: TaskFacts, as_of: AsOf) -> list[date]:
    updates = [u.updated_on for u in task.updates if u.updated_on <= as_of.on and is_known(u.recorded_at, as_of)]
    reports = [r.reported_on for r in task.results if r.reported_on is not None and is_known(r.recorded_at, as_of)]
    return updates + [day for day in reports if day <= as_of.on]
