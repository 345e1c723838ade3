"""Calendars for other programs (iCalendar): all-day events written and read.

Source: RFC 5545, 3.1 (folding at 75 octets), 3.3.11 (escaping), 3.6.1 (VEVENT).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.tables.days import FIRST_YEAR, LAST_YEAR

LONGEST_LINE = 75  # octets
MAX_EVENTS = 5000
MAX_DAYS = 60


class CannotReadCalendar(Refused):
    """Refused: the file is no calendar of whole days."""


@dataclass(frozen=True)
class Event:
    """One whole day, or several to `last_day` (sự kiện cả ngày). `uid` stays the same from one writing to the next."""

    uid: str
    day: date
    summary: str
    description: str = ""
    url: str = ""
    categories: str = ""
    last_day: date | None = None


def write_calendar(name: str, events: Iterable[Event], stamp: datetime) -> bytes:
    """A calendar as a file; `stamp` is the moment for which it is true."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Don Doc//Lich//VI", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"NAME:{_escaped(name)}", f"X-WR-CALNAME:{_escaped(name)}", "X-WR-TIMEZONE:Asia/Ho_Chi_Minh"]
    for event in events:
        lines += _event_lines(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines).encode()


def _event_lines(event: Event, stamp: datetime) -> Iterator[str]:
    after = (event.last_day or event.day) + timedelta(days=1)
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(event.uid)}"
    yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_escaped(event.description)}"
    if event.categories:
        yield f"CATEGORIES:{_escaped(event.categories)}"
    if event.url:
        yield f"URL:{''.join(event.url.split())}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    plain = re.sub("[\x00-\x08\x0b-\x1f\x7f]", "", text.replace("\r\n", "\n"))
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets, never cut inside a letter."""
    parts, part, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > LONGEST_LINE:
            parts.append(part)
            part, size = " ", 1
        part, size = part + sign, size + octets
    return "\r\n".join([*parts, part]) + "\r\n"


def read_calendar(data: bytes) -> list[Event]:
    """The whole-day events of a file, each day of a longer one; others are left out. Raises CannotReadCalendar."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotReadCalendar("Tệp lịch không phải UTF-8.") from None
    lines = re.sub(r"\r?\n[ \t]", "", text).splitlines()
    if not lines or lines[0].strip().upper() != "BEGIN:VCALENDAR":
        raise CannotReadCalendar("Tệp không phải lịch iCalendar (.ics).")
    events: list[Event] = []
    properties: dict[str, str] | None = None
    for line in lines:
        name, _, value = line.partition(":")
        key = name.upper().strip()
        if key == "BEGIN" and value.strip().upper() == "VEVENT":
            properties = {}
        elif key == "END" and value.strip().upper() == "VEVENT" and properties is not None:
            events += _events(properties)
            properties = None
        elif properties is not None:
            properties.setdefault(key.split(";")[0], value)
        if len(events) > MAX_EVENTS:
            raise CannotReadCalendar(f"Tệp lịch có quá {MAX_EVENTS} ngày.")
    return events


def _events(properties: dict[str, str]) -> Iterator[Event]:
    first, after = _day(properties.get("DTSTART", "")), _day(properties.get("DTEND", ""))
    if first is None:
        return
    n_days = max(1, min((after - first).days if after else 1, MAX_DAYS))
    told = {key: _plain(properties.get(key, "")) for key in ("UID", "SUMMARY", "DESCRIPTION", "CATEGORIES", "URL")}
    for n in range(n_days):
        day = first + timedelta(days=n)
        yield Event(told["UID"], day, told["SUMMARY"], told["DESCRIPTION"], told["URL"], told["CATEGORIES"])


def _day(text: str) -> date | None:
    """A whole day; a moment, or nonsense, is none."""
    if not re.fullmatch(r"\d{8}", text.strip(), re.ASCII):
        return None
    try:
        day = datetime.strptime(text.strip(), "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _plain(text: str) -> str:
    return re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], text)
