"""Is a signed document registered and issued in time (thời hạn đăng ký, phát hành)?

The day it is signed, latest the next working day; an urgent one at once. Shown, never refused.
Source: NĐ 30/2020/NĐ-CP, Điều 15, 18.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dondoc.base.rules.wording import screen_date
from dondoc.deadlines.rules.calendar import WorkCalendar


@dataclass(frozen=True)
class Days:
    """The days of a document's way out (các mốc); None: not yet."""

    signed_on: date | None = None
    numbered_on: date | None = None
    dated: date | None = None
    issued_on: date | None = None
    is_urgent: bool = False


def latest_day(signed_on: date, calendar: WorkCalendar) -> date:
    """The last day on which what was signed may be registered and issued."""
    return calendar.add_working_days(signed_on, 1)


def warnings(days: Days, on: date, calendar: WorkCalendar) -> Iterator[str]:
    """What is late, or will be soon, in words."""
    if days.signed_on is None:
        return
    latest = latest_day(days.signed_on, calendar)
    law = "NĐ 30/2020/NĐ-CP, Điều 15, 18"
    if days.is_urgent and days.issued_on is None:
        yield "Văn bản khẩn: cấp số, phát hành ngay sau khi ký."
    for done, what in ((days.numbered_on, "cấp số"), (days.issued_on, "phát hành")):
        if done is not None and done > latest:
            yield f"Đã {what} ngày {screen_date(done)}, muộn hơn {screen_date(latest)} ({law})."
        elif done is None and on > latest:
            yield f"Quá hạn {what}: ký ngày {screen_date(days.signed_on)}, chậm nhất {screen_date(latest)} ({law})."
    if days.issued_on is None and on <= latest:
        yield f"Ký ngày {screen_date(days.signed_on)}: đăng ký, phát hành trong ngày, chậm nhất {screen_date(latest)}."
    if days.dated is not None and days.dated < days.signed_on:
        yield f"Ngày văn bản {screen_date(days.dated)} trước ngày ký {screen_date(days.signed_on)}."
