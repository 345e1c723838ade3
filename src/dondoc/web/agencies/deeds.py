"""Views of deeds on agencies: fill in, see what would come of it, do it, take it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.agencies.actions import CannotChangeAgencies
from dondoc.agencies.queries import agency_map, groups_on, preview
from dondoc.agencies.rules.deeds import TITLES
from dondoc.agencies.rules.map import AgencyMap, AgencyOnDay
from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import number, screen_date
from dondoc.reporting.actions import reorganise, undo_reorganisation
from dondoc.reporting.queries.passing import check_may_reorganise
from dondoc.web.agencies.access import agency_on, is_administrator, may_change, page_day
from dondoc.web.agencies.consequences import MAX_ROWS, endings, heirs_chosen, rows, seal
from dondoc.web.agencies.forms import FORMS, SEPARATOR, DeedForm
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.moment import day_asked
from dondoc.web.frame.request import OfficeRequest

UNIT_DEEDS = tuple((name, TITLES[name]) for name in ("rename", "move", "regroup", "merge", "split", "dissolve"))


@deed
@require_http_methods(["GET", "POST"])
def do(request: OfficeRequest, name: str) -> HttpResponse:
    """One deed: its form; the form with the preview; done (việc sắp xếp tổ chức)."""
    if name not in FORMS:
        raise NotFound("Không có việc này.")
    on = _day(request)
    unit, day_map = _unit(request, on)
    form = _form(request, name, unit, day_map)
    context: dict[str, Any] = {"form": form, "unit": unit, "title": TITLES[name], "units": _suggested(unit, day_map)}
    if request.method == "GET":
        return render(request, "agencies/deed.html", context)
    if not form.is_valid():
        return render(request, "agencies/deed.html", context, status=422)
    return _answer(request, form, context)


def _answer(request: OfficeRequest, form: DeedForm, context: dict[str, Any]) -> HttpResponse:
    """The reasons against it, its preview, or, once that has been seen, the deed."""
    at = now()
    plan = preview(form.deed())
    check_may_reorganise(request.actor_id, at, plan.provinces)
    if plan.reasons:
        context["refused"] = CannotChangeAgencies(plan.reasons)
        return render(request, "agencies/deed.html", context, status=422)
    ends = endings(plan, at, request.POST.dict())
    context |= {
        "plan": plan,
        "endings": ends,
        "seal": seal(plan),
        "rows": rows(plan),
        "n_more": len(plan.codes) - MAX_ROWS,
    }
    if request.POST.get("buoc") != "lam":
        return render(request, "agencies/deed.html", context)
    if open_ends := [end for end in ends if end.must_choose and not end.chosen]:
        told = "Chọn nghĩa vụ còn mở chuyển cho ai, hoặc để nguyên."
        context["refused"] = Refused([Reason(told, end.name) for end in open_ends])
        return render(request, "agencies/deed.html", context, status=422)
    if request.POST.get("da_xem") != context["seal"]:
        context["refused"] = Refused("Nội dung khác với lúc xem trước. Xem lại rồi bấm Thực hiện.")
        return render(request, "agencies/deed.html", context, status=422)
    event, n_passed = reorganise(actor_id=request.actor_id, at=at, deed=plan.deed, heirs=heirs_chosen(ends))
    passed = f"; {number(n_passed)} nghĩa vụ báo cáo đã chuyển" if n_passed else ""
    messages.success(request, f"Đã ghi: {context['title']} từ ngày {screen_date(plan.deed.on)}{passed}.")
    return redirect("agency-event", event_id=event.pk)


def _day(request: OfficeRequest) -> date:
    """The day that the form speaks of, once one has been typed."""
    typed, _ = day_asked(request.POST.get("on", ""))
    return typed or page_day(request)


def _unit(request: OfficeRequest, on: date) -> tuple[AgencyOnDay | None, AgencyMap]:
    """The unit that the deed starts from. Else NotFound, as for whoever does not administer it."""
    code = request.GET.get("don_vi", "")
    if not is_administrator(request.rights):
        raise NotFound("Không tìm thấy trang này.")
    if not code:
        return None, agency_map(on)
    unit, day_map, exists = agency_on(code, on)
    if exists and not may_change(request.rights, unit, day_map):
        raise NotFound("Không tìm thấy đơn vị này.")
    return unit, day_map


def _form(request: OfficeRequest, name: str, unit: AgencyOnDay | None, day_map: AgencyMap) -> DeedForm:
    province = day_map.province_of(unit.id) if unit else None
    groups = [span.group.name for span in groups_on(province.code, day_map.on)] if province else []
    initial = {"so": request.GET.get("so", ""), "group": request.GET.get("nhom", "")}
    if request.GET.get("thu_tu", "").isdecimal():
        initial["position"] = request.GET["thu_tu"]
    return FORMS[name](
        request.POST if request.method == "POST" else None,
        day_map=day_map,
        unit=unit,
        groups=groups,
        initial={key: value for key, value in initial.items() if value},
    )


def _suggested(unit: AgencyOnDay | None, day_map: AgencyMap) -> list[str]:
    """Units to choose from while typing: the centre and the provinces, and what stands in the unit's own."""
    province = day_map.province_of(unit.id) if unit else None
    centre = [root for root in day_map.roots if root.is_nation]
    near = [*centre, *day_map.provinces, *(day_map.below(province.id) if province else ())]
    return [f"{a.code}{SEPARATOR}{a.name}" for a in near if unit is None or a.code != unit.code]


@deed
@require_POST
def undo(request: OfficeRequest, event_id: int) -> HttpResponse:
    """Take a deed back (hoàn tác)."""
    undoing = undo_reorganisation(actor_id=request.actor_id, at=now(), event_id=event_id)
    messages.success(request, undoing.detail["said"][0])
    return redirect(f"{reverse('agencies')}?{urlencode({'ngay': screen_date(undoing.on)})}")
