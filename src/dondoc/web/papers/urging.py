"""Views of the letter to one agency (công văn đôn đốc một đơn vị): as it will look, then DOCX and PDF."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from dondoc.agencies.queries import agency_map
from dondoc.base.rules.refusals import NotFound
from dondoc.base.rules.wording import number
from dondoc.documents.rules.life import Origin
from dondoc.documents.rules.official import OfficialDocument
from dondoc.followup.queries import urging_of
from dondoc.followup.rules.arrears import Arrears, OwedReport
from dondoc.web.frame.request import OfficeRequest, provinces_watched
from dondoc.web.papers.preview import Figure, Keeps, document_file, preview

FIGURES = "#so-lieu"  # the letter's figures open the list of them beside it


def _drafted(request: OfficeRequest, agency: str) -> tuple[Arrears, OfficialDocument]:
    """The letter with what it speaks of. Raises NotFound, NothingToUrge."""
    as_of = request.moment.as_of
    day_map = agency_map(as_of.on)
    unit = day_map.by_code(agency)
    province = day_map.province_of(unit.id) if unit else None
    watched = {p.id for p in provinces_watched(request)}
    if unit is None or province is None or province.id not in watched:
        raise NotFound("Không tìm thấy đơn vị này.")
    links = {"unsent": FIGURES, "unsigned": FIGURES, "tasks": FIGURES}
    found, document = urging_of(province_id=province.id, agency_id=unit.id, as_of=as_of, links=links)
    return found, document


def _figures(found: Arrears) -> Iterator[Figure]:
    """Every report and task that the letter speaks of, each with its page."""

    def report(owed: OwedReport, told: str) -> Figure:
        page = reverse("obligation", args=[owed.regime_code, owed.period_code, found.agency.code])
        return Figure(f"{owed.regime_code} {owed.period_in_sentence}", told, page)

    yield from (report(owed, f"chưa gửi, quá hạn {number(owed.days)} ngày") for owed in found.unsent)
    yield from (report(owed, "không ký số") for owed in found.unsigned)
    for task in found.tasks:
        yield Figure(task.title, f"quá hạn {number(task.standing.days_overdue)} ngày", reverse("task", args=[task.id]))


@require_http_methods(["GET", "POST"])
def urging(request: OfficeRequest, agency: str) -> HttpResponse:
    """'Soạn công văn đôn đốc': the letter as paper, what the agency owes beside it."""
    found, document = _drafted(request, agency)
    context = {
        "title": f"Công văn đôn đốc {found.agency.name}",
        "figures": list(_figures(found)),
        "check": "",
        "as_of": found.as_of,
        "keeps": Keeps(Origin.REPORTING, found.province.code),
        "download": reverse("urging-letter-file", args=[agency, "docx"]).removesuffix("docx"),
        "template": reverse("template", args=[found.province.code, "urging-letter"]),
        "back": (reverse("agency", args=[agency]), found.agency.short_name),
    }
    return preview(request, document, context)


@require_GET
def urging_file(request: OfficeRequest, agency: str, kind: str) -> HttpResponse:
    """The letter as DOCX or PDF, as of the moment in the header."""
    _, document = _drafted(request, agency)
    return document_file(document, kind, f"don-doc-{agency.replace('/', '-')}")
