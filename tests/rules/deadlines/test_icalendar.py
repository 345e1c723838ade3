"""Calendars for other programs (iCalendar): what RFC 5545 asks of a file, and what is read back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.deadlines.rules.icalendar import CannotReadCalendar, Event, read_calendar, write_calendar

STAMP = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def written(*events: Event) -> str:
    return write_calendar("Hạn gửi báo cáo", events, STAMP).decode()


def test_an_event_is_a_whole_day_that_ends_before_the_next() -> None:
    lines = written(Event("a@b", date(2026, 12, 31), "Hạn; gửi, báo\\cáo", "Dòng 1\nDòng 2", "https://a/b")).split(
        "\r\n"
    )
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    for line in (
        "DTSTAMP:20261123T020000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Hạn\\; gửi\\, báo\\\\cáo",
        "DESCRIPTION:Dòng 1\\nDòng 2",
        "URL:https://a/b",
    ):
        assert line in lines


def test_a_calendar_without_events_is_still_a_calendar() -> None:
    assert read_calendar(written().encode()) == []


DAYS = st.dates(date(1901, 1, 1), date(2198, 12, 31))
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=200)
EVENTS = st.builds(Event, WORDS, DAYS, WORDS, st.lists(WORDS, max_size=3).map("\n".join), st.just(""), WORDS)


@given(st.lists(EVENTS, max_size=4))
def test_what_is_written_is_read_and_no_line_is_longer_than_75_octets(events: list[Event]) -> None:
    data = write_calendar("Lịch", events, STAMP)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert read_calendar(data) == events


def test_several_days_are_read_one_by_one_and_moments_are_left_out() -> None:
    data = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270204\nDTEND;VALUE=DATE:20270207\nSUMMARY:Tết\n END\n"
        "END:VEVENT\nBEGIN:VEVENT\nDTSTART:20270204T080000Z\nSUMMARY:Họp\nEND:VEVENT\n"
        "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20270230\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:00010101\nEND:VEVENT\n"
        "END:VCALENDAR\n"
    )
    read = read_calendar(data.encode("utf-8-sig"))
    assert [(event.day, event.summary) for event in read] == [(date(2027, 2, n), "TếtEND") for n in (4, 5, 6)]


@pytest.mark.parametrize("data", [b"", b"hello", b"\xff\xfe", "Ngày,Tên".encode()])
def test_what_is_no_calendar_is_refused(data: bytes) -> None:
    with pytest.raises(CannotReadCalendar):
        read_calendar(data)


def test_a_flood_of_events_is_refused() -> None:
    event = "BEGIN:VEVENT\nDTSTART:20270101\nDTEND:20271231\nEND:VEVENT\n"
    with pytest.raises(CannotReadCalendar, match="5000"):
        read_calendar(f"BEGIN:VCALENDAR\n{event * 200}END:VCALENDAR".encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for lead in (b"", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n"):
        try:
            assert isinstance(read_calendar(lead + data), list)
        except CannotReadCalendar as refused:
            assert refused.reasons
