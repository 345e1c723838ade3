"""What a unit sent for itself beside what the units below add up to now (chênh lệch với số đã gửi). Presentation."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.reporting.queries.frozen import FrozenTotal, Moved, Overridden, frozen_total
from dondoc.sheets.rules.changes import CellChange
from dondoc.web.totals.asked import Asked
from dondoc.web.totals.grid import Notes, row_title, shown_value

MOST_SHOWN = 60


@dataclass(frozen=True)
class ShownFrozen:
    """The sent figures, which cells differ now, who moved, what was set otherwise; `n_more`: differences not listed."""

    found: FrozenTotal
    differences: list[tuple[str, CellChange]]
    n_more: int
    overridden: list[tuple[str, Overridden]]
    moved: list[tuple[AgencyOnDay, Moved]]
    notes: Notes


def shown_frozen(asked: Asked) -> ShownFrozen | None:
    """None where the unit has sent nothing itself."""
    total = asked.total
    found = frozen_total(total, asked.request.moment.as_of) if total is not None else None
    if total is None or found is None:
        return None
    form, named = total.form.definition, asked.named(moved.agency_id for moved in found.moved)
    notes = {
        (change.row, change.no): format_html('<span class="was">đã gửi: {}</span>', shown_value(change.old) or "trống")
        for change in found.differences
    }
    return ShownFrozen(
        found,
        [(row_title(form, change.row), change) for change in found.differences[:MOST_SHOWN]],
        max(len(found.differences) - MOST_SHOWN, 0),
        [(row_title(form, o.change.row), o) for o in found.overridden[:MOST_SHOWN]],
        [(named[m.agency_id], m) for m in found.moved],
        notes,
    )
