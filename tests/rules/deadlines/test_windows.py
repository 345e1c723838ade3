"""Data windows (thời gian chốt số liệu): the table of the decree, and windows of other shapes."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.deadlines.rules.definition import RegimeDefinition, parse_definition
from dondoc.deadlines.rules.periods import parse_period
from dondoc.deadlines.rules.starting_list import starting_calendar

CASES = Path(__file__).parents[2] / "cases"
CALENDAR = starting_calendar(range(2015, 2036))
DAY_25 = {"day": 25}
EVERY_CYCLE = [
    {"cycle": cycle, "window": "std", "deadlines": [DAY_25]}
    for cycle in ("month", "quarter", "half-year", "nine-month", "year")
]


def regime(*cycles: dict[str, Any], **other: Any) -> RegimeDefinition:
    rules = [{"deadlines": [DAY_25], **cycle} for cycle in cycles]
    return parse_definition({"code": "x", "name": "x", "legal_basis": "x", "cycles": rules, **other})


def rows_of_periods() -> list[dict[str, str]]:
    with (CASES / "periods.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows_of_periods(), ids=lambda row: row["period_code"])
def test_the_periods_of_the_decree_have_their_window_and_their_day_25(row: dict[str, str]) -> None:
    definition = regime(*EVERY_CYCLE)
    period = parse_period(row["period_code"])
    window = definition.window(period)
    due = definition.due(period, "*", CALENDAR)
    assert window is not None
    assert period.label == row["label_vi"]
    assert period.cycle.value == {"half_year": "half-year", "nine_months": "nine-month"}.get(row["cycle"], row["cycle"])
    assert (window.first.isoformat(), window.last.isoformat()) == (row["window_start"], row["window_end"])
    assert window.n_days == int(row["window_days"])
    assert str(due.due_on_before_roll) == row["day25_deadline"]
    assert str(due.due_on) == row["day25_rolled_next_working_day"]
    assert due.moved == (row["day25_deadline"] != row["day25_rolled_next_working_day"])
    assert due.provisional == row["rolled_status"].startswith("provisional")
    assert due.due_on_before_roll and f"{due.due_on_before_roll:%a}" == row["day25_weekday"]


@pytest.mark.parametrize(
    ("cycle", "window", "code", "first", "last"),
    [
        ("quarter", "calendar", "2024-Q3", "2024-07-01", "2024-09-30"),
        ("year", {"year_starts": {"day": 15, "month": 3}}, "2024", "2024-03-15", "2025-03-14"),
        ("year", {"year_starts": {"day": 1, "month": 10, "year_offset": -1}}, "2024", "2023-10-01", "2024-09-30"),
        ("quarter", {"year_starts": {"day": 1, "month": 10, "year_offset": -1}}, "2024-Q1", "2023-10-01", "2023-12-31"),
        ("month", {"year_starts": {"day": 26, "month": 12, "year_offset": -1}}, "2024-01", "2023-12-26", "2024-01-25"),
        ("cumulative", "15-14", "2024-C3", "2023-12-15", "2024-03-14"),
        ("multi-year", "calendar", "2021-2025", "2021-01-01", "2025-12-31"),
        ("multi-year", "15-14", "2021-2025", "2020-12-15", "2025-12-14"),
        ("week", "calendar", "W2026-11-22", "2026-11-16", "2026-11-22"),
        ("week", {"from_weekday": "mon", "to_weekday": "fri"}, "W2026-11-20", "2026-11-16", "2026-11-20"),
        ("day", "calendar", "D2026-11-20", "2026-11-20", "2026-11-20"),
        ("half-month", "calendar", "2024-02-H2", "2024-02-16", "2024-02-29"),
        ("half-month", {"month_starts": [26, 11]}, "2024-01-H1", "2023-12-26", "2024-01-10"),
        ("half-month", {"month_starts": [26, 11]}, "2024-01-H2", "2024-01-11", "2024-01-25"),
        ("ten-day", {"month_starts": [21, 1, 11]}, "2024-03-T1", "2024-02-21", "2024-02-29"),
        ("ten-day", {"month_starts": [21, 1, 11]}, "2024-03-T3", "2024-03-11", "2024-03-20"),
        (
            "year",
            {"from": {"day": 1, "month": 12, "year_offset": -1}, "to": {"day": 31, "month": 10}},
            "2024",
            "2023-12-01",
            "2024-10-31",
        ),
        (
            "quarter",
            {"from": {"day": 21, "month_offset": -1}, "to": {"day": 31}},
            "2024-Q1",
            "2023-12-21",
            "2024-03-31",
        ),
    ],
)
def test_windows_of_other_shapes_are_data(cycle: str, window: Any, code: str, first: str, last: str) -> None:
    years = {"years": 5, "first_year": 2021} if cycle == "multi-year" else {}
    found = regime({"cycle": cycle, "window": window, **years}).window(parse_period(code))
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


def test_a_window_reads_as_a_report_writes_it() -> None:
    window = regime(*EVERY_CYCLE).window(parse_period("2023-Q3"))
    assert window is not None
    assert window.label == "từ ngày 15/6/2023 đến ngày 14/9/2023"


def test_a_regime_may_have_terms_with_names_of_their_own() -> None:
    definition = regime(
        {
            "cycle": "named",
            "period_name": "HK1",
            "period_label": "Học kỳ I năm học {year}-{next_year}",
            "window": {"from": {"day": 5, "month": 9}, "to": {"day": 15, "month": 1, "year_offset": 1}},
        },
        {
            "cycle": "named",
            "period_name": "HK2",
            "period_label": "Học kỳ II năm học {year}-{next_year}",
            "window": {
                "from": {"day": 16, "month": 1, "year_offset": 1},
                "to": {"day": 31, "month": 5, "year_offset": 1},
            },
        },
    )
    first, second = definition.periods_between(date(2025, 1, 1), date(2025, 6, 30))
    assert [definition.label(p) for p in (first, second)] == [
        "Học kỳ I năm học 2024-2025",
        "Học kỳ II năm học 2024-2025",
    ]
    assert first.code == "2024-HK1"
    assert definition.previous_period(second) == first
    assert definition.due(second, "*", CALENDAR).due_on_before_roll == date(2025, 5, 25)


TOUCHING: list[tuple[str, list[Any]]] = [
    ("month", ["15-14", "calendar"]),
    ("quarter", ["15-14", "calendar"]),
    ("half-year", ["15-14", "calendar"]),
    ("year", ["15-14", "calendar"]),
    ("week", ["calendar", {"from_weekday": "thu", "to_weekday": "wed"}]),
    ("day", ["calendar"]),
    ("half-month", ["calendar", {"month_starts": [26, 11]}, {"month_starts": [30, 15]}]),
    ("ten-day", ["calendar", {"month_starts": [21, 1, 11]}, {"month_starts": [29, 9, 19]}]),
]


@st.composite
def whole_cycles(draw: st.DrawFn) -> RegimeDefinition:
    cycle, windows = draw(st.sampled_from(TOUCHING))
    choices = st.sampled_from(windows)
    if cycle in ("month", "quarter", "half-year", "year"):
        start = st.fixed_dictionaries(
            {"day": st.integers(1, 31), "month": st.integers(1, 12), "year_offset": st.integers(-1, 1)}
        )
        choices = st.one_of(choices, start.map(lambda value: {"year_starts": value}))
    return regime({"cycle": cycle, "window": draw(choices)})


@given(whole_cycles(), st.dates(date(2010, 1, 1), date(2040, 12, 31)))
def test_neighbouring_windows_touch_and_every_day_is_in_exactly_one(definition: RegimeDefinition, day: date) -> None:
    (period,) = definition.periods_containing(day)
    after = definition.next_period(period)
    window, next_window = definition.window(period), after and definition.window(after)
    assert window is not None and next_window is not None and after is not None
    assert window.covers(day)
    assert next_window.first == window.last + timedelta(days=1)
    assert definition.previous_period(after) == period


def test_periods_between_two_days_come_in_the_order_in_which_they_end() -> None:
    found = regime(*EVERY_CYCLE).periods_between(date(2024, 9, 1), date(2024, 9, 30))
    assert [p.code for p in found] == ["2024-09", "2024-Q3", "2024-M9"]


def test_cycles_that_skip_have_no_other_periods() -> None:
    definition = regime(
        {"cycle": "quarter", "window": "15-14", "skip": [4]},
        {"cycle": "half-year", "window": "15-14", "only": [1]},
        {"cycle": "year", "window": "15-14"},
    )
    found = definition.periods_between(date(2024, 1, 1), date(2024, 12, 31))
    assert [p.code for p in found] == ["2024-Q1", "2024-Q2", "2024-H1", "2024-Q3", "2024"]
    previous = definition.previous_period(parse_period("2025-Q1"))
    assert previous is not None and previous.code == "2024-Q3"


def test_cumulative_periods_follow_each_other_in_the_fiscal_year() -> None:
    definition = regime(
        {
            "cycle": "cumulative",
            "only": [3, 6, 10, 12],
            "window": {"year_starts": {"day": 1, "month": 10, "year_offset": -1}},
        }
    )
    period = parse_period("2024-C3")
    codes = []
    for _ in range(5):
        codes.append(period.code)
        after = definition.next_period(period)
        assert after is not None
        period = after
    assert codes == ["2024-C3", "2024-C6", "2024-C10", "2024-C12", "2025-C3"]


def test_long_periods_follow_each_other() -> None:
    definition = regime({"cycle": "multi-year", "years": 5, "first_year": 2021, "window": "calendar"})
    after = definition.next_period(parse_period("2021-2025"))
    assert after is not None and after.code == "2026-2030"
    assert definition.previous_period(after) == parse_period("2021-2025")
    assert definition.periods_containing(date(2019, 5, 1)) == (parse_period("2016-2020"),)


def test_only_periods_that_end_while_the_regime_is_in_force_are_listed() -> None:
    definition = regime({"cycle": "month", "window": "15-14"}, valid_from="2024-03-01", valid_to="2024-05-14")
    assert [p.code for p in definition.periods_between(date(2024, 1, 1), date(2024, 12, 31))] == ["2024-03", "2024-04"]
