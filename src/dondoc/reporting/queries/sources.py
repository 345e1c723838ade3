"""Whose figures make an agency's total (nguồn của số tổng hợp): the units below it, and those that send to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from dondoc.agencies.models import Agency, AgencyVersion
from dondoc.agencies.queries import agencies_as_on, agency_map
from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.base.rules.wording import comma_list, same_name_key
from dondoc.deadlines.rules.definition import RegimeDefinition
from dondoc.deadlines.rules.periods import Period, parse_period
from dondoc.reporting.models import Obligation
from dondoc.reporting.queries.figures import CannotUseForm, FormOfPeriod
from dondoc.reporting.queries.obligations import obligations_of_period
from dondoc.reporting.rules.facts import ObligationFacts


def agency_of(code: str) -> Agency:
    """The unit that a code names. Raises NotFound."""
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        raise NotFound(f"Không có đơn vị mang mã '{code[:40]}'.")
    return agency


def forms_asked(obligation: Obligation, regime: RegimeDefinition) -> tuple[str, ...]:
    """The forms that a report consists of (biểu phải báo cáo); asks nothing where every level fills all."""
    period = parse_period(obligation.period_code)
    if not regime.divides_forms(period):
        return regime.forms
    agency = agencies_as_on([obligation.agency_id], obligation.due_on_before_roll)[obligation.agency_id]
    return regime.forms_for(period, agency.group or "")


def check_asked(obligation: Obligation, form: FormOfPeriod) -> None:
    """Raises CannotUseForm where the report does not consist of the form: another level fills it."""
    asked = forms_asked(obligation, form.regime)
    if form.definition.code not in asked:
        told = comma_list(asked)
        raise CannotUseForm(f"Đơn vị không báo cáo biểu '{form.definition.code}'. Biểu của đơn vị: {told}.")


def gathers(regime: RegimeDefinition, period: Period, unit: AgencyOnDay) -> bool:
    """May others report to the unit: do units stand below it, or does the regime name it as a receiver?"""
    return _is_named(unit, _receivers(regime, period)) or AgencyVersion.objects.filter(parent_id=unit.id).exists()


def _receivers(regime: RegimeDefinition, period: Period) -> set[str]:
    return {*regime.receivers, *(name for rule in regime.rule_for(period).deadlines for name in rule.receivers)}


def sources_below(
    regime: RegimeDefinition,
    period: Period,
    agency_id: int,
    as_of: AsOf,
    province_id: int | None = None,
    form_code: str = "",
) -> tuple[list[ObligationFacts], frozenset[int]]:
    """The obligations whose figures make an agency's total, in order of their agencies; in one province or all.

    They are those of the units below it, and of those that send to it by name where it is one of several receivers.
    With `form_code` who fills another form counts as one who does not report. With them the units that stand above
    somebody who reports.
    """
    rows = Obligation.objects.filter(regime__code=regime.code, period_code=period.code)
    provinces = {province_id} if province_id else set(rows.values_list("province_id", flat=True))
    if agency_id in provinces:
        provinces = {agency_id}
    facts = [f for id in sorted(provinces) for f in obligations_of_period(id, regime.code, period.code)]
    owed = sorted((f for f in facts if f.is_owed(as_of)), key=lambda f: f.id)
    if form_code and regime.divides_forms(period):
        groups = _groups(owed)
        owed = [f for f in owed if form_code in regime.forms_for(period, groups[f.id])]
    received = set() if agency_id in provinces else _received(regime, period, agency_id, owed)
    owing, found, uppers = {f.agency_id for f in owed}, set[int](), set[int]()
    for day in sorted({f.due_on_before_roll for f in owed}):
        of_day = [f for f in owed if f.due_on_before_roll == day]
        parents = parents_on({f.agency_id for f in of_day}, day, top=None if received else agency_id)
        for f in of_day:
            top = f.province_id if f.id in received else agency_id
            if f.agency_id != agency_id and _is_part(f.agency_id, top, parents, owing - {agency_id}):
                found.add(f.id)
        uppers |= {above for above in parents.values() if above is not None}
    return [f for f in owed if f.id in found], frozenset(uppers)


def _groups(facts: Iterable[ObligationFacts]) -> dict[int, str]:
    """The group of each obligation's agency on its deadline day, by obligation."""
    by_day: dict[date, list[ObligationFacts]] = {}
    for f in facts:
        by_day.setdefault(f.due_on_before_roll, []).append(f)
    return {
        f.id: named[f.agency_id].group or ""
        for day, of_day in by_day.items()
        for named in [agencies_as_on([f.agency_id for f in of_day], day)]
        for f in of_day
    }


def _received(regime: RegimeDefinition, period: Period, agency_id: int, owed: Collection[ObligationFacts]) -> set[int]:
    """The reports that name the agency as a receiver, by its code or its name."""
    told = _receivers(regime, period)
    if not told or not owed:
        return set()
    day = max(f.due_on_before_roll for f in owed)
    unit = agencies_as_on([agency_id], day)[agency_id]
    if not _is_named(unit, told):
        return set()
    groups = _groups(owed)
    near = {id for id in {f.province_id for f in owed} if _is_near(unit, id, day)}
    return {
        f.id for f in owed if _is_named(unit, regime.receivers_for(period, groups[f.id]), by_name=f.province_id in near)
    }


def is_received_by(obligation: Obligation, regime: RegimeDefinition, agency_ids: Collection[int]) -> bool:
    """Does the report name one of these agencies as its receiver (cơ quan nhận)?"""
    period, reporter = parse_period(obligation.period_code), obligation.agency_id
    on = obligation.due_on_before_roll
    named = agencies_as_on({*agency_ids, reporter}, on)
    told = regime.receivers_for(period, named[reporter].group or "")
    units = [named[id] for id in agency_ids if id in named and _is_named(named[id], told)]
    return any(_is_named(one, told, by_name=_is_near(one, obligation.province_id, on)) for one in units)


def _is_named(unit: AgencyOnDay, told: Iterable[str], *, by_name: bool = True) -> bool:
    """Does a text name the unit, by its code or its name?"""
    own = {same_name_key(name) for name in (unit.code, *((unit.name, unit.short_name) if by_name else ()))}
    return not own.isdisjoint(map(same_name_key, told))


def _is_near(unit: AgencyOnDay, province_id: int, on: date) -> bool:
    """In the province or at the centre: every province has a 'Sở Y tế', and a report's is its own."""
    way = agency_map(on).way_up(unit.id)
    return any(one.id == province_id for one in way) or (bool(way) and all(one.is_nation for one in way))


def _is_part(unit_id: int, agency_id: int, parents: Mapping[int, int | None], owing: Collection[int]) -> bool:
    """Is the unit below the agency, with nobody between that reports?"""
    above = parents.get(unit_id)
    while above is not None and above != agency_id:
        if above in owing:
            return False
        above = parents.get(above)
    return above is not None


def parents_on(agency_ids: Collection[int], on: date, top: int | None = None) -> dict[int, int | None]:
    """Who stood above each unit on a day, up to the roots or a unit; one query for each level."""
    found: dict[int, int | None] = {}
    wanted = set(agency_ids)
    while wanted:
        rows = AgencyVersion.objects.on(on).filter(agency_id__in=wanted).values_list("agency_id", "parent_id")
        found.update(rows)
        wanted = {parent for _, parent in rows if parent is not None} - {*found, top}
    return found
