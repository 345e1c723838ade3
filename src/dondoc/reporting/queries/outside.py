"""What a form looks at beside itself (số liệu ngoài biểu): other forms, the period before, the units' own forms."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from dondoc.agencies.models import Agency
from dondoc.agencies.queries import agencies_as_on
from dondoc.base.rules.moments import AsOf
from dondoc.deadlines.rules.definition import RegimeDefinition
from dondoc.deadlines.rules.periods import Period
from dondoc.reporting.queries.figures import FormOfPeriod, form_in
from dondoc.reporting.queries.totals import CannotAddUp, total_in
from dondoc.sheets.queries import Which, figures_as_at
from dondoc.sheets.rules.definition.form import Outside
from dondoc.sheets.rules.sheet import Sheet


def outside_of(
    form: FormOfPeriod,
    agency_id: int,
    at: datetime,
    looked_at: Collection[Outside] | None = None,
    which: Which = Which.ENTERED,
) -> Mapping[Outside, Sheet]:
    """What a form looks at beside itself, as far as the agency has kept or sent it; `looked_at`: of these only.

    `which`: of the other forms of the period. The period before counts as it was sent; so does a form that is not of
    the same regime, which is looked for in the agency's other reports of the period. Of a form that only the units
    below fill (biểu của cấp dưới): their total.
    """
    found: dict[Outside, Sheet] = {}
    for code, is_previous in form.definition.outside if looked_at is None else looked_at:
        period = form.regime.previous_period(form.period) if is_previous else form.period
        if period is None:
            continue
        named = code or form.definition.code
        is_own = named in form.regime.forms
        counted = (Which.SENT_OR_KEPT if is_previous else which) if is_own else Which.SENT
        figures = figures_as_at(form.regime.code if is_own else None, named, period.code, agency_id, at, counted)
        if figures is None and code:
            figures = _of_units_below(form.regime, code, period, agency_id, at)
        if figures is not None:
            found[code, is_previous] = figures
    return found


def _of_units_below(regime: RegimeDefinition, code: str, period: Period, agency_id: int, at: datetime) -> Sheet | None:
    """The total of a form that the agency does not fill itself; None where nobody below it does."""
    if not regime.divides_forms(period) or code not in regime.forms:
        return None
    own = agencies_as_on([agency_id], regime.end_of(period))[agency_id]
    if code in regime.forms_for(period, own.group or ""):
        return None
    try:
        return total_in(form_in(regime, code, period.code), Agency.objects.get(pk=agency_id), AsOf(at)).sheet
    except CannotAddUp:
        return None
