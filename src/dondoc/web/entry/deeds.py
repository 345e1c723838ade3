"""Deeds of the entry page: each view does one, and answers the grid's script in JSON, a plain form with a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.base.rules.wording import number
from dondoc.reporting.actions.annotate_draft import explain_warning, note_cell
from dondoc.reporting.actions.change_rows import add_rows, remove_row, rename_row
from dondoc.reporting.actions.draft_desk import FormPlace
from dondoc.reporting.actions.keep_presence import keep_presence
from dondoc.reporting.actions.prefill_draft import prefill_draft
from dondoc.reporting.actions.save_cells import save_cells, save_whole_form
from dondoc.reporting.queries.drafts import as_draft, changed_since, check_enterer
from dondoc.reporting.queries.presence import others_present
from dondoc.reporting.rules.drafts import CellChange
from dondoc.sheets.rules.plain import read_json
from dondoc.web.entry.answer import after_saving, state_of, told_others
from dondoc.web.entry.grid import FIELD, cell_of_field
from dondoc.web.entry.places import desk_of, place_of
from dondoc.web.entry.views import show
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest

MAX_BODY = 3_000_000  # bytes: a whole form pasted at once
View = Callable[[OfficeRequest, FormPlace], HttpResponse]


def of_form(view: View) -> Callable[..., HttpResponse]:
    """A deed on one form; a refusal is told to the script as JSON, else on the form's own page."""

    @wraps(view)
    def placed(request: OfficeRequest, regime: str, period: str, agency: str, form: str) -> HttpResponse:
        place = place_of(regime, period, agency, form)
        try:
            return view(request, place)
        except NotFound:
            raise
        except Refused as refused:
            desk = desk_of(request, place)
            check_enterer(request.rights, desk.obligation)
            if _is_script(request):
                return JsonResponse({"refused": [str(reason) for reason in refused.reasons]}, status=422)
            return show(request, desk, refused)

    return deed(require_POST(placed))


def _is_script(request: OfficeRequest) -> bool:
    return not request.accepts("text/html")


def _back(place: FormPlace, anchor: str = "") -> HttpResponse:
    response = redirect("entry", place.regime_code, place.period_code, place.agency_code, place.form_code)
    if anchor:
        response["Location"] += f"#{anchor}"
    return response


@of_form
def autosave(request: OfficeRequest, place: FormPlace) -> HttpResponse:
    """Cells as they are typed: {"revision": 3, "changes": [[row, column, before, after]]}."""
    asked = _asked(request)
    changes, seen = _changes(asked), _revision(asked)
    at = now()
    saved = save_cells(actor_id=request.actor_id, at=at, place=place, changes=changes, seen_revision=seen)
    return JsonResponse(after_saving(saved.draft, place, at, saved.conflicts, saved.later))


@of_form
def beat(request: OfficeRequest, place: FormPlace) -> HttpResponse:
    """The page is still open: who else has it open, and what was saved elsewhere since {"revision": 3}."""
    seen, at = _revision(_asked(request)), now()
    desk = keep_presence(actor_id=request.actor_id, at=at, place=place)
    others = told_others(others_present(desk.row.pk, request.actor_id, at))
    if seen == desk.row.revision:
        return JsonResponse({"others": others})
    draft = as_draft(desk.row, desk.obligation, desk.form, at)
    later = changed_since(desk.row.pk, seen)
    return JsonResponse({**after_saving(draft, place, at, (), later), "others": others})


@of_form
def save_form(request: OfficeRequest, place: FormPlace) -> HttpResponse:
    """Every cell of the page at once, where no script runs."""
    texts = {cell_of_field(name): str(text) for name, text in request.POST.items() if name.startswith(FIELD)}
    seen = request.POST.get("revision", "")
    if not seen.isdecimal():
        raise Refused("Trang thiếu số lần lưu. Mở lại trang rồi nhập.")
    saved = save_whole_form(actor_id=request.actor_id, at=now(), place=place, texts=texts, seen_revision=int(seen[:9]))
    if saved.conflicts:
        return show(request, desk_of(request, place), conflicts=saved.conflicts)
    messages.success(request, f"Đã lưu {number(saved.n_saved)} ô. {saved.draft.standing.told}.")
    return _back(place)


@of_form
def note(request: OfficeRequest, place: FormPlace) -> HttpResponse:
    row, column = request.POST.get("row", ""), request.POST.get("column", "")
    text, at = request.POST.get("note", ""), now()
    kept = note_cell(actor_id=request.actor_id, at=at, place=place, row=row, column=column, note=text)
    return _state(request, place, kept.revision)


@of_form
def explain(request: OfficeRequest, place: FormPlace) -> HttpResponse:
    row, rule = request.POST.get("row", ""), request.POST.get("rule", "")
    words, at = request.POST.get("words", ""), now()
    kept = explain_warning(actor_id=request.actor_id, at=at, place=place, row=row, rule=rule, words=words)
    return _state(request, place, kept.revision)


def _state(request: OfficeRequest, place: FormPlace, revision: int) -> HttpResponse:
    if not _is_script(request):
        return _back(place, "kiem-tra")
    draft = desk_of(request, place).draft
    if draft is None:
        raise NotFound("Không tìm thấy báo cáo này.")
    told = state_of(draft, place)
    del told["revision"]  # what others saved meanwhile has not been told
    return JsonResponse(told)


@of_form
def prefill(request: OfficeRequest, place: FormPlace) -> HttpResponse:
    done = prefill_draft(actor_id=request.actor_id, at=now(), place=place)
    rows = f"{number(done.n_rows)} dòng, " if done.n_rows else ""
    messages.success(request, f"Đã lấy {rows}{number(done.n_cells)} ô; ô lấy sẵn có dấu chấm ở góc.")
    return _back(place)


@of_form
def add(request: OfficeRequest, place: FormPlace) -> HttpResponse:
    names = request.POST.get("names", "").splitlines()
    add_rows(actor_id=request.actor_id, at=now(), place=place, names=names)
    return _back(place)


@of_form
def remove(request: OfficeRequest, place: FormPlace) -> HttpResponse:
    name = request.POST.get("row", "")
    remove_row(actor_id=request.actor_id, at=now(), place=place, name=name)
    messages.success(request, f"Đã xóa dòng {name}.")
    return _back(place)


@of_form
def rename(request: OfficeRequest, place: FormPlace) -> HttpResponse:
    name, new_name = request.POST.get("row", ""), request.POST.get("name", "")
    rename_row(actor_id=request.actor_id, at=now(), place=place, name=name, new_name=new_name)
    messages.success(request, f"Đã đổi tên dòng {name}.")
    return _back(place)


def _asked(request: OfficeRequest) -> object:
    """What the script sent. Raises Refused for what is not JSON; a form's fields have been read as such already."""
    if request.content_type == "multipart/form-data":
        raise Refused("Nội dung gửi lên phải là JSON.")
    return read_json(request.body, MAX_BODY)


def _changes(asked: object) -> list[CellChange]:
    found = asked.get("changes") if isinstance(asked, dict) else None
    if not isinstance(found, list):
        raise Refused("Thiếu danh sách các ô đã đổi.")
    changes = []
    for change in found:
        if not isinstance(change, list) or len(change) != 4 or not all(isinstance(part, str) for part in change):
            raise Refused("Mỗi ô đã đổi phải gồm: mã dòng, số cột, giá trị cũ, giá trị mới.")
        changes.append(CellChange(*change))
    return changes


def _revision(asked: object) -> int:
    seen = asked.get("revision") if isinstance(asked, dict) else None
    if not isinstance(seen, int) or isinstance(seen, bool) or not 0 <= seen < 10**9:
        raise Refused("Thiếu số lần lưu đã thấy.")
    return seen
