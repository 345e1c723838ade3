"""Whatever people do with a task, in any order: the table holds, and no past moment ever changes its answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dondoc.assignments.rules.asking import Asked, Clock, Limits, Parties, day_of_deed, reasons_not_to
from dondoc.assignments.rules.buckets import (
    Bucket,
    Confirmation,
    Happened,
    ResultFact,
    TaskFacts,
    TaskStanding,
    UpdateFact,
    Work,
    bucket_at,
    bucket_totals,
    counts,
    due_in_force,
    task_standing,
)
from dondoc.assignments.rules.deeds import LIFE, WITH_FACTS, DeedKind, Needs, allowed, may_come_from
from dondoc.assignments.rules.life import lead_at, life_at
from dondoc.assignments.rules.states import ExtensionState
from dondoc.base.rules.moments import VIETNAM, AsOf, day_of
from dondoc.deadlines.rules.starting_list import starting_calendar

START = datetime(2026, 1, 5, 8, tzinfo=VIETNAM)
AGENCIES = (1, 2, 3)
CALENDAR = starting_calendar(range(2025, 2030))
K = DeedKind
EVENTS = sorted(set(DeedKind) - WITH_FACTS)


class TaskLife(RuleBasedStateMachine):
    """One task, its people and time going on."""

    @initialize(due=st.none() | st.integers(0, 60), clock=st.sampled_from(Clock), times=st.integers(0, 3))
    def assign(self, due: int | None, clock: Clock, times: int) -> None:
        self.now = START
        self.original = None if due is None else day_of(START) + timedelta(days=due)
        self.facts = TaskFacts(day_of(START), self.original, START)
        self.lead = 1
        self.limits = Limits(most_extensions=times, clock=clock)
        self.seen: list[tuple[AsOf, TaskStanding, int, bool]] = []

    def as_of(self) -> AsOf:
        return AsOf(self.now)

    @rule(hours=st.integers(1, 24 * 12))
    def time_passes(self, hours: int) -> None:
        """What stands at the end of this moment is remembered, to be asked for again."""
        asked = AsOf(self.now, known_at=self.now)
        standing = task_standing(self.facts, asked)
        self.seen.append((asked, standing, lead_at(self.facts, self.lead, asked), counts(self.facts, asked)))
        self.now += timedelta(hours=hours)

    @rule(
        kind=st.sampled_from(sorted(set(DeedKind) - WITH_FACTS)),
        ahead=st.integers(-5, 60),
        to=st.sampled_from(AGENCIES),
    )
    def somebody_acts(self, kind: DeedKind, ahead: int, to: int) -> None:
        """A deed with whatever is said: done, or refused and nothing changes."""
        before, due = life_at(self.facts, self.as_of()), due_in_force(self.facts, self.as_of())
        day = (due if kind is K.REQUEST_EXTENSION and due else day_of(self.now)) + timedelta(days=ahead)
        asked = Asked(reason="lý do", day=day, agency_id=to, person_id=7, text="nội dung")
        parties = Parties(self.lead, frozenset(AGENCIES) - {self.lead}, frozenset(AGENCIES), frozenset({7}))
        reasons = list(reasons_not_to(kind, self.facts, asked, parties, self.limits, self.as_of()))
        if not may_come_from(kind, before):
            assert reasons
        if reasons:
            return
        self.happen(kind, asked)
        after, led_to = life_at(self.facts, self.as_of()), LIFE[kind].leads_to
        if kind in (K.REQUEST_EXTENSION, K.SET_PART, K.REPORT_PART, K.ASSIGN_PERSON):
            assert due_in_force(self.facts, self.as_of()) == due
        if isinstance(led_to, Work) and kind is not K.RESUME:
            assert after.work is led_to or {after.work, led_to} <= {Work.NEW, Work.IN_PROGRESS, Work.RECEIVED}
        if isinstance(led_to, Confirmation):
            assert after.confirmation is led_to
        if isinstance(led_to, ExtensionState) and led_to is not ExtensionState.NONE:
            assert after.extension is led_to

    def happen(self, kind: DeedKind, asked: Asked) -> None:
        passes = kind is K.TRANSFER
        event = Happened(
            kind=kind,
            at=self.now,
            day=day_of_deed(kind, self.facts, asked, self.limits, CALENDAR, self.as_of()),
            agency_id=asked.agency_id if kind in (K.TRANSFER, K.SET_PART, K.REPORT_PART) else None,
            from_agency_id=self.lead if passes else None,
            person_id=asked.person_id if Needs.PERSON in LIFE[kind].needs else None,
            stops_clock=kind is K.SUSPEND and self.limits.clock is not Clock.RUNS,
        )
        self.facts = replace(self.facts, events=(*self.facts.events, event))
        if passes and asked.agency_id is not None:
            self.lead = asked.agency_id
        self.now += timedelta(minutes=1)

    @precondition(lambda self: may_come_from(K.UPDATE, life_at(self.facts, AsOf(self.now))))
    @rule(percent=st.integers(0, 100))
    def the_lead_updates(self, percent: int) -> None:
        update = UpdateFact(day_of(self.now), percent, self.now)
        self.facts = replace(self.facts, updates=(*self.facts.updates, update))
        assert life_at(self.facts, self.as_of()).work is Work.IN_PROGRESS
        self.now += timedelta(minutes=1)

    @precondition(lambda self: may_come_from(K.REPORT, life_at(self.facts, AsOf(self.now))))
    @rule(ago=st.integers(0, 10))
    def the_lead_reports(self, ago: int) -> None:
        on = day_of(self.now)
        done = max(self.facts.assigned_on, on - timedelta(days=ago))
        result = ResultFact(done, "1/BC", done, on, False, self.now)
        self.facts = replace(self.facts, results=(*self.facts.results, result))
        assert life_at(self.facts, self.as_of()).confirmation is Confirmation.WAITING
        self.now += timedelta(minutes=1)

    @precondition(lambda self: may_come_from(K.CONFIRM, life_at(self.facts, AsOf(self.now))))
    @rule(is_confirmed=st.booleans())
    def the_assigner_decides(self, is_confirmed: bool) -> None:
        newest = replace(
            self.facts.results[-1], is_confirmed=is_confirmed, decided_on=day_of(self.now), decided_at=self.now
        )
        self.facts = replace(self.facts, results=(*self.facts.results[:-1], newest))
        assert (life_at(self.facts, self.as_of()).work is Work.CLOSED) is is_confirmed
        self.now += timedelta(minutes=1)

    @invariant()
    def the_buckets_add_up(self) -> None:
        standing = task_standing(self.facts, self.as_of())
        assert bucket_totals([standing]).assigned == 1
        assert bucket_at(self.facts, self.as_of()) == (standing.bucket, standing.due_on)
        assert standing.bucket.is_open is (standing.completed_on is None)
        assert (standing.days_overdue > 0) is (standing.bucket is Bucket.OPEN_OVERDUE)

    @invariant()
    def the_original_deadline_never_changes(self) -> None:
        assert self.facts.due_on == self.original
        assert (due_in_force(self.facts, self.as_of()) is None) is (self.original is None)

    @invariant()
    def there_is_one_lead_and_somebody_can_always_go_on(self) -> None:
        assert lead_at(self.facts, self.lead, self.as_of()) == self.lead
        assert allowed(life_at(self.facts, self.as_of()), {who for deed in LIFE.values() for who in deed.who})

    def teardown(self) -> None:
        """Every moment asked for again, with what was known then and by what happened by then."""
        for asked, standing, lead, counted in getattr(self, "seen", []):
            assert task_standing(self.facts, asked) == standing
            assert lead_at(self.facts, self.lead, asked) == lead
            assert counts(self.facts, asked) is counted


TestTaskLife = TaskLife.TestCase
TestTaskLife.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
