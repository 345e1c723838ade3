"""Views of urging: the list by grade, saying that one was read, its files."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound
from dondoc.followup.actions import read_urging
from dondoc.followup.queries.scope import watched_provinces
from dondoc.followup.queries.urgings import access_urging_file, by_grade, urgings_in
from dondoc.followup.rules.urging import Grade
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.files import saved
from dondoc.web.frame.request import OfficeRequest

PER_PAGE = 50


@require_GET
def urgings(request: OfficeRequest) -> HttpResponse:
    """Every urging of the provinces watched, counted by grade."""
    as_of = request.moment.as_of
    provinces = watched_provinces(request.rights, as_of.on, request.scope)
    if not provinces:
        raise NotFound("Không tìm thấy trang này.")
    found = urgings_in([province.id for province in provinces], as_of)
    counted = by_grade(found)
    wanted = next((grade for grade in Grade if grade == request.GET.get("muc")), None)
    page = Paginator(found.filter(grade=wanted) if wanted else found, PER_PAGE).get_page(request.GET.get("trang"))
    shown = [(one, Grade(one.grade)) for one in page.object_list]
    context = {"page": page, "shown": shown, "counts": [(g, counted[g]) for g in Grade], "n_all": sum(counted.values())}
    return render(request, "urgings/list.html", context)


@deed
@require_POST
def read(request: OfficeRequest, urging_id: int) -> HttpResponse:
    """The recipient says that it was read."""
    read_urging(actor_id=request.actor_id, at=now(), urging_id=urging_id)
    messages.success(request, "Đã ghi là đã đọc; người đôn đốc thấy.")
    return redirect("overview")


@require_GET
def file(request: OfficeRequest, urging_id: int, file_id: int) -> HttpResponse:
    """A file of an urging."""
    return saved(access_urging_file(request.rights, urging_id=urging_id, file_id=file_id))
