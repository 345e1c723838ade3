"""Views of replies (văn bản trả lời): propose a document as the result of tasks, answer such a proposal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.assignments.actions import answer_likely, take_in_reply
from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.documents.rules.texts import MAX_BYTES
from dondoc.people.rules.rights import Right
from dondoc.web.assignments.forms import ReplyForm
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest


@deed
@require_http_methods(["GET", "POST"])
def reply(request: OfficeRequest) -> HttpResponse:
    """A document that may be a result: the open tasks that it answers, with the reasons."""
    if not request.rights.is_monitor and not request.rights.agencies_for(Right.ENTER):
        raise NotFound("Không tìm thấy trang này.")
    form = ReplyForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "own": request.rights.agencies_for(Right.ENTER)}
    if request.method == "GET" or not form.is_valid():
        return render(request, "assignments/reply.html", context, status=200 if request.method == "GET" else 422)
    upload = form.cleaned_data["file"]
    try:
        context["proposed"] = take_in_reply(
            actor_id=request.actor_id,
            at=now(),
            text=form.cleaned_data["text"],
            data=upload.read(MAX_BYTES + 1) if upload else b"",
            file_name=upload.name if upload else "",
        )
    except NotFound:
        raise
    except Refused as refused:
        return render(request, "assignments/reply.html", {**context, "refused": refused}, status=422)
    return render(request, "assignments/reply.html", context)


@deed
@require_POST
def answer(request: OfficeRequest, likely_id: int) -> HttpResponse:
    """'Our result' or 'not of this task'."""
    is_accepted = request.POST.get("tra_loi") == "dung"
    done = answer_likely(actor_id=request.actor_id, at=now(), likely_id=likely_id, is_accepted=is_accepted)
    told = "Đã báo cáo hoàn thành bằng văn bản này, chờ xác nhận." if is_accepted else "Đã ghi: không phải kết quả."
    messages.success(request, told)
    return redirect("task", task_id=done.task_id)
