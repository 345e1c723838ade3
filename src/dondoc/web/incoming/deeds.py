"""What is done with an incoming document on its page: one deed a view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import number
from dondoc.documents.actions import answer_incoming, attach_files, correct_incoming
from dondoc.documents.queries.incoming import access_incoming, parts_in
from dondoc.documents.rules.incoming import MAY, DeedKind
from dondoc.exchange.actions import act_and_tell, distribute_and_tell
from dondoc.exchange.queries.arrivals import message_of
from dondoc.exchange.rules.arriving import status_of_deed
from dondoc.followup.actions import assign_from_incoming, reply_from_incoming
from dondoc.web.frame.brought import files_of
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.incoming.forms import TYPES, DescribeForm, OpinionForm, StepForm, check, initial_of
from dondoc.web.incoming.views import BY_SLUG, show_document


def _do(request: OfficeRequest, document_id: int, act: Callable[[], str], **forms: Any) -> HttpResponse:
    """One deed; the page again with every reason where it is refused."""
    try:
        told = act()
    except NotFound:
        raise
    except Refused as refused:
        return show_document(request, document_id, refused, **forms)
    messages.success(request, told)
    return redirect("incoming-document", document_id=document_id)


@deed
@require_POST
def distribute(request: OfficeRequest, document_id: int) -> HttpResponse:
    """A leader's opinion (bút phê)."""
    form = OpinionForm(request.POST)

    def act() -> str:
        check(form)
        told, shares = form.cleaned_data, form.shares()
        distribute_and_tell(
            actor_id=request.actor_id,
            at=now(),
            document_id=document_id,
            signer=told["signer"],
            text=told["text"],
            shares=shares,
        )
        return f"Đã phân phối cho {number(len(shares))} nơi."

    return _do(request, document_id, act, opinion_form=form)


@deed
@require_POST
def step(request: OfficeRequest, document_id: int, slug: str) -> HttpResponse:
    """One step of handling."""
    kind = BY_SLUG.get(slug)
    if kind is None:
        raise NotFound("Không có việc này.")
    form = StepForm(request.POST)

    def act() -> str:
        check(form)
        told = form.cleaned_data
        done = act_and_tell(
            actor_id=request.actor_id,
            at=now(),
            document_id=document_id,
            kind=kind,
            text=told["text"],
            symbol=told["symbol"],
            dated=told["dated"],
        )
        is_told = status_of_deed(kind) and message_of(done.document) is not None
        return f"Đã ghi: {kind.label.lower()}." + (" Bên gửi được báo qua liên thông." if is_told else "")

    return _do(request, document_id, act, step_form=form, asked_step=slug)


@deed
@require_POST
def answer(request: OfficeRequest, document_id: int) -> HttpResponse:
    """A draft that exists already answers this document (gắn văn bản trả lời)."""
    draft = request.POST.get("van_ban", "")

    def act() -> str:
        if not draft.isdecimal():
            raise Refused([Reason("Chọn dự thảo trả lời.", "Văn bản trả lời")])
        answer_incoming(actor_id=request.actor_id, at=now(), document_id=int(draft[:18]), incoming_id=document_id)
        return "Đã gắn; khi văn bản kia phát hành, văn bản đến này thành đã trả lời."

    return _do(request, document_id, act)


@deed
@require_POST
def attach(request: OfficeRequest, document_id: int) -> HttpResponse:
    """More files."""

    def act() -> str:
        files = files_of(request.FILES)
        n = attach_files(actor_id=request.actor_id, at=now(), document_id=document_id, files=files)
        return f"Đã đính kèm {number(n)} tệp."

    return _do(request, document_id, act)


@require_http_methods(["GET", "POST"])
def correct(request: OfficeRequest, document_id: int) -> HttpResponse:
    """Put right what the register says."""
    document = access_incoming(request.rights, document_id)
    if not MAY[DeedKind.CORRECTED] & parts_in(request.rights, document):
        raise NotFound("Không tìm thấy văn bản đến này.")
    if request.method == "POST":
        return _correct(request, document_id, document.identifier)
    return _show(request, document_id, DescribeForm(initial=initial_of(document)))


def _show(request: OfficeRequest, document_id: int, form: DescribeForm, refused: Refused | None = None) -> HttpResponse:
    document = access_incoming(request.rights, document_id)
    context = {"form": form, "document": document, "types": TYPES, "refused": refused}
    return render(request, "incoming/correct.html", context, status=422 if refused else 200)


@deed
def _correct(request: OfficeRequest, document_id: int, identifier: str) -> HttpResponse:
    form = DescribeForm(request.POST)
    try:
        check(form)
        correct_incoming(
            actor_id=request.actor_id, at=now(), document_id=document_id, description=form.description(identifier)
        )
    except NotFound:
        raise
    except Refused as refused:
        return _show(request, document_id, form, refused)
    messages.success(request, "Đã sửa thông tin đăng ký; cách ghi trước còn trong quá trình xử lý.")
    return redirect("incoming-document", document_id=document_id)


@deed
@require_POST
def assign(request: OfficeRequest, document_id: int) -> HttpResponse:
    """Read the document into tasks (giao việc từ văn bản)."""
    try:
        draft = assign_from_incoming(actor_id=request.actor_id, at=now(), document_id=document_id)
    except NotFound:
        raise
    except Refused as refused:
        return show_document(request, document_id, refused)
    return redirect("directive", draft_id=draft.pk)


@deed
@require_POST
def propose(request: OfficeRequest, document_id: int) -> HttpResponse:
    """Propose the document as the result of the tasks whose directive it cites."""

    def act() -> str:
        found = reply_from_incoming(actor_id=request.actor_id, at=now(), document_id=document_id)
        return f"Đã đề xuất là kết quả của {number(len(found))} nhiệm vụ; đơn vị chủ trì xác nhận ở trang nhiệm vụ."

    return _do(request, document_id, act)
