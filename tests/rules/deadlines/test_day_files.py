"""Days of a year in files (tệp ngày nghỉ): what goes out comes in as nothing new."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.base.rules.moments import VIETNAM
from dondoc.base.rules.refusals import Refused
from dondoc.deadlines.rules.calendar import DayKind, WorkCalendar
from dondoc.deadlines.rules.day_files import days_csv, days_icalendar, read_days
from dondoc.deadlines.rules.decided import DecidedDay
from dondoc.deadlines.rules.starting_list import starting_calendar

CALENDAR = starting_calendar(range(2026, 2028))
PAPER = ("123/VPCP-KGVX", date(2026, 11, 30))
STAMP = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)


def in_order(calendar: WorkCalendar) -> list[date]:
    return sorted(calendar.days)


def test_a_year_that_goes_out_comes_in_as_nothing_new() -> None:
    entries = [CALENDAR.days[day] for day in in_order(CALENDAR)]
    assert read_days(days_csv(entries, {}), "a.csv", CALENDAR, "", None) == ()
    assert read_days(days_icalendar(entries, "Lịch", STAMP), "a.ics", CALENDAR, "", None) == ()


NAMES = st.text(st.sampled_from("aăâđêôơư ,;\"'=+-"), min_size=1, max_size=20).map(lambda t: f"Nghỉ{t}x")
DECIDED = st.builds(
    DecidedDay,
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.sampled_from(list(DayKind)),
    NAMES.map(lambda text: " ".join(text.split())),
    st.just("9/VP"),
    st.just(date(2026, 11, 20)),
)


@given(st.lists(DECIDED, max_size=5, unique_by=lambda day: day.on))
def test_decided_days_that_go_out_come_in_with_their_documents(days: list[DecidedDay]) -> None:
    entries = [day.entry() for day in days]
    if days:
        data = days_csv(entries, {day.on: day for day in days})
        assert list(read_days(data, "a.csv", WorkCalendar.of([]), "", None)) == days
        data = days_icalendar(entries, "Lịch", STAMP)
        read = read_days(data, "a.ics", WorkCalendar.of([]), "9/VP", date(2026, 11, 20))
        assert list(read) == days


def reasons(text: str, number: str = "", on: date | None = None) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_days(text.encode(), "a.csv", CALENDAR, number, on)
    return [str(reason) for reason in refused.value.reasons]


def test_a_day_rests_on_its_own_document_or_on_the_common_one() -> None:
    head = "Ngày,Loại ngày,Tên gọi,Số văn bản,Ngày văn bản\n"
    text = f"{head}03/09/2027,Nghỉ hoán đổi,A,,\n10/09/2027,holiday,B,1/UBND,01/11/2026\n"
    first, second = read_days(text.encode(), "a.csv", CALENDAR, *PAPER)
    assert (first.kind, first.document_number, first.document_date) == (DayKind.SWAPPED_OFF, *PAPER)
    assert (second.kind, second.document_number, second.document_date) == (
        DayKind.HOLIDAY, "1/UBND", date(2026, 11, 1),
    )  # fmt: skip
    assert reasons(text) == ["Văn bản: Thiếu số hoặc ngày văn bản của 1 ngày: 03/09/2027."]


def test_every_bad_row_is_told_with_its_place() -> None:
    told = reasons("Ngày,Loại ngày,Tên gọi\n03/09/2027,Nghỉ chơi,A\n03/09/2027,Làm bù,B\n03/09/2027,Làm bù,C\n", *PAPER)
    assert told[0].startswith("Dòng 2, cột 'Loại ngày': không có loại 'Nghỉ chơi'; chọn một trong: Ngày nghỉ lễ")
    assert told[1].startswith("Dòng 4, cột 'Ngày': 03/09/2027 đã có ở dòng 3")


def test_a_calendar_of_another_program_counts_as_public_holidays() -> None:
    text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270903\nSUMMARY:Nghỉ\nEND:VEVENT\nEND:VCALENDAR"
    (day,) = read_days(text.encode(), "LICH.ICS", CALENDAR, *PAPER)
    assert (day.on, day.kind, day.name) == (date(2027, 9, 3), DayKind.HOLIDAY, "Nghỉ")


def test_a_file_of_too_many_days_is_refused() -> None:
    event = "BEGIN:VEVENT\nDTSTART:{}0101\nDTEND:{}0228\nSUMMARY:x\nEND:VEVENT\n"
    text = "".join(event.format(year, year) for year in range(2000, 2040))
    with pytest.raises(Refused, match="1000"):
        read_days(f"BEGIN:VCALENDAR\n{text}END:VCALENDAR".encode(), "a.ics", CALENDAR, *PAPER)
