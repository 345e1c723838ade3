"""Periods side by side (các kỳ gần đây): totals of each, and who is often late or unsigned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dondoc.reporting.rules.timeliness import Standing, Timeliness


@dataclass(frozen=True)
class PeriodTotals:
    """One period in the trend: how many units in each state."""

    period_code: str
    label: str
    early: int
    on_time: int
    late: int
    not_sent: int

    @property
    def total(self) -> int:
        return self.early + self.on_time + self.late + self.not_sent


@dataclass(frozen=True)
class Habit:
    """How often a unit was late, or unsigned, over the periods in which it owed a report."""

    agency_id: int
    n_periods: int
    n_late: int
    n_unsigned: int


LATE = (Timeliness.LATE, Timeliness.NOT_SENT_OVERDUE)


def period_totals(period_code: str, label: str, standings: Iterable[Standing]) -> PeriodTotals:
    listed = [s.timeliness for s in standings]
    not_sent = sum(t in (Timeliness.NOT_SENT_OPEN, Timeliness.NOT_SENT_OVERDUE) for t in listed)
    sent = (listed.count(Timeliness.EARLY), listed.count(Timeliness.ON_TIME), listed.count(Timeliness.LATE))
    return PeriodTotals(period_code, label, *sent, not_sent)


def habits(standings: Iterable[tuple[int, Standing]]) -> list[Habit]:
    """Units that were late or unsigned at least once, the most often late first; exempt periods do not count."""
    by_agency: dict[int, list[Standing]] = defaultdict(list)
    for agency_id, standing in standings:
        if standing.timeliness is not Timeliness.EXEMPT:
            by_agency[agency_id].append(standing)
    listed = [
        Habit(
            agency_id,
            len(own),
            sum(s.timeliness in LATE for s in own),
            sum(s.signed.counts_as_unsigned for s in own),
        )
        for agency_id, own in by_agency.items()
    ]
    faulty = [habit for habit in listed if habit.n_late or habit.n_unsigned]
    return sorted(faulty, key=lambda h: (-h.n_late, -h.n_unsigned, h.agency_id))
