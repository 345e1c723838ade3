"""Questions about figures of a report (số liệu báo cáo): which form, in which version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.wording import comma_list
from dondoc.deadlines.rules.definition import CannotFindDeadline, RegimeDefinition
from dondoc.deadlines.rules.periods import Period, parse_period
from dondoc.reporting.queries.regimes import all_definitions, definition_of_period
from dondoc.sheets.queries import FormInUse, form_on
from dondoc.sheets.rules.definition import FormDefinition


class CannotUseForm(Refused):
    """Refused: the form is not one of the regime's."""


@dataclass(frozen=True)
class FormOfPeriod:
    """One form of a regime for a period, in the version that counts then."""

    regime: RegimeDefinition
    period: Period
    in_use: FormInUse

    @property
    def definition(self) -> FormDefinition:
        return self.in_use.definition


def form_of_period(regime_code: str, form_code: str, period_code: str) -> FormOfPeriod:
    """The form as it counts on the last day of the period's data. Raises UnknownRegime, CannotUseForm, UnknownForm."""
    return form_in(definition_of_period(regime_code, period_code), form_code, period_code)


def form_in(regime: RegimeDefinition, form_code: str, period_code: str) -> FormOfPeriod:
    """The same where the regime is at hand. Raises CannotUseForm, UnknownForm."""
    period = parse_period(period_code)
    if form_code not in regime.forms:
        named = comma_list(regime.forms) or "chưa gắn biểu nào"
        raise CannotUseForm(f"Chế độ '{regime.code}' không có biểu '{form_code[:40]}'. Biểu của chế độ: {named}.")
    return FormOfPeriod(regime, period, form_on(form_code, regime.end_of(period)))


def form_for_template(form_code: str, period_code: str) -> FormInUse:
    """The form for a period where no regime is named: the regimes that have it must agree on the version.

    Raises CannotUseForm, UnknownForm.
    """
    period = parse_period(period_code)
    days = {day for regime in all_definitions() if form_code in regime.forms and (day := _end(regime, period))}
    found = {used.version_id: used for used in (form_on(form_code, day) for day in days or {period.last_day})}
    if len(found) > 1:
        raise CannotUseForm(f"Biểu '{form_code}' kỳ {period.code} khác nhau giữa các chế độ: thêm --regime.")
    return next(iter(found.values()))


def _end(regime: RegimeDefinition, period: Period) -> date | None:
    try:
        return regime.end_of(period)
    except CannotFindDeadline:
        return None
