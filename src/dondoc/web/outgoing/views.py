"""Views of outgoing documents to look at: the list, one document, two drafts compared, files."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.documents.models import OutgoingFile
from dondoc.documents.queries.outgoing import Record, desk_agencies, official_of
from dondoc.documents.render import render_html
from dondoc.documents.rules.differences import differences
from dondoc.documents.rules.life import Stage, Who
from dondoc.documents.rules.official import DocumentType
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.outgoing.delivery import delivery_context
from dondoc.web.outgoing.list import SIGNS, Filter, page_of, stage_counts
from dondoc.web.outgoing.shown import opened, page_context
from dondoc.web.papers.preview import document_file

# Drafts that the page lists; every one can be asked for by its number.
MOST_DRAFTS = 50


@require_GET
def outgoing(request: OfficeRequest) -> HttpResponse:
    """The list with its chips (văn bản đi)."""
    wanted = Filter.of(request.GET.dict())
    counts = stage_counts(request, wanted)
    page, rows = page_of(request, wanted)
    context = {
        "rows": rows,
        "page": page,
        "wanted": wanted,
        "total": sum(counts.values()),
        "chips": [
            (stage.value, stage.label, counts[stage], "open" if stage is Stage.DRAFT else SIGNS[stage])
            for stage in Stage
            if counts[stage]
        ],
        "types": list(DocumentType),
        "may_draft": bool(desk_agencies(request.rights, request.moment.as_of.on)),
    }
    return render(request, "outgoing/list.html", context)


def _symbol(stage: Stage) -> str:
    return "open" if stage is Stage.DRAFT else SIGNS[stage]


@require_GET
def document(request: OfficeRequest, document_id: int) -> HttpResponse:
    """One document: as paper, with its steps and everything that was done with it."""
    record, who = opened(request, document_id)
    return show(request, record, who)


def show(request: OfficeRequest, record: Record, who: frozenset[Who], refused: Refused | None = None) -> HttpResponse:
    """The page of a document; with the reasons where a step was refused."""
    context: dict[str, Any] = page_context(request, record, who)
    paper = mark_safe(render_html(context["value"]))  # noqa: S308 - the writer escapes every text
    agency = agencies_as_on([record.document.agency_id], request.moment.as_of.on).get(record.document.agency_id)
    context |= {
        "look": SIGNS[record.stage],
        "paper": paper,
        "agency": agency,
        "refused": refused,
        "given": request.POST,
    }
    context |= {"followed": record.document.follows, "drafts": list(reversed(record.drafts))[:MOST_DRAFTS]}
    context |= delivery_context(request, record, who)
    return render(request, "outgoing/document.html", context, status=422 if refused else 200)


@require_GET
def compare(request: OfficeRequest, document_id: int) -> HttpResponse:
    """Two drafts side by side in one text (so sánh hai bản dự thảo)."""
    record, _ = opened(request, document_id)
    by_no = {str(draft.no): draft for draft in record.drafts}
    newer = by_no.get(request.GET.get("den", ""), record.draft)
    older = by_no.get(request.GET.get("tu", ""), record.drafts[max(record.drafts.index(newer) - 1, 0)])
    lines = differences(official_of(older), official_of(newer))
    context = {
        "record": record,
        "older": older,
        "newer": newer,
        "lines": lines,
        "n_changed": sum(line.is_changed for line in lines),
        "drafts": record.drafts,
    }
    return render(request, "outgoing/compare.html", context)


@require_GET
def draft_file(request: OfficeRequest, document_id: int, kind: str) -> HttpResponse:
    """The document as it reads now, to look at or to edit elsewhere; not the file that is signed."""
    record, _ = opened(request, document_id)
    return document_file(record.value(), kind, f"van-ban-{record.document.pk}-ban-{record.draft.no}")


@require_GET
def stored_file(request: OfficeRequest, document_id: int, file_id: int) -> HttpResponseBase:
    """A file as it was taken in: frozen, signed, sealed."""
    record, _ = opened(request, document_id)
    row = OutgoingFile.objects.filter(pk=file_id, document=record.document).select_related("file").first()
    if row is None:
        raise NotFound("Không tìm thấy tệp này.")
    return FileResponse(
        row.file.content.open("rb"),
        as_attachment=True,
        filename=row.file.name,
        content_type=row.file.content_type,
    )
