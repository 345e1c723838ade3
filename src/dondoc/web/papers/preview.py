"""A document as paper on a page, and as a file (xem trước, tải văn bản)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from dondoc.base.rules.refusals import Refused
from dondoc.documents.form_faults import form_faults
from dondoc.documents.render import render_docx, render_html, render_pdf
from dondoc.documents.rules.official import OfficialDocument
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.papers.drafted import Drafted, Figure, Keeps
from dondoc.web.papers.keeping import Previewed, address_of, keep

__all__ = ["Figure", "Keeps", "document_file", "preview"]

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def preview(request: OfficeRequest, document: OfficialDocument, context: dict[str, Any]) -> HttpResponse:
    """The document as it will look, its figures and downloads beside it; posted to, it is kept as a draft.

    `context` holds `figures`, `as_of` and, as what it is kept, `keeps`.
    """
    drafted = Drafted(document, context["figures"], context["as_of"], context["keeps"], address_of(request))
    if request.method == "POST":
        return keep(request, drafted)
    if request.GET.get("phan") == "the-thuc":
        return render(request, "papers/_form_faults.html", _checked(document))
    paper = mark_safe(render_html(document))  # noqa: S308 - the writer escapes every text
    shown = Previewed(render_to_string("papers/preview.html", {**context, "paper": paper}, request))
    shown.drafted = drafted
    return shown


def _checked(document: OfficialDocument) -> dict[str, Any]:
    """What of the form is broken in the document shown; asked for apart, since measuring takes longer than a page."""
    try:
        return {"faults": form_faults(document)}
    except Refused as refused:
        return {"refused": refused}


def document_file(document: OfficialDocument, kind: str, name: str) -> HttpResponse:
    """The document to be saved."""
    data = render_docx(document) if kind == "docx" else render_pdf(document, settings.PDF_FONT_FOLDER)
    response = HttpResponse(data, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
