"""Views of the steps in the life of an outgoing document: one deed each, refused on the document's own page."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import number
from dondoc.documents.actions import (
    cancel_document_number,
    give_number,
    place_annexes,
    seal_document,
    sign_document,
    take_document_step,
)
from dondoc.documents.models import OutgoingEvent
from dondoc.documents.rules.life import BY_SLUG, RULES, DeedKind, Who
from dondoc.documents.rules.signed_files import MAX_BYTES
from dondoc.exchange.actions import issue_and_send, recall_document, send_due
from dondoc.exchange.queries.issued import deliveries_of
from dondoc.exchange.rules.envelope import Organ
from dondoc.web.frame.brought import files_of
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.moment import day_asked
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.outgoing.delivery import is_waiting
from dondoc.web.outgoing.shown import opened
from dondoc.web.outgoing.views import show

# So many of a document's messages are served in one request; the rest go with the next round.
AT_ONCE = 40
MOST_DIGITS = 9
MOST_OUTSIDE = 200


@deed
@require_POST
def step(request: OfficeRequest, document_id: int, slug: str) -> HttpResponse:
    """Take one step of the table (bước xử lý): its words, day, file or recipients stand in the form."""
    kind = BY_SLUG.get(slug)
    if kind is None or kind not in TAKERS:
        raise NotFound("Không có bước này.")
    record, who = opened(request, document_id)
    try:
        told = TAKERS[kind](request, document_id)
    except NotFound:
        raise
    except Refused as refused:
        return show(request, record, who, refused)
    messages.success(request, told)
    return redirect("outgoing-document", document_id)


def _seen(request: OfficeRequest) -> str:
    return request.POST.get("da_xem", "")


def _by_words(kind: DeedKind) -> Callable[[OfficeRequest, int], str]:
    def taken(request: OfficeRequest, document_id: int) -> str:
        take_document_step(
            actor_id=request.actor_id,
            at=now(),
            document_id=document_id,
            kind=kind,
            seen=_seen(request),
            text=request.POST.get("text", ""),
            font_folder=settings.PDF_FONT_FOLDER,
        )
        return f"Đã ghi: {RULES[kind].label.lower()}."

    return taken


def _signed_file(request: OfficeRequest) -> bytes:
    """The file signed elsewhere, bounded before it is read; the other ways of signing are the signing book's."""
    upload = request.FILES.get("file")
    if upload is None:
        raise Refused([Reason("Chọn tệp PDF đã ký số.", "Tệp đã ký")])
    data: bytes = upload.read(MAX_BYTES + 1)
    return data


def _with_file(deed_: Callable[..., OutgoingEvent], said: str) -> Callable[[OfficeRequest, int], str]:
    def taken(request: OfficeRequest, document_id: int) -> str:
        deed_(
            actor_id=request.actor_id,
            at=now(),
            document_id=document_id,
            seen=_seen(request),
            data=_signed_file(request),
            trust_folder=settings.TRUST_FOLDER,
        )
        return said

    return taken


def _number(request: OfficeRequest, document_id: int) -> str:
    dated, wrong = day_asked(request.POST.get("dated", ""))
    if wrong:
        raise Refused([Reason(wrong, "Ngày văn bản")])
    kept = request.POST.get("so", "")
    if kept and not (kept.isdecimal() and len(kept) <= MOST_DIGITS):
        raise Refused([Reason("Không đọc được số giữ chỗ đã chọn; tải lại trang rồi chọn lại", "Số")])
    event = give_number(
        actor_id=request.actor_id,
        at=now(),
        document_id=document_id,
        seen=_seen(request),
        dated=dated,
        reason=request.POST.get("text", ""),
        reserved=int(kept) if kept else None,
    )
    return f"Đã cấp số {event.number.number:02d}." if event.number else ""


def _cancel_number(request: OfficeRequest, document_id: int) -> str:
    cancel_document_number(
        actor_id=request.actor_id,
        at=now(),
        document_id=document_id,
        seen=_seen(request),
        reason=request.POST.get("text", ""),
    )
    return "Đã hủy số; số này còn trong sổ và không cấp lại."


def _issue(request: OfficeRequest, document_id: int) -> str:
    due_on, wrong = day_asked(request.POST.get("han_tra_loi", ""))
    if wrong:
        raise Refused([Reason(wrong, "Hạn trả lời")])
    rows = issue_and_send(
        actor_id=request.actor_id,
        at=now(),
        document_id=document_id,
        seen=_seen(request),
        receiver_ids=_ids(request, "noi_nhan"),
        on_paper=_ids(request, "ban_giay"),
        others=_others(request.POST.get("ngoai", "")),
        due_on=due_on,
    )
    return f"Đã phát hành; {number(len(rows))} nơi nhận trong hàng gửi."


def _ids(request: OfficeRequest, name: str) -> list[int]:
    return [int(one[:18]) for one in request.POST.getlist(name) if one.isdecimal()]


def _others(words: str) -> list[Organ]:
    """Receivers outside, a line each: identifier, then name. What is no identifier is told by the message's check."""
    lines = [line.split(None, 1) for line in words.splitlines()[:MOST_OUTSIDE] if line.strip()]
    return [Organ(line[0].rstrip(",;:"), organ_name=line[1] if len(line) > 1 else "") for line in lines]


def _recall(request: OfficeRequest, document_id: int) -> str:
    n = recall_document(
        actor_id=request.actor_id,
        at=now(),
        document_id=document_id,
        seen=_seen(request),
        reason=request.POST.get("text", ""),
    )
    return f"Đã thu hồi; {number(n)} nơi nhận được báo."


BY_WORDS = (
    DeedKind.SUBMIT,
    DeedKind.CALL_BACK,
    DeedKind.APPROVE,
    DeedKind.RETURN,
    DeedKind.REFUSE_SIGN,
    DeedKind.RETURN_FORM,
    DeedKind.OPINION,
    DeedKind.DROP,
    DeedKind.REVIVE,
)
TAKERS: dict[DeedKind, Callable[[OfficeRequest, int], str]] = {
    **{kind: _by_words(kind) for kind in BY_WORDS},
    DeedKind.SIGN: _with_file(sign_document, "Đã nhận bản ký; chuyển văn thư cấp số."),
    DeedKind.SEAL: _with_file(seal_document, "Đã nhận bản ký số của cơ quan; phát hành được."),
    DeedKind.GIVE_NUMBER: _number,
    DeedKind.CANCEL_NUMBER: _cancel_number,
    DeedKind.ISSUE: _issue,
    DeedKind.RECALL: _recall,
}


@deed
@require_POST
def annexes(request: OfficeRequest, document_id: int) -> HttpResponse:
    """Place annexes in files of their own, or leave one out (tệp phụ lục)."""
    record, who = opened(request, document_id)
    try:
        place_annexes(
            actor_id=request.actor_id,
            at=now(),
            document_id=document_id,
            seen=_seen(request),
            brought=files_of(request.FILES, "phu_luc"),
            dropped=_ids(request, "bo"),
        )
    except NotFound:
        raise
    except Refused as refused:
        return show(request, record, who, refused)
    messages.success(request, "Đã ghi tệp phụ lục.")
    return redirect("outgoing-document", document_id)


@deed
@require_POST
def send_now(request: OfficeRequest, document_id: int) -> HttpResponse:
    """Serve the receivers inside this installation at once (gửi ngay các nơi trong hệ thống)."""
    record, who = opened(request, document_id)
    if Who.CLERK not in who or record.issued is None:
        raise NotFound("Không tìm thấy văn bản này.")
    waiting = [one.message.pk for one in deliveries_of(record) if one.message is not None and is_waiting(one)]
    if not waiting:
        raise Refused([Reason("Không còn nơi nhận nào đang chờ gửi.")])
    done = send_due(actor_id=request.actor_id, at=now(), axis=None, at_most=AT_ONCE, only=waiting)
    told = f"Đã gửi {number(done.n_sent)} nơi trong hệ thống"
    if done.n_without_axis:
        told += f"; {number(done.n_without_axis)} nơi ngoài hệ thống đi theo lượt gửi của trục"
    messages.success(request, f"{told}.")
    return redirect("outgoing-document", document_id)
