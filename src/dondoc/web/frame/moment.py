"""The moment that all pages speak of (tính đến): now, or the end of a past day. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.tables.days import Unreadable, day_from_text
from dondoc.base.rules.wording import screen_date, screen_moment


@dataclass(frozen=True)
class PageMoment:
    as_of: AsOf
    is_past: bool

    @property
    def label(self) -> str:
        """'hết ngày 28/02/2022', 'bây giờ, 09/10/2023 14:20'."""
        return f"hết ngày {screen_date(self.as_of.on)}" if self.is_past else f"bây giờ, {screen_moment(self.as_of.at)}"

    @classmethod
    def of(cls, chosen: date | None, at: datetime) -> PageMoment:
        """A chosen day that is over is the past; today and later days are now."""
        if chosen is None or chosen >= day_of(at):
            return cls(AsOf(at), is_past=False)
        return cls(AsOf.end_of_day(chosen), is_past=True)


def day_asked(text: str) -> tuple[date | None, str]:
    """The day that an address asks for, and what is wrong with it in words."""
    if text.strip() in ("", "nay"):
        return None, ""
    try:
        return day_from_text(text.strip()), ""
    except Unreadable as wrong:
        return None, f"{wrong}. Ghi ngày theo dạng dd/mm/yyyy."
