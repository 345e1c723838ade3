"""An obligation with everything that happened to it (nghĩa vụ và dữ kiện), ready to be judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dondoc.base.rules.moments import AsOf
from dondoc.deadlines.rules.definition import Counts
from dondoc.reporting.rules.changes import DueChange, DueInForce, Exempting, due_in_force, exempting
from dondoc.reporting.rules.timeliness import Recorded, Sending, Standing, standing


@dataclass(frozen=True)
class TakenOver:
    """A unit took the obligation over from another that was reorganised (nhận chuyển nghĩa vụ)."""

    on: date
    recorded_at: datetime


@dataclass(frozen=True)
class ObligationFacts:
    """One obligation. `due_on` is the deadline with which it was opened; ask `due` for the one in force."""

    id: int
    regime_code: str
    period_code: str
    agency_id: int
    province_id: int
    window_from: date
    window_to: date
    due_on: date
    due_on_before_roll: date
    sendings: tuple[Sending, ...]
    records: tuple[Recorded, ...]
    changes: tuple[DueChange, ...] = ()
    exemptions: tuple[Exempting, ...] = ()
    taken_over: TakenOver | None = None
    agency_code: str = ""

    def is_owed(self, as_of: AsOf) -> bool:
        """Not before the day on which the unit took it over from another, nor before that was known."""
        taken = self.taken_over
        if taken is None:
            return True
        return taken.on <= as_of.on and (as_of.known_at is None or taken.recorded_at <= as_of.known_at)

    def due(self, as_of: AsOf) -> DueInForce:
        """The deadline in force at a moment (hạn đang áp dụng)."""
        return due_in_force(self.due_on, self.changes, as_of)

    def standing(self, as_of: AsOf, *, early_margin_days: int = 1, counts: Counts = Counts.FIRST_VALID) -> Standing:
        """Where it stands at a moment, by the deadline and the exemptions in force then."""
        return standing(
            self.due(as_of).due_on,
            self.sendings,
            self.records,
            as_of,
            early_margin_days=early_margin_days,
            counts=counts,
            exempt=exempting(self.exemptions, as_of),
        )
