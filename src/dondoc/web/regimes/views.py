"""Views of regimes: the list, one in plain words with its next periods, files."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dondoc.base.rules.refusals import NotFound
from dondoc.base.rules.wording import search_key
from dondoc.deadlines.queries import work_calendar
from dondoc.deadlines.rules.definition import cycle_words
from dondoc.deadlines.rules.regime_files import SUFFIXES, write_regimes
from dondoc.followup.queries.scope import watched_provinces
from dondoc.reporting.queries import UnknownRegime, administered_provinces, all_definitions, versions_of
from dondoc.reporting.queries.maps import Maps
from dondoc.sheets.queries import all_forms
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.regimes.shown import reaches, shown_components, shown_cycles, shown_periods, shown_versions

TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
    ".json": "application/json",
}


def may_edit(request: OfficeRequest) -> bool:
    return bool(administered_provinces(request.rights, request.moment.as_of.on))


@require_GET
def regimes(request: OfficeRequest) -> HttpResponse:
    """Every regime (danh mục chế độ báo cáo), by name, with what it asks in a few words."""
    words = request.GET.get("loc", "").strip()[:100]
    listed = all_definitions()
    found = [
        definition
        for definition in listed
        if search_key(words) in search_key(f"{definition.code} {definition.name} {definition.legal_basis}")
    ]
    on = request.moment.as_of.on
    context = {
        "rows": [(d, "; ".join(cycle_words(rule) for rule in d.cycles), d.is_in_force(on)) for d in found],
        "n_all": len(listed),
        "words": words,
        "may_edit": may_edit(request),
    }
    return render(request, "regimes/regimes.html", context)


@require_GET
def regime(request: OfficeRequest, code: str) -> HttpResponse:
    """One regime: its rules as sentences, the next eight periods, components, versions."""
    versions = versions_of(code)
    if not versions:
        raise NotFound("Không tìm thấy chế độ báo cáo này.")
    definition, on = versions[0].definition, request.moment.as_of.on
    context = {
        "definition": definition,
        "cycles": shown_cycles(definition),
        "periods": shown_periods(definition, on, work_calendar()),
        "components": shown_components(definition),
        "reaches": reaches(definition, watched_provinces(request.rights, on, request.scope), on, Maps()),
        "versions": shown_versions(versions),
        "is_in_force": definition.is_in_force(on),
        "may_edit": may_edit(request),
        "known_forms": {row.code for row in all_forms()} if definition.forms else set(),
    }
    return render(request, "regimes/regime.html", context)


@require_GET
def file(request: OfficeRequest, kind: str) -> HttpResponse:
    """Every regime as a file; one of them with ?ma=."""
    suffix, code = f".{kind}", request.GET.get("ma", "")
    if suffix not in SUFFIXES:
        raise NotFound("Không có tệp này.")
    listed = [d for d in all_definitions() if code in ("", d.code)]
    if code and not listed:
        raise UnknownRegime(f"Không có chế độ báo cáo mang mã '{code}'.")
    response = HttpResponse(write_regimes(listed, suffix), content_type=TYPES[suffix])
    response["Content-Disposition"] = f'attachment; filename="che-do-bao-cao{suffix}"'
    return response
