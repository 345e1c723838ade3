"""Messages that wait for the register: entered, sent back, taken back by their sender."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.documents.queries.incoming import issuers_known
from dondoc.documents.rules.numbering import padded
from dondoc.exchange.actions import register_message, return_message, settle_recall
from dondoc.exchange.models import InMessage
from dondoc.exchange.queries import reading_of
from dondoc.exchange.queries.arrivals import access_arrival, registered_from
from dondoc.exchange.rules.arriving import description_of, earlier_documents
from dondoc.exchange.rules.envelope import BusinessKind, Document
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.incoming.forms import TYPES, DescribeForm, check, initial_of


def _sound(message: InMessage) -> Document:
    found = reading_of(message).message
    if not isinstance(found, Document):
        raise NotFound("Không tìm thấy thông điệp này.")
    return found


@require_http_methods(["GET", "POST"])
def arrival(request: OfficeRequest, message_id: int) -> HttpResponse:
    """What the message says, to be entered as it is or put right."""
    message = access_arrival(request.rights, message_id)
    if request.method == "POST":
        return _enter(request, message)
    return _show(request, message, DescribeForm(initial=initial_of(description_of(_sound(message)))))


def _show(
    request: OfficeRequest, message: InMessage, form: DescribeForm | None, refused: Refused | None = None
) -> HttpResponse:
    sound = _sound(message)
    registration = getattr(message, "registration", None)
    context: dict[str, Any] = {
        "message": message,
        "sound": sound,
        "registration": registration,
        "is_recall": message.business == BusinessKind.RECALL,
        "kind": BusinessKind(message.business).label,
        "earlier": registered_from(message, earlier_documents(sound)),
        "form": form or DescribeForm(initial=initial_of(description_of(sound))),
        "types": TYPES,
        "issuers": issuers_known(request.rights),
        "refused": refused,
        "is_same": refused is not None and any(one.where == "Trùng văn bản" for one in refused.reasons),
    }
    return render(request, "incoming/arrival.html", context, status=422 if refused else 200)


@deed
def _enter(request: OfficeRequest, message: InMessage) -> HttpResponse:
    form = DescribeForm(request.POST)
    try:
        check(form)
        document = register_message(
            actor_id=request.actor_id,
            at=now(),
            message_id=message.pk,
            description=form.description(message.document_id),
            is_meant=bool(request.POST.get("van_dang_ky")),
        )
    except NotFound:
        raise
    except Refused as refused:
        return _show(request, message, form, refused)
    messages.success(request, f"Đã vào sổ: số đến {padded(document.number)}; bên gửi được báo đã tiếp nhận.")
    return redirect("incoming-document", document_id=document.pk)


@deed
@require_POST
def send_back(request: OfficeRequest, message_id: int) -> HttpResponse:
    """Not authentic, or not for us (trả lại)."""
    reason = request.POST.get("reason", "")[:1000]
    try:
        return_message(actor_id=request.actor_id, at=now(), message_id=message_id, reason=reason)
    except NotFound:
        raise
    except Refused as refused:
        return _show(request, access_arrival(request.rights, message_id), None, refused)
    messages.success(request, "Đã trả lại; bên gửi được báo lý do qua liên thông.")
    return redirect("incoming")


@deed
@require_POST
def recall(request: OfficeRequest, message_id: int) -> HttpResponse:
    """The sender wants it back: agreed or refused (thu hồi)."""
    is_accepted = request.POST.get("tra_loi") == "dong-y"
    reason = request.POST.get("reason", "")[:1000]
    try:
        settle_recall(
            actor_id=request.actor_id, at=now(), message_id=message_id, is_accepted=is_accepted, reason=reason
        )
    except NotFound:
        raise
    except Refused as refused:
        return _show(request, access_arrival(request.rights, message_id), None, refused)
    told = "Đã đồng ý thu hồi; văn bản không còn hiệu lực trong sổ." if is_accepted else "Đã từ chối thu hồi."
    messages.success(request, f"{told} Bên gửi được báo qua liên thông.")
    return redirect("incoming")
