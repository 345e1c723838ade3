"""What other systems may read (tra cứu): obligations with their standing, totals with their gaps, forms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router

from dondoc.api.shapes import Code, FormOut, Moment, ObligationsOut, Page, PeriodCode, RefusedOut, TotalOut
from dondoc.api.signing_in import rights_in, system_of
from dondoc.base.clock import now
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.tables.days import Unreadable, moment_or_end_of_day
from dondoc.deadlines.rules.definition import RegimeDefinition
from dondoc.reporting.queries.figure_access import access_total_of
from dondoc.reporting.queries.figures import form_of_period
from dondoc.reporting.queries.life import lives_at
from dondoc.reporting.queries.obligations import access_owed
from dondoc.reporting.queries.regimes import all_definitions
from dondoc.reporting.queries.totals import total_in
from dondoc.reporting.rules.facts import ObligationFacts
from dondoc.reporting.rules.life import Life
from dondoc.sheets.rules.definition import write_form

router = Router(tags=["Tra cứu"])
PER_PAGE = 100
REFUSALS: dict[int, Any] = {400: RefusedOut, 401: RefusedOut, 404: RefusedOut, 422: RefusedOut, 429: RefusedOut}


def _moment(text: str) -> datetime:
    """What 'as_of' asks for; now, where it asks for nothing or for later. Raises Refused."""
    at = now()
    try:
        return min(at, moment_or_end_of_day(text)) if text.strip() else at
    except Unreadable as wrong:
        raise Refused(f"as_of: {wrong}. Ghi dd/mm/yyyy hoặc yyyy-mm-dd, có thể kèm giờ.") from None


@router.get(
    "/obligations",
    response={200: ObligationsOut, **REFUSALS},
    url_name="obligations",
    summary="Nghĩa vụ báo cáo của một đơn vị và tình trạng",
)
def obligations(
    request: HttpRequest,
    agency: Code = "",
    regime: Code = "",
    period: PeriodCode = "",
    as_of: Moment = "",
    page: Page = 1,
) -> dict[str, Any]:
    """Newest deadline first, 100 a page. Without `agency`: those of the token's own."""
    as_of_moment = AsOf(_moment(as_of))
    code = agency or system_of(request).agency.code
    n_owed, shown = access_owed(
        rights_in(request),
        agency_code=code,
        regime_code=regime,
        period_code=period,
        first=(page - 1) * PER_PAGE,
        most=PER_PAGE,
    )
    lives = lives_at([facts.id for facts in shown], as_of_moment.at)
    regimes = {definition.code: definition for definition in all_definitions()}
    rows = []
    for facts in shown:
        definition = regimes[facts.regime_code]
        rows.append(_plain(facts, lives[facts.id], definition, as_of_moment))
    return {"as_of": as_of_moment.at, "total": n_owed, "page": page, "obligations": rows}


def _plain(facts: ObligationFacts, life: Life, regime: RegimeDefinition, as_of: AsOf) -> dict[str, Any]:
    standing = facts.standing(as_of, early_margin_days=regime.early_margin_days, counts=regime.counts)
    return {
        "due_on": facts.due(as_of).due_on,
        "timeliness": standing.timeliness.value,
        "timeliness_label": standing.timeliness.label,
        "first_sent_at": standing.first_sent_at,
        "n_sendings": standing.n_sendings,
        "regime": facts.regime_code,
        "period": facts.period_code,
        "agency": facts.agency_code,
        "window_from": facts.window_from,
        "window_to": facts.window_to,
        "original_due_on": facts.due_on,
        "stage": life.stage.value,
        "stage_label": life.stage.label,
    }


@router.get(
    "/total",
    response={200: TotalOut, **REFUSALS},
    url_name="total",
    summary="Số tổng hợp của một biểu, kèm đơn vị thiếu, tại một thời điểm",
)
def total(
    request: HttpRequest,
    regime: Code,
    form: Code,
    period: PeriodCode,
    agency: Code,
    as_of: Moment = "",
    with_previous: bool = False,
) -> dict[str, Any]:
    """The same as `dondoc total --json`."""
    used, as_of_moment = form_of_period(regime, form, period), AsOf(_moment(as_of))
    scope = access_total_of(rights_in(request), used.regime.code, used.period.code, agency)
    found = total_in(used, scope.agency, as_of_moment, province_id=scope.province.pk, with_previous=with_previous)
    gaps = found.gaps
    return {
        "as_of": as_of_moment.at,
        "expected": gaps.expected,
        "included": gaps.included,
        "missing": gaps.missing,
        "late": gaps.late,
        "returned": gaps.returned,
        "carried": gaps.carried,
        "cells": found.sheet.told(),
    }


@router.get(
    "/form",
    response={200: FormOut, **REFUSALS},
    url_name="form",
    summary="Định nghĩa biểu mẫu áp dụng cho một kỳ",
)
def form(
    request: HttpRequest,
    regime: Code,
    form: Code,
    period: PeriodCode,
) -> dict[str, Any]:
    """Columns, rows, formulas and checks, in the version that counts for the period."""
    used = form_of_period(regime, form, period).in_use
    return {"sha256": used.sha256, "definition": write_form(used.definition)}
