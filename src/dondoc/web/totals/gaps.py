"""Who is in a total and who is not, as the page tells it (đã tính n/m đơn vị). Presentation only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.reporting.queries.parts import SentVersion, sent_versions
from dondoc.reporting.queries.totals import FormTotal
from dondoc.reporting.rules.figures import Source
from dondoc.reporting.rules.timeliness import Timeliness
from dondoc.web.totals.asked import Asked

MOST_NAMED = 12


@dataclass(frozen=True)
class GapLine:
    """One agency: its state in a total. `href`: its report, '' where that is not open to the reader."""

    agency: AgencyOnDay
    source: Source
    href: str


@dataclass(frozen=True)
class Few:
    """How many agencies, the first of them by name."""

    count: int
    lines: list[GapLine]

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


@dataclass(frozen=True)
class SortedGaps:
    """The expected agencies by their state in the total; `all` of them, missing ones first, then late ones."""

    all: list[Source]
    included: list[Source]
    missing: list[Source]
    late: list[Source]
    carried: list[Source]
    returned: list[Source]


def sorted_gaps(total: FormTotal) -> SortedGaps:
    """Who is missing, late, carried over or simply there."""
    expected = total.gathered.expected
    missing = [s for s in expected if not s.has_figures]
    late = [s for s in expected if s.has_figures and s.timeliness is Timeliness.LATE]
    in_time = [s for s in expected if s.has_figures and s.timeliness is not Timeliness.LATE]
    carried = [s for s in missing if s.carried_from]
    returned = [s for s in expected if s.is_returned]
    return SortedGaps([*missing, *late, *in_time], [*late, *in_time], missing, late, carried, returned)


def lines_of(asked: Asked, sources: Iterable[Source]) -> list[GapLine]:
    """The agencies named, with links to their reports."""
    listed = list(sources)
    named = asked.named(source.agency_id for source in listed)
    return [
        GapLine(named[source.agency_id], source, asked.report_of(source.agency_id, source.agency_code))
        for source in listed
    ]


def few(asked: Asked, sources: list[Source]) -> Few:
    """The first ones by name, and how many there are."""
    return Few(len(sources), lines_of(asked, sources[:MOST_NAMED]))


def with_versions(lines: Iterable[GapLine]) -> list[tuple[GapLine, SentVersion | None]]:
    """The lines with the sent version that is in the total; one query."""
    listed = list(lines)
    sent = sent_versions({line.source.set_id for line in listed if line.source.set_id is not None})
    return [(line, sent.get(line.source.set_id) if line.source.set_id else None) for line in listed]
