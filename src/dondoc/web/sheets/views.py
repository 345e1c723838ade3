"""Views of forms for every official: the list, one as it prints, its files, two versions compared."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.base.rules.tables.days import Unreadable, day_from_text
from dondoc.base.rules.wording import search_key
from dondoc.deadlines.rules.definition import RegimeDefinition
from dondoc.reporting.queries import all_definitions
from dondoc.sheets.queries import DatedForm, all_forms, form_versions
from dondoc.sheets.rules.definition import FormDefinition, write_form
from dondoc.sheets.rules.definition.compare import Change, Part, differences, told_changes
from dondoc.sheets.rules.workbook import Heading, write_form_template
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.sheets.shown import printed, told_checks

PER_PAGE = 50
MOST_CHANGES = 500  # in one part of a form
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BLANK = Heading("", "……………………………", "", "……………………………")


def may_edit(request: OfficeRequest) -> bool:
    return bool(request.keeps_installation)


def versions_or_none(code: str) -> list[DatedForm]:
    """The versions of a form, the latest day first. Else NotFound."""
    if not (versions := form_versions(code)):
        raise NotFound("Không tìm thấy biểu mẫu này.")
    return versions


def regimes_using(code: str) -> list[RegimeDefinition]:
    return [regime for regime in all_definitions() if code in regime.forms]


@require_GET
def forms(request: OfficeRequest) -> HttpResponse:
    """Every form (danh mục biểu mẫu số liệu) with its versions and the regimes that use it."""
    words = request.GET.get("loc", "").strip()[:100]
    listed, used = all_forms(), all_definitions()
    found = [row for row in listed if search_key(words) in search_key(f"{row.code} {row.name} {row.unit}")]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "rows": [(row, [regime for regime in used if row.code in regime.forms]) for row in page],
        "n_all": len(listed),
        "words": words,
        "may_edit": may_edit(request),
    }
    return render(request, "sheets/forms.html", context)


@require_GET
def form(request: OfficeRequest, code: str) -> HttpResponse:
    """One form as it prints, in the version of a day, with its checks in words and what changed between versions."""
    versions = versions_or_none(code)
    on, version = _version(request, versions)
    most = {"most": len(version.definition.items)} if request.GET.get("dong") == "tat-ca" else {}
    context = {
        "version": version,
        "form": version.definition,
        "printed": printed(version.definition, **most),
        "checks": told_checks(version.definition),
        "on": on,
        "versions": [(row, _told(row, older)) for row, older in zip(versions, [*versions[1:], None], strict=True)],
        "regimes": regimes_using(code),
        "may_edit": may_edit(request),
    }
    return render(request, "sheets/form.html", context)


def _told(version: DatedForm, older: DatedForm | None) -> str:
    if older is None:
        return "Công bố lần đầu"
    told = told_changes(differences(older.definition, version.definition)) or "không có gì khác"
    return f"{told[0].upper()}{told[1:]}"


def _version(request: OfficeRequest, versions: list[DatedForm]) -> tuple[date, DatedForm]:
    """The version in force on the day asked for; on a day before all of them the first one. Raises Refused."""
    asked, on = request.GET.get("ngay", ""), request.moment.as_of.on
    if asked:
        try:
            on = day_from_text(asked.strip()[:20])
        except Unreadable as wrong:
            raise Refused(f"Ngày áp dụng: {wrong}.") from None
    in_force = (version for version in versions if version.definition.valid_from <= on)
    return on, next(in_force, versions[-1])


@require_GET
def file(request: OfficeRequest, code: str, kind: str) -> HttpResponse:
    """The version of a day as a blank Excel file, or as JSON for `dondoc import form`."""
    definition = _version(request, versions_or_none(code))[1].definition
    if kind == "json":
        text = json.dumps(write_form(definition), ensure_ascii=False, indent=2) + "\n"
        response = HttpResponse(text, content_type="application/json")
    elif kind == "xlsx":
        response = HttpResponse(write_form_template(definition, BLANK), content_type=XLSX)
    else:
        raise NotFound("Không có tệp này.")
    name = f"bieu-{code.replace('/', '-')}-{definition.valid_from:%Y%m%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
def compare(request: OfficeRequest, code: str) -> HttpResponse:
    """What one version has that another has not (so sánh hai phiên bản); the two latest where none is named."""
    versions = versions_or_none(code)
    by_id = {str(version.version_id): version for version in versions}
    new = by_id.get(request.GET.get("moi", ""), versions[0])
    old = by_id.get(request.GET.get("cu", ""), versions[min(1, len(versions) - 1)])
    context = {"versions": versions, "old": old, "new": new, "code": code, "parts": compared(old, new.definition)}
    return render(request, "sheets/compare.html", context)


@dataclass(frozen=True)
class Differences:
    """The differences in one part of a form, as many as a page bears."""

    part: Part
    changes: tuple[Change, ...]
    n_more: int

    @property
    def n(self) -> int:
        return len(self.changes) + self.n_more


def compared(old: DatedForm, new: FormDefinition, most: int = MOST_CHANGES) -> list[Differences]:
    """Differences by the part of the form that they are in."""
    changes = differences(old.definition, new)
    parts = [(part, tuple(change for change in changes if change.part is part)) for part in Part]
    return [Differences(part, found[:most], max(len(found) - most, 0)) for part, found in parts if found]
