"""Views of the document search: the page, keeping and dropping a search."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from dondoc.base.clock import now
from dondoc.base.rules.folding import asked as asked_in
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.documents.actions import drop_search, save_search
from dondoc.documents.queries.searching import COUNTED, SearchFilter, saved_searches, with_keys
from dondoc.documents.rules.searching import SearchKind
from dondoc.followup.queries.searching import search_documents
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.moment import day_asked
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.searching.shown import found_shown

PER_PAGE = 25
FIELDS = ("q", "nguon", "loai", "tac_gia", "tu", "den")


def _wanted(query: QueryDict) -> tuple[SearchFilter, list[str]]:
    """The filter that an address asks for, and what cannot be read in it."""
    since, wrong_since = day_asked(query.get("tu", ""))
    until, wrong_until = day_asked(query.get("den", ""))
    kind = query.get("nguon", "")
    wanted = SearchFilter(
        kind=SearchKind(kind) if kind in set(SearchKind) else None,
        type_name=query.get("loai", "").strip()[:100],
        issuer=query.get("tac_gia", "").strip()[:200],
        since=since,
        until=until,
    )
    return wanted, [one for one in (wrong_since, wrong_until) if one]


@require_GET
def search_page(request: OfficeRequest, refused: Refused | None = None) -> HttpResponse:
    """Documents that hold the words, the surest first; without words, what the filters leave."""
    words = request.GET.get("q", "").strip()[:200]
    found, (wanted, wrong) = asked_in(words), _wanted(request.GET)
    is_asked = bool(found) or wanted != SearchFilter()
    is_asked_well = is_asked and not wrong
    keys = search_documents(request.rights, request.moment.as_of.on, found, wanted) if is_asked_well else []
    page = Paginator(keys[:COUNTED], PER_PAGE).get_page(request.GET.get("trang"))
    context: dict[str, Any] = {
        "words": words,
        "wanted": wanted,
        "wrong": wrong,
        "is_asked": is_asked,
        "page": page,
        "found": found_shown(with_keys(list(page.object_list)), found, request.rights),
        "has_more": len(keys) > COUNTED,
        "kinds": [(kind.value, kind.label) for kind in SearchKind],
        "saved": saved_searches(request.actor_id),
        "query": _bare(request.GET),
        "refused": refused,
    }
    return render(request, "searching/documents.html", context, status=422 if refused else 200)


def _bare(query: QueryDict) -> str:
    """The conditions of an address and nothing else, in a fixed order."""
    kept = QueryDict(mutable=True)
    for name in FIELDS:
        if value := query.get(name, "").strip()[:200]:
            kept[name] = value
    return kept.urlencode()


@deed
@require_POST
def save(request: OfficeRequest) -> HttpResponse:
    """Keep this search under a name."""
    query = _bare(QueryDict(request.POST.get("query", "")[:2000]))
    where = f"{reverse('search-documents')}?{query}"
    try:
        row = save_search(actor_id=request.actor_id, at=now(), name=request.POST.get("name", ""), query=query)
    except Refused as refused:
        request.GET = QueryDict(query)
        request.method = "GET"
        return search_page(request, refused)
    messages.success(request, f"Đã lưu tìm kiếm “{row.name}”.")
    return redirect(where)


@deed
@require_POST
def drop(request: OfficeRequest, search_id: int) -> HttpResponse:
    """Drop one's own search."""
    try:
        name = drop_search(actor_id=request.actor_id, at=now(), search_id=search_id)
    except NotFound:
        raise
    messages.success(request, f"Đã bỏ tìm kiếm “{name}”.")
    return redirect("search-documents")
