"""Views of directives (giao việc từ văn bản): read a text, settle what it proposes, assign, take back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.assignments.actions import (
    accept_proposals,
    assign_tasks,
    choose_proposal,
    discard_draft,
    edit_proposal,
    fill_proposals,
    merge_proposals,
    read_directive,
    settle_source,
    undo_assignment,
)
from dondoc.assignments.models import Proposal
from dondoc.assignments.queries import access_draft, drafts_of
from dondoc.assignments.rules.proposals import Source
from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import number
from dondoc.documents.rules.texts import MAX_BYTES
from dondoc.web.assignments.forms import DirectiveForm, ParticularsForm, ProposalForm, SourceForm, tie
from dondoc.web.assignments.reader import PER_PAGE, reader_page
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest, provinces_in_scope

PER_LIST = 20
CHOICES = {"nhan": Proposal.Choice.ACCEPTED, "bo": Proposal.Choice.DROPPED, "lai": Proposal.Choice.OPEN}


@deed
@require_http_methods(["GET", "POST"])
def directives(request: OfficeRequest) -> HttpResponse:
    """Paste a text or choose a file; below, what has been read before."""
    provinces = provinces_in_scope(request)
    if not request.rights.is_monitor:
        raise NotFound("Không tìm thấy trang này.")
    form = DirectiveForm(request.POST or None, request.FILES or None, provinces=provinces)
    page = Paginator(drafts_of(request.rights), PER_LIST).get_page(request.GET.get("trang"))
    context: dict[str, Any] = {"form": form, "page": page}
    if request.method == "GET":
        return render(request, "assignments/directives.html", context)
    try:
        _check(form)
        upload = form.cleaned_data["file"]
        draft = read_directive(
            actor_id=request.actor_id,
            at=now(),
            text=form.cleaned_data["text"],
            data=upload.read(MAX_BYTES + 1) if upload else b"",
            file_name=upload.name if upload else "",
            province_id=form.cleaned_data["province"],
        )
    except NotFound:
        raise
    except Refused as refused:
        return render(request, "assignments/directives.html", {**context, "refused": refused}, status=422)
    return redirect("directive", draft_id=draft.pk)


@require_GET
def directive(request: OfficeRequest, draft_id: int) -> HttpResponse:
    """The text with its marks beside the proposals."""
    return render(request, "assignments/directive.html", reader_page(request, draft_id))


@deed
@require_POST
def source(request: OfficeRequest, draft_id: int) -> HttpResponse:
    """Put right what the document says of itself."""
    form = SourceForm(request.POST)

    def do() -> str:
        settle_source(actor_id=request.actor_id, at=now(), draft_id=draft_id, source=Source(**form.cleaned_data))
        return "Đã ghi thông tin văn bản."

    return _do(request, draft_id, do, {"source_form": form}, form)


@deed
@require_POST
def proposal(request: OfficeRequest, draft_id: int, position: int) -> HttpResponse:
    """One proposal: accepted, dropped, taken back, merged with the next, or edited."""
    asked = request.POST.get("viec", "")
    at, actor_id = now(), request.actor_id
    if asked == "sua":
        form = ProposalForm(request.POST, prefix=f"p{position}")

        def edit() -> str:
            edit_proposal(actor_id=actor_id, at=at, draft_id=draft_id, position=position, **form.proposal())
            return ""

        return _do(request, draft_id, edit, {"edited": position}, form, position)

    def choose() -> str:
        if asked == "gop":
            merge_proposals(actor_id=actor_id, at=at, draft_id=draft_id, position=position)
        elif asked in CHOICES:
            choose_proposal(actor_id=actor_id, at=at, draft_id=draft_id, position=position, choice=CHOICES[asked])
        else:
            raise Refused("Chọn nhận, sửa, gộp hoặc bỏ.")
        return ""

    return _do(request, draft_id, choose, {"edited": position}, None, position)


@deed
@require_POST
def accept_all(request: OfficeRequest, draft_id: int) -> HttpResponse:
    """Accept every proposal that is clear."""

    def do() -> str:
        accepted, left = accept_proposals(actor_id=request.actor_id, at=now(), draft_id=draft_id)
        more = f"; {number(left)} đề xuất còn điều cần sửa" if left else ""
        return f"Đã nhận {number(accepted)} nhiệm vụ{more}."

    return _do(request, draft_id, do, {})


@deed
@require_POST
def fill(request: OfficeRequest, draft_id: int) -> HttpResponse:
    """Say the same of every proposal: field, product, how often to update."""
    form = ParticularsForm(request.POST, prefix="chung")

    def do() -> str:
        told = form.particulars()
        n = fill_proposals(actor_id=request.actor_id, at=now(), draft_id=draft_id, particulars=told)
        return f"Đã ghi chung cho {number(n)} đề xuất."

    return _do(request, draft_id, do, {"all_form": form}, form)


@deed
@require_POST
def assign(request: OfficeRequest, draft_id: int) -> HttpResponse:
    """Assign everything accepted, at once."""

    def do() -> str:
        adds = bool(request.POST.get("giao_them"))
        done = assign_tasks(actor_id=request.actor_id, at=now(), draft_id=draft_id, adds_to_entered=adds)
        return f"Đã giao {number(done.tasks.count())} nhiệm vụ theo {done.source.number}."

    return _do(request, draft_id, do, {})


@deed
@require_POST
def undo(request: OfficeRequest, draft_id: int) -> HttpResponse:
    """Take the assignment back."""

    def do() -> str:
        undo_assignment(actor_id=request.actor_id, at=now(), draft_id=draft_id)
        return "Đã huỷ lần giao này; các nhiệm vụ không còn trong danh sách."

    return _do(request, draft_id, do, {})


@deed
@require_POST
def discard(request: OfficeRequest, draft_id: int) -> HttpResponse:
    """Throw the reading away."""
    discard_draft(actor_id=request.actor_id, at=now(), draft_id=draft_id)
    messages.success(request, "Đã bỏ văn bản đang đọc; chưa có nhiệm vụ nào được giao.")
    return redirect("directives")


def _check(form: Any) -> None:
    if not form.is_valid():
        fields = form.errors.items()
        raise Refused([Reason(str(e), str(form.fields[field].label)) for field, es in fields for e in es])


def _do(
    request: OfficeRequest,
    draft_id: int,
    do: Callable[[], str],
    context: Mapping[str, Any],
    form: Any = None,
    position: int = 0,
) -> HttpResponse:
    """One deed: done and back to its place, or the page again with every reason and what was typed."""
    try:
        if form is not None:
            _check(form)
        told = do()
    except NotFound:
        raise
    except Refused as refused:
        page = {**reader_page(request, draft_id), **context, "refused": refused}
        tie(form, refused)
        if isinstance(form, ProposalForm):
            page["shown"] = [replace(one, form=form) if one.row.position == position else one for one in page["shown"]]
        return render(request, "assignments/directive.html", page, status=422)
    if told:
        messages.success(request, told)
    return redirect(_place(request, draft_id, position))


def _place(request: OfficeRequest, draft_id: int, position: int) -> str:
    """Where to go on: after a deed on a proposal the next that waits, else the same one; else the page shown."""
    page = request.POST.get("trang", "")
    where = reverse("directive", args=[draft_id])
    if not position:
        return f"{where}?trang={page}" if page.isdecimal() else where
    draft = access_draft(request.rights, draft_id=draft_id)
    waiting = draft.proposals.filter(choice=Proposal.Choice.OPEN, position__gte=position).order_by("position").first()
    at = waiting.position if waiting else position
    return f"{where}?trang={(at - 1) // PER_PAGE + 1}#de-xuat-{at}"
