"""Who is in a total and who is not, as the page tells it (đã tính n/m đơn vị). Presentation only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.people.rules.rights import Rights
from dondoc.reporting.queries.figure_access import is_own
from dondoc.reporting.queries.parts import SentVersion
from dondoc.reporting.rules.figures import Source
from dondoc.reporting.rules.timeliness import Timeliness

MOST_NAMED = 12


@dataclass(frozen=True)
class GapLine:
    """One agency: its state in a total. `may_open`: its report is open to the reader."""

    agency: AgencyOnDay
    source: Source
    sent: SentVersion | None
    may_open: bool

    @property
    def is_late(self) -> bool:
        return self.source.has_figures and self.source.timeliness is Timeliness.LATE


@dataclass(frozen=True)
class ShownGaps:
    """The lines, missing ones first; and in one sentence who is missing, late or carried over."""

    lines: list[GapLine]

    @property
    def included(self) -> list[GapLine]:
        return [line for line in self.lines if line.source.has_figures]

    @property
    def missing(self) -> list[GapLine]:
        return [line for line in self.lines if not line.source.has_figures]

    @property
    def late(self) -> list[GapLine]:
        return [line for line in self.lines if line.is_late]

    @property
    def carried(self) -> list[GapLine]:
        return [line for line in self.lines if line.source.carried_from]


def shown_gaps(
    sources: list[Source],
    named: Mapping[int, AgencyOnDay],
    sent: Mapping[int, SentVersion],
    rights: Rights,
    *,
    watches: bool,
) -> ShownGaps:
    """The expected agencies with their states: missing, late, in time."""
    lines = [
        GapLine(
            named[source.agency_id],
            source,
            sent.get(source.set_id) if source.set_id is not None else None,
            may_open=watches or is_own(rights, source.agency_id),
        )
        for source in sources
    ]
    return ShownGaps(sorted(lines, key=lambda line: (line.source.has_figures, not line.is_late)))


def few(lines: list[GapLine]) -> tuple[list[GapLine], int]:
    """The first ones by name, and how many more."""
    return lines[:MOST_NAMED], max(len(lines) - MOST_NAMED, 0)
