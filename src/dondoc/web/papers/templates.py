"""Views of templates (mẫu văn bản): which there are, their words edited with a preview on real rows, their versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.tables.days import Unreadable, day_from_text
from dondoc.base.rules.wording import screen_date, screen_moment
from dondoc.documents.queries import WordingVersion, all_wording_versions, product_wording, wording, wording_versions
from dondoc.documents.render import render_html
from dondoc.documents.rules.templates import Change, Section, Shape, Template, changes, cleaned, faults, lines_of
from dondoc.documents.rules.wordings import Wording
from dondoc.followup.actions import CannotWordTemplate, word_template
from dondoc.followup.letters.templates import TEMPLATES, template_of
from dondoc.followup.queries.samples import sample_of
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest, provinces_in_scope, provinces_watched

VERSIONS_SHOWN = 20


@dataclass(frozen=True)
class Field:
    """One section as a field of the page: what stands in it, what is wrong with it."""

    section: Section
    text: str
    faults: list[Reason]

    @property
    def rows(self) -> int:
        """Lines of the box, so that what is there can be read without scrolling."""
        lines = self.text.splitlines() or [""]
        return min(12, max(2, sum(1 + len(line) // 70 for line in lines)))

    @property
    def is_short(self) -> bool:
        return self.section.shape in (Shape.SYMBOL, Shape.COUNT)


def _province(request: OfficeRequest, code: str) -> AgencyOnDay:
    """A province whose documents this person words. Raises NotFound."""
    found = {p.code: p for p in provinces_watched(request)}
    if code not in found:
        raise NotFound("Không tìm thấy mẫu văn bản này.")
    return found[code]


@require_GET
def templates(request: OfficeRequest) -> HttpResponse:
    """Every template of the provinces watched, with the version that counts today."""
    provinces = provinces_in_scope(request)
    if not provinces:
        raise NotFound()
    versions = all_wording_versions(province.id for province in provinces)
    rows = [
        (province, [(about, versions.get((province.id, about.kind), [])) for about in TEMPLATES.values()])
        for province in provinces
    ]
    return render(request, "papers/templates.html", {"provinces": rows})


@require_http_methods(["GET", "POST"])
def template(request: OfficeRequest, province: str, kind: str) -> HttpResponse:
    """A template's words, edited: every sentence with the figures it may name, the document beside it."""
    place, about = _province(request, province), template_of(kind)
    versions = wording_versions(kind, place.id)
    if request.method == "POST":
        return _save(request, place, about, versions)
    asked = request.GET.get("ban", "")
    older = next((version for version in versions if str(version.id) == asked), None)
    said, loaded = wording(kind, place.id, request.moment.as_of.on), ""
    if asked == "chuong-trinh":
        said, loaded = product_wording(kind), "lời văn của chương trình"
    elif older is not None:
        said = {**product_wording(kind), **older.content}
        loaded = f"bản lưu lúc {screen_moment(older.recorded_at)}"
    today = screen_date(request.moment.as_of.on)
    return _page(request, place, about, versions, cleaned(about, said), valid_from=today, loaded=loaded)


@deed
def _save(request: OfficeRequest, place: AgencyOnDay, about: Template, versions: list[WordingVersion]) -> HttpResponse:
    content, based_on = _typed(about, request.POST), request.POST.get("based_on", "")
    try:
        made = word_template(
            actor_id=request.actor_id,
            at=now(),
            province_id=place.id,
            kind=about.kind,
            content=content,
            valid_from=_day(request.POST.get("valid_from", "")),
            note=request.POST.get("note", ""),
            based_on=int(based_on) if based_on.isascii() and based_on.isdigit() and len(based_on) < 19 else None,
        )
    except CannotWordTemplate as refused:
        typed = {"valid_from": request.POST.get("valid_from", ""), "note": request.POST.get("note", "")}
        return _page(request, place, about, versions, cleaned(about, content), refused=refused, **typed)
    told = f"Đã lưu mẫu “{about.name}”, áp dụng từ {screen_date(made.valid_from)}." if made else ""
    messages.success(request, told or "Không có gì khác với bản đã lưu.")
    return redirect("template", province=place.code, kind=about.kind)


def _day(text: str) -> date | None:
    try:
        return day_from_text(text.strip())
    except Unreadable:
        return None


def _typed(about: Template, posted: QueryDict) -> dict[str, str | list[str]]:
    return {section.key: posted.get(section.key, "").splitlines() for section in about.sections}


@require_POST
def template_preview(request: OfficeRequest, province: str, kind: str) -> HttpResponse:
    """The document as it would look with the words typed so far, and what is wrong with them; nothing is written."""
    place, about = _province(request, province), template_of(kind)
    content = cleaned(about, _typed(about, request.POST))
    found = faults(about, content)
    context = _drafted(request, place, about, content, found)
    fields = [(section.key, [reason for reason in found if reason.where == section.key]) for section in about.sections]
    return render(request, "papers/_template_preview.html", {**context, "fields": fields, "is_live": True})


@require_GET
def template_version(request: OfficeRequest, province: str, kind: str, version_id: int) -> HttpResponse:
    """One version beside the one before it (so sánh hai bản của mẫu)."""
    place, about = _province(request, province), template_of(kind)
    versions = wording_versions(kind, place.id)
    at = next((n for n, version in enumerate(versions) if version.id == version_id), None)
    if at is None:
        raise NotFound("Không tìm thấy bản này của mẫu.")
    product = product_wording(kind)
    before: Wording = {**product, **versions[at + 1].content} if at + 1 < len(versions) else product
    found: list[Change] = changes(about, before, {**product, **versions[at].content})
    context = {
        "province": place,
        "template": about,
        "version": versions[at],
        "before": versions[at + 1] if at + 1 < len(versions) else None,
        "changes": found,
    }
    return render(request, "papers/template_version.html", context)


def _page(
    request: OfficeRequest,
    place: AgencyOnDay,
    about: Template,
    versions: list[WordingVersion],
    content: Mapping[str, str | list[str]],
    *,
    valid_from: str,
    note: str = "",
    loaded: str = "",
    refused: Refused | None = None,
) -> HttpResponse:
    reasons = list(refused.reasons) if refused else faults(about, content)
    titles = {section.key: section.title for section in about.sections}
    titles |= {"valid_from": "Áp dụng từ ngày", "note": "Lý do"}
    context = {
        "province": place,
        "template": about,
        "fields": [_field(about, section, content, reasons) for section in about.sections],
        "versions": versions[:VERSIONS_SHOWN],
        "n_more": max(0, len(versions) - VERSIONS_SHOWN),
        "based_on": versions[0].id if versions else "",
        "valid_from": valid_from,
        "note": note,
        "loaded": loaded,
        "refused": Refused([Reason(r.message, titles.get(r.where, "")) for r in reasons]) if refused else None,
        "bad": {reason.where for reason in reasons},
        **_drafted(request, place, about, content, reasons),
    }
    return render(request, "papers/template.html", context, status=422 if refused else 200)


def _field(
    about: Template, section: Section, content: Mapping[str, str | list[str]], reasons: Iterable[Reason]
) -> Field:
    text = "\n".join(lines_of(content[section.key]))
    return Field(section, text, [reason for reason in reasons if reason.where == section.key])


def _drafted(
    request: OfficeRequest, place: AgencyOnDay, about: Template, content: Wording, reasons: Iterable[Reason]
) -> dict[str, Any]:
    """The document on the newest real rows; none while a sentence cannot be used or the province has no rows."""
    sections = {section.key for section in about.sections}
    sample = sample_of(about.kind, place, request.moment.as_of)
    paper = ""
    if sample is not None and not any(reason.where in sections for reason in reasons):
        paper = mark_safe(render_html(sample.draft(content)))  # noqa: S308 - the writer escapes every text
    return {"sample": sample, "paper": paper, "n_faults": sum(reason.where in sections for reason in reasons)}
