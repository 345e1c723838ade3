"""Keep a previewed document as a draft (lưu thành dự thảo văn bản), and compute it again from where it came."""

from __future__ import annotations

from copy import copy

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from dondoc.base.clock import now
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import Refused
from dondoc.documents.actions import Purpose, create_draft
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.papers.drafted import Drafted

LONGEST_ADDRESS = 200
# Pages whose documents are kept; the others only look like one.
KEPT = frozenset({"letter", "period-paper", "urging-letter", "report", "review-paper", "total-report"})
OF_THE_HEADER = ("tinh_den", "pham_vi")


class Previewed(HttpResponse):
    """A page of preview, with what it shows."""

    drafted: Drafted


def address_of(request: OfficeRequest) -> str:
    """Where the page is, without what the header chooses; '' for one too long to keep."""
    query = request.GET.copy()
    for name in OF_THE_HEADER:
        query.pop(name, None)
    found = f"{request.path}?{query.urlencode()}" if query else request.path
    return found if len(found) <= LONGEST_ADDRESS else ""


def keep(request: OfficeRequest, drafted: Drafted) -> HttpResponse:
    """Keep it as a draft with its figures and their moment.

    Also while a past day is shown: then the figures of that day are what is kept.
    """
    at = now()
    made = create_draft(
        actor_id=request.actor_id,
        at=at,
        agency_code=drafted.issuer_code(),
        value=drafted.document,
        purpose=Purpose(drafted.keeps.origin, drafted.address),
        figures=drafted.kept_figures(AsOf(at)),
    )
    messages.success(request, "Đã lưu thành dự thảo; số liệu giữ nguyên như tại thời điểm tính.")
    # The draft was made now: a past day in the header would not know of it.
    return redirect(f"{reverse('outgoing-document', args=[made.pk])}?tinh_den=nay")


def drafted_again(request: OfficeRequest, address: str) -> Drafted | None:
    """The same document as of the page's moment; None where there is none, or this reader may not see its figures."""
    path, _, query = address.partition("?")
    try:
        found = resolve(path)
    except Resolver404:
        return None
    if found.url_name not in KEPT:
        return None
    asked = copy(request)
    asked.method, asked.path, asked.path_info = "GET", path, path
    told = QueryDict(query, mutable=True)
    if found.url_name == "report":
        told["den"] = "nay"  # a month's review goes up to its end, unless it is asked for now
    if found.url_name == "review-paper":
        told["toi"] = "nay"  # so does any other span's
    asked.GET = told  # type: ignore[assignment]
    try:
        response = found.func(asked, *found.args, **found.kwargs)
    except Refused:
        return None
    return response.drafted if isinstance(response, Previewed) else None
