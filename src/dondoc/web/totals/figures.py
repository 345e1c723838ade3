"""Views of sent versions of figures (bản số liệu đã gửi): one as it was sent, and two beside each other."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound
from dondoc.deadlines.rules.periods import parse_period
from dondoc.people.rules.rights import Rights
from dondoc.reporting.queries import access_obligation
from dondoc.reporting.queries.figure_access import access_sent_figures
from dondoc.reporting.queries.parts import submission_of
from dondoc.reporting.queries.regimes import definition_of_period
from dondoc.sheets.models import FigureSet
from dondoc.sheets.queries import sets_of, sheet_of
from dondoc.sheets.rules.changes import CellChange, changes_between
from dondoc.sheets.rules.figures import canonical, digest
from dondoc.sheets.rules.sheet import Sheet
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.totals.grid import Notes, grid, row_title, shown_value


def _fetched(request: OfficeRequest, set_id: int) -> FigureSet:
    """A sent version that had been sent by the moment in the header. Else NotFound."""
    found = access_sent_figures(request.rights, set_id)
    if found.sent_at is None or found.sent_at > request.moment.as_of.at:
        raise NotFound("Không tìm thấy bản số liệu này.")
    return found


def _context(request: OfficeRequest, figures: FigureSet) -> dict[str, Any]:
    assert figures.sent_at is not None  # noqa: S101 - only sent ones are fetched
    period = parse_period(figures.period_code)
    others = sets_of(figures.regime_code, figures.form.code, figures.period_code, figures.agency_id)
    return {
        "figures": figures,
        "period": period,
        "regime": definition_of_period(figures.regime_code, figures.period_code),
        "agency": agencies_as_on([figures.agency_id], day_of(figures.sent_at))[figures.agency_id],
        "versions": list(others.filter(sent_at__lte=request.moment.as_of.at).defer("numbers", "texts", "rows")),
        "may_open": _has_report(request.rights, figures),
    }


def _has_report(rights: Rights, figures: FigureSet) -> bool:
    """Is there an obligation that the reader may open?"""
    try:
        access_obligation(
            rights,
            regime_code=figures.regime_code,
            period_code=figures.period_code,
            agency_code=figures.agency.code,
        )
    except NotFound:
        return False
    return True


@require_GET
def sent_figures(request: OfficeRequest, set_id: int) -> HttpResponse:
    """One sent version: its form with every cell, who sent it when, its hash worked out again."""
    figures = _fetched(request, set_id)
    sheet = sheet_of(figures)
    context = {
        **_context(request, figures),
        "grid": grid(sheet),
        "is_intact": _hash(figures, sheet) == figures.sha256,
        "submission_id": submission_of(figures.pk),
    }
    return render(request, "totals/figures.html", context)


def _hash(figures: FigureSet, sheet: Sheet) -> str:
    """The hash of the canonical form, as it comes out now."""
    identity = {"regime": figures.regime_code, "period": figures.period_code, "agency": figures.agency.code}
    return digest(canonical(sheet, identity))


@require_GET
def compare_figures(request: OfficeRequest, set_id: int, older_id: int) -> HttpResponse:
    """Two sent versions of one agency cell by cell: what it was, what it is now."""
    figures, older = _fetched(request, set_id), _fetched(request, older_id)
    if _key(figures) != _key(older):
        raise NotFound("Hai bản số liệu này không cùng một báo cáo.")
    sheet, before = sheet_of(figures), sheet_of(older)
    changes = changes_between(before, sheet)
    context = {
        **_context(request, figures),
        "older": older,
        "grid": grid(sheet, notes=_notes(changes)),
        "changes": [(change, row_title(sheet.form, change.row)) for change in changes],
    }
    return render(request, "totals/compare.html", context)


def _key(figures: FigureSet) -> tuple[str, str, int, int]:
    return figures.regime_code, figures.period_code, figures.form_id, figures.agency_id


def _notes(changes: list[CellChange]) -> Notes:
    return {(change.row, change.no): was(shown_value(change.old)) for change in changes}


def was(text: str) -> SafeString:
    """The older value, under the newer one."""
    return format_html('<span class="was">bản trước: {}</span>', text or "trống")
