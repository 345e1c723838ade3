"""Views of incoming documents: the list, the entry form, one document, its slip, its files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from dondoc.agencies.queries import agencies_as_on, agency_map
from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.deadlines.queries import work_calendar
from dondoc.documents.actions import register_incoming
from dondoc.documents.models import IncomingDocument
from dondoc.documents.queries.answers import answers_to, known_outgoing
from dondoc.documents.queries.handlers import handlers_of
from dondoc.documents.queries.incoming import (
    Wanted,
    access_incoming,
    agencies_held,
    deeds_until,
    incoming_rows,
    issuers_known,
    kept_agencies,
    list_counts,
    of_group,
    parts_in,
    years_of,
)
from dondoc.documents.queries.outgoing import desk_agencies, open_drafts
from dondoc.documents.rules.incoming import MAY, SEEING, DeedKind, ShareRole, Urgency
from dondoc.documents.rules.numbering import padded
from dondoc.exchange.queries.arrivals import message_of, waiting_arrivals
from dondoc.people.models import User
from dondoc.web.frame.brought import files_of
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.paging import page_of
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.incoming.forms import TYPES, OpinionForm, RegisterForm, StepForm, check
from dondoc.web.incoming.shown import all_shown, shown
from dondoc.web.outgoing.list import SIGNS

PER_PAGE = 50
SHOWN_ARRIVALS = 20
GROUP_CHIPS = (
    ("cho-phan-phoi", "Chờ phân phối", "wait"),
    ("dang-xu-ly", "Đang xử lý", "open"),
    ("qua-han", "Quá hạn", "late"),
    ("den-han", "Sắp đến hạn", "near"),
    ("da-tra-loi", "Đã trả lời", "done"),
    ("da-ket-thuc", "Đã kết thúc", "exempt"),
)


def wanted_of(request: OfficeRequest, years: list[int]) -> Wanted:
    """What the address asks for; the newest year unless another, or all of them ('tat-ca'), is named."""
    asked = request.GET
    year = asked.get("nam", "")
    newest = years[0] if years and year != "tat-ca" else None
    return Wanted(
        year=int(year) if year.isdecimal() and len(year) == 4 else newest,
        group=asked.get("tinh_trang", ""),
        type_name=asked.get("loai", "")[:100],
        issuer=asked.get("tac_gia", "")[:200],
        urgency=asked.get("khan", "")[:12],
        is_own=bool(asked.get("cua_toi")),
    )


def scoped(request: OfficeRequest) -> list[int]:
    """The register's agencies to show: the province chosen in the header, else all that one sees."""
    if not request.scope:
        return []
    named = agencies_as_on(agencies_held(request.rights, *SEEING), request.moment.as_of.on)
    return [agency_id for agency_id, agency in named.items() if agency.code == request.scope]


@require_GET
def incoming(request: OfficeRequest) -> HttpResponse:
    """The documents that came, the newest first, with what waits for the register above them."""
    if not agencies_held(request.rights, *SEEING):
        raise NotFound("Không tìm thấy trang này.")
    as_of, years = request.moment.as_of, years_of(request.rights)
    wanted = wanted_of(request, years)
    rows, is_now = incoming_rows(request.rights, wanted, as_of, scoped(request)), not request.moment.is_past
    counts, types = list_counts(rows, as_of, is_now=is_now)
    found = of_group(rows, wanted.group, as_of, is_now=is_now).prefetch_related("deeds", "shares")
    page = page_of(found, PER_PAGE, request.GET.get("trang"), counts.get(wanted.group, counts[""]))
    page_rows = list(page.object_list)
    keeps = bool(kept_agencies(request.rights))
    arrivals = waiting_arrivals(request.rights)
    shown_arrivals = list(arrivals[: SHOWN_ARRIVALS + 1]) if keeps else []
    context: dict[str, Any] = {
        "page": page,
        "rows": all_shown(page_rows, work_calendar(), as_of.on, as_of.at),
        "agencies": agencies_as_on({one.agency_id for one in page_rows}, as_of.on),
        "n_all": counts[""],
        "chips": [(key, label, counts[key], sign) for key, label, sign in GROUP_CHIPS],
        "wanted": wanted,
        "years": years,
        "urgencies": [(u.value, u.label) for u in Urgency if u.value],
        "types": types,
        "keeps": keeps,
        "arrivals": shown_arrivals[:SHOWN_ARRIVALS],
        "n_arrivals": len(shown_arrivals) if len(shown_arrivals) <= SHOWN_ARRIVALS else arrivals.count(),
    }
    return render(request, "incoming/list.html", context)


@require_http_methods(["GET", "POST"])
def register(request: OfficeRequest) -> HttpResponse:
    """The entry form; then the document with its number."""
    on = request.moment.as_of.on
    day_map, kept = agency_map(on), kept_agencies(request.rights)
    if not kept:
        raise NotFound("Không tìm thấy trang này.")
    named = [day_map.by_id[pk] for pk in kept if pk in day_map.by_id]
    # The province of the header's scope first, then by name.
    named.sort(key=lambda one: (one.code != request.scope, one.name))
    agencies = [(one.id, one.name) for one in named]
    if request.method == "POST":
        return _register(request, agencies)
    return _show_form(request, RegisterForm(agencies, on))


def _show_form(request: OfficeRequest, form: RegisterForm, refused: Refused | None = None) -> HttpResponse:
    context = {
        "form": form,
        "refused": refused,
        "types": TYPES,
        "issuers": issuers_known(request.rights),
        "is_same": refused is not None and any(one.where == "Trùng văn bản" for one in refused.reasons),
    }
    return render(request, "incoming/register.html", context, status=422 if refused else 200)


@deed
def _register(request: OfficeRequest, agencies: list[tuple[int, str]]) -> HttpResponse:
    at = now()
    form = RegisterForm(agencies, request.moment.as_of.on, request.POST)
    try:
        check(form)
        document = register_incoming(
            actor_id=request.actor_id,
            at=at,
            agency_id=int(form.cleaned_data["agency"]),
            arrived_on=form.cleaned_data["arrived_on"],
            description=form.description(),
            files=files_of(request.FILES),
            is_meant=bool(request.POST.get("van_dang_ky")),
        )
    except NotFound:
        raise
    except Refused as refused:
        return _show_form(request, form, refused)
    messages.success(request, f"Đã đăng ký: số đến {padded(document.number)} năm {document.book.year}.")
    if "tiep" in request.POST:
        return redirect("register-incoming")
    return redirect("incoming-document", document_id=document.pk)


@require_GET
def incoming_document(request: OfficeRequest, document_id: int) -> HttpResponse:
    """One document: what the register says, its files and signatures, everything that happened, what may be done."""
    return show_document(request, document_id)


def show_document(
    request: OfficeRequest, document_id: int, refused: Refused | None = None, **forms: Any
) -> HttpResponse:
    """The page, again with every reason and what was typed where a deed was refused."""
    document = access_incoming(request.rights, document_id)
    as_of = request.moment.as_of
    deeds = deeds_until(document, as_of.at)
    parts = parts_in(request.rights, document)
    row = shown(document, work_calendar(), as_of.on, as_of.at)
    may = {kind.value: bool(MAY[kind] & parts) for kind in DeedKind}
    opinions = [one for one in deeds if one.kind == DeedKind.OPINION]
    shares = list(document.shares.all())
    context: dict[str, Any] = {
        "document": document,
        "agency": agencies_as_on([document.agency_id], as_of.on).get(document.agency_id),
        "row": row,
        "files": _files(document),
        "history": _history(deeds),
        "opinions": [(one, [s for s in shares if s.deed_id == one.pk]) for one in opinions],
        "may": may,
        "is_open": row.stage.is_open,
        "steps": _steps(may, is_open=row.stage.is_open),
        "message": message_of(document),
        "opinion_form": OpinionForm(),
        "step_form": StepForm(),
        **_answering(request, document, deeds, may_answer=may["answered"] and row.stage.is_open),
        "handlers": handlers_of(document.agency_id, as_of.on) if may["opinion"] else [],
        "refused": refused,
        **forms,
    }
    return render(request, "incoming/document.html", context, status=422 if refused else 200)


def _answering(
    request: OfficeRequest, document: IncomingDocument, deeds: list[Any], *, may_answer: bool
) -> dict[str, Any]:
    """Which of our documents answer it, which the history may lead to, and what could be chosen to answer it."""
    as_of = request.moment.as_of
    answers = answers_to(request.rights, document, as_of)
    cited = [one.outgoing_id for one in deeds if one.outgoing_id]
    desk = desk_agencies(request.rights, as_of.on) if may_answer else frozenset()
    known = {one.document_id for one in answers}
    return {
        "answers": [(one, SIGNS[one.stage]) for one in answers],
        "known_outgoing": known_outgoing(request.rights, cited, as_of),
        "may_draft_answer": bool(desk),
        "open_drafts": [one for one in open_drafts(desk, as_of.at) if one[0] not in known] if desk else [],
    }


STEPS = (
    (DeedKind.TAKEN, "nhan", "", True),
    (DeedKind.PROGRESS, "tien-do", "Tiến độ", True),
    (DeedKind.PROPOSED, "de-xuat", "Ý kiến đề xuất", True),
    (DeedKind.ANSWERED, "tra-loi", "Nội dung trả lời (không bắt buộc)", True),
    (DeedKind.CLOSED, "ket-thuc", "Lý do kết thúc, không trả lời", True),
    (DeedKind.LINKED, "lien-quan", "Quan hệ, ví dụ: thực hiện, trả lời", None),
    (DeedKind.RETURNED, "tra-lai", "Lý do trả lại bên gửi", True),
    (DeedKind.REOPENED, "mo-lai", "Lý do mở lại", False),
)
BY_SLUG = {slug: kind for kind, slug, _, _ in STEPS}
CITING = (DeedKind.ANSWERED, DeedKind.LINKED)


def _steps(may: dict[str, bool], *, is_open: bool) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "slug": slug, "label": label, "is_citing": kind in CITING}
        for kind, slug, label, when_open in STEPS
        if may[kind.value] and when_open in (None, is_open)
    ]


def _files(document: IncomingDocument) -> list[tuple[Any, str, tuple[str, ...]]]:
    rows = document.files.select_related("file", "verification").order_by("position")
    found = []
    for row in rows:
        verdict = row.verification.verdict() if row.verification else None
        found.append((row, verdict.indication.label if verdict else "", verdict.reasons if verdict else ()))
    return found


def _history(deeds: list[Any]) -> list[tuple[Any, str]]:
    people = dict(User.objects.filter(pk__in={one.actor_id for one in deeds}).values_list("pk", "full_name"))
    return [(one, people.get(one.actor_id, "hệ thống")) for one in reversed(deeds)]


@require_GET
def slip(request: OfficeRequest, document_id: int) -> HttpResponse:
    """Phiếu giải quyết văn bản đến, to print. Source: NĐ 30/2020/NĐ-CP, Phụ lục IV."""
    document = access_incoming(request.rights, document_id)
    as_of = request.moment.as_of
    deeds, shares = deeds_until(document, as_of.at), list(document.shares.all())
    context = {
        "document": document,
        "agency": agencies_as_on([document.agency_id], as_of.on).get(document.agency_id),
        "opinions": [
            (one, _of_role(shares, one.pk, ShareRole.LEAD), _of_role(shares, one.pk, ShareRole.COORDINATE))
            for one in deeds
            if one.kind == DeedKind.OPINION
        ],
        "proposals": _history([one for one in deeds if one.kind == DeedKind.PROPOSED]),
    }
    return render(request, "incoming/slip.html", context)


def _of_role(shares: list[Any], deed_id: int, role: ShareRole) -> list[Any]:
    return [one for one in shares if one.deed_id == deed_id and one.role == role]


@require_GET
def file(request: OfficeRequest, document_id: int, position: int) -> HttpResponse:
    """The bytes of a file, to be saved, never shown in place."""
    document = access_incoming(request.rights, document_id)
    row = document.files.select_related("file").filter(position=position).first()
    if row is None:
        raise NotFound("Không tìm thấy tệp này.")
    with row.file.content.open("rb") as opened:
        response = HttpResponse(opened.read(), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, row.file.name) or "attachment"
    return response
