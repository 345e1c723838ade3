"""A year as twelve grids (lịch năm). Presentation only."""

from __future__ import annotations

import calendar as months
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dondoc.base.rules.wording import weekday
from dondoc.deadlines.models import CalendarDecision
from dondoc.deadlines.rules.calendar import DayEntry, DayKind, WorkCalendar

CSS = {
    DayKind.HOLIDAY: "hol",
    DayKind.TET: "hol",
    DayKind.COMPENSATORY: "comp",
    DayKind.SWAPPED_OFF: "swap",
    DayKind.SWAPPED_WORK: "work",
    DayKind.ORDINARY: "",
}


@dataclass(frozen=True)
class Cell:
    """One square: a day of the month, or nothing."""

    day: date | None
    css: str = ""
    told: str = ""


@dataclass(frozen=True)
class Month:
    name: str
    weeks: tuple[tuple[Cell, ...], ...]
    n_working: int


@dataclass(frozen=True)
class ListedDay:
    """A day that differs from its week, with the office's decision where it rests on one."""

    entry: DayEntry
    weekday: str
    is_working: bool
    decision_id: int | None


def months_of(year: int, work: WorkCalendar, today: date) -> list[Month]:
    grid = months.Calendar(firstweekday=0)
    return [_month(grid, year, n, work, today) for n in range(1, 13)]


def _month(grid: months.Calendar, year: int, n: int, work: WorkCalendar, today: date) -> Month:
    weeks = tuple(
        tuple(_cell(day, work, today) if day.month == n else Cell(None) for day in week)
        for week in grid.monthdatescalendar(year, n)
    )
    days = [cell.day for week in weeks for cell in week if cell.day is not None]
    return Month(f"Tháng {n}", weeks, sum(map(work.is_working, days)))


def _cell(day: date, work: WorkCalendar, today: date) -> Cell:
    entry = work.days.get(day)
    css = CSS[entry.kind] if entry is not None else ""
    if not css and not work.is_working(day):
        css = "wk"
    told = entry.name if entry is not None and css != "wk" else ""
    return Cell(day, f"{css} today".strip() if day == today else css, told)


def listed_days(year: int, work: WorkCalendar, decisions: Mapping[date, CalendarDecision]) -> list[ListedDay]:
    """The year's days that differ from their week, in order."""
    return [
        ListedDay(
            entry,
            weekday(entry.date),
            work.is_working(entry.date),
            decisions[entry.date].pk if entry.date in decisions else None,
        )
        for entry in sorted(work.days.values(), key=lambda e: e.date)
        if entry.date.year == year
    ]
