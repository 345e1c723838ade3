"""Reading a directive: what every test of it uses."""

from datetime import date
from functools import cache
from pathlib import Path

from dondoc.assignments.rules.reading import Directory, GrammarReader, Reading
from dondoc.deadlines.rules.calendar import WorkCalendar
from dondoc.deadlines.rules.starting_list import starting_calendar

CASES = Path(__file__).resolve().parents[2] / "cases"
TODAY = date(2026, 11, 22)


@cache
def calendar() -> WorkCalendar:
    return starting_calendar(range(2015, 2036))


def read(text: str, *, on: date | None = None, directory: Directory | None = None) -> Reading:
    return GrammarReader().read(
        text, on=on, today=TODAY, directory=Directory() if directory is None else directory, calendar=calendar()
    )


def letter(*points: str, dated: str = "ngày 21 tháng 02 năm 2022", intro: str = "UBND tỉnh yêu cầu:") -> str:
    """A letter of a People's Committee with these paragraphs."""
    head = f"UBND TỈNH LẠNG SƠN\nSố: 215/UBND-KT\nLạng Sơn, {dated}\nV/v một việc\n\nKính gửi: Các sở, ban, ngành.\n\n"
    return head + "\n\n".join((intro, *points)) + "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\nHồ Tiến Thiệu\n"


def leads(reading: Reading) -> list[list[str]]:
    return [[party.name for party in task.lead] for task in reading.tasks]
