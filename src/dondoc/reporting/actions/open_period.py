"""Open a period (mở kỳ báo cáo): every unit that must report gets its obligation."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dondoc.agencies.models import Agency
from dondoc.agencies.queries import agency_map
from dondoc.agencies.rules.map import AgencyMap, AgencyOnDay
from dondoc.base.actions import write_audit
from dondoc.base.rules.refusals import Refused
from dondoc.deadlines.queries import work_calendar
from dondoc.deadlines.rules.definition import RegimeDefinition
from dondoc.deadlines.rules.periods import Period, parse_period
from dondoc.deadlines.rules.windows import Window
from dondoc.reporting.models import Obligation, Regime
from dondoc.reporting.queries import regime_definition


class CannotOpenPeriod(Refused):
    """Refused: nobody to report, or the regime sets no deadline for a group."""


@transaction.atomic
def open_period(*, actor_id: int | None, at: datetime, regime_code: str, period_code: str, province_id: int) -> int:
    """Open a period in a province; how many obligations are new. Opening again adds only who is missing.

    Who reports is read off the map of the day before the deadline rolls: units founded later, or gone
    before, do not owe this period.
    """
    definition = regime_definition(regime_code)
    period = parse_period(period_code)
    regime = Regime.objects.select_for_update().get(code=regime_code)
    Agency.objects.get(pk=province_id)
    window = definition.window(period) or Window(period.first_day, period.last_day)
    owed = {
        o.agency_id for o in Obligation.objects.filter(regime=regime, period_code=period.code, province_id=province_id)
    }
    missing = [
        Obligation(
            regime=regime,
            period_code=period.code,
            agency_id=reporter.id,
            province_id=province_id,
            window_from=window.first,
            window_to=window.last,
            due_on=due_on,
            due_on_before_roll=before_roll,
        )
        for reporter, due_on, before_roll in reporters_with_deadlines(definition, period, province_id)
        if reporter.id not in owed
    ]
    if not missing and not owed:
        raise CannotOpenPeriod(
            f"Không có đơn vị nào phải báo cáo {period.label_in_sentence}: chưa đơn vị nào đứng trong nhóm vào hạn gửi."
        )
    Obligation.objects.bulk_create(missing, batch_size=500)
    if missing:
        write_audit(
            actor_id=actor_id,
            at=at,
            deed="open_period",
            subject=f"period:{regime_code}/{period.code}",
            detail={"province": province_id, "n_obligations": len(missing)},
        )
    return len(missing)


def reporters_with_deadlines(
    definition: RegimeDefinition, period: Period, province_id: int
) -> list[tuple[AgencyOnDay, date, date]]:
    """Who owes a period in a province, each with the deadline and the day it had before rolling."""
    calendar = work_calendar()
    window = definition.window(period)
    candidates = agency_map(window.last if window else period.last_day).reporters(province_id)
    dues = {
        group: definition.due(period, group, calendar) for group in sorted({a.group for a in candidates if a.group})
    }
    if unset := [group for group, due in dues.items() if due.due_on is None]:
        raise CannotOpenPeriod([f"Chưa đặt hạn gửi {period.label_in_sentence} cho nhóm '{group}'." for group in unset])
    listed: list[tuple[AgencyOnDay, date, date]] = []
    maps: dict[date, AgencyMap] = {}
    for group, due in dues.items():
        if due.due_on is None or due.due_on_before_roll is None:
            continue
        day_map = _map_on(maps, due.due_on_before_roll)
        reporters = [a for a in day_map.reporters(province_id) if a.group == group]
        listed.extend((a, due.due_on, due.due_on_before_roll) for a in reporters)
    return listed


def _map_on(maps: dict[date, AgencyMap], on: date) -> AgencyMap:
    if on not in maps:
        maps[on] = agency_map(on)
    return maps[on]
