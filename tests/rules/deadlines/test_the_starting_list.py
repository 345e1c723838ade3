"""The starting list of days off (danh sách ngày nghỉ ban đầu) against the published arrangements 2020-2026."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from dondoc.deadlines.rules.calendar import DayKind
from dondoc.deadlines.rules.starting_list import computed, starting_calendar, starting_list

CASES = Path(__file__).parents[2] / "cases"
ANNOUNCED = range(2020, 2027)


def test_the_announced_years_are_reproduced_day_by_day() -> None:
    with (CASES / "holidays.csv").open(encoding="utf-8") as file:
        published = [(row["date"], row["kind"], row["name"]) for row in csv.DictReader(file)]
    assert [(e.date.isoformat(), e.kind.value, e.name) for e in starting_list(ANNOUNCED)] == published


def test_every_day_names_the_document_it_rests_on() -> None:
    assert all(entry.source for entry in starting_list(range(2015, 2036)))


@pytest.mark.parametrize("year", range(2015, 2036))
def test_as_many_compensatory_days_as_statutory_days_fall_on_a_weekend(year: int) -> None:
    entries = starting_list([year])
    kinds = Counter(e.kind for e in entries)
    statutory = [e.date for e in entries if e.kind in (DayKind.HOLIDAY, DayKind.TET)]
    assert kinds[DayKind.COMPENSATORY] == sum(day.weekday() >= 5 for day in statutory)
    assert kinds[DayKind.SWAPPED_OFF] == kinds[DayKind.SWAPPED_WORK] or year in (2015, 2018, 2019)
    assert all(e.date.weekday() >= 5 for e in entries if e.kind is DayKind.SWAPPED_WORK)


@pytest.mark.parametrize(("years", "n"), [(range(2020, 2021), 10), (range(2021, 2026), 11), (range(2026, 2036), 12)])
def test_a_year_has_as_many_statutory_days_as_the_labour_code_gives(years: range, n: int) -> None:
    for year in years:
        kinds = Counter(e.kind for e in starting_list([year]))
        assert (kinds[DayKind.TET], kinds[DayKind.HOLIDAY]) == (5, n - 5), year


def test_the_library_differs_from_the_announcements_only_where_we_know() -> None:
    announced = {e.date: e.kind for e in starting_list(ANNOUNCED)}
    library = {e.date: e.kind for year in ANNOUNCED for e in computed(year)}
    differing = {day for day in announced | library if announced.get(day) != library.get(day)}
    # This swap was announced on 25/12/2025.
    assert differing == {date(2026, 1, 2), date(2026, 1, 10)}


def test_a_year_of_long_ago_or_far_ahead_is_provisional() -> None:
    calendar = starting_calendar(range(2015, 2036))
    assert [year for year in (2014, 2015, 2026, 2027, 2036) if calendar.is_provisional(year)] == [2014, 2027, 2036]
