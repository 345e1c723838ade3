"""Who may see totals and sent figures (quyền xem tổng hợp, số liệu đã gửi). To fetch is to check the right."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dondoc.agencies.models import Agency
from dondoc.base.rules.refusals import NotFound
from dondoc.people.rules.rights import Right, Rights
from dondoc.reporting.models import Obligation
from dondoc.reporting.queries.regimes import regime_of
from dondoc.reporting.queries.sources import agency_of, is_received_by, parents_on
from dondoc.sheets.models import FigureSet

OWN = (Right.ENTER, Right.APPROVE, Right.SIGN)


@dataclass(frozen=True)
class TotalScope:
    """An agency whose total a person may see, in a province. `watches`: the province is theirs to follow."""

    province: Agency
    agency: Agency
    watches: bool


def access_total(
    rights: Rights, *, regime_code: str, period_codes: Collection[str], province_code: str, agency_code: str
) -> TotalScope:
    """The province's or one agency's total of opened periods: for who watches the province, and for the agency's own
    people. Else NotFound."""
    rows = Obligation.objects.filter(
        regime__code=regime_code, period_code__in=period_codes, province__code=province_code
    )
    opened = rows.select_related("province").first()
    if opened is None:
        raise NotFound("Không tìm thấy kỳ báo cáo này.")
    agency = opened.province
    if agency_code not in ("", province_code):
        agency = agency_of(agency_code)
    watches = rights.has(Right.MONITOR, opened.province_id)
    if not is_own(rights, agency.pk) and not (watches and _stands_in(agency, opened)):
        raise NotFound("Không tìm thấy kỳ báo cáo này.")
    return TotalScope(opened.province, agency, watches)


def _stands_in(agency: Agency, opened: Obligation) -> bool:
    """Is it the province, or below it while the period was due? What another province's unit sent is not told here."""
    if agency.pk == opened.province_id:
        return True
    above = parents_on([agency.pk], opened.due_on_before_roll, top=opened.province_id)
    if opened.province_id in above.values():
        return True
    own = Obligation.objects.filter(regime_id=opened.regime_id, province_id=opened.province_id, agency=agency)
    return own.exists()


def access_total_of(rights: Rights, regime_code: str, period_code: str, agency_code: str) -> TotalScope:
    """The same where only the agency is named: in the first province whose total of it the person may see."""
    opened = Obligation.objects.filter(regime__code=regime_code, period_code=period_code)
    for code in sorted(set(opened.values_list("province__code", flat=True))):
        try:
            return access_total(
                rights,
                regime_code=regime_code,
                period_codes=[period_code],
                province_code=code,
                agency_code=agency_code,
            )
        except NotFound:
            continue
    raise NotFound("Không tìm thấy kỳ báo cáo này.")


def is_own(rights: Rights, agency_id: int) -> bool:
    """Does the person work for the agency?"""
    return any(rights.has(right, agency_id) for right in OWN)


def access_sent_figures(rights: Rights, set_id: int) -> FigureSet:
    """One sent version of figures: for who may see its report, and for the people of the units above. Else NotFound."""
    found = FigureSet.objects.select_related("form_version", "form", "agency").filter(pk=set_id, sent_at__isnull=False)
    figures = found.first()
    if figures is None or not _may_see(rights, figures):
        raise NotFound("Không tìm thấy bản số liệu này.")
    return figures


def _may_see(rights: Rights, figures: FigureSet) -> bool:
    if is_own(rights, figures.agency_id) or rights.has(Right.MONITOR, figures.agency_id):
        return True
    owed = Obligation.objects.filter(
        regime__code=figures.regime_code, period_code=figures.period_code, agency_id=figures.agency_id
    ).first()
    return owed is not None and may_see_sent(rights, owed)


def may_see_sent(rights: Rights, owed: Obligation) -> bool:
    """May a person see what was sent for a report? Its agency's people, who watches, the people of the units above,
    and of those that are named as receivers."""
    if is_own(rights, owed.agency_id) or rights.has(Right.MONITOR, owed.province_id):
        return True
    parents = parents_on([owed.agency_id], owed.due_on_before_roll)
    if any(is_own(rights, above) for above in parents.values() if above is not None):
        return True
    return is_received_by(owed, regime_of(owed), {id for right, id in rights.held if right in OWN})
