"""Which obligations pass to a successor (chuyển nghĩa vụ báo cáo) when units are reorganised."""

from __future__ import annotations

from datetime import date

from dondoc.base.rules.moments import AsOf
from dondoc.reporting.rules.facts import ObligationFacts
from dondoc.reporting.rules.timeliness import Timeliness


def is_open(facts: ObligationFacts, on: date, as_of: AsOf) -> bool:
    """Open on the day of the reorganisation: not due before it, and neither sent nor exempt as far as is known now.

    What was due before that day stays with the unit that owed it, as its history does.
    """
    standing = facts.standing(as_of)
    not_sent = standing.timeliness in (Timeliness.NOT_SENT_OPEN, Timeliness.NOT_SENT_OVERDUE)
    return not_sent and facts.due(as_of).due_on >= on
