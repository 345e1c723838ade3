"""An office at random (hypothesis state machine): people enter, hand down, act, prove, decide, urge, lay down rules.

Whatever they do: four buckets that add up in every view of both sets, one lead for each task, original deadlines that
stay, nothing done without right, nothing written by a refusal, and every past moment recomputed as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from dondoc.assignments.actions import (
    decide_finding,
    decide_results,
    enter_task,
    hand_task_down,
    lay_down_limits,
    lay_down_rule,
    make_recurring_tasks,
    object_to_finding,
    set_recurrence,
)
from dondoc.assignments.models import Task
from dondoc.assignments.queries import record_of, rules_over_time
from dondoc.assignments.rules.asking import CountsBy, Limits
from dondoc.assignments.rules.deeds import DeedKind
from dondoc.assignments.rules.hints import hint_of
from dondoc.assignments.rules.life import lead_at
from dondoc.assignments.rules.policies import Basis
from dondoc.assignments.rules.process import RuleKind
from dondoc.assignments.rules.violations import all_breaches
from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.deadlines.queries import work_calendar
from dondoc.followup.actions import remind, urge_task
from dondoc.followup.actions.urge import Words
from dondoc.followup.models import Urging
from dondoc.followup.queries.reviews import periodic_review
from dondoc.followup.rules.review_spans import SpanKind, span_on
from dondoc.followup.rules.reviewing import Scope, View, periodic_figures
from dondoc.followup.rules.urging import Grade
from tests.actions.test_enter_task import TODAY, entry, lead_with_units_below
from tests.actions.test_recur import MONTHLY, Recurring
from tests.actions.test_task_life_at_random import act, may
from tests.factories import NOW, World

WHO = st.sampled_from(["hoa", "nam", "tuan", "quan", "lan", "dung"])
WATCHES = {"hoa", "tuan", "quan"}
N = st.integers(0, 40)
MONTH = span_on(SpanKind.MONTH, TODAY)


class Office(RuleBasedStateMachine):
    """One province, some people, the time going on."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.savepoint()
        self.now, self.dues, self.seen = NOW, dict[int, Any](), list[tuple[AsOf, list[Any]]]()
        self.ls = self.world.agencies["LS"]
        self.lead, self.below = lead_with_units_below(self.world)

    def teardown(self) -> None:
        for moment, told in self.seen:
            assert self.figures(moment) == told
        transaction.savepoint_rollback(self.point)

    def figures(self, moment: AsOf) -> list[Any]:
        told = []
        for scope in Scope:
            found = periodic_review(province_id=self.ls, span=MONTH, scope=scope, as_of=moment)
            for view in View:
                groups = [group.totals for group in found.groups(view)]
                for name in ("assigned", "done_on_time", "done_late", "open_in_time", "open_overdue", "no_deadline"):
                    assert sum(getattr(one, name) for one in groups) == getattr(found.totals, name)
            told.append(periodic_figures(found))
        return told

    def attempt(self, is_allowed: bool, do: Callable[[dict[str, Any]], object], who: str) -> None:
        before = AuditEntry.objects.count()
        try:
            with transaction.atomic():
                do({"actor_id": self.world.people[who], "at": self.now})
        except Refused as refused:
            assert is_allowed or isinstance(refused, NotFound)
            assert AuditEntry.objects.count() == before
        else:
            assert is_allowed
            assert AuditEntry.objects.count() > before
        for task in Task.objects.filter(pk__gt=0, recorded_at__gte=NOW).exclude(pk__in=self.dues):
            self.dues[task.pk] = task.due_on

    def task(self, n: int) -> Task | None:
        ids = sorted(self.dues)
        return Task.objects.get(pk=ids[n % len(ids)]) if ids else None

    @rule(who=WHO, n=N)
    def enter(self, who: str, n: int) -> None:
        on = day_of(self.now)
        given = entry(
            self.world, assigned_on=on, due_on=on + timedelta(days=n) if n else None, shares=(), source_on=None
        )
        self.attempt(who in WATCHES, lambda by: enter_task(**by, province_id=self.ls, entry=given), who)
        for task in Task.objects.filter(pk__in=self.dues, coordinating=None):
            task.coordinating.add(self.world.agencies["BG-STC"])  # Dung's, whose part it may report

    @rule(who=WHO, n=N)
    def hand_down(self, who: str, n: int) -> None:
        if (parent := self.task(n)) is not None:
            given = entry(self.world, lead_id=self.below, shares=(), due_on=day_of(self.now))
            allowed = may(self.world, parent, DeedKind.HAND_DOWN, who)
            self.attempt(allowed, lambda by: hand_task_down(**by, parent_id=parent.pk, entry=given), who)

    @rule(who=WHO, n=N, kind=st.sampled_from(sorted(set(DeedKind) - {DeedKind.HAND_DOWN})), ahead=st.integers(-2, 40))
    def deed(self, who: str, n: int, kind: DeedKind, ahead: int) -> None:
        if (task := self.task(n)) is not None:
            allowed, moment = may(self.world, task, kind, who), AsOf(self.now, known_at=self.now)
            self.attempt(allowed, lambda _: act(self.world, task, kind, who, moment, ahead), who)

    @rule(who=WHO, n=N)
    def urge(self, who: str, n: int) -> None:
        if (task := self.task(n)) is not None:
            words = Words(Grade.REMIND, "Báo cáo ngay")
            allowed = may(self.world, task, DeedKind.CONFIRM, who)
            self.attempt(allowed, lambda by: urge_task(**by, task_id=task.pk, words=words), who)
            ordinals = Urging.objects.filter(task=task).order_by("pk").values_list("ordinal", flat=True)
            assert list(ordinals) == list(range(1, len(ordinals) + 1))

    @rule(who=WHO, n=N, is_waived=st.sampled_from([None, True, False]))
    def speak_of_a_finding(self, who: str, n: int, is_waived: bool | None) -> None:
        """The lead contests, the office answers: whatever the rules in force have found by now."""
        if (task := self.task(n)) is None:
            return
        rules, record = rules_over_time(self.ls, day_of(self.now)), record_of(task.pk)
        found = all_breaches(record.code, record.facts, AsOf(self.now), work_calendar(), rules)
        kind, until = (found[0].kind, found[0].told_by) if found else (RuleKind.SILENT, day_of(self.now))
        about = {"task_id": task.pk, "kind": kind, "until": until, "reason": "Bão lũ"}
        if is_waived is None:
            allowed = may(self.world, task, DeedKind.UPDATE, who)
            self.attempt(allowed, lambda by: object_to_finding(**by, **about), who)
        else:
            allowed = may(self.world, task, DeedKind.CONFIRM, who) and who in WATCHES
            self.attempt(allowed, lambda by: decide_finding(**by, **about, is_waived=is_waived), who)

    @rule(who=WHO)
    def decide_many(self, who: str) -> None:
        if ids := sorted(self.dues)[:6]:
            allowed = {i for i in ids if may(self.world, Task.objects.get(pk=i), DeedKind.CONFIRM, who)}
            by = {"actor_id": self.world.people[who], "at": self.now}
            done = decide_results(**by, task_ids=ids, is_confirmed=True, grade="good")
            assert {one.task_id for one in done if one.is_done} <= allowed

    @rule(who=WHO, n=N, counts_by=st.sampled_from(CountsBy))
    def lay_down(self, who: str, n: int, counts_by: CountsBy) -> None:
        basis = Basis("Quyết định", day_of(self.now) + timedelta(days=n % 3))
        limits = replace(
            Limits(), counts_by=counts_by, near_days=n, ageing_days=(n + 1,), update_days=n % 4, warned_days=n
        )
        self.attempt(
            who == "quan", lambda by: lay_down_limits(**by, province_id=self.ls, limits=limits, basis=basis), who
        )
        kind = list(RuleKind)[n % len(RuleKind)]
        given = {"province_id": self.ls, "kind": kind, "days": n % 5, "basis": basis}
        self.attempt(who == "quan", lambda by: lay_down_rule(**by, **given), who)

    @rule(who=WHO)
    def recur(self, who: str) -> None:
        work = Recurring("Báo cáo giải ngân", [self.lead])
        given = {"province_id": self.ls, "work": work, "pattern": MONTHLY}
        self.attempt(who in WATCHES, lambda by: set_recurrence(**by, **given), who)
        make_recurring_tasks(actor_id=None, at=self.now, province_id=self.ls)
        assert make_recurring_tasks(actor_id=None, at=self.now, province_id=self.ls) == 0
        remind(actor_id=None, at=self.now, province_id=self.ls)
        assert remind(actor_id=None, at=self.now, province_id=self.ls).n_new == 0

    @rule(hours=st.integers(1, 72))
    def time_goes_on(self, hours: int) -> None:
        moment = AsOf(self.now, known_at=self.now)
        self.seen.append((moment, self.figures(moment)))
        self.now += timedelta(hours=hours, minutes=1)

    @invariant()
    def every_task_has_one_lead_its_first_deadline_and_a_true_hint(self) -> None:
        for pk, due_on in self.dues.items():
            task, facts = Task.objects.get(pk=pk), record_of(pk).facts
            assert task.due_on == due_on
            assert lead_at(facts, task.lead_id, AsOf(self.now)) == task.lead_id
            assert task.lead_id not in task.coordinating.values_list("pk", flat=True)
            assert (task.hint_from, task.hint_is_open) == (hint_of(facts).since, hint_of(facts).is_open)


def test_whatever_an_office_does_its_figures_stand(world: World) -> None:
    office = type("OfficeOfTheDemonstration", (Office,), {"world": world})
    few = settings(max_examples=4, stateful_step_count=12, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(office, settings=few)
