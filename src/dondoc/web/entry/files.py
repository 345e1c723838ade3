"""The form as an Excel file: down with the draft in it, up into the draft, back with its mistakes marked."""

from __future__ import annotations

import base64

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.base.rules.wording import number
from dondoc.reporting.actions.draft_desk import FormPlace
from dondoc.reporting.actions.load_workbook import CannotLoadWorkbook, WorkbookLoaded, load_workbook_into_draft
from dondoc.sheets.rules.definition import RowKind
from dondoc.sheets.rules.figures import MAX_FIGURES_BYTES, read_cells
from dondoc.sheets.rules.workbook import Filling, Heading, write_filled_form
from dondoc.web.entry.deeds import of_form
from dondoc.web.entry.places import Desk, desk_of, place_of
from dondoc.web.entry.views import show
from dondoc.web.frame.request import OfficeRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def workbook(request: OfficeRequest, regime: str, period: str, agency: str, form: str) -> HttpResponse:
    """The locked form of this agency and period with what stands in it, every mistake marked."""
    desk = desk_of(request, place_of(regime, period, agency, form))
    if desk.draft is None:
        raise NotFound("Chưa có số liệu nào được gửi.")
    draft = desk.draft
    given = {row: dict(draft.cells.get(row, {})) for row in draft.rows}
    cells, _ = read_cells(draft.definition, given)
    texts = {
        row: {no: text for no, text in values.items() if no not in cells.get(row, {})} for row, values in given.items()
    }
    filling = Filling(draft.checked.sheet.cells(), texts, draft.checked.problems, draft.rows)
    response = HttpResponse(write_filled_form(draft.definition, _heading(desk), filling), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{_file_name(desk.place)}.xlsx"'
    return response


@of_form
def upload(request: OfficeRequest, place: FormPlace) -> HttpResponse:
    """A filled file: into the draft, or back with what is wrong with it."""
    given = request.FILES.get("file")
    if given is None:
        raise Refused("Chọn tệp Excel trước khi tải lên.")
    if (given.size or 0) > MAX_FIGURES_BYTES:
        raise Refused(f"Tệp lớn quá {number(MAX_FIGURES_BYTES // 1_000_000)} MB.")
    try:
        done = load_workbook_into_draft(
            actor_id=request.actor_id, at=now(), place=place, data=given.read(), name=given.name or ""
        )
    except CannotLoadWorkbook as refused:
        desk = desk_of(request, place)
        return show(request, desk, refused, marked=_marked(desk, refused))
    messages.success(request, _told(done))
    return redirect("entry", place.regime_code, place.period_code, place.agency_code, place.form_code)


def _told(done: WorkbookLoaded) -> str:
    emptied = f", trong đó {number(done.n_emptied)} ô để trống như trong tệp" if done.n_emptied else ""
    return f"Đã nạp tệp {done.draft.source}: đổi {number(done.n_changed)} ô{emptied}. {done.draft.standing.told}."


def _marked(desk: Desk, refused: CannotLoadWorkbook) -> str:
    """The file's figures with their mistakes marked, inside the page: it is kept nowhere."""
    form, read = refused.form.definition, refused.read
    texts: dict[str, dict[str, str]] = {}
    for problem in read.problems:
        if problem.column and problem.values and problem.values[0] is not None:
            texts.setdefault(problem.row, {})[problem.column] = problem.values[0]
    rows = tuple(read.cells) if form.kind is RowKind.FREE else ()
    filling = Filling(read.cells, texts, refused.figures.problems, rows)
    data = write_filled_form(form, _heading(desk), filling)
    return f"data:{XLSX};base64,{base64.b64encode(data).decode()}"


def _heading(desk: Desk) -> Heading:
    obligation, period = desk.obligation, desk.form.period
    agency = agencies_as_on([obligation.agency_id], obligation.due_on_before_roll)[obligation.agency_id]
    return Heading(desk.place.agency_code, agency.name, period.code, desk.form.regime.label(period))


def _file_name(place: FormPlace) -> str:
    text = f"{place.form_code}-{place.agency_code}-{place.period_code}"
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-._") else "_" for sign in text)
