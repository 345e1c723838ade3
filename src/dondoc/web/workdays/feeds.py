"""Deadlines in the calendar of a phone or of Outlook (lịch hạn gửi): own addresses, and what they give."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.clock import now
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.deadlines.rules.icalendar import Event, write_calendar
from dondoc.followup.queries.feed import FeedItem, feed_items
from dondoc.reporting.actions import renew_feed
from dondoc.reporting.queries import access_feed, feeds_of, own_agencies
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.middleware import open_to_all
from dondoc.web.frame.request import OfficeRequest

ADDRESSES = {
    "obligation": ("regime", "period", "agency"),
    "task": ("task_id",),
    "reporting-table": ("province", "regime", "period"),
}


@require_safe
def own(request: OfficeRequest) -> HttpResponse:
    """One's own secret addresses, and how to use them."""
    tokens = feeds_of(request.actor_id)
    agencies = agencies_as_on(own_agencies(request.rights), request.moment.as_of.on).values()
    rows = [("", "Tất cả hạn của tôi", _address(request, tokens.get(None)))]
    rows += [(a.code, f"Hạn của {a.name}", _address(request, tokens.get(a.id))) for a in agencies]
    return render(request, "calendar/feeds.html", {"rows": rows})


def _address(request: HttpRequest, token: str | None) -> str:
    return request.build_absolute_uri(reverse("feed", args=[token])) if token else ""


@deed
@require_POST
def renew(request: OfficeRequest) -> HttpResponse:
    """Make an address, or a new one in the old one's place."""
    renew_feed(actor_id=request.actor_id, at=now(), agency_code=request.POST.get("don_vi", ""))
    messages.success(request, "Đã tạo địa chỉ lịch mới; địa chỉ cũ, nếu có, không dùng được nữa.")
    return redirect("feeds")


@open_to_all
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The feed itself; whoever has the address reads it."""
    at = now()
    scope = access_feed(token, day_of(at))
    events = [_event(request, item) for item in feed_items(scope, AsOf(at))]
    return HttpResponse(write_calendar("Đôn Đốc: hạn gửi", events, at), content_type="text/calendar; charset=utf-8")


def _event(request: HttpRequest, item: FeedItem) -> Event:
    name, *values = item.path
    url = request.build_absolute_uri(reverse(name, kwargs=dict(zip(ADDRESSES[name], values, strict=True))))
    return Event(f"{item.uid}@{request.get_host()}", item.on, item.summary, item.detail, url)
