"""Moments and days (thời điểm, ngày) in Viet Nam: business dates are dates of Asia/Ho_Chi_Minh, UTC+7.

An office asks "tính đến hết ngày X": everything up to 24:00 of that day counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def day_of(at: datetime) -> date:
    """The Vietnamese calendar day on which a moment falls."""
    return at.astimezone(VIETNAM).date()


def start_of(on: date) -> datetime:
    """00:00 of a day in Viet Nam."""
    return datetime.combine(on, time.min, tzinfo=VIETNAM)


@lru_cache(maxsize=1024)  # asked for each task of a list, of the same few days
def end_of(on: date) -> datetime:
    """The last instant of a day in Viet Nam (24:00, itself not included)."""
    return start_of(on + timedelta(days=1)) - timedelta(microseconds=1)


@dataclass(frozen=True)
class AsOf:
    """The moment a question is asked for (tính đến).

    `at`: facts that happened later do not count. `known_at`: facts that the system learned later do not
    count either; None means everything known (back-filled history included).
    """

    at: datetime
    known_at: datetime | None = None

    @cached_property
    def on(self) -> date:
        return day_of(self.at)

    @classmethod
    def end_of_day(cls, on: date) -> AsOf:
        return cls(at=end_of(on))
