"""What every template may use: navigation, moment, provinces to choose from."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from dondoc.documents.queries.incoming import agencies_held
from dondoc.documents.rules.incoming import SEEING
from dondoc.people.rules.rights import Right
from dondoc.web.frame.request import OfficeRequest, provinces_watched

OFFICE = (
    ("overview", "Tổng quan"),
    ("reporting", "Báo cáo"),
    ("assignments", "Nhiệm vụ"),
    ("documents", "Văn bản"),
    ("agencies", "Đơn vị"),
    ("regimes", "Chế độ"),
    ("workdays", "Lịch"),
)
AGENCY = (
    ("overview", "Việc của đơn vị"),
    ("reporting", "Báo cáo"),
    ("assignments", "Nhiệm vụ"),
    ("incoming", "Văn bản"),
    ("papers", "Trình ký"),
    ("agencies", "Đơn vị"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Nothing for whoever is not signed in."""
    rights = getattr(request, "rights", None)
    moment = getattr(request, "moment", None)
    if rights is None or moment is None:
        return {"demo": settings.DEMO}
    sees_incoming, here = bool(agencies_held(rights, *SEEING)), request.path
    items: tuple[tuple[str, str], ...] = OFFICE if rights.is_monitor else AGENCY
    if not sees_incoming:  # who only signs by his post, or administers, has no register to open
        items = tuple(("outgoing" if name == "incoming" else name, label) for name, label in items)
    return {
        "demo": settings.DEMO,
        "moment": moment,
        "is_office": rights.is_monitor,
        "sees_incoming": sees_incoming,
        "is_clerk": bool(rights.agencies_for(Right.SIGN)),
        "navigation": [(reverse(name), label, _is_here(reverse(name), here)) for name, label in items],
        "scope": getattr(request, "scope", ""),
        "scopes": provinces_watched(cast(OfficeRequest, request)) if rights.is_monitor else [],
        "person": request.user,
        "is_administrator": bool(rights.agencies_for(Right.ADMINISTER)),
        "may_keep_trust": getattr(request, "keeps_installation", False),
    }


def _is_here(address: str, here: str) -> bool:
    return here == address if address == "/" else here.startswith(address)
