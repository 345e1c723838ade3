"""Views of connected systems: the list, giving a token, taking one back. Only for administrators of a province."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.tables.days import Unreadable, day_from_text
from dondoc.people.actions import Connected, NewSystem, connect_system, disconnect_system
from dondoc.people.models import ConnectedSystem, Grant
from dondoc.people.queries import kept_agencies, systems_of
from dondoc.people.rules.rights import Right
from dondoc.people.rules.systems import GIVEN_TO_SYSTEMS
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest

PER_PAGE = 50


class SystemForm(forms.Form):
    """What is asked for; everything about it is judged by the deed."""

    name = forms.CharField(required=False, max_length=200)
    agency = forms.CharField(required=False, max_length=40)
    valid_to = forms.CharField(required=False, max_length=20)
    rights = forms.MultipleChoiceField(
        required=False, choices=[(right.value, right.label) for right in GIVEN_TO_SYSTEMS]
    )


@dataclass(frozen=True)
class SystemLine:
    """One system in the list, with its rights and where it stands."""

    system: ConnectedSystem
    agency_name: str
    rights: str
    state: str
    told: str
    is_on: bool


def _kept(request: OfficeRequest) -> frozenset[int]:
    """The agencies for which this person gives tokens. Else NotFound."""
    kept = kept_agencies(request.rights, request.moment.as_of.on)
    if not kept:
        raise NotFound("Không tìm thấy trang này.")
    return kept


@require_GET
def systems(request: OfficeRequest) -> HttpResponse:
    """Every system that was let in, newest first."""
    return _page(request, _kept(request))


def _page(
    request: OfficeRequest,
    kept: Collection[int],
    *,
    refused: Refused | None = None,
    given: dict[str, Any] | None = None,
    connected: Connected | None = None,
) -> HttpResponse:
    page = Paginator(systems_of(kept), PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "lines": _lines(list(page), request.moment.as_of.on),
        "choices": [(right.value, right.label) for right in GIVEN_TO_SYSTEMS],
        "refused": refused,
        "given": given or {},
        "connected": connected,
        "described_at": reverse("api:openapi-json"),
    }
    return render(request, "systems/systems.html", context, status=422 if refused else 200)


def _lines(found: list[ConnectedSystem], on: date) -> list[SystemLine]:
    names = agencies_as_on({system.agency_id for system in found}, on)
    held: dict[int, list[str]] = {}
    rows = Grant.objects.filter(user__in=[system.account_id for system in found]).order_by("right")
    for user_id, right in rows.values_list("user_id", "right"):
        held.setdefault(user_id, []).append(Right(right).label)
    return [_line(system, names[system.agency_id].name, held.get(system.account_id, []), on) for system in found]


def _line(system: ConnectedSystem, agency_name: str, held: list[str], on: date) -> SystemLine:
    if system.revoked_at is not None:
        state, told = "not_sent_open", "Đã thu hồi"
    elif system.valid_to <= on:
        state, told = "near", "Hết hạn"
    else:
        state, told = "done", "Đang dùng được"
    return SystemLine(system, agency_name, ", ".join(held), state, told, state == "done")


@deed
@require_POST
def connect(request: OfficeRequest) -> HttpResponse:
    """Give a token; it is shown on this one page and nowhere after."""
    kept, form = _kept(request), SystemForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused([Reason("Chọn lại, ghi lại các mục dưới đây.")])
        told = form.cleaned_data
        new = NewSystem(told["name"], frozenset(map(Right, told["rights"])), _day(told["valid_to"]))
        connected = connect_system(actor_id=request.actor_id, at=now(), agency_code=told["agency"].strip(), new=new)
    except Refused as refused:  # an agency that is not there is a slip of the pen here
        given = {**request.POST.dict(), "rights": request.POST.getlist("rights")}
        return _page(request, kept, refused=refused, given=given)
    return _page(request, kept, connected=connected)


def _day(text: str) -> date | None:
    """Raises Refused."""
    try:
        return day_from_text(text) if text.strip() else None
    except Unreadable as wrong:
        raise Refused([Reason(str(wrong), "Hết hạn từ ngày")]) from None


@deed
@require_POST
def disconnect(request: OfficeRequest, system_id: int) -> HttpResponse:
    """Take a token back, at once."""
    gone = disconnect_system(actor_id=request.actor_id, at=now(), system_id=system_id)
    messages.success(request, f"Đã thu hồi mã truy cập của {gone.account.full_name}; mã này không dùng được nữa.")
    return redirect("systems")
