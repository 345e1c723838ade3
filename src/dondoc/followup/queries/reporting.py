"""The reporting table of a period, out of the database."""

from __future__ import annotations

from collections.abc import Sequence

from dondoc.agencies.queries import agencies_as_on
from dondoc.agencies.rules.map import AgencyMap
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import Refused
from dondoc.deadlines.rules.periods import parse_period
from dondoc.deadlines.rules.windows import Window
from dondoc.followup.rules.reporting_table import ReportingTable, group_rows
from dondoc.reporting.queries import definition_of_period, obligations_of_period, provinces_concerned, regime_definition
from dondoc.reporting.rules.facts import ObligationFacts

Facts = Sequence[ObligationFacts]


class CannotChooseScope(Refused):
    """Refused: it cannot be told which province is meant."""


def scope_for_period(agency_map: AgencyMap, *, regime_code: str, period_code: str, scope: str) -> int:
    """The province meant: the one named, else the only one in which the period was opened, else the only one."""
    regime_definition(regime_code)
    return choose_scope(agency_map, provinces_concerned(regime_code, parse_period(period_code).code), scope)


def choose_scope(agency_map: AgencyMap, concerned: list[int], scope: str) -> int:
    """One province id, or a refusal that names the choices."""
    provinces = {p.code: p for p in agency_map.provinces}
    if scope:
        if scope not in provinces:
            known = ", ".join(f"{p.code} ({p.name})" for p in provinces.values()) or "chưa nhập đơn vị nào"
            raise CannotChooseScope(f"Không có tỉnh mang mã '{scope}'. Hiện có: {known}.")
        return provinces[scope].id
    choices = [p for p in provinces.values() if p.id in concerned] or list(provinces.values())
    if len(choices) != 1:
        known = ", ".join(f"{p.code} ({p.name})" for p in choices) or "chưa nhập đơn vị nào"
        raise CannotChooseScope(f"Chọn tỉnh bằng --scope. Có thể chọn: {known}.")
    return choices[0].id


def reporting_table(
    *, province_id: int, regime_code: str, period_code: str, as_of: AsOf, facts: Facts | None = None
) -> ReportingTable:
    """The table of a period in a province as of a moment, with the names and groups of that period's deadline.

    `facts`: the obligations of the regime in the province, where the caller has them at hand.
    """
    period = parse_period(period_code)
    definition = definition_of_period(regime_code, period.code)
    found = obligations_of_period(province_id, regime_code, period.code) if facts is None else facts
    owed = [o for o in found if o.period_code == period.code and o.is_owed(as_of)]
    window = Window(owed[0].window_from, owed[0].window_to) if owed else Window(period.first_day, period.last_day)
    dues = {o.due_on_before_roll for o in owed} or {window.last}
    named = {day: agencies_as_on({o.agency_id for o in owed} | {province_id}, day) for day in dues}
    rows = [
        (
            named[o.due_on_before_roll][o.agency_id],
            o.due(as_of).due_on,
            o.due_on_before_roll,
            o.standing(as_of, early_margin_days=definition.early_margin_days, counts=definition.counts),
        )
        for o in owed
    ]
    return ReportingTable(
        province=named[min(dues)][province_id],
        regime_code=regime_code,
        regime_name=definition.name,
        legal_basis=definition.legal_basis,
        period_code=period.code,
        period_label=definition.label(period),
        period_in_sentence=period.label_in_sentence,
        window_from=window.first,
        window_to=window.last,
        as_of=as_of,
        groups=group_rows(rows),
    )
