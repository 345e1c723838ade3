"""Views of totals over several periods (cộng các kỳ): a year from its quarters, what was done with each column said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.rules.refusals import NotFound
from dondoc.deadlines.rules.definition import RegimeDefinition
from dondoc.deadlines.rules.periods import CannotReadPeriod, Period, parse_period
from dondoc.reporting.queries.figure_access import TotalScope, access_total
from dondoc.reporting.queries.regimes import definition_of_period
from dondoc.reporting.queries.spans import SpanTotal, total_across
from dondoc.reporting.rules.spans import parts_of
from dondoc.sheets.rules.checks import broken_rules
from dondoc.sheets.rules.headings import told_heading
from dondoc.sheets.rules.spans import Over
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.totals.grid import grid, row_title, shown_value


@dataclass(frozen=True)
class AskedSpan:
    """Whose total of which form over which periods."""

    scope: TotalScope
    regime: RegimeDefinition
    period: Period
    parts: tuple[Period, ...]
    form_code: str


def _asked(request: OfficeRequest, province: str, regime: str, period: str, form: str) -> AskedSpan:
    """Raises NotFound for who may not know of it, and for a period that is not made of shorter ones."""
    try:
        whole = parse_period(period)
    except CannotReadPeriod as wrong:
        raise NotFound("Không tìm thấy kỳ báo cáo này.") from wrong
    definition = definition_of_period(regime, whole.code)
    parts = parts_of(definition, whole)
    scope = access_total(
        request.rights,
        regime_code=regime,
        period_codes=[part.code for part in parts],
        province_code=province,
        agency_code=request.GET.get("don-vi", ""),
    )
    return AskedSpan(scope, definition, whole, parts, form)


@require_GET
def across(request: OfficeRequest, province: str, regime: str, period: str, form: str) -> HttpResponse:
    """A longer period out of its shorter ones, with the gaps of each."""
    asked = _asked(request, province, regime, period, form)
    found = total_across(
        regime_code=asked.regime.code,
        form_code=form,
        period_codes=[part.code for part in asked.parts],
        agency_code=asked.scope.agency.code,
        as_of=request.moment.as_of,
        province_id=asked.scope.province.pk,
    )
    is_whole = asked.scope.agency.pk == asked.scope.province.pk
    context = {
        "asked": asked,
        "found": found,
        "agency": agencies_as_on([asked.scope.agency.pk], found.parts[-1].named_on)[asked.scope.agency.pk],
        "more": "" if is_whole else f"&don-vi={asked.scope.agency.code}",
        "gaps": [(part.form.period, part.gaps) for part in found.parts],
        "over": [(no, told_heading(found.form.definition.by_no[no]), _told(found, no)) for no in found.over],
        "has_stocks": {Over.FIRST, Over.LAST} & set(found.over.values()),
        "broken": [(_row(found, p.row), p.message) for p in broken_rules(found.sheet)[:20]],
    }
    cell = _cell(request, found)
    if request.htmx and cell:
        panel = render(request, "totals/_periods.html", {**context, **cell})
        panel["HX-Push-Url"] = "false"
        return panel
    context["grid"] = grid(found.sheet, str(context["more"]))
    return render(request, "totals/across.html", {**context, **(cell or {})})


def _row(found: SpanTotal, row: str) -> str:
    return row_title(found.form.definition, row) if row else ""


def _told(found: SpanTotal, no: str) -> str:
    """What became of a column; of a stock, from which period it is, or why it stands empty."""
    told, part = found.over[no].label, found.read_from(no)
    if part is None:
        return told
    told = f"{told}, {part.form.period.label_in_sentence}"
    return f"{told}; chưa đơn vị nào gửi kỳ ấy nên để trống" if no in found.waiting_for else told


def _cell(request: OfficeRequest, found: SpanTotal) -> dict[str, Any] | None:
    """What a cell came to in each period. Raises NotFound for one that the form does not have."""
    row, no = request.GET.get("dong"), request.GET.get("cot")
    if row is None or no is None:
        return None
    if row not in found.sheet.place_of or no not in found.sheet.columns:
        raise NotFound("Biểu không có ô này.")
    column = found.form.definition.by_no[no]
    periods = [
        (part.form.period, part.gaps, shown_value(sheet.cell(row, no)))
        for part, sheet in zip(found.parts, found.totals, strict=True)
    ]
    cell = {
        "row": row,
        "no": no,
        "title": row_title(found.form.definition, row),
        "heading": told_heading(column),
        "over": _told(found, no),
        "value": shown_value(found.sheet.cell(row, no)),
        "periods": periods,
    }
    return {"cell": cell}
