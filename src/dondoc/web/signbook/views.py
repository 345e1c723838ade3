"""Views of the signing book: what waits, one paper, laying down, uploading what was signed elsewhere, images."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import screen_date
from dondoc.people.rules.rights import Right
from dondoc.reporting.models import Obligation
from dondoc.signbook.actions import add_picture, lay_annex, lay_document, lay_paper, take_signed_file
from dondoc.signbook.hands import record_of
from dondoc.signbook.models import Paper
from dondoc.signbook.outgoing import document_of, number_on
from dondoc.signbook.preparing import level_wanted
from dondoc.signbook.queries import (
    access_paper,
    bytes_of,
    hand_of,
    newest_file,
    papers_seen_by,
    picture_for,
    shown_papers,
)
from dondoc.signbook.queries.augmenting import waiting_for_timestamp
from dondoc.signbook.rules.papers import Hand, Stand
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.reporting.uploads import whole
from dondoc.web.signbook.forms import LayForm, checked
from dondoc.web.signbook.ways import may_reach_programs, offered

PER_PAGE = 50


def list_context(request: OfficeRequest, **more: Any) -> dict[str, Any]:
    """What the list of papers shows."""
    as_of = request.moment.as_of
    page = Paginator(papers_seen_by(request.rights, as_of.at), PER_PAGE).get_page(request.GET.get("trang"))
    own = request.rights.agencies_for(Right.ENTER) | request.rights.agencies_for(Right.SIGN)
    agencies = sorted(agencies_as_on(own, as_of.on).values(), key=lambda agency: agency.name)
    seals = {agency.id: picture_for(as_of.at, agency_id=agency.id) is not None for agency in agencies[:20]}
    return {
        "page": page,
        "rows": shown_papers(page, as_of.on, as_of.at),
        "agencies": [(agency, seals.get(agency.id, False)) for agency in agencies],
        "has_signature": picture_for(as_of.at, user_id=request.actor_id) is not None,
        "may_sign": bool(request.rights.agencies_for(Right.SIGN)),
        "may_lay": bool(own),
        "ways": offered(),
        "form": LayForm(),
        **more,
    }


def list_page(request: OfficeRequest, status: int = 200, **more: Any) -> HttpResponse:
    """The list, with a refusal or with what became of a batch."""
    return may_reach_programs(render(request, "signbook/papers.html", list_context(request, **more), status=status))


def paper_page(request: OfficeRequest, found: Paper, status: int = 200, **more: Any) -> HttpResponse:
    """One paper with its versions and the ways to sign it."""
    as_of = request.moment.as_of
    (shown,) = shown_papers([found], as_of.on, as_of.at)
    hand = hand_of(request.rights, found, as_of.on)
    context = {
        "row": shown,
        "may_sign": hand.may_sign,
        "may_sign_now": _may_sign_now(hand, shown.stand, found),
        "ways": offered(),
        "newest_number": shown.newest.number if shown.newest else 0,
        "back": _way_back(found),
        "from_book": _from_book(request, found),
        "is_report": found.subject.startswith("obligation:"),
        "waiting": waiting_for_timestamp(level_wanted(), as_of.at, found.pk) if found.versions.exists() else [],
        **more,
    }
    return may_reach_programs(render(request, "signbook/paper.html", context, status=status))


def _way_back(found: Paper) -> str:
    """The page of the report or document that a paper was laid down for; '' for any other."""
    if (document_id := document_of(found)) is not None:
        return reverse("outgoing-document", args=[document_id])
    kind, _, key = found.subject.partition(":")
    if kind != "obligation":
        return ""
    report = Obligation.objects.select_related("regime", "agency").get(pk=int(key))
    return reverse("obligation", args=[report.regime.code, report.period_code, report.agency.code])


def _from_book(request: OfficeRequest, found: Paper) -> str:
    """What the agency's signature brings to an outgoing document by itself; '' where the clerk types it."""
    record = record_of(request.rights, found, request.moment.as_of.on)
    if record is None:
        return ""
    given = record.numbered
    if given is None or given.dated is None:
        return "Số, ngày do sổ văn bản cấp, điền vào tệp khi đóng dấu."
    number = f"{number_on(record)}/{found.symbol}"
    if found.is_annex:
        return f"Chữ ký trên phụ lục ghi {number} và thời gian ký."
    return f"Số {number}, ngày {screen_date(given.dated)} lấy từ sổ, điền vào tệp khi đóng dấu."


def _may_sign_now(hand: Hand, stand: Stand, found: Paper) -> bool:
    if stand is Stand.SEALED:
        return False
    if found.is_annex or stand is Stand.SIGNED:
        return bool(hand.may_seal or hand.may_sign)
    return bool(hand.may_sign)


@require_GET
def papers(request: OfficeRequest) -> HttpResponse:
    """Papers that wait for a signature, and those that have one (trình ký)."""
    return list_page(request)


@require_GET
def paper(request: OfficeRequest, paper_id: int) -> HttpResponse:
    """One paper (một tệp trình ký)."""
    return paper_page(request, access_paper(request.rights, paper_id, request.moment.as_of.on))


@deed
@require_POST
def lay(request: OfficeRequest) -> HttpResponse:
    """Lay a file before those who sign."""
    form = LayForm(request.POST, request.FILES)
    try:
        checked(form)
        given = form.cleaned_data
        laid = lay_paper(
            actor_id=request.actor_id,
            at=now(),
            agency_id=given["agency"],
            data=whole(given["file"], "Tệp trình"),
            name=given["file"].name,
            title=given["title"] or given["file"].name.removesuffix(".pdf"),
            is_annex=given["is_annex"],
            symbol=given["symbol"],
        )
    except NotFound:
        raise
    except Refused as refused:
        return list_page(request, 422, refused=refused, form=form)
    messages.success(request, f"Đã trình “{laid.title}”. Người có quyền ký của đơn vị thấy tệp này ở trang Trình ký.")
    return redirect("paper", paper_id=laid.pk)


@deed
@require_POST
def lay_outgoing(request: OfficeRequest, document_id: int) -> HttpResponse:
    """From the page of an outgoing document to its paper, to be signed by any way."""
    return redirect("paper", paper_id=lay_document(actor_id=request.actor_id, at=now(), document_id=document_id).pk)


@deed
@require_POST
def lay_outgoing_annex(request: OfficeRequest, document_id: int, annex_id: int) -> HttpResponse:
    """From the page of an outgoing document to an annex of it, to be signed by the agency."""
    laid = lay_annex(actor_id=request.actor_id, at=now(), document_id=document_id, annex_id=annex_id)
    return redirect("paper", paper_id=laid.pk)


@require_GET
def paper_file(request: OfficeRequest, paper_id: int) -> HttpResponse:
    """The newest version, to be saved: to be read, or signed with another program."""
    found = access_paper(request.rights, paper_id, request.moment.as_of.on)
    number, file, _ = newest_file(found)
    response = HttpResponse(bytes_of(file), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="trinh-ky-{found.pk}-ban-{number}.pdf"'
    return response


@deed
@require_POST
def upload(request: OfficeRequest, paper_id: int) -> HttpResponse:
    """Take back a file that was signed with another program."""
    found = access_paper(request.rights, paper_id, request.moment.as_of.on)
    file, version = request.FILES.get("file"), request.POST.get("version", "")
    try:
        if file is None:
            raise Refused([Reason("Chọn tệp đã ký rồi tải lên.", "Tệp đã ký")])
        signed = take_signed_file(
            actor_id=request.actor_id,
            at=now(),
            paper_id=paper_id,
            version=int(version) if version.isascii() and version.isdigit() and len(version) < 6 else -1,
            data=whole(file, "Tệp đã ký"),
            name=(file.name or "da-ky.pdf")[:200],
        )
    except NotFound:
        raise
    except Refused as refused:
        return paper_page(request, found, 422, refused=refused)
    messages.success(request, f"Đã nhận bản có chữ ký của {signed.signer}; chữ ký hợp lệ.")
    return redirect("paper", paper_id=paper_id)


@deed
@require_POST
def picture(request: OfficeRequest) -> HttpResponse:
    """Keep the image of one's signature, or of an agency's seal."""
    file, agency = request.FILES.get("file"), request.POST.get("agency", "")
    try:
        if file is None:
            raise Refused([Reason("Chọn tệp ảnh PNG nền trong suốt.", "Ảnh")])
        agency_id = int(agency) if agency.isascii() and agency.isdigit() and len(agency) < 12 else None
        add_picture(actor_id=request.actor_id, at=now(), data=whole(file, "Ảnh"), agency_id=agency_id)
    except NotFound:
        raise
    except Refused as refused:
        return list_page(request, 422, refused=refused)
    messages.success(request, "Đã lưu hình ảnh; các lần ký sau dùng ảnh này.")
    return redirect("papers")
