"""The working calendar (lịch làm việc): the worked examples of the law, and what must hold for every day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.base.rules.moments import VIETNAM
from dondoc.deadlines.rules.calendar import DayEntry, DayKind, WorkCalendar
from dondoc.deadlines.rules.days import add_days, add_months, day_in_month
from dondoc.deadlines.rules.deadline import Roll, rolled
from dondoc.deadlines.rules.starting_list import starting_calendar

CALENDAR = starting_calendar(range(2015, 2036))
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("n", "start", "answer"),
    [
        (5, "2025-12-31", "2026-01-09"),
        (6, "2025-12-31", "2026-01-10"),
        (2, "2026-02-12", "2026-02-23"),
        (1, "2026-04-24", "2026-04-28"),
        (1, "2026-08-21", "2026-08-22"),
        (1, "2026-08-28", "2026-09-03"),
        (5, "2026-11-20", "2026-11-30"),
        (1, "2023-04-28", "2023-05-04"),
    ],
)
def test_working_days_are_counted_over_holidays_swaps_and_worked_saturdays(n: int, start: str, answer: str) -> None:
    assert CALENDAR.add_working_days(date.fromisoformat(start), n) == date.fromisoformat(answer)


@pytest.mark.parametrize(
    ("day", "answer"), [("2023-01-25", "2023-01-27"), ("2027-09-25", "2027-09-27"), ("2026-02-28", "2026-03-02")]
)
def test_a_deadline_on_a_day_off_goes_to_the_next_working_day(day: str, answer: str) -> None:
    assert CALENDAR.next_working_day(date.fromisoformat(day)) == date.fromisoformat(answer)


def test_a_month_ends_on_the_corresponding_day_or_on_the_last_day() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2026, 1, 15), 12) == date(2027, 1, 15)
    assert day_in_month(2024, 0, 31) == date(2023, 12, 31)


def test_calendar_days_do_not_count_the_starting_day() -> None:
    assert add_days(date(2024, 6, 30), 45) == date(2024, 8, 14)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2026-11-22", "Chủ nhật"),
        ("2026-11-21", "Thứ Bảy"),
        ("2026-11-24", "Ngày Văn hóa Việt Nam"),
        ("2023-01-25", "Nghỉ bù Tết Nguyên đán"),
        ("2026-01-10", "Làm bù (hoán đổi 02/01/2026)"),
        ("2026-11-23", "Ngày làm việc"),
    ],
)
def test_a_day_says_what_it_is(day: str, reason: str) -> None:
    assert CALENDAR.why(date.fromisoformat(day)) == reason


def test_the_morning_of_the_next_working_day_ends_at_the_offices_own_hour() -> None:
    friday_evening = datetime(2026, 11, 20, 18, 0, tzinfo=VIETNAM)
    assert CALENDAR.next_morning_end(friday_evening) == datetime(2026, 11, 23, 11, 30, tzinfo=VIETNAM)
    assert CALENDAR.next_morning_end(friday_evening, time(12)) == datetime(2026, 11, 23, 12, 0, tzinfo=VIETNAM)


def test_the_morning_after_a_moment_late_in_utc_is_counted_from_the_vietnamese_day() -> None:
    late = datetime.fromisoformat("2026-11-19T18:30:00+00:00")  # Friday 01:30 in Viet Nam
    assert CALENDAR.next_morning_end(late).date() == date(2026, 11, 23)


def test_an_unannounced_year_is_provisional_until_the_office_decides_its_tet() -> None:
    assert CALENDAR.is_provisional(2027)
    assert not CALENDAR.is_provisional(2026)
    tet = DayEntry(date(2027, 2, 5), DayKind.TET, "Tết Nguyên đán", "99/TB-BNV")
    assert not CALENDAR.with_days([tet]).is_provisional(2027)
    swap = DayEntry(date(2027, 9, 1), DayKind.SWAPPED_OFF, "Nghỉ hoán đổi", "99/TB-BNV")
    assert CALENDAR.with_days([swap]).is_provisional(2027)


def test_a_day_taken_out_of_the_list_is_again_what_its_week_says() -> None:
    ordinary = [DayEntry(date(2027, 2, 10), DayKind.ORDINARY, "x"), DayEntry(date(2026, 8, 22), DayKind.ORDINARY, "x")]
    calendar = CALENDAR.with_days(ordinary)
    assert not CALENDAR.is_working(date(2027, 2, 10))
    assert calendar.is_working(date(2027, 2, 10))
    assert calendar.why(date(2027, 2, 10)) == "Ngày làm việc"
    assert not calendar.is_working(date(2026, 8, 22))


def test_of_two_entries_for_one_day_the_later_counts() -> None:
    day = date(2026, 3, 4)
    calendar = WorkCalendar.of([DayEntry(day, DayKind.HOLIDAY, "một"), DayEntry(day, DayKind.HOLIDAY, "hai")])
    assert calendar.why(day) == "hai"


@pytest.mark.parametrize("kind", DayKind)
def test_every_kind_of_day_has_a_vietnamese_label(kind: DayKind) -> None:
    assert kind.label and kind.label != kind.value


def test_working_days_are_not_counted_backward() -> None:
    with pytest.raises(ValueError, match="forward"):
        CALENDAR.add_working_days(date(2026, 1, 1), -1)


@given(DAYS)
def test_rolling_forward_never_goes_back_and_lands_on_the_first_working_day(day: date) -> None:
    to = rolled(day, Roll.NEXT_WORKING_DAY, CALENDAR)
    assert to >= day
    assert CALENDAR.is_working(to)
    assert not any(CALENDAR.is_working(day + timedelta(days=n)) for n in range((to - day).days))


@given(DAYS)
def test_rolling_back_never_goes_forward_and_lands_on_a_working_day(day: date) -> None:
    to = rolled(day, Roll.PREVIOUS_WORKING_DAY, CALENDAR)
    assert to <= day
    assert CALENDAR.is_working(to)
    assert rolled(day, Roll.NONE, CALENDAR) == day


@given(DAYS, st.integers(0, 40))
def test_one_more_working_day_is_always_later(day: date, n: int) -> None:
    assert CALENDAR.add_working_days(day, n) < CALENDAR.add_working_days(day, n + 1)


@given(DAYS, st.integers(0, 40))
def test_counting_back_gives_the_number_of_working_days_added(day: date, n: int) -> None:
    assert CALENDAR.working_days_between(day, CALENDAR.add_working_days(day, n)) == n


@given(DAYS, DAYS, st.integers(1, 20))
def test_a_later_start_never_ends_earlier(one: date, other: date, n: int) -> None:
    first, last = sorted((one, other))
    assert CALENDAR.add_working_days(first, n) <= CALENDAR.add_working_days(last, n)


@given(DAYS, st.integers(-24, 24))
def test_months_added_lead_into_the_right_month(day: date, n: int) -> None:
    to = add_months(day, n)
    assert (to.year * 12 + to.month) - (day.year * 12 + day.month) == n
    assert to.day == day.day or (to + timedelta(days=1)).day == 1
