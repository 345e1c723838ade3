"""Periods of work that comes again: every day lies in exactly one, and each is due within itself."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dondoc.assignments.rules.recurrence import Every, Pattern, occurrences, period_of

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
EVERY = st.sampled_from(Every)


@given(EVERY, DAYS)
def test_every_day_lies_in_one_period_and_the_next_begins_the_day_after(every: Every, on: date) -> None:
    first, last = period_of(every, on)
    assert first <= on <= last
    assert period_of(every, last) == (first, last)
    assert period_of(every, last + timedelta(days=1))[0] == last + timedelta(days=1)


@given(EVERY, DAYS, st.integers(1, 366), st.integers(0, 800))
def test_what_has_begun_is_due_within_its_own_period_and_is_never_lost_by_asking_again(
    every: Every, starts: date, due_day: int, days: int
) -> None:
    pattern = Pattern(every, min(due_day, every.most_days), starts)
    until = starts + timedelta(days=days)
    found = list(occurrences(pattern, until))
    for one in found:
        first, last = period_of(every, one.first)
        assert one.first == first <= one.due_on <= last and starts <= one.due_on
    assert len({one.first for one in found}) == len(found)
    assert [one for one in found if one.first <= until] == found
