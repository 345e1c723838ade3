"""Random deeds by random people on the database: only who may does anything, and a past review never changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dondoc.assignments.actions import act_on_task, decide_result, report_result, update_progress
from dondoc.assignments.models import Task
from dondoc.assignments.queries import access_task, record_of
from dondoc.assignments.queries.doing import coordinating_ids, who_is
from dondoc.assignments.rules.asking import Asked
from dondoc.assignments.rules.deeds import LIFE, DeedKind
from dondoc.assignments.rules.evidence import Upload
from dondoc.assignments.rules.hints import hint_of
from dondoc.assignments.rules.reporting_results import Result
from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.followup.queries import task_review
from dondoc.followup.rules.task_review import TaskReview
from dondoc.people.queries import rights_of
from tests.actions.test_act_on_task import TODAY, task
from tests.factories import NOW, World

__all__ = ["task"]
K = DeedKind
DEEDS = st.tuples(
    st.sampled_from(sorted(DeedKind)),
    st.sampled_from(["hoa", "nam", "lan", "tuan", "dung"]),
    st.integers(0, 72),
    st.integers(-2, 40),
)


def figures(world: World, at: AsOf) -> tuple[object, ...]:
    review: TaskReview = task_review(province_id=world.agencies["LS"], first=TODAY, last=TODAY, as_of=at)
    totals = review.totals
    parts = (totals.done_on_time, totals.done_late, totals.open_in_time, totals.open_overdue)
    assert sum(parts) == totals.assigned == len(review.tasks)
    return (*parts, [(t.code, t.lead.code, t.standing) for t in review.tasks])


def act(world: World, task: Task, kind: DeedKind, who: str, at: AsOf, ahead: int) -> None:
    given = {"actor_id": world.people[who], "at": at.at, "task_id": task.pk}
    if kind is K.UPDATE:
        update_progress(**given, percent=ahead % 101, text="")
    elif kind is K.REPORT:
        report_result(**given, result=Result(at.on, "7/BC", at.on))
    elif kind in (K.CONFIRM, K.RETURN):
        decide_result(**given, is_confirmed=kind is K.CONFIRM, reason="lý do")
    else:
        new = world.agencies["LS-STC" if ahead % 2 else "LS-STTTT"]
        asked = Asked("lý do", at.on + timedelta(days=ahead), new, world.people["nam"], "nội dung")
        shown = [Upload("so-lieu.pdf", b"%PDF-1.7")] if kind is K.REPORT_PART and ahead % 2 else []
        act_on_task(**given, kind=kind, asked=replace(asked, **_document(kind, at, ahead)), files=shown)


def _document(kind: DeedKind, at: AsOf, ahead: int) -> dict[str, Any]:
    """A coordinating agency names its document, or says nothing of one."""
    if kind is not K.REPORT_PART:
        return {}
    return {"number": "88/STC", "day": at.on} if ahead % 3 else {"day": None}


def may(world: World, task: Task, kind: DeedKind, who: str) -> bool:
    rights = rights_of(world.people[who], TODAY)
    task.refresh_from_db()
    try:
        access_task(rights, task_id=task.pk)
    except NotFound:
        return False
    return bool(LIFE[kind].who & who_is(rights, task, coordinating_ids(task)))


# Each deed of the table once, by somebody who may, from where it is open: what the machines draw from can all be done.
THROUGH = (
    *(("nam", K.REFUSE), ("nam", K.CALL_BACK_REFUSAL), ("nam", K.REFUSE), ("hoa", K.DENY_REFUSAL)),
    *(("nam", K.REFUSE), ("hoa", K.GRANT_REFUSAL), ("hoa", K.REINSTATE), ("nam", K.ACCEPT)),
    *(("hoa", K.STAR), ("hoa", K.UNSTAR), ("nam", K.ASSIGN_PERSON), ("nam", K.UPDATE)),
    *(("nam", K.SET_PART), ("dung", K.REPORT_PART)),
    *(("nam", K.REQUEST_EXTENSION), ("nam", K.CALL_BACK_EXTENSION), ("nam", K.REQUEST_EXTENSION)),
    *(("hoa", K.REFUSE_EXTENSION), ("nam", K.REQUEST_EXTENSION), ("hoa", K.GRANT_EXTENSION)),
    *(("hoa", K.SUSPEND), ("hoa", K.RESUME), ("nam", K.REPORT), ("nam", K.CALL_BACK_RESULT)),
    *(("nam", K.REPORT), ("hoa", K.RETURN), ("nam", K.REPORT), ("hoa", K.CONFIRM), ("hoa", K.REOPEN)),
    *(("hoa", K.CLOSE), ("hoa", K.REOPEN), ("hoa", K.TRANSFER), ("hoa", K.WITHDRAW)),
)


def test_what_is_drawn_from_does_every_deed_of_the_table(world: World, task: Task) -> None:
    task.coordinating.add(world.agencies["BG-STC"])
    for step, (who, kind) in enumerate(THROUGH):
        moment = AsOf(NOW + timedelta(minutes=step))
        assert may(world, task, kind, who)
        act(world, task, kind, who, moment, 0 if kind is K.CLOSE else 11)
    assert {kind for _, kind in THROUGH} == set(DeedKind) - {K.HAND_DOWN}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEEDS, min_size=5, max_size=25))
def test_nothing_is_done_without_right_and_every_past_moment_keeps_its_figures(
    world: World, task: Task, deeds: list[tuple[DeedKind, str, int, int]]
) -> None:
    now, seen = NOW, []
    with transaction.atomic():
        task.coordinating.add(world.agencies["BG-STC"])
        for kind, who, hours, ahead in deeds:
            moment = AsOf(now, known_at=now)
            before, was_allowed = AuditEntry.objects.count(), may(world, task, kind, who)
            try:
                with transaction.atomic():
                    act(world, task, kind, who, moment, ahead)
            except Refused as refused:
                assert was_allowed or isinstance(refused, NotFound)
                assert AuditEntry.objects.count() == before
            else:
                assert was_allowed and AuditEntry.objects.count() == before + 1
            seen.append((moment, figures(world, moment)))
            now += timedelta(hours=hours, minutes=1)
            stands = Task.objects.get(pk=task.pk)
            assert stands.due_on == task.due_on
            if stands.hint_from is not None:
                hint = hint_of(record_of(task.pk).facts)
                kept = (stands.hint_from, stands.hint_is_open, stands.hint_due_on, stands.hint_confirmation)
                assert kept == (hint.since, hint.is_open, hint.due_on, hint.confirmation)
                assert stands.hint_stopped_on == hint.stopped_on
        for moment, told in seen:
            assert figures(world, moment) == told
        transaction.set_rollback(True)
