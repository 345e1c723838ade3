"""Tasks with anything at all having happened to them, in any order: for twins in SQL that must agree with the rules."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from dondoc.assignments.models import Assignment, Decision, Extension, ProgressUpdate, ResultReport, Task, TaskEvent
from dondoc.assignments.rules.deeds import WITH_FACTS, DeedKind
from dondoc.assignments.rules.facts import ExtensionFact, Happened, ResultFact, TaskFacts, UpdateFact
from dondoc.base.rules.moments import VIETNAM, AsOf
from tests.factories import World

START = datetime(2026, 9, 1, 8, tzinfo=VIETNAM)
KINDS = sorted(set(DeedKind) - WITH_FACTS)
HOURS = 24 * 60

moments = st.integers(0, HOURS).map(lambda hours: START + timedelta(hours=hours))
days = st.integers(0, HOURS // 24).map(lambda n: START.date() + timedelta(days=n))
maybe_days = st.none() | days
questions = st.builds(AsOf, moments, st.none() | moments)

extensions = st.builds(ExtensionFact, due_on=days, granted_on=maybe_days, recorded_at=moments)
updates = st.builds(UpdateFact, updated_on=days, percent=st.none() | st.integers(0, 100), recorded_at=moments)


@st.composite
def results(draw: st.DrawFn) -> ResultFact:
    told, is_imported = draw(moments), draw(st.booleans())
    decided = None if is_imported else draw(st.none() | moments)
    return ResultFact(
        completed_on=draw(maybe_days),
        result_number="7/BC",
        result_issued_on=None,
        reported_on=None if is_imported else draw(days),
        is_imported=is_imported,
        recorded_at=told,
        is_confirmed=None if decided is None else draw(st.booleans()),
        decided_on=None if decided is None else decided.astimezone(VIETNAM).date(),
        decided_at=decided,
    )


happened = st.builds(
    Happened, kind=st.sampled_from(KINDS), at=moments, day=maybe_days, stops_clock=st.booleans(), text=st.just("lý do")
)


@st.composite
def facts(draw: st.DrawFn) -> TaskFacts:
    """Not only what the deeds allow."""
    assigned: date = draw(days)
    due = draw(st.none() | st.integers(0, 40))
    return TaskFacts(
        assigned_on=assigned,
        due_on=None if due is None else assigned + timedelta(days=due),
        recorded_at=draw(moments),
        extensions=tuple(draw(st.lists(extensions, max_size=2))),
        updates=tuple(draw(st.lists(updates, max_size=1))),
        results=tuple(draw(st.lists(results(), max_size=2))),
        undone_at=draw(st.none() | st.none() | st.none() | moments),
        events=tuple(sorted(draw(st.lists(happened, max_size=4)), key=lambda event: event.at)),
    )


def written(world: World, code: str, told: TaskFacts, province: str = "LS", lead: str = "LS-STTTT") -> Task:
    """The same as rows, without a hint."""
    actor = world.people["hoa"]
    task = Task(province_id=world.agencies[province], code=code, title=f"Việc {code}", lead_id=world.agencies[lead])
    task.assigned_on, task.due_on, task.recorded_at = told.assigned_on, told.due_on, told.recorded_at
    if told.undone_at is not None:
        source = Task.objects.filter(source__isnull=False)[0].source
        given = {"source": source, "actor_id": actor, "recorded_at": told.recorded_at, "undone_by_id": actor}
        task.assignment = Assignment.objects.create(**given, undone_at=told.undone_at)
    task.save()
    for e in told.extensions:
        Extension.objects.create(task=task, due_on=e.due_on, granted_on=e.granted_on, recorded_at=e.recorded_at)
    for u in told.updates:
        ProgressUpdate.objects.create(
            task=task, updated_on=u.updated_on, percent=u.percent, text="", recorded_at=u.recorded_at
        )
    for result in told.results:
        _write_result(task, result, actor)
    for h in told.events:
        TaskEvent.objects.create(
            task=task,
            kind=h.kind,
            reason=h.text,
            day=h.day,
            stops_clock=h.stops_clock,
            actor_id=actor,
            recorded_at=h.at,
        )
    return task


def _write_result(task: Task, told: ResultFact, actor: int) -> None:
    row = ResultReport.objects.create(
        task=task,
        completed_on=told.completed_on,
        result_number=told.result_number,
        reported_on=told.reported_on,
        is_imported=told.is_imported,
        recorded_at=told.recorded_at,
    )
    if told.decided_at is not None:
        Decision.objects.create(
            result=row,
            is_confirmed=bool(told.is_confirmed),
            reason="lý do",
            decided_on=told.decided_on,
            actor_id=actor,
            recorded_at=told.decided_at,
        )
