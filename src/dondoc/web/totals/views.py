"""Views of totals: the form added up with its gaps, and what a cell is made of beside it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dondoc.base.rules.refusals import NotFound
from dondoc.reporting.queries.totals import FormTotal
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.totals.adopting import may_adopt
from dondoc.web.totals.asked import Asked, asked_for
from dondoc.web.totals.cells import named_parts, shown_cell
from dondoc.web.totals.frozen import shown_frozen
from dondoc.web.totals.gaps import MOST_NAMED, few, lines_of, sorted_gaps, with_versions
from dondoc.web.totals.grid import grid
from dondoc.web.totals.states import state_of

PER_PAGE = 20
GAPS = ("missing", "late", "carried", "returned")


@require_GET
def total(request: OfficeRequest, province: str, regime: str, period: str, form: str) -> HttpResponse:
    """The total of a form (tổng hợp), never without its gaps; with a cell in the address, what that is made of."""
    asked = asked_for(request, province, regime, period, form)
    if asked.total is None:
        return render(request, "totals/nobody.html", {"asked": asked})
    cell = _cell(asked, asked.total)
    if request.htmx and cell:
        panel = render(request, "totals/_cell.html", {"asked": asked, **cell})
        panel["HX-Push-Url"] = "false"  # the address stays that of the form
        return panel
    context = {"asked": asked, **_whole(asked, asked.total), **(cell or {})}
    return render(request, "totals/total.html", context)


def _whole(asked: Asked, found: FormTotal) -> dict[str, Any]:
    gaps, frozen = sorted_gaps(found), shown_frozen(asked)
    per_page = max(len(gaps.all), 1) if asked.request.GET.get("danh-sach") == "du" else PER_PAGE
    page = Paginator(gaps.all, per_page).get_page(asked.request.GET.get("trang"))
    told = [*page, *(source for name in GAPS for source in getattr(gaps, name)[:MOST_NAMED])]
    asked.named(source.agency_id for source in told)  # all at once
    return {
        "found": found,
        "grid": grid(found.sheet, asked.choices(), frozen.notes if frozen else None),
        "frozen": frozen,
        "may_adopt": may_adopt(asked),
        "gaps": gaps,
        "few": {name: few(asked, getattr(gaps, name)) for name in GAPS},
        "page": page,
        "lines": [(line, state_of(line.source, sent)) for line, sent in with_versions(lines_of(asked, page))],
    }


def _cell(asked: Asked, found: FormTotal) -> dict[str, Any] | None:
    """What the cell in the address is made of. Raises NotFound for one that the form does not have."""
    row, no = asked.request.GET.get("dong"), asked.request.GET.get("cot")
    if row is None or no is None:
        return None
    if row not in found.sheet.place_of or no not in found.sheet.columns:
        raise NotFound("Biểu không có ô này.")
    cell = shown_cell(asked, found, row, no)
    page = Paginator(cell.parts, PER_PAGE).get_page(asked.request.GET.get("trang-o"))
    return {"cell": cell, "cell_page": page, "parts": named_parts(asked, found, cell, page)}
