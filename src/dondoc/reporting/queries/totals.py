"""Totals of a form up the tree (tổng hợp số liệu), never without their gaps."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from dondoc.agencies.models import Agency, AgencyVersion
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.reporting.models import Obligation
from dondoc.reporting.queries.figures import form_of_period
from dondoc.reporting.queries.obligations import obligations_of_period
from dondoc.reporting.queries.regimes import definition_of_period
from dondoc.reporting.rules.facts import ObligationFacts
from dondoc.reporting.rules.figures import Gaps, Source, gaps_of
from dondoc.sheets.queries import tallies
from dondoc.sheets.rules.sheet import Sheet
from dondoc.sheets.rules.totals import Tally


class CannotAddUp(Refused):
    """Refused: nobody below the agency reports in this period."""


@dataclass(frozen=True)
class FormTotal:
    """What the units below an agency report together, as of a moment."""

    sheet: Sheet
    gaps: Gaps


def total_of(*, regime_code: str, form_code: str, period_code: str, agency_code: str, as_of: AsOf) -> FormTotal:
    """The total of a form over the units below an agency, by the tree as it stood on each one's deadline day.

    Of units that report below one another only the uppermost count: a unit's own report holds what is below it.
    Raises NotFound, CannotAddUp, CannotUseForm, UnknownForm, UnknownRegime.
    """
    form = form_of_period(regime_code, form_code, period_code)
    agency = Agency.objects.filter(code=agency_code).first()
    if agency is None:
        raise NotFound(f"Không có đơn vị mang mã '{agency_code[:40]}'.")
    facts = sources_below(regime_code, form.period.code, agency.pk, as_of)
    if not facts:
        raise CannotAddUp(
            f"Không đơn vị nào dưới '{agency_code}' phải báo cáo {form.period.label_in_sentence} theo '{regime_code}'."
        )
    codes = dict(Agency.objects.filter(pk__in=[f.agency_id for f in facts]).values_list("pk", "code"))
    in_order = dict.fromkeys((f.agency_id for f in facts), agency_code)
    sent = tallies(regime_code, form_code, form.period.code, as_of, in_order)
    margin = definition_of_period(regime_code, form.period.code).early_margin_days
    sources = [
        Source(
            agency_id=f.agency_id,
            agency_code=codes[f.agency_id],
            timeliness=f.standing(as_of, early_margin_days=margin).timeliness,
            has_figures=f.agency_id in sent.included,
        )
        for f in facts
    ]
    tally = sent.by_group.get(agency_code, Tally())
    return FormTotal(tally.sheet(form.definition), gaps_of(sources))


def sources_below(regime_code: str, period_code: str, agency_id: int, as_of: AsOf) -> list[ObligationFacts]:
    """The obligations whose figures make an agency's total, in order of their agencies."""
    rows = Obligation.objects.filter(regime__code=regime_code, period_code=period_code)
    provinces = set(rows.values_list("province_id", flat=True))
    if agency_id in provinces:
        provinces = {agency_id}
    facts = [f for id in sorted(provinces) for f in obligations_of_period(id, regime_code, period_code)]
    owed = sorted((f for f in facts if f.is_owed(as_of)), key=lambda f: f.id)
    found: list[ObligationFacts] = []
    for day in sorted({f.due_on_before_roll for f in owed}):
        of_day = [f for f in owed if f.due_on_before_roll == day]
        parents = _parents({f.agency_id for f in of_day}, day)
        owing = {f.agency_id for f in owed}
        found += [f for f in of_day if _is_part(f.agency_id, agency_id, parents, owing)]
    return found


def _is_part(unit_id: int, agency_id: int, parents: Mapping[int, int | None], owing: Collection[int]) -> bool:
    """Is the unit below the agency, with nobody between that reports?"""
    above = parents.get(unit_id)
    while above is not None and above != agency_id:
        if above in owing:
            return False
        above = parents.get(above)
    return above is not None


def _parents(agency_ids: Collection[int], on: date) -> dict[int, int | None]:
    """Who stood above each unit on a day, up to the roots; one query for each level."""
    found: dict[int, int | None] = {}
    wanted = set(agency_ids)
    while wanted:
        rows = AgencyVersion.objects.on(on).filter(agency_id__in=wanted).values_list("agency_id", "parent_id")
        found.update(rows)
        wanted = {parent for _, parent in rows if parent is not None} - set(found)
    return found
