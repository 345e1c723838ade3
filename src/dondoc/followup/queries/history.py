"""Periods side by side, out of the database."""

from __future__ import annotations

from collections.abc import Sequence

from dondoc.base.rules.moments import AsOf
from dondoc.deadlines.rules.periods import parse_period
from dondoc.followup.rules.history import Habit, PeriodTotals, habits, period_totals
from dondoc.reporting.queries import obligations_of_periods, regime_definition
from dondoc.reporting.rules.facts import ObligationFacts


def recent_periods(
    *,
    province_id: int,
    regime_code: str,
    period_codes: Sequence[str],
    as_of: AsOf,
    facts: Sequence[ObligationFacts] | None = None,
) -> tuple[list[PeriodTotals], list[Habit]]:
    """Totals of each period, oldest first, and who is often late or unsigned: a fixed number of queries.

    `facts`: the obligations of the regime in the province, where the caller has them at hand.
    """
    definition = regime_definition(regime_code)
    if facts is None:
        facts = obligations_of_periods(province_id, regime_code, period_codes)
    judged = [
        (
            o,
            o.standing(as_of, early_margin_days=definition.early_margin_days, counts=definition.counts),
        )
        for o in facts
        if o.period_code in period_codes and o.is_owed(as_of)
    ]
    totals = [
        period_totals(code, definition.label(parse_period(code)), [s for o, s in judged if o.period_code == code])
        for code in reversed(period_codes)
    ]
    over = [(o.agency_id, s) for o, s in judged if o.due(as_of).due_on < as_of.on or s.timeliness.is_sent]
    return totals, habits(over)
