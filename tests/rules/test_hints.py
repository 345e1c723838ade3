"""A hint holds from its moment on: whatever is asked for then by either clock, the rules say the same."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from dondoc.assignments.rules.buckets import Bucket, Confirmation, TaskFacts, counts, due_in_force, task_standing
from dondoc.assignments.rules.hints import hint_holds_at, hint_of
from dondoc.assignments.rules.life import life_at
from dondoc.base.rules.moments import AsOf
from tests.factories.task_facts import facts

hours = st.integers(0, 24 * 40).map(lambda n: timedelta(hours=n))


@given(told=facts(), later=hours, known_later=st.none() | hours)
def test_from_its_moment_on_a_hint_says_what_the_facts_say(
    told: TaskFacts, later: timedelta, known_later: timedelta | None
) -> None:
    hint = hint_of(told)
    as_of = AsOf(hint.since + later, None if known_later is None else hint.since + known_later)
    assert hint_holds_at(as_of) >= hint.since
    standing = task_standing(told, as_of)
    assert hint.is_open == (life_at(told, as_of).work.is_open and counts(told, as_of))
    assert (hint.due_on, hint.confirmation) == (due_in_force(told, as_of), standing.confirmation)
    if hint.is_open and hint.confirmation in (Confirmation.NONE, Confirmation.RETURNED) and hint.due_on is not None:
        left = (hint.due_on - (hint.stopped_on or as_of.on)).days
        assert standing.days_left == left
        assert (standing.bucket is Bucket.OPEN_OVERDUE) == (left < 0)


@given(told=facts(), earlier=hours)
def test_a_question_by_what_was_known_before_does_not_trust_it(told: TaskFacts, earlier: timedelta) -> None:
    hint = hint_of(told)
    before = hint.since - earlier - timedelta(seconds=1)
    assert hint_holds_at(AsOf(hint.since, known_at=before)) < hint.since
    assert hint_holds_at(AsOf(before)) < hint.since
