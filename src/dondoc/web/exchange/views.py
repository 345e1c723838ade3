"""Views of exchange: the lists, a message on its way out, a message that came, the deeds on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.exchange.actions import recall_message, reply_status, resend_message
from dondoc.exchange.models import InMessage, Kind, OutMessage
from dondoc.exchange.queries import (
    access_in,
    access_out,
    answers_to,
    inbox,
    latest_statuses,
    outbox,
    reading_of,
    scope_of,
    standing_of,
    statuses_about,
)
from dondoc.exchange.rules.delivery import Delivery, Standing
from dondoc.exchange.rules.envelope import BusinessKind, status_label
from dondoc.people.rules.rights import Right
from dondoc.web.exchange.forms import RecallForm, StatusForm
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest

PER_PAGE = 30
# Look: which of the frame's states a delivery is shown as.
LOOK = {Delivery.NOT_SENT: "wait", Delivery.SENT: "done", Delivery.FAILED: "late", Delivery.WITHDRAWN: "exempt"}


def _provinces(request: OfficeRequest) -> list[int]:
    """The provinces in the header's scope whose messages the person sees."""
    named = agencies_as_on(scope_of(request.rights), request.moment.as_of.on).values()
    return [province.id for province in named if request.scope in ("", province.code)]


@require_GET
def messages_list(request: OfficeRequest) -> HttpResponse:
    """Messages out, or in (`huong=den`), newest first, as they stood at the page's moment.

    A records clerk sees what his own agencies send; what came for them waits in their register.
    """
    provinces, clerks_for = scope_of(request.rights), request.rights.agencies_for(Right.SIGN)
    wants_in = request.GET.get("huong") == "den"
    if not provinces and (wants_in or not clerks_for):
        raise NotFound("Không tìm thấy trang này.")
    return _messages_in(request) if wants_in else _messages_out(request, () if provinces else clerks_for)


def _messages_in(request: OfficeRequest) -> HttpResponse:
    found = inbox(_provinces(request), request.moment.as_of.at)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "rows": [(row, _said(row)) for row in page.object_list], "is_desk": True}
    return render(request, "exchange/in_list.html", context)


def _messages_out(request: OfficeRequest, agency_ids: Iterable[int]) -> HttpResponse:
    provinces, at = _provinces(request), request.moment.as_of.at
    only_unsent = request.GET.get("loc") == "chua-den"
    rows = outbox(provinces, at, agency_ids=agency_ids, only_unsent=only_unsent)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    found = list(page.object_list)
    words = latest_statuses(found, at)
    context = {
        "page": page,
        "is_desk": bool(provinces),
        "only_unsent": only_unsent,
        "n_unsent": outbox(provinces, at, agency_ids=agency_ids, only_unsent=True).count(),
        "rows": [
            (row, _said(row), _shown(standing_of(row, at)), _status(words.get((row.document_id, row.receiver_id))))
            for row in found
        ],
    }
    return render(request, "exchange/out_list.html", context)


def _shown(standing: Standing) -> dict[str, Any]:
    return {"look": LOOK[standing.delivery], "label": standing.delivery.label, "standing": standing}


def _said(row: InMessage | OutMessage) -> str:
    """What the message is, in the list's words."""
    if row.kind == Kind.STATUS:
        return f"Trạng thái {row.status_code}: {status_label(row.status_code)}"
    return BusinessKind(row.business).label.capitalize()


def _status(word: InMessage | OutMessage | None) -> str:
    return status_label(word.status_code) if word and word.kind == Kind.STATUS else ""


@require_GET
def out_message(request: OfficeRequest, message_id: int) -> HttpResponse:
    """One message to one receiver: what it says, every attempt, what the receiver answered."""
    return _show_out(request, message_id)


def _show_out(
    request: OfficeRequest, message_id: int, refused: Refused | None = None, form: RecallForm | None = None
) -> HttpResponse:
    message = access_out(request.rights, message_id)
    found = _shown(standing_of(message))
    delivery = found["standing"].delivery
    context = {
        "message": message,
        "said": _said(message),
        "shown": found,
        "reading": reading_of(message),
        "attempts": message.attempts.select_related("outcome").order_by("-number")[:50],
        "words": [(row, _status(row)) for row in statuses_about(message)],
        "may_resend": delivery is Delivery.FAILED,
        "may_recall": message.kind == Kind.DOCUMENT
        and message.business != BusinessKind.RECALL
        and delivery is not Delivery.WITHDRAWN,
        "form": form or RecallForm(),
        "refused": refused,
    }
    return render(request, "exchange/out.html", context, status=422 if refused else 200)


@require_GET
def in_message(request: OfficeRequest, message_id: int) -> HttpResponse:
    """One message that came: what it says, its files, what was answered."""
    return _show_in(request, message_id)


def _show_in(
    request: OfficeRequest, message_id: int, refused: Refused | None = None, form: StatusForm | None = None
) -> HttpResponse:
    message = access_in(request.rights, message_id)
    answers = answers_to(message) if message.kind == Kind.DOCUMENT else []
    context = {
        "message": message,
        "said": _said(message),
        "reading": reading_of(message),
        "answers": [(row, _status(row), _shown(standing_of(row))) for row in answers],
        "may_reply": message.kind == Kind.DOCUMENT,
        "form": form or StatusForm(),
        "refused": refused,
    }
    return render(request, "exchange/in.html", context, status=422 if refused else 200)


@require_GET
def attachment(request: OfficeRequest, way: str, message_id: int, place: int) -> HttpResponse:
    """The bytes of a file inside a message, to be saved, never shown in place."""
    if way not in ("di", "den"):
        raise NotFound("Không tìm thấy tệp này.")
    message = access_out(request.rights, message_id) if way == "di" else access_in(request.rights, message_id)
    files = reading_of(message).files
    if not 1 <= place <= len(files):
        raise NotFound("Không tìm thấy tệp này.")
    file = files[place - 1].attachment
    response = HttpResponse(file.data, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    return response


@deed
@require_POST
def resend(request: OfficeRequest, message_id: int) -> HttpResponse:
    """Send again what failed (gửi lại)."""

    def act() -> str:
        resend_message(actor_id=request.actor_id, at=now(), message_id=message_id)
        return "Đã đưa lại vào hàng gửi; hệ thống gửi ở lượt tới."

    return _do(request, act, lambda refused: _show_out(request, message_id, refused), "out-message", message_id)


@deed
@require_POST
def recall(request: OfficeRequest, message_id: int) -> HttpResponse:
    """Take a document back (thu hồi)."""
    form = RecallForm(request.POST)
    form.full_clean()

    def act() -> str:
        reason = form.cleaned_data.get("reason", "")
        is_asked = recall_message(actor_id=request.actor_id, at=now(), message_id=message_id, reason=reason)
        return "Đã lập yêu cầu thu hồi gửi bên nhận." if is_asked else "Đã rút; thông điệp chưa rời hệ thống."

    return _do(request, act, lambda refused: _show_out(request, message_id, refused, form), "out-message", message_id)


@deed
@require_POST
def reply(request: OfficeRequest, message_id: int) -> HttpResponse:
    """Tell the sender what became of the document (báo trạng thái)."""
    form = StatusForm(request.POST)
    form.full_clean()

    def act() -> str:
        code, words = form.cleaned_data.get("status_code", ""), form.cleaned_data.get("description", "")
        reply_status(actor_id=request.actor_id, at=now(), message_id=message_id, code=code, description=words)
        return f"Đã đưa vào hàng gửi: {status_label(code)}."

    return _do(request, act, lambda refused: _show_in(request, message_id, refused, form), "in-message", message_id)


def _do(
    request: OfficeRequest,
    act: Callable[[], str],
    show: Callable[[Refused], HttpResponse],
    page: str,
    message_id: int,
) -> HttpResponse:
    """One deed; the page again with every reason where it is refused."""
    try:
        told = act()
    except NotFound:
        raise
    except Refused as refused:
        return show(refused)
    messages.success(request, told)
    return redirect(page, message_id=message_id)
