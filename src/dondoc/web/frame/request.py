"""What every signed-in request carries (yêu cầu của người đã đăng nhập)."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.followup.queries.scope import watched_provinces
from dondoc.people.rules.rights import Rights
from dondoc.web.frame.moment import PageMoment


class OfficeRequest(HttpRequest):
    """A request after the frame's middleware: who, with which rights, about which moment and province."""

    htmx: HtmxDetails
    actor_id: int
    rights: Rights
    moment: PageMoment
    keeps_installation: object  # true for who may set what acts on every province here; asked once
    scope: str  # code of the province chosen in the header; '' for all
    _watched: list[AgencyOnDay]


def provinces_watched(request: OfficeRequest) -> list[AgencyOnDay]:
    """The provinces that this person watches, by code; asked once for a request."""
    if not hasattr(request, "_watched"):
        request._watched = watched_provinces(request.rights, request.moment.as_of.on)
    return request._watched


def provinces_in_scope(request: OfficeRequest) -> list[AgencyOnDay]:
    """Those of them that the header has chosen."""
    return [p for p in provinces_watched(request) if request.scope in ("", p.code)]
