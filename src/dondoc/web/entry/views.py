"""The page of a form (trang nhập số liệu): typed into by the agency's officer, read by those who may see it."""

from __future__ import annotations

import json

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.wording import screen_date
from dondoc.reporting.actions.save_cells import CellConflict
from dondoc.reporting.queries import facts_of
from dondoc.reporting.queries.drafts import Draft
from dondoc.reporting.queries.sources import forms_asked
from dondoc.sheets.rules.definition import RowKind
from dondoc.sheets.rules.prefill import may_prefill
from dondoc.web.entry.answer import Told, checks_context, state_of, told_of, told_who
from dondoc.web.entry.grid import grid_of
from dondoc.web.entry.places import Desk, desk_of, place_of
from dondoc.web.entry.problems import place_in_words
from dondoc.web.frame.request import OfficeRequest

# Widths of columns, and what a page has room for beside the list of checks; pixels, as entry.css has them.
NARROW, BROAD, FITS = 62, 110, 830


@require_GET
def entry(request: OfficeRequest, regime: str, period: str, agency: str, form: str) -> HttpResponse:
    """The form with what stands in it."""
    return show(request, desk_of(request, place_of(regime, period, agency, form)))


def show(
    request: OfficeRequest,
    desk: Desk,
    refused: Refused | None = None,
    conflicts: tuple[CellConflict, ...] = (),
    marked: str = "",
) -> HttpResponse:
    """The page, after a deed with what came of it. `marked`: the marked copy of a file, as a data address."""
    obligation, definition = desk.obligation, desk.form.definition
    agency = agencies_as_on([obligation.agency_id], obligation.due_on_before_roll)[obligation.agency_id]
    context: dict[str, object] = {
        "desk": desk,
        "place": desk.place,
        "form": definition,
        "agency": agency,
        "regime": desk.form.regime,
        "period": desk.form.period,
        "window": f"từ ngày {screen_date(obligation.window_from)} đến ngày {screen_date(obligation.window_to)}",
        "due": facts_of(obligation.pk).due(request.moment.as_of),
        "codes": forms_asked(obligation, desk.form.regime),
        "refused": refused,
        "marked": marked,
        "conflicts": [(place_in_words(definition, c.row, c.column), c, told_who(c)) for c in conflicts],
    }
    if desk.draft is not None:
        context.update(_of_draft(request, desk, desk.draft))
    return render(request, "entry/entry.html", context, status=422 if refused else 200)


def _of_draft(request: OfficeRequest, desk: Desk, draft: Draft) -> dict[str, object]:
    told = told_of(draft)
    definition, previous = desk.form.definition, desk.form.regime.previous_period(desk.form.period)
    state: Told = state_of(draft, desk.place) if desk.is_open else {}
    return {
        **checks_context(draft, told, desk.place, is_open=desk.is_open),
        "draft": draft,
        "grid": grid_of(draft, told.problems, told.jumps, is_open=desk.is_open),
        "state": json.dumps({name: state[name] for name in state if name not in ("checks", "foot")}),
        "key": f"dondoc-nhap:{request.actor_id}:{desk.obligation.pk}:{definition.code}",
        "is_many": sum(NARROW if column.type.is_number else BROAD for column in definition.columns) > FITS,
        "is_free": definition.kind is RowKind.FREE,
        "may_prefill": may_prefill(definition) or (definition.kind is RowKind.FREE and not draft.rows),
        "previous": previous if draft.previous is not None else None,
        "rows": [(row, place_in_words(definition, row, "")) for row in draft.rows],
    }
