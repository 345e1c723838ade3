"""Which open deadlines move when the working calendar changes (hạn gửi thay đổi theo lịch làm việc)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from dondoc.base.rules.moments import AsOf
from dondoc.deadlines.rules.calendar import WorkCalendar
from dondoc.deadlines.rules.definition import RegimeDefinition
from dondoc.deadlines.rules.periods import Period, parse_period
from dondoc.reporting.models import Obligation
from dondoc.reporting.queries.maps import Maps
from dondoc.reporting.queries.obligations import obligations_of_period
from dondoc.reporting.queries.regimes import definition_of_period
from dondoc.reporting.rules.facts import ObligationFacts
from dondoc.reporting.rules.reporters import dues_of_groups, reporters_of


@dataclass(frozen=True)
class Move:
    """Obligations of one period that go from one deadline to another together.

    `is_whole`: they are all of the period in the province that were opened with the deadline `original`.
    """

    regime_code: str
    regime_name: str
    period_code: str
    label: str
    province_id: int
    original: date
    before: date
    after: date
    obligation_ids: tuple[int, ...]
    is_whole: bool


def calendar_moves(before: WorkCalendar, after: WorkCalendar, as_of: AsOf) -> list[Move]:
    """The open deadlines that another calendar moves. Closed ones stay, and so do those set by a document.

    Open is what is due on the day asked for, or later.
    """
    rows = Obligation.objects.filter(due_on__gte=as_of.on)
    opened = rows.values_list("regime__code", "period_code", "province_id").distinct().order_by()
    maps = Maps()
    moves: list[Move] = []
    for regime_code, period_code, province_id in sorted(opened):
        definition, period = definition_of_period(regime_code, period_code), parse_period(period_code)
        if any(rule.has(period) for rule in definition.cycles) and _differ(
            definition, period, list(maps.groups(province_id, definition.end_of(period))), before, after
        ):
            moves += _moves_of(definition, period, province_id, maps, (before, after), as_of)
    return sorted(moves, key=lambda m: (m.before, m.regime_code, m.period_code, m.province_id))


def _differ(
    definition: RegimeDefinition, period: Period, groups: Sequence[str], before: WorkCalendar, after: WorkCalendar
) -> bool:
    old, new = (dues_of_groups(definition, period, groups, calendar)[0] for calendar in (before, after))
    return {g: due.due_on for g, due in old.items()} != {g: due.due_on for g, due in new.items()}


def _moves_of(
    definition: RegimeDefinition,
    period: Period,
    province_id: int,
    maps: Maps,
    calendars: tuple[WorkCalendar, WorkCalendar],
    as_of: AsOf,
) -> Iterator[Move]:
    groups_on = partial(maps.groups, province_id)
    old, new = (
        {r.agency.id: r.due_on for r in reporters_of(definition, period, groups_on, calendar).listed}
        for calendar in calendars
    )
    facts = obligations_of_period(province_id, definition.code, period.code)
    together: dict[tuple[date, date, date], list[ObligationFacts]] = defaultdict(list)
    for o in facts:
        due = o.due(as_of)
        is_free = due.change is None or due.change.is_of_calendar
        due_after = new.get(o.agency_id)
        if due_after is None or due_after == old.get(o.agency_id) or due_after == due.due_on:
            continue
        if is_free and due.due_on >= as_of.on:
            together[o.due_on, due.due_on, due_after].append(o)
    for (original, current, due_after), moved in together.items():
        yield Move(
            regime_code=definition.code,
            regime_name=definition.name,
            period_code=period.code,
            label=definition.label(period),
            province_id=province_id,
            original=original,
            before=current,
            after=due_after,
            obligation_ids=tuple(o.id for o in moved),
            is_whole=len(moved) == sum(o.due_on == original for o in facts),
        )
