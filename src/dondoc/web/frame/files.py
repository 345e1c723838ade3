"""A kept file to be saved (tải tệp): its bytes as they came in, never shown in place."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from dondoc.base.models import StoredFile


def saved(file: StoredFile) -> HttpResponse:
    """The file as an attachment under the name that its owner gave it."""
    with file.content.open("rb") as content:
        response = HttpResponse(content.read(), content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    return response
