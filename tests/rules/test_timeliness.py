"""Timeliness of a report: by date, out of what had happened at the moment asked for."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.base.rules.moments import VIETNAM, AsOf, end_of
from dondoc.reporting.rules.timeliness import Recorded, Sending, SignedState, Timeliness, judge, standing

DUE = date(2023, 9, 20)
AFTER = AsOf.end_of_day(date(2023, 10, 31))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def sending(text: str, signed: SignedState = SignedState.UNSIGNED) -> Sending:
    return Sending(moment(text), moment(text), signed)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("2023-09-19T23:59", Timeliness.EARLY),
        ("2023-09-20T00:00", Timeliness.ON_TIME),
        ("2023-09-20T23:59", Timeliness.ON_TIME),
        ("2023-09-21T00:00", Timeliness.LATE),
    ],
)
def test_timeliness_compares_days_in_viet_nam_not_hours(sent: str, expected: Timeliness) -> None:
    assert standing(DUE, [sending(sent)], [], AFTER).timeliness is expected


def test_a_moment_just_before_midnight_utc_falls_on_the_next_day_in_viet_nam() -> None:
    late = Sending(datetime.fromisoformat("2023-09-20T17:30+00:00"), moment("2023-09-21T00:30"), SignedState.UNSIGNED)
    assert standing(DUE, [late], [], AFTER).timeliness is Timeliness.LATE


def test_what_is_not_sent_on_the_deadline_day_is_still_open_and_overdue_the_day_after() -> None:
    assert judge(DUE, None, DUE) is Timeliness.NOT_SENT_OPEN
    assert judge(DUE, None, DUE + timedelta(1)) is Timeliness.NOT_SENT_OVERDUE


def test_the_early_margin_is_a_setting_of_the_regime() -> None:
    two_days_before = date(2023, 9, 18)
    assert judge(DUE, two_days_before, DUE, early_margin_days=3) is Timeliness.ON_TIME
    assert judge(DUE, two_days_before, DUE, early_margin_days=2) is Timeliness.EARLY


def test_the_first_sending_decides_timeliness_and_the_newest_the_signature() -> None:
    sendings = [sending("2023-10-02T09:00", SignedState.SIGNED), sending("2023-09-20T08:00")]
    found = standing(DUE, sendings, [], AFTER)
    assert (found.timeliness, found.signed, found.n_sendings) == (Timeliness.ON_TIME, SignedState.SIGNED, 2)


def test_an_exempt_agency_owes_nothing() -> None:
    record = Recorded(None, False, True, "sáp nhập", moment("2023-10-01T08:00"))
    found = standing(DUE, [], [record], AFTER)
    assert (found.timeliness, found.signed, found.note) == (Timeliness.EXEMPT, SignedState.NOT_SENT, "sáp nhập")


def test_another_systems_word_is_never_a_verified_signature() -> None:
    record = Recorded(moment("2023-09-19T08:00"), True, False, "", moment("2023-10-01T08:00"))
    found = standing(DUE, [], [record], AFTER)
    assert found.signed is SignedState.RECORDED
    assert found.signed.counts_as_signed


def test_a_later_record_of_the_other_system_replaces_the_earlier_one() -> None:
    wrong = Recorded(moment("2023-09-25T08:00"), True, False, "", moment("2023-10-01T08:00"))
    right = Recorded(moment("2023-09-19T08:00"), False, False, "", moment("2023-10-05T08:00"))
    assert standing(DUE, [], [wrong, right], AFTER).timeliness is Timeliness.EARLY


def test_known_at_leaves_out_what_the_system_learned_later() -> None:
    record = Recorded(moment("2023-09-19T08:00"), True, False, "", moment("2023-10-05T08:00"))
    asked = AsOf(end_of(date(2023, 9, 30)), known_at=end_of(date(2023, 9, 30)))
    assert standing(DUE, [], [record], asked).timeliness is Timeliness.NOT_SENT_OVERDUE
    assert standing(DUE, [], [record], AsOf(asked.at)).timeliness is Timeliness.EARLY


days = st.integers(min_value=-40, max_value=40)


@given(sent=st.lists(days, max_size=5), asked=days, later=st.lists(st.integers(1, 40), max_size=4))
def test_what_happened_afterwards_never_changes_what_was_true_then(
    sent: list[int], asked: int, later: list[int]
) -> None:
    as_of = AsOf.end_of_day(DUE + timedelta(asked))
    history = [sending(f"{DUE + timedelta(d)}T10:00") for d in sent]
    afterwards = [sending(f"{as_of.on + timedelta(d)}T10:00", SignedState.SIGNED) for d in later]
    then = standing(DUE, [s for s in history if s.sent_at <= as_of.at], [], as_of)
    assert standing(DUE, [*history, *afterwards], [], as_of) == then


@given(sent=st.one_of(st.none(), days), asked=days)
def test_every_obligation_stands_in_exactly_one_state(sent: int | None, asked: int) -> None:
    as_of = AsOf.end_of_day(DUE + timedelta(asked))
    sendings = [] if sent is None else [sending(f"{DUE + timedelta(sent)}T10:00")]
    found = standing(DUE, sendings, [], as_of)
    assert found.timeliness.is_sent == (found.signed is not SignedState.NOT_SENT)
    assert (found.timeliness is Timeliness.LATE) == (sent is not None and 0 < sent <= asked)
