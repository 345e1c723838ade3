"""Views of reviews: the figures by a view, the rows behind one, documents, publishing and what was published."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.clock import now
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.base.rules.wording import number
from dondoc.documents.render import render_docx, render_pdf
from dondoc.documents.rules.life import Origin
from dondoc.documents.rules.official import OfficialDocument
from dondoc.followup.actions import publish_review
from dondoc.followup.queries.documents import report_of_review
from dondoc.followup.queries.published import (
    access_published,
    access_published_file,
    differences_today,
    is_untouched,
    published_for,
    published_of,
    span_of,
)
from dondoc.followup.queries.reviews import periodic_review
from dondoc.followup.queries.scope import watched_provinces
from dondoc.followup.rules.review_workbook import periodic_workbook
from dondoc.followup.rules.reviewing import KINDS, PeriodicReview, Scope, View, chosen
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.files import saved
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.papers.preview import TYPES, Figure, Keeps, preview
from dondoc.web.reviews.asked import Asked, asked_for, kinds_of

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    ("", "Tổng số", "assigned"),
    ("done_on_time", "Xong đúng hạn", "done_on_time"),
    ("done_late", "Xong quá hạn", "done_late"),
    ("open_in_time", "Còn thời hạn", "open_in_time"),
    ("no_deadline", "Không thời hạn", "no_deadline"),
    ("open_overdue", "Quá hạn", "open_overdue"),
)


def _found(asked: Asked) -> PeriodicReview:
    return periodic_review(province_id=asked.province.id, span=asked.span, scope=asked.scope, as_of=asked.as_of)


@require_GET
def review(request: OfficeRequest) -> HttpResponse:
    """The figures of a span by a view, each opening its rows."""
    asked = asked_for(request)
    return render(request, "reviews/review.html", _context(request, asked))


def _context(request: OfficeRequest, asked: Asked) -> dict[str, Any]:
    found = _found(asked)
    rows = reverse("review-rows")
    groups = found.groups(asked.view)
    lines = [(group, _cells(asked, group.key, group.totals), _shared(asked, group)) for group in groups]
    days, n = found.lag
    return {
        "asked": asked,
        "found": found,
        "totals": found.totals,
        "lines": lines,
        "sums": [(rows + asked.query(loai=kind), getattr(found.totals, name)) for kind, _, name in COLUMNS],
        "heads": [title for _, title, _ in COLUMNS],
        "before": [getattr(found.before, name) for _, _, name in COLUMNS],
        "kinds": kinds_of(asked, request.moment.as_of),
        "views": list(View),
        "scopes_of": list(Scope),
        "rows": rows,
        "here_query": asked.query(),
        "lag": (number(round(days / n, 1)), number(n)) if n and asked.scope is Scope.COHORT else None,
        "is_over": asked.span.last < request.moment.as_of.on,
        "published": published_for(asked.province.id, asked.span, asked.scope, request.moment.as_of),
        "published_before": published_of([asked.province.id], request.moment.as_of)[:6],
        "provinces": watched_provinces(request.rights, request.moment.as_of.on, request.scope),
    }


def _cells(asked: Asked, key: str, totals: object) -> list[tuple[str, int, str]]:
    """(address, figure, kind) for each column of a row."""
    # A group without a name is asked for by a dash of its own: an empty parameter would mean all of them.
    page = reverse("review-rows") + asked.query(nhom=key or "-")
    return [(f"{page}&loai={kind}" if kind else page, getattr(totals, name), kind) for kind, _, name in COLUMNS]


def _shared(asked: Asked, group: Any) -> tuple[str, int] | None:
    if group.coordinating is None:
        return None
    return reverse("review-rows") + asked.query(nhom=group.key, phan="phoi-hop"), group.coordinating.assigned


@require_GET
def rows(request: OfficeRequest) -> HttpResponse:
    """The tasks behind one figure."""
    asked = asked_for(request)
    found = _found(asked)
    given = request.GET
    kind = given.get("loai", "") if given.get("loai", "") in KINDS else ""
    key = None if "nhom" not in given else "" if given["nhom"] == "-" else given["nhom"]
    shares = given.get("phan") == "phoi-hop"
    tasks = chosen(found, asked.view, key, kind, shares=shares)
    if given.get("tren", "").isascii() and given.get("tren", "").isdigit():
        tasks = [task for task in tasks if task.standing.days_overdue > int(given["tren"][:5])]
    label = next((group.label for group in found.groups(asked.view) if group.key == key), "")
    context = {
        "asked": asked,
        "label": label,
        "kind": next((title for one, title, _ in COLUMNS if one == kind), "") if kind else "",
        "over": given.get("tren", "")[:5],
        "shares": shares,
        "page": Paginator(tasks, PER_PAGE).get_page(given.get("trang")),
    }
    return render(request, "reviews/rows.html", context)


def _drafted(asked: Asked) -> tuple[PeriodicReview, OfficialDocument]:
    page = reverse("review-rows")
    links = {name: page + asked.query(loai=kind) for kind, _, name in COLUMNS}
    return report_of_review(
        province_id=asked.province.id,
        span=asked.span,
        scope=asked.scope,
        view=asked.view,
        as_of=asked.as_of,
        links=links,
    )


@require_http_methods(["GET", "POST"])
def paper(request: OfficeRequest) -> HttpResponse:
    """The report as paper, its figures beside it."""
    asked = asked_for(request)
    found, document = _drafted(asked)
    page, back = reverse("review-rows"), reverse("review") + asked.query()
    context = {
        "title": f"Báo cáo rà soát {asked.span.in_sentence}",
        "figures": [
            Figure(title, number(getattr(found.totals, name)), page + asked.query(loai=kind))
            for kind, title, name in COLUMNS
        ],
        "check": f"Đúng hạn + xong quá hạn + còn thời hạn + quá hạn = {number(found.totals.assigned)}.",
        "as_of": asked.as_of,
        "keeps": Keeps(Origin.TASKS, asked.province.code),
        "download": reverse("review-file", args=["docx"]).removesuffix("docx"),
        "more": asked.query(),
        "back": (back, "Rà soát"),
    }
    return preview(request, document, context)


@require_GET
def file(request: OfficeRequest, kind: str) -> HttpResponse:
    """The report as DOCX or PDF, or everything as a workbook."""
    asked = asked_for(request)
    if kind == "xlsx":
        data, content_type = periodic_workbook(_found(asked)), XLSX
    else:
        _, document = _drafted(asked)
        data = render_docx(document) if kind == "docx" else render_pdf(document, settings.PDF_FONT_FOLDER)
        content_type = TYPES[kind]
    response = HttpResponse(data, content_type=content_type)
    name = f"ra-soat-{asked.span.code}-{asked.scope.value}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@deed
@require_POST
def publish(request: OfficeRequest) -> HttpResponse:
    """Freeze the review that the page shows."""
    asked = asked_for(request)
    try:
        published = publish_review(
            actor_id=request.actor_id,
            at=now(),
            province_id=asked.province.id,
            span=asked.span,
            scope=asked.scope,
            view=asked.view,
            number=request.POST.get("so", ""),
        )
    except NotFound:
        raise
    except Refused as refused:
        return render(request, "reviews/review.html", {**_context(request, asked), "refused": refused}, status=422)
    messages.success(request, "Đã công bố. Số liệu và tệp giữ nguyên từ nay; số tính lại được hiện bên cạnh.")
    return redirect("published-review", published_id=published.pk)


@require_GET
def published(request: OfficeRequest, published_id: int) -> HttpResponse:
    """What was published, as it was, and what is different by now."""
    found = access_published(request.rights, published_id=published_id)
    span = span_of(found)
    context = {
        "published": found,
        "province": agencies_as_on({found.province_id}, found.last)[found.province_id],
        "span": span,
        "scope_of": Scope(found.scope),
        "groups": found.figures["groups"][View.LEAD.value],
        "totals": found.figures["totals"],
        "is_untouched": is_untouched(found),
        "differences": differences_today(found, day_of(request.moment.as_of.at)),
        "again": reverse("review") + f"?tinh={found.province.code}&ky={span.code}&tap={found.scope}",
    }
    return render(request, "reviews/published.html", context)


@require_GET
def published_file(request: OfficeRequest, published_id: int, file_id: int) -> HttpResponse:
    """A file as it was frozen."""
    return saved(access_published_file(request.rights, published_id=published_id, file_id=file_id))
