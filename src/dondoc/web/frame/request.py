"""What every signed-in request carries (yêu cầu của người đã đăng nhập)."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

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
