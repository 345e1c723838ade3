"""Which form of whose report an address names, and what may be shown of it."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.base.rules.refusals import NotFound, Reason
from dondoc.deadlines.rules.definition import RegimeDefinition
from dondoc.reporting.actions.draft_desk import FormPlace
from dondoc.reporting.models import Obligation
from dondoc.reporting.queries.drafts import Draft, access_form, draft_of, may_enter, may_see_draft, sent_figures
from dondoc.reporting.queries.figures import CannotUseForm, FormOfPeriod, form_in
from dondoc.reporting.queries.life import ReportLife, report_life
from dondoc.reporting.queries.sources import forms_asked
from dondoc.reporting.rules.life import reasons_not_to_edit
from dondoc.sheets.queries import UnknownForm
from dondoc.web.frame.request import OfficeRequest


@dataclass(frozen=True)
class Desk:
    """A form of a report as one person sees it. `draft` None: nothing was sent that he may see."""

    place: FormPlace
    obligation: Obligation
    form: FormOfPeriod
    draft: Draft | None
    is_draft: bool
    is_open: bool
    closed_because: tuple[Reason, ...]


def place_of(regime: str, period: str, agency: str, form: str) -> FormPlace:
    return FormPlace(regime, period, agency, form)


def desk_of(request: OfficeRequest, place: FormPlace) -> Desk:
    """The agency's own people see its draft, the others what it had sent. Raises NotFound."""
    try:
        obligation, form = access_form(
            request.rights,
            regime_code=place.regime_code,
            period_code=place.period_code,
            agency_code=place.agency_code,
            form_code=place.form_code,
        )
    except (CannotUseForm, UnknownForm):
        raise NotFound("Không tìm thấy biểu này trong báo cáo.") from None
    return _seen(request, place, obligation, form)


def _seen(
    request: OfficeRequest,
    place: FormPlace,
    obligation: Obligation,
    form: FormOfPeriod,
    found: ReportLife | None = None,
) -> Desk:
    at = request.moment.as_of.at
    if request.moment.is_past or not may_see_draft(request.rights, obligation):
        return Desk(place, obligation, form, sent_figures(obligation, form, at), False, False, ())
    found = found or report_life(obligation, at)
    reasons = tuple(reasons_not_to_edit(found.life, is_locked=found.is_locked))
    is_open = may_enter(request.rights, obligation) and not reasons
    return Desk(place, obligation, form, draft_of(obligation, form, at), True, is_open, reasons)


@dataclass(frozen=True)
class FormLine:
    """One form of a report in the list on the report's page."""

    code: str
    name: str
    told: str
    is_ready: bool
    is_begun: bool
    is_open: bool


def forms_of(request: OfficeRequest, obligation: Obligation, regime: RegimeDefinition) -> list[FormLine]:
    """The forms of the regime with how far each is (chưa nhập, đang nhập, đủ); none where it names none."""
    lines = []
    found = report_life(obligation, request.moment.as_of.at) if regime.forms else None
    for code in forms_asked(obligation, regime):
        place = FormPlace(obligation.regime.code, obligation.period_code, obligation.agency.code, code)
        try:
            form = form_in(regime, code, place.period_code)
        except UnknownForm:
            continue  # the form began later than the period
        desk = _seen(request, place, obligation, form, found)
        standing = desk.draft.standing if desk.draft is not None else None
        told = (standing.told if desk.is_draft else "Đã gửi số liệu") if standing else "Chưa gửi số liệu"
        is_ready, is_begun = (standing.is_ready, standing.n_filled > 0) if standing else (False, False)
        lines.append(FormLine(code, form.definition.name, told, is_ready, is_begun, desk.is_open))
    return lines
