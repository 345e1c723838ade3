"""Views that change regimes: a form with a live preview, JSON for who prefers it, files, periods opened ahead."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.base.clock import now
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import number, screen_date
from dondoc.deadlines.queries import work_calendar
from dondoc.deadlines.rules.days import add_months
from dondoc.deadlines.rules.definition import (
    COMPONENTS,
    RegimeDefinition,
    outline_words,
    parse_definition,
    write_definition,
)
from dondoc.reporting.actions import generate_obligations, import_regime, import_regimes
from dondoc.reporting.queries import group_names, regime_codes, regime_definition
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.regimes.draft import CHOICES, Draft
from dondoc.web.regimes.places import placed
from dondoc.web.regimes.shown import shown_cycles, shown_periods
from dondoc.web.regimes.views import may_edit

LARGEST_FILE = 5 * 1024 * 1024
MONTHS_AHEAD = 12


def _check(request: OfficeRequest) -> None:
    if not may_edit(request):
        raise NotFound("Không tìm thấy trang này.")


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest) -> HttpResponse:
    """Set up a regime (thêm chế độ)."""
    _check(request)
    if request.method == "POST":
        return _sent(request, None)
    return _form(request, Draft.empty(), None)


@require_http_methods(["GET", "POST"])
def edit(request: OfficeRequest, code: str) -> HttpResponse:
    """Give a regime a new version (sửa chế độ)."""
    _check(request)
    if code not in regime_codes():
        raise NotFound("Không tìm thấy chế độ báo cáo này.")
    if request.method == "POST":
        return _sent(request, code)
    return _form(request, Draft.of(regime_definition(code)), code)


def _form(request: OfficeRequest, draft: Draft, code: str | None, **more: Any) -> HttpResponse:
    status = 422 if "refused" in more else 200
    definition, _ = _read(draft.definition())
    context = {
        "draft": draft,
        "code": code,
        "choices": CHOICES,
        "components": [(key, label, draft.components.get(key, "")) for key, label in COMPONENTS.items()],
        "groups": group_names(day_of(now())),
        "json": json.dumps(write_definition(definition), ensure_ascii=False, indent=2) if definition else "",
        **_shown(request, definition),
        **more,
    }
    return render(request, "regimes/edit.html", context, status=status)


def _shown(request: OfficeRequest, definition: RegimeDefinition | None) -> dict[str, Any]:
    """What the preview shows of a definition."""
    if definition is None:
        return {"definition": None}
    periods = shown_periods(definition, request.moment.as_of.on, work_calendar())
    told = outline_words(definition.outline)
    return {"definition": definition, "cycles": shown_cycles(definition), "periods": periods, "outline": told}


def _read(value: object) -> tuple[RegimeDefinition | None, Refused | None]:
    try:
        return parse_definition(value), None
    except Refused as refused:
        return None, placed(refused)


@require_POST
def preview(request: OfficeRequest) -> HttpResponse:
    """What the form says so far, in words and days; nothing is written."""
    _check(request)
    definition, slips = _read(Draft.read(request.POST).definition())
    return render(request, "regimes/_preview.html", {**_shown(request, definition), "slips": slips})


def _sent(request: OfficeRequest, code: str | None) -> HttpResponse:
    """Save the form, or only show it again with another row."""
    draft = Draft.read(request.POST)
    if "luu" not in request.POST:
        return _form(request, draft, code)
    return _save(request, draft, code)


@deed
def _save(request: OfficeRequest, draft: Draft, code: str | None) -> HttpResponse:
    try:
        value = _json(request.POST.get("json", "")) if request.POST["luu"] == "json" else draft.definition()
        if code is not None and isinstance(value, dict) and value.get("code") != code:
            raise Refused([Reason(f"Mã chế độ '{code}' không đổi được; muốn mã khác thì thêm chế độ mới.", "code")])
        if code is None and isinstance(value, dict) and value.get("code") in regime_codes():
            raise Refused([Reason(f"Mã '{value['code']}' đã có chế độ khác dùng.", "code")])
        definition, is_new = import_regime(actor_id=request.actor_id, at=now(), definition=value)
    except Refused as refused:
        return _form(request, draft, code, refused=placed(refused), sent_json=request.POST.get("json", ""))
    told = "Đã lưu phiên bản mới" if is_new else "Không có gì thay đổi trong"
    messages.success(request, f"{told} chế độ {definition.code}. Kỳ đã mở giữ hạn cũ.")
    return redirect("regime", code=definition.code)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        place = f"dòng {error.lineno}, cột {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise Refused([Reason("Không phải JSON đúng cú pháp.", f"JSON {place}".strip())]) from error


@deed
@require_POST
def take_in(request: OfficeRequest) -> HttpResponse:
    """A file of regimes."""
    _check(request)
    upload = request.FILES.get("file")
    if upload is None:
        raise Refused("Chọn tệp .xlsx, .csv hoặc .json trước khi nhập.")
    data = upload.read(LARGEST_FILE + 1)
    done = import_regimes(actor_id=request.actor_id, at=now(), data=data, name=upload.name or "")
    told = f"{number(done.new)} mới, {number(done.changed)} thay đổi, {number(done.unchanged)} giữ nguyên"
    messages.success(request, f"Đã nhập chế độ báo cáo: {told}.")
    return redirect("regimes")


@deed
@require_POST
def open_ahead(request: OfficeRequest, code: str) -> HttpResponse:
    """Open the periods of the coming year (mở kỳ 12 tháng tới)."""
    _check(request)
    if code not in regime_codes():
        raise NotFound("Không tìm thấy chế độ báo cáo này.")
    at = now()
    last = add_months(day_of(at), MONTHS_AHEAD)
    done = generate_obligations(actor_id=request.actor_id, at=at, first=day_of(at), last=last, regime_code=code)
    told = f"{number(done.n_periods)} kỳ chốt số liệu đến {screen_date(last)}: {number(done.n_new)} nghĩa vụ mới"
    released = f", {number(done.n_released)} đơn vị không còn phải báo cáo" if done.n_released else ""
    messages.success(request, f"Đã mở {told}{released}.")
    for line in done.unset:
        messages.error(request, line)
    return redirect("regime", code=code)
