"""Open periods (mở kỳ báo cáo): every unit that must report gets its obligation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import transaction

from dondoc.agencies.models import Agency
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import Refused
from dondoc.deadlines.queries import work_calendar
from dondoc.deadlines.rules.calendar import WorkCalendar
from dondoc.deadlines.rules.definition import RegimeDefinition
from dondoc.deadlines.rules.periods import Period, parse_period
from dondoc.deadlines.rules.windows import Window
from dondoc.reporting.models import Exemption, Obligation, Regime
from dondoc.reporting.queries import check_administrator, definition_of_period, regime_codes, regime_definition
from dondoc.reporting.queries.maps import Maps
from dondoc.reporting.rules.reporters import Reporters, reporters_of

BATCH = 1000
GONE = "Đơn vị không còn hoạt động vào ngày đến hạn"


class CannotOpenPeriod(Refused):
    """Refused: nobody to report, or the regime sets no deadline for a group."""


@dataclass(frozen=True)
class Generated:
    """What generating did: periods looked at, obligations that are new, units released because they are gone.

    `unset`: groups for which no day can be told yet; they get no obligation.
    """

    n_periods: int
    n_new: int
    n_released: int
    unset: tuple[str, ...]


@dataclass(frozen=True)
class _Deed:
    actor_id: int | None
    at: datetime
    calendar: WorkCalendar
    maps: Maps


def open_period(*, actor_id: int | None, at: datetime, regime_code: str, period_code: str, province_id: int) -> int:
    """Open a period in a province; how many obligations are new. Opening again adds only who is missing.

    Who reports is read off the map of the day before the deadline moves: units founded later, or gone
    before, do not owe this period. Raises CannotOpenPeriod.
    """
    period = parse_period(period_code)
    definition = definition_of_period(regime_code, period.code)
    definition.rule_for(period)
    Agency.objects.get(pk=province_id)
    deed = _Deed(actor_id, at, work_calendar(), Maps())
    owing = reporters_of(definition, period, partial(deed.maps.groups, province_id), deed.calendar)
    if owing.unset:
        raise CannotOpenPeriod(owing.unset)
    if not owing.listed and not _exists(regime_code, period, province_id):
        raise CannotOpenPeriod(
            f"Không có đơn vị nào phải báo cáo {period.label_in_sentence}: chưa đơn vị nào đứng trong nhóm vào hạn gửi."
        )
    return _open(deed, definition, period, {province_id: owing})[0]


def generate_obligations(
    *,
    actor_id: int | None,
    at: datetime,
    first: date,
    last: date,
    regime_code: str = "",
    province_ids: Sequence[int] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Generated:
    """Open every period whose figures close within [first, last] (sinh nghĩa vụ báo cáo), ahead of time.

    For one regime or all, in some provinces or all. Repeating it adds only what is missing: new agencies get
    their obligations, agencies that will be gone by their deadline are released, with the reason. Each period
    is committed for itself, so that others can work meanwhile. Raises NotAdministrator, UnknownRegime.
    """
    check_administrator(actor_id, at)
    deed = _Deed(actor_id, at, work_calendar(), Maps())
    provinces = list(province_ids) or [province.id for province in deed.maps.on(day_of(at)).provinces]
    definitions = [regime_definition(code) for code in ([regime_code] if regime_code else regime_codes())]
    asked = [(definition, period) for definition in definitions for period in definition.periods_between(first, last)]
    n_new = n_released = 0
    unset: dict[str, None] = {}
    for n, (definition, period) in enumerate(asked, start=1):
        owing = {id: reporters_of(definition, period, partial(deed.maps.groups, id), deed.calendar) for id in provinces}
        unset.update(dict.fromkeys(f"{definition.code}: {told}" for found in owing.values() for told in found.unset))
        new, released = _open(deed, definition, period, owing)
        n_new, n_released = n_new + new, n_released + released
        if progress is not None:
            progress(n, len(asked))
    return Generated(len(asked), n_new, n_released, tuple(unset))


def _exists(regime_code: str, period: Period, province_id: int) -> bool:
    return Obligation.objects.filter(
        regime__code=regime_code, period_code=period.code, province_id=province_id
    ).exists()


@transaction.atomic
def _open(deed: _Deed, definition: RegimeDefinition, period: Period, owing: dict[int, Reporters]) -> tuple[int, int]:
    """Add the obligations that are missing, release who is gone; how many of each."""
    regime = Regime.objects.select_for_update().get(code=definition.code)
    rows = Obligation.objects.filter(regime=regime, period_code=period.code)
    owed = set(rows.values_list("agency_id", flat=True))
    missing = list(_missing(regime, definition, period, owing, owed, deed.at))
    Obligation.objects.bulk_create(missing, batch_size=BATCH)
    reporting = {reporter.agency.id for found in owing.values() for reporter in found.listed}
    idle = list(rows.filter(province_id__in=owing).exclude(agency_id__in=reporting)) if owed - reporting else []
    released = _release(deed, idle)
    if missing or released:
        write_audit(
            actor_id=deed.actor_id,
            at=deed.at,
            deed="open_period",
            subject=f"period:{definition.code}/{period.code}",
            detail={"provinces": sorted(owing), "n_obligations": len(missing), "n_released": released},
        )
    return len(missing), released


def _missing(
    regime: Regime,
    definition: RegimeDefinition,
    period: Period,
    owing: dict[int, Reporters],
    owed: set[int],
    at: datetime,
) -> Iterator[Obligation]:
    window = definition.window(period) or Window(period.first_day, period.last_day)
    for province_id, found in owing.items():
        for reporter in found.listed:
            if reporter.agency.id not in owed:
                yield Obligation(
                    regime=regime,
                    period_code=period.code,
                    agency_id=reporter.agency.id,
                    province_id=province_id,
                    window_from=window.first,
                    window_to=window.last,
                    due_on=reporter.due_on,
                    due_on_before_roll=reporter.due_on_before_roll,
                    recorded_at=at,
                )


def _release(deed: _Deed, idle: Sequence[Obligation]) -> int:
    """Exempt agencies that no longer exist on the day of an open deadline and have sent nothing."""
    gone = [
        o
        for o in idle
        if o.due_on_before_roll >= day_of(deed.at) and o.agency_id not in deed.maps.on(o.due_on_before_roll).by_id
    ]
    sent = set(
        Obligation.objects.filter(pk__in=[o.pk for o in gone]).exclude(submissions=None).values_list("pk", flat=True)
    )
    known = set(
        Exemption.objects.filter(regime_id__in={o.regime_id for o in gone}, is_exempt=True).values_list(
            "agency_id", "first_day"
        )
    )
    fresh = [
        Exemption(
            regime_id=o.regime_id,
            agency_id=o.agency_id,
            first_day=o.window_to,
            last_day=o.window_to,
            reason=GONE,
            decided_at=deed.at,
            recorded_at=deed.at,
        )
        for o in gone
        if o.pk not in sent and (o.agency_id, o.window_to) not in known
    ]
    Exemption.objects.bulk_create(fresh, batch_size=BATCH)
    return len(fresh)
