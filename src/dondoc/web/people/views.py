"""Views of posts and delegations: the lists with their forms, one deed each, a file taken in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dondoc.agencies.queries import agencies_as_on, agency_map
from dondoc.base.clock import now
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.base.rules.tables import MAX_BYTES, write_template
from dondoc.base.rules.wording import number
from dondoc.people.actions import end_delegation, end_post, import_posts, record_delegation, record_post
from dondoc.people.actions.delegations import Parties
from dondoc.people.models import Delegation, Post, User
from dondoc.people.queries import held_delegations, held_posts, kept_agencies
from dondoc.people.rules.authority import Rank
from dondoc.people.rules.post_rows import FIELDS, SAMPLES
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.people.forms import DelegationForm, EndForm, PostForm
from dondoc.web.reporting.views import XLSX

PER_PAGE = 30
# Suggestions and heads to choose from; more are found by typing.
MOST_SUGGESTED = 400


def _kept(request: OfficeRequest) -> frozenset[int]:
    """The agencies whose posts this person keeps. NotFound for whoever keeps none."""
    kept = kept_agencies(request.rights, request.moment.as_of.on)
    if not kept:
        raise NotFound("Không tìm thấy trang này.")
    return kept


def _page(request: OfficeRequest, status: int = 200, **given: Any) -> HttpResponse:
    """Both lists, and their forms as they were filled in."""
    kept, on = _kept(request), request.moment.as_of.on
    words = request.GET.get("tim", "").strip()[:100]
    rows = Post.objects.filter(agency_id__in=kept)
    if words:
        rows = rows.filter(
            Q(user__full_name__icontains=words)
            | Q(user__username__icontains=words)
            | Q(title__icontains=words)
            | Q(agency__code__icontains=words)
        )
    if request.GET.get("da_thoi") != "co":
        rows = rows.filter(Q(end__isnull=True) | Q(end__on__gt=on))
    page = Paginator(rows.order_by("agency__code", "rank", "title", "id"), PER_PAGE).get_page(request.GET.get("trang"))
    posts = held_posts(rows.filter(pk__in=[row.pk for row in page]).order_by("agency__code", "rank", "title", "id"), on)
    heads = held_posts(Post.objects.filter(agency_id__in=kept, rank=Rank.HEAD.value)[:MOST_SUGGESTED], on)
    day_map = agency_map(on)
    context = {
        "page": page,
        "posts": posts,
        "on": on,
        "words": words,
        "with_ended": request.GET.get("da_thoi") == "co",
        "units": [one for one in day_map.by_id.values() if one.id in kept][:MOST_SUGGESTED],
        "post_form": PostForm(day_map=day_map),
        "delegation_form": DelegationForm(day_map=day_map, heads=heads),
        **_orders(request, kept),
        **given,
    }
    return render(request, "people/posts.html", context, status=status)


def _orders(request: OfficeRequest, kept: frozenset[int]) -> dict[str, Any]:
    """Who signs for whom, the newest first, with the names of units and people."""
    on = request.moment.as_of.on
    rows = Delegation.objects.filter(agency_id__in=kept).order_by("-valid_from", "-id")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("giao"))
    listed = held_delegations(rows.filter(pk__in=[row.pk for row in page]))
    units = agencies_as_on({d.agency_id for d in listed} | {d.unit_id for d in listed if d.unit_id}, on)
    people = dict(User.objects.filter(pk__in={d.person_id for d in listed}).values_list("pk", "full_name"))
    told = [(d, units.get(d.agency_id), units.get(d.unit_id or 0), people.get(d.person_id or 0)) for d in listed]
    return {"orders": page, "delegations": told}


@require_GET
def posts(request: OfficeRequest) -> HttpResponse:
    """Who holds which post, who signs for whom (chức vụ, thẩm quyền ký)."""
    return _page(request)


@deed
@require_POST
def record(request: OfficeRequest) -> HttpResponse:
    """Record a post (ghi chức vụ)."""
    _kept(request)
    form = PostForm(request.POST, day_map=agency_map(request.moment.as_of.on))
    if not form.is_valid():
        return _page(request, 422, post_form=form)
    told = form.cleaned_data
    try:
        made = record_post(
            actor_id=request.actor_id,
            at=now(),
            username=told["username"],
            agency_code=told["agency"],
            new=form.post(),
        )
    except Refused as refused:
        return _page(request, 422, post_form=form, refused=refused)
    messages.success(request, f"Đã ghi: {made.user.full_name}, {made.title}.")
    return redirect("posts")


@deed
@require_POST
def delegate(request: OfficeRequest) -> HttpResponse:
    """Record a delegation (giao ký thừa lệnh, ủy quyền ký)."""
    kept, at = _kept(request), now()
    heads = held_posts(Post.objects.filter(agency_id__in=kept, rank=Rank.HEAD.value)[:MOST_SUGGESTED], day_of(at))
    form = DelegationForm(request.POST, day_map=agency_map(day_of(at)), heads=heads)
    if not form.is_valid():
        return _page(request, 422, delegation_form=form)
    told = form.cleaned_data
    parties = Parties(told["by_post"], told["unit"], told["person"])
    try:
        made = record_delegation(actor_id=request.actor_id, at=at, parties=parties, new=form.delegation())
    except Refused as refused:
        return _page(request, 422, delegation_form=form, refused=refused)
    messages.success(request, f"Đã ghi: {made.get_kind_display()}.")
    return redirect("posts")


@deed
@require_POST
def end(request: OfficeRequest, post_id: int) -> HttpResponse:
    """Record that somebody holds a post no longer (thôi giữ chức vụ)."""
    form = _end(request)
    end_post(
        actor_id=request.actor_id,
        at=now(),
        post_id=post_id,
        on=form.cleaned_data["on"],
        legal_basis=form.cleaned_data["basis"],
    )
    messages.success(request, "Đã ghi thôi giữ chức vụ.")
    return redirect("posts")


@deed
@require_POST
def end_order(request: OfficeRequest, delegation_id: int) -> HttpResponse:
    """Take a delegation back (chấm dứt việc giao ký)."""
    form = _end(request)
    end_delegation(
        actor_id=request.actor_id,
        at=now(),
        delegation_id=delegation_id,
        on=form.cleaned_data["on"],
        legal_basis=form.cleaned_data["basis"],
    )
    messages.success(request, "Đã ghi chấm dứt việc giao ký.")
    return redirect("posts")


def _end(request: OfficeRequest) -> EndForm:
    _kept(request)
    form = EndForm(request.POST)
    if not form.is_valid():
        raise Refused([str(error) for errors in form.errors.values() for error in errors])
    return form


@deed
@require_POST
def take_in(request: OfficeRequest) -> HttpResponse:
    """Take a file of posts in (nhập danh sách chức vụ): wholly, or not at all with every row to mend."""
    _kept(request)
    upload = request.FILES.get("file")
    try:
        if upload is None:
            raise Refused("Chọn tệp danh sách chức vụ (.xlsx hoặc .csv).")
        data = upload.read(MAX_BYTES + 1)
        n_new = import_posts(actor_id=request.actor_id, at=now(), data=data, name=upload.name or "tệp")
    except NotFound:
        raise
    except Refused as refused:
        return _page(request, 422, refused=refused)
    messages.success(request, f"Đã nhập {number(n_new)} chức vụ mới." if n_new else "Không có chức vụ nào mới.")
    return redirect("posts")


@require_GET
def template(request: OfficeRequest) -> HttpResponse:
    """The Excel form to fill in (biểu mẫu danh sách chức vụ)."""
    _kept(request)
    response = HttpResponse(write_template(FIELDS, "Chức vụ", SAMPLES), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="bieu-mau-chuc-vu.xlsx"'
    return response
