"""The narrative parts of the units below, side by side (lời văn của các đơn vị cấp dưới)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.rules.refusals import NotFound
from dondoc.deadlines.rules.periods import CannotReadPeriod, parse_period
from dondoc.reporting.queries.figure_access import access_total
from dondoc.reporting.queries.narrative import NarrativeBelow, narratives_below
from dondoc.reporting.queries.regimes import definition_of_period
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.outline.places import OutlineDesk

PER_PAGE = 20
BESIDE = 20  # units beside a section while it is written; the page of all has the rest


@dataclass(frozen=True)
class ShownBelow:
    """What one unit sent for one section."""

    name: str
    submission_id: int
    version: int
    text: str
    files: list[dict[str, Any]]


def units_below(desk: OutlineDesk) -> dict[str, list[ShownBelow]]:
    """By section what the units below sent, beside which the unit writes its own."""
    found = narratives_below(
        desk.found.regime,
        parse_period(desk.place.period_code),
        desk.obligation.agency_id,
        desk.request.moment.as_of,
        desk.obligation.province_id,
    )
    return _by_section(found, [s.code for s in desk.found.regime.outline], BESIDE)


def _by_section(found: Iterable[NarrativeBelow], codes: Iterable[str], most: int) -> dict[str, list[ShownBelow]]:
    written = [unit for unit in found if unit.sent is not None]
    if not written:
        return {}
    day = max(unit.facts.due_on_before_roll for unit in written)
    names = agencies_as_on([unit.facts.agency_id for unit in written], day)
    shown = {code: [_shown(unit, code, names[unit.facts.agency_id].name) for unit in written] for code in codes}
    return {code: [unit for unit in units if unit is not None][:most] for code, units in shown.items()}


def _shown(unit: NarrativeBelow, code: str, name: str) -> ShownBelow | None:
    section = unit.section(code)
    if section is None or unit.sent is None:
        return None
    sent = unit.sent.submission
    return ShownBelow(name, sent.pk, sent.version, section["text"], section["files"])


@require_GET
def outlines_below(request: OfficeRequest, province: str, regime: str, period: str) -> HttpResponse:
    """One section of all units below an agency, page by page; with how many have sent none."""
    try:
        read = parse_period(period)
    except CannotReadPeriod as wrong:
        raise NotFound("Không tìm thấy kỳ báo cáo này.") from wrong
    scope = access_total(
        request.rights,
        regime_code=regime,
        period_codes=[read.code],
        province_code=province,
        agency_code=request.GET.get("don-vi", ""),
    )
    definition = definition_of_period(regime, read.code)
    if not definition.outline:
        raise NotFound("Chế độ báo cáo này không có đề cương.")
    asked = request.GET.get("muc", "")
    section = next((s for s in definition.outline if s.code == asked), definition.outline[0])
    found = narratives_below(definition, read, scope.agency.pk, request.moment.as_of, scope.province.pk)
    shown = _by_section(found, [section.code], len(found)).get(section.code, [])
    named = agencies_as_on({scope.province.pk, scope.agency.pk}, definition.end_of(read))
    context = {
        "regime": definition,
        "period": read,
        "province": named[scope.province.pk],
        "agency": named[scope.agency.pk],
        "watches": scope.watches,
        "section": section,
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("trang")),
        "n_units": len(found),
        "n_missing": sum(1 for unit in found if unit.sent is None),
    }
    return render(request, "outline/below.html", context)
