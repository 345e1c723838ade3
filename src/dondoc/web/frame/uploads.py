"""Files of a form (tệp kèm theo), each read to one byte more than allowed: the deed judges them."""

from __future__ import annotations

from django.conf import settings

from dondoc.assignments.rules.evidence import Upload
from dondoc.web.frame.request import OfficeRequest

MOST_READ = 8  # more files than any deed takes are not read at all


def uploads(request: OfficeRequest, name: str = "tep") -> list[Upload]:
    """The files of a form, each read to one byte more than allowed."""
    given = request.FILES.getlist(name)
    limit = settings.MAX_REPORT_BYTES
    return [Upload(one.name or "tệp", one.read(limit + 1)) for one in given[:MOST_READ]]
