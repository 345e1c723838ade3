"""Deeds of the narrative part: each view does one, and answers the page's script in JSON, a plain form with a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import number
from dondoc.reporting.actions.keep_presence import keep_outline_presence
from dondoc.reporting.actions.take_step import ReportPlace
from dondoc.reporting.actions.write_sections import (
    SectionsWritten,
    attach_to_section,
    detach_from_section,
    write_sections,
)
from dondoc.reporting.queries.presence import others_writing
from dondoc.reporting.rules.attachments import MAX_FILE
from dondoc.reporting.rules.narrative import Typed, base_of
from dondoc.web.entry.answer import clock_time, told_others
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.outline.places import outline_desk
from dondoc.web.outline.views import show, who_wrote

TEXT, BASE = "muc|", "goc|"  # how the names of a section's two fields begin
View = Callable[[OfficeRequest, ReportPlace], HttpResponse]


def of_report(view: View) -> Callable[..., HttpResponse]:
    """A deed on one report; a refusal is told to the script as JSON, else on the page, which keeps what was typed."""

    @wraps(view)
    def placed(request: OfficeRequest, regime: str, period: str, agency: str) -> HttpResponse:
        place = ReportPlace(regime, period, agency)
        try:
            return view(request, place)
        except NotFound:
            raise
        except Refused as refused:
            desk = outline_desk(request, place)
            if not desk.is_draft:
                raise NotFound("Không tìm thấy báo cáo này.") from None
            if _is_script(request):
                return JsonResponse({"refused": [str(reason) for reason in refused.reasons]}, status=422)
            return show(desk, refused, typed={t.code: t.text for t in _typed(request)})

    return deed(require_POST(placed))


def _is_script(request: OfficeRequest) -> bool:
    return not request.accepts("text/html")


def _typed(request: OfficeRequest) -> list[Typed]:
    """The sections of the page as they were sent."""
    return [
        Typed(name.removeprefix(TEXT), str(text), request.POST.get(f"{BASE}{name.removeprefix(TEXT)}", ""))
        for name, text in request.POST.items()
        if name.startswith(TEXT)
    ]


@of_report
def save_sections(request: OfficeRequest, place: ReportPlace) -> HttpResponse:
    """Every section of the page in one; a conflict in one does not lose the others."""
    at = now()
    done = write_sections(actor_id=request.actor_id, at=at, place=place, sections=_typed(request))
    if _is_script(request):
        return JsonResponse(_told(done, clock_time(at)))
    if done.conflicts:
        mine = {conflict.outline.code: conflict.yours for conflict in done.conflicts}
        return show(outline_desk(request, place), conflicts=done.conflicts, typed=mine)
    messages.success(request, f"Đã lưu {number(len(done.saved))} mục.")
    return redirect("outline", place.regime_code, place.period_code, place.agency_code)


def _told(done: SectionsWritten, clock: str) -> dict[str, object]:
    """What the script needs: the new marks of what stands, and who was first where."""
    return {
        "at": clock,
        "saved": list(done.saved),
        "bases": {section.outline.code: base_of(section.text) for section in done.desk},
        "conflicts": [
            {"code": c.outline.code, "theirs": c.theirs, "who": who_wrote(c), "base": base_of(c.theirs)}
            for c in done.conflicts
        ],
    }


@of_report
def beat(request: OfficeRequest, place: ReportPlace) -> HttpResponse:
    """The page is still open: who else has it open."""
    at = now()
    owed = keep_outline_presence(actor_id=request.actor_id, at=at, place=place)
    return JsonResponse({"others": told_others(others_writing(owed.pk, request.actor_id, at), "lời văn này")})


@of_report
def attach(request: OfficeRequest, place: ReportPlace) -> HttpResponse:
    """A file beside a section; too large a one is not read."""
    given, code = request.FILES.get("file"), request.POST.get("code", "")
    if given is None:
        raise Refused("Chọn tệp trước khi kèm.")
    name = given.name or ""
    if (given.size or 0) > MAX_FILE:
        raise Refused([Reason(f"Tệp lớn quá {MAX_FILE // 1_048_576} MB.", name[:100])])
    kept = attach_to_section(actor_id=request.actor_id, at=now(), place=place, code=code, data=given.read(), name=name)
    messages.success(request, f"Đã kèm {kept.file.name} vào mục {code}.")
    return redirect("outline", place.regime_code, place.period_code, place.agency_code)


@of_report
def detach(request: OfficeRequest, place: ReportPlace) -> HttpResponse:
    file_id = request.POST.get("file", "")
    if not (file_id.isascii() and file_id.isdecimal()) or len(file_id) > 18:
        raise Refused("Chọn tệp cần bỏ.")
    gone = detach_from_section(actor_id=request.actor_id, at=now(), place=place, file_id=int(file_id))
    messages.success(request, f"Đã bỏ {gone.file.name}.")
    return redirect("outline", place.regime_code, place.period_code, place.agency_code)
