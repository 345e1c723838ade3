"""What an office sees (phạm vi theo dõi): its provinces, the periods and months with something in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dondoc.agencies.queries import agencies_as_on
from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.rules.moments import AsOf
from dondoc.people.rules.rights import Right, Rights
from dondoc.reporting.queries import OpenedPeriod, opened_periods


def watched_provinces(rights: Rights, on: date, chosen: str = "") -> list[AgencyOnDay]:
    """The provinces that this person watches, those first that exist on the day; only the one chosen in the header."""
    named = agencies_as_on(rights.agencies_for(Right.MONITOR), on).values()
    return sorted((p for p in named if chosen in ("", p.code)), key=lambda p: (not p.exists_on(on), p.code))


def latest_period(periods: Sequence[OpenedPeriod], as_of: AsOf) -> OpenedPeriod | None:
    """The period to show first: of those that at least half have answered the one in which a report came last.

    Before anybody has: the one in which any report came last, else the one due next.
    """
    sent = [p for p in periods if p.last_sent_at is not None and p.last_sent_at <= as_of.at]
    if sent:
        answered = [p for p in sent if 2 * p.n_sent >= p.n_agencies]
        return max(answered or sent, key=lambda p: (p.last_sent_at, p.due_on))
    due = [p for p in periods if p.due_on >= as_of.on]
    return min(due, key=lambda p: p.due_on) if due else next(iter(periods), None)


def opened_in(provinces: Sequence[AgencyOnDay], as_of: AsOf | None = None) -> list[OpenedPeriod]:
    """The opened periods of the provinces; with `as_of`, those that had begun, with the deadlines in force then."""
    return opened_periods([p.id for p in provinces], as_of)
