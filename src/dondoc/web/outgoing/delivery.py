"""Sending an issued document (gửi văn bản): to whom it can go, where it stands with each."""

from __future__ import annotations

from typing import Any

from dondoc.documents.queries.outgoing import Record
from dondoc.documents.rules.life import DeedKind, Who, allowed
from dondoc.exchange.queries import addressed, may_open_out
from dondoc.exchange.queries.issued import Delivered, deliveries_of
from dondoc.exchange.rules.delivery import Delivery
from dondoc.exchange.rules.envelope import status_label
from dondoc.web.exchange.views import LOOK
from dondoc.web.frame.request import OfficeRequest

REFUSED = ("02", "16")


def delivery_context(request: OfficeRequest, record: Record, who: frozenset[Who]) -> dict[str, Any]:
    """Whom it can be sent to, and where it stands with whom it was sent to."""
    moment = request.moment
    context: dict[str, Any] = {}
    if DeedKind.ISSUE in allowed(record.stage, who):
        chosen = {int(one) for one in request.POST.getlist("noi_nhan") if one.isdecimal()}
        units = addressed([record.document.province_id], moment.as_of.on)
        context["units"] = [(one, one.id in chosen) for one in units if one.id != record.document.agency_id]
    if record.issued is not None:
        found = deliveries_of(record, moment.as_of.at if moment.is_past else None)
        context["deliveries"] = [(one, _look(one), _said(one), _opens(request, one)) for one in found]
        context["may_send_now"] = Who.CLERK in who and any(is_waiting(one) for one in found)
    return context


def _look(one: Delivered) -> tuple[str, str]:
    """State and words of one receiver's line."""
    if one.standing is None:
        return "exempt", "Bản giấy"
    words = one.standing.delivery.label
    return LOOK[one.standing.delivery], f"Yêu cầu thu hồi: {words.lower()}" if one.is_recall else words


def _opens(request: OfficeRequest, one: Delivered) -> bool:
    return one.message is not None and may_open_out(request.rights, one.message)


def _said(one: Delivered) -> tuple[str, str]:
    """What the receiver answered: state and words; nothing yet: ''."""
    if one.word is None:
        return "", ""
    state = "back" if one.word.status_code in REFUSED else "done"
    return state, status_label(one.word.status_code)


def is_waiting(one: Delivered) -> bool:
    return one.standing is not None and one.standing.delivery in (Delivery.NOT_SENT, Delivery.FAILED)
