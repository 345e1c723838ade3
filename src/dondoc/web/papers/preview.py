"""A document as paper on a page, and as a file (xem trước, tải văn bản)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from dondoc.documents.render import render_docx, render_html, render_pdf
from dondoc.documents.rules.official import OfficialDocument
from dondoc.web.frame.request import OfficeRequest

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class Figure:
    """A figure used in the document, with where it opens."""

    label: str
    value: str
    href: str


def preview(request: OfficeRequest, document: OfficialDocument, context: dict[str, Any]) -> HttpResponse:
    """The document as it will look, its figures and downloads beside it."""
    paper = mark_safe(render_html(document))  # noqa: S308 - the writer escapes every text
    return render(request, "papers/preview.html", {**context, "paper": paper})


def document_file(document: OfficialDocument, kind: str, name: str) -> HttpResponse:
    """The document to be saved."""
    data = render_docx(document) if kind == "docx" else render_pdf(document, settings.PDF_FONT_FOLDER)
    response = HttpResponse(data, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
