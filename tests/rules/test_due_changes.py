"""Which deadline is in force at a moment (hạn đang áp dụng), and who is exempt then."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dondoc.base.rules.moments import AsOf
from dondoc.reporting.rules.changes import DueChange, Exempting, due_in_force, exempting
from dondoc.reporting.rules.facts import ObligationFacts
from dondoc.reporting.rules.timeliness import Sending, SignedState, Timeliness
from tests.factories import vn

DUE = date(2026, 9, 21)


def change(due_on: date, changed: str, *, own: bool = False, recorded: str = "") -> DueChange:
    at = vn(changed)
    return DueChange(due_on, own, "12/UBND-VX, 18/9/2026", "bão lụt", at, vn(recorded) if recorded else at)


def facts(**more: object) -> ObligationFacts:
    sent = Sending(vn("2026-09-23T08:00"), vn("2026-09-23T08:00"), SignedState.UNSIGNED)
    known = {"sendings": (sent,), "records": (), **more}
    return ObligationFacts(
        1, "KSTTHC", "2026-Q3", 2, 3, date(2026, 6, 15), date(2026, 9, 14), DUE, date(2026, 9, 20), **known
    )


def test_without_a_change_the_original_is_in_force() -> None:
    found = due_in_force(DUE, [], AsOf(vn("2026-10-01T00:00")))
    assert (found.due_on, found.original, found.is_changed) == (DUE, DUE, False)


def test_a_change_counts_from_its_day_on_and_the_original_stays_beside() -> None:
    later = change(date(2026, 9, 30), "2026-09-18T00:00")
    assert due_in_force(DUE, [later], AsOf(vn("2026-09-17T23:00"))).due_on == DUE
    found = due_in_force(DUE, [later], AsOf(vn("2026-09-18T00:00")))
    assert (found.due_on, found.original) == (date(2026, 9, 30), DUE)
    assert found.change is not None and found.change.told == (
        "hạn chung đổi thành 30/09/2026 theo 12/UBND-VX, 18/9/2026: bão lụt"
    )


def test_a_change_that_was_entered_later_is_unknown_before() -> None:
    back_filled = change(date(2026, 9, 30), "2026-09-18T00:00", recorded="2026-10-05T00:00")
    moment = vn("2026-09-22T00:00")
    assert due_in_force(DUE, [back_filled], AsOf(moment, known_at=moment)).due_on == DUE
    assert due_in_force(DUE, [back_filled], AsOf(moment)).due_on == date(2026, 9, 30)


def test_an_own_extension_outlasts_an_earlier_general_deadline_and_not_a_later_one() -> None:
    own = change(date(2026, 9, 28), "2026-09-18T00:00", own=True)
    earlier = change(date(2026, 9, 25), "2026-09-19T00:00")
    later = change(date(2026, 10, 5), "2026-09-19T00:00")
    assert due_in_force(DUE, [own, earlier], AsOf(vn("2026-09-20T00:00"))).due_on == date(2026, 9, 28)
    assert due_in_force(DUE, [own, later], AsOf(vn("2026-09-20T00:00"))).due_on == date(2026, 10, 5)


def test_timeliness_uses_the_deadline_in_force_at_the_moment_asked_for() -> None:
    extended = facts(changes=(change(date(2026, 9, 30), "2026-09-25T00:00", own=True),))
    assert extended.standing(AsOf(vn("2026-09-24T00:00"))).timeliness is Timeliness.LATE
    found = extended.standing(AsOf(vn("2026-09-25T00:00")))
    assert (found.timeliness, found.days) == (Timeliness.EARLY, -7)


def test_an_exempt_agency_owes_nothing_until_the_exemption_is_taken_back() -> None:
    given_ = Exempting(True, "không có thủ tục", vn("2026-09-01T00:00"), vn("2026-09-01T00:00"))
    back = Exempting(False, "đã có", vn("2026-09-10T00:00"), vn("2026-09-10T00:00"))
    unsent = facts(sendings=(), exemptions=(given_, back))
    then = unsent.standing(AsOf(vn("2026-09-05T00:00")))
    assert (then.timeliness, then.note) == (Timeliness.EXEMPT, "không có thủ tục")
    assert unsent.standing(AsOf(vn("2026-09-11T00:00"))).timeliness is Timeliness.NOT_SENT_OPEN


def test_what_an_exempt_agency_sends_all_the_same_counts() -> None:
    exempt = Exempting(True, "x", vn("2026-09-01T00:00"), vn("2026-09-01T00:00"))
    assert facts(exemptions=(exempt,)).standing(AsOf(vn("2026-09-30T00:00"))).timeliness is Timeliness.LATE


MOMENTS = st.integers(0, 40).map(lambda n: vn("2026-09-01T00:00") + timedelta(days=n))
CHANGES = st.lists(
    st.builds(
        DueChange,
        due_on=st.dates(date(2026, 9, 1), date(2026, 12, 31)),
        is_own=st.booleans(),
        document=st.just("1"),
        reason=st.just("x"),
        changed_at=MOMENTS,
        recorded_at=MOMENTS,
    ),
    max_size=6,
)


@given(CHANGES, MOMENTS, MOMENTS)
def test_what_happens_or_is_learned_later_does_not_change_a_past_answer(
    changes: list[DueChange], at: datetime, known_at: datetime
) -> None:
    as_of = AsOf(at, known_at=known_at)
    known = [c for c in changes if c.changed_at <= at and c.recorded_at <= known_at]
    assert due_in_force(DUE, changes, as_of) == due_in_force(DUE, known, as_of)


@given(CHANGES, MOMENTS)
def test_the_deadline_in_force_is_the_original_or_one_of_the_changes(changes: list[DueChange], at: datetime) -> None:
    found = due_in_force(DUE, changes, AsOf(at))
    assert found.original == DUE
    assert found.due_on in {DUE, *(c.due_on for c in changes)}
    assert found.is_changed == any(c.changed_at <= at for c in changes)


@given(st.lists(st.builds(Exempting, st.booleans(), st.just("x"), MOMENTS, MOMENTS), max_size=5), MOMENTS)
def test_the_last_word_on_an_exemption_counts(said: list[Exempting], at: datetime) -> None:
    found = exempting(said, AsOf(at))
    happened = sorted((e for e in said if e.decided_at <= at), key=lambda e: (e.decided_at, e.recorded_at))
    assert found == (happened[-1] if happened and happened[-1].is_exempt else None)
