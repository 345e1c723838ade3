"""The starting list of days off (danh sách ngày nghỉ ban đầu), under the office's own decisions.

Years whose arrangement was announced stand day by day in `data/arrangements.csv`, each with its document: a new
version of a library must not move a deadline of the past. Other years come from the `holidays` package: public and
lunar holidays, compensatory and swapped days. After the last announced year they are estimates.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from holidays import country_holidays

from dondoc.base.rules.wording import screen_date
from dondoc.deadlines.rules.calendar import DayEntry, DayKind, WorkCalendar

LIBRARY_SOURCE = "Tính theo BLLĐ 2019 và âm lịch (UTC+7)"
N_TET_DAYS = 5


@cache
def announced() -> tuple[DayEntry, ...]:
    """The days of the years whose arrangement has been announced."""
    text = files("dondoc.deadlines").joinpath("data/arrangements.csv").read_text(encoding="utf-8")
    return tuple(
        DayEntry(date.fromisoformat(row["date"]), DayKind(row["kind"]), row["name"], row["source"])
        for row in csv.DictReader(text.splitlines())
    )


def starting_list(years: Iterable[int]) -> tuple[DayEntry, ...]:
    """Every day of these years that differs from its week, in order."""
    asked = set(years)
    known = {entry.date.year for entry in announced()}
    entries = [entry for entry in announced() if entry.date.year in asked]
    for year in asked - known:
        entries += computed(year)
    return tuple(sorted(entries, key=lambda entry: entry.date))


def starting_calendar(years: Iterable[int]) -> WorkCalendar:
    """The working calendar before any decision of the office; years after the last announced are provisional."""
    asked = set(years)
    last = max(entry.date.year for entry in announced())
    return WorkCalendar.of(starting_list(asked), (year for year in asked if year <= last))


def computed(year: int) -> Iterator[DayEntry]:
    """A year as the `holidays` package computes it."""
    found = country_holidays("VN", years=year, language="vi")
    tet_days = [day for day in sorted(found) if _is_tet(found[day])]
    for day in sorted(found):
        if day.year != year:
            continue
        kind, name = DayKind.HOLIDAY, found[day]
        if day in tet_days[:N_TET_DAYS]:
            kind = DayKind.TET
        elif day in tet_days:
            if day.weekday() >= 5:  # a weekend replaces no holiday
                continue
            kind, name = DayKind.COMPENSATORY, "Nghỉ bù Tết Nguyên đán"
        elif name.endswith("(nghỉ bù)"):
            kind, name = DayKind.COMPENSATORY, f"Nghỉ bù {name.removesuffix(' (nghỉ bù)')}"
        elif name.startswith("Ngày nghỉ (thay cho"):
            kind = DayKind.SWAPPED_OFF
        yield DayEntry(day, kind, name, LIBRARY_SOURCE)
    for day in sorted(found.weekend_workdays):
        if day.year == year:
            yield DayEntry(day, DayKind.SWAPPED_WORK, f"Làm bù {screen_date(day)}", LIBRARY_SOURCE)


def _is_tet(name: str) -> bool:
    return "Tết Nguyên Đán" in name or name.endswith(" Tết")
