"""Views that build forms (lập biểu mẫu): fields with a live preview, trial figures, publishing, drafts out of Excel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import screen_date
from dondoc.reporting.actions import publish_form
from dondoc.sheets.queries import DatedForm, form_versions
from dondoc.sheets.rules.definition import read_form, write_form
from dondoc.sheets.rules.definition.parse import examine_form
from dondoc.sheets.rules.layouts import read_layout
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.sheets.draft import CHOICES, Draft
from dondoc.web.sheets.places import GENERAL, Fault, placed, slots
from dondoc.web.sheets.shown import printed, told_checks
from dondoc.web.sheets.trial import Trial, tried
from dondoc.web.sheets.views import compared, may_edit, versions_or_none

LARGEST_FILE = 5 * 1024 * 1024
ROWS_IN_PREVIEW = CHANGES_IN_PREVIEW = 30


def _check(request: OfficeRequest) -> None:
    if not may_edit(request):
        raise NotFound("Không tìm thấy trang này.")


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest) -> HttpResponse:
    """Build a form (lập biểu mẫu mới)."""
    _check(request)
    if request.method == "POST":
        return _sent(request, "")
    return _page(request, _started(request.GET.get("tu", "")), "")


def _started(code: str) -> Draft:
    """An empty form, or the latest version of another one to begin with, under no code yet."""
    if not code:
        return Draft.empty()
    return Draft.of({**write_form(versions_or_none(code)[0].definition), "code": "", "valid_from": ""})


@require_http_methods(["GET", "POST"])
def new_version(request: OfficeRequest, code: str) -> HttpResponse:
    """Give a form another version (soạn bản mới), beginning from the latest one."""
    _check(request)
    versions = versions_or_none(code)
    if request.method == "POST":
        return _sent(request, code)
    draft = Draft.of(write_form(versions[0].definition))
    if versions[0].has_figures:
        draft.cells["valid_from"] = ""
    return _page(request, draft, code)


@require_POST
def preview(request: OfficeRequest) -> HttpResponse:
    """The form as it prints so far and every fault at its field; nothing is written."""
    _check(request)
    draft = Draft.read(request.POST)
    context = _examined(draft, form_versions(request.POST.get("code", "")))
    return render(request, "sheets/_preview.html", {**context, "is_live": True})


@require_POST
def trial(request: OfficeRequest) -> HttpResponse:
    """Trial figures worked out and checked; nothing is written."""
    _check(request)
    draft = Draft.read(request.POST)
    form, reasons = examine_form(draft.values())
    found = Trial() if reasons else tried(form, request.POST)
    places = set(request.POST.getlist("kq"))  # where the page has room for results
    context = {
        "trial": found,
        "reasons": reasons,
        "results": [cell for cell in found.results if cell.place in places],
        "is_live": True,
    }
    return render(request, "sheets/_results.html", context)


@require_POST
def from_file(request: OfficeRequest) -> HttpResponse:
    """A table drawn in Excel, its guesses marked, or a form's JSON, as a draft in the builder; nothing is written."""
    _check(request)
    upload = request.FILES.get("file")
    if upload is None:
        raise Refused("Chọn tệp Excel .xlsx hoặc tệp biểu mẫu .json trước khi đọc.")
    data = upload.read(LARGEST_FILE + 1)
    if (upload.name or "").lower().endswith(".json"):
        return _page(request, Draft.of(write_form(read_form(data))), "")
    found = read_layout(data, sheet=request.POST.get("sheet", "").strip()[:100])
    draft = Draft.of(found.values)
    for fault in placed(draft, found.guesses):
        at = fault.slot.removeprefix("c")
        own = draft.columns[int(at)] if fault.slot[:1] == "c" and at.isdigit() else draft.cells
        own["guess"] = "\n".join(filter(None, (own["guess"], f"{fault.where}: {fault.message}".removeprefix(": "))))
    messages.success(request, f"Đã đọc trang '{found.sheet}' thành biểu nháp. Xem các chỗ ghi 'Cần xem lại'.")
    return _page(request, draft, "")


def _sent(request: OfficeRequest, code: str) -> HttpResponse:
    """Publish the draft, or only show it again with what a button asked for."""
    draft = Draft.read(request.POST)
    asked = request.POST.get("viec")
    if asked == "cong-bo":
        return _publish(request, draft, code)
    draft.focus = draft.focus or ("thu" if asked == "thu" else "")
    return _page(request, draft, code)


@deed
def _publish(request: OfficeRequest, draft: Draft, code: str) -> HttpResponse:
    values = {**draft.values(), **({"code": code} if code else {})}
    based_on = request.POST.get("based_on", "") if code else ""
    try:
        done = publish_form(actor_id=request.actor_id, at=now(), definition=values, based_on=based_on)
    except Refused as refused:
        return _page(request, draft, code, refused.reasons)
    told = f"Đã công bố biểu {done.form.code} áp dụng từ {screen_date(done.form.valid_from)}."
    messages.success(request, told if done.is_new else "Không có gì thay đổi so với bản đã công bố.")
    return redirect("form", code=done.form.code)


def _page(request: OfficeRequest, draft: Draft, code: str, refused: Iterable[Reason] = ()) -> HttpResponse:
    if code:
        draft.cells["code"] = code
    versions = form_versions(code) if code else []
    context = _examined(draft, versions, refused)
    is_begun = bool(code) or request.method == "POST"  # a new page does not begin with complaints
    form, faults = context["form"], context["faults"] if is_begun else []
    told = {slot: [fault for fault in faults if fault.slot == slot] for slot in slots(draft)}
    context |= {
        "draft": draft,
        "code": code,
        "choices": CHOICES,
        "based_on": max(versions, key=lambda version: version.version_id).sha256 if versions else "",
        "columns": [(f"c{n}", n, n + 1, cells, told[f"c{n}"]) for n, cells in enumerate(draft.columns)],
        "checks": [(f"k{n}", n, n + 1, cells, told[f"k{n}"]) for n, cells in enumerate(draft.checks)],
        "told": told,
        "general": told[GENERAL],
        "bad": {fault.field for fault in faults} if request.method == "POST" else set(),
        "trial": Trial() if context["reasons"] else tried(form, request.POST),
        "refused": _refusal(faults) if refused else None,
    }
    return render(request, "sheets/build.html", context, status=422 if refused else 200)


def _refusal(faults: Iterable[Fault]) -> Refused:
    return Refused([Reason(fault.message, fault.where) for fault in faults])


def _examined(draft: Draft, versions: list[DatedForm], refused: Iterable[Reason] = ()) -> dict[str, Any]:
    """The draft as a form, what is wrong with it, and how it differs from the latest version."""
    form, found = examine_form(draft.values())
    reasons = tuple(dict.fromkeys((*found, *refused)))
    faults = placed(draft, reasons)
    context: dict[str, Any] = {
        "form": form,
        "reasons": reasons,
        "faults": faults,
        "slots": [(slot, [fault for fault in faults if fault.slot == slot]) for slot in slots(draft)],
        "printed": printed(form, ROWS_IN_PREVIEW) if form.columns else None,
        "told_checks": told_checks(form),
    }
    if versions:
        older = versions[0]
        day = form.valid_from if form.valid_from != date.max else older.definition.valid_from
        parts = compared(older, replace(form, valid_from=day), CHANGES_IN_PREVIEW)
        context |= {"older": older, "parts": parts}
    return context
