"""Search over what one may see (tìm kiếm). Presentation only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from dondoc.agencies.queries import agency_map
from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.assignments.queries import tasks_with_words
from dondoc.base.rules.folding import asked
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.wording import search_key
from dondoc.documents.queries.searching import with_keys
from dondoc.followup.queries.scope import opened_in
from dondoc.followup.queries.searching import search_documents
from dondoc.people.rules.rights import Rights
from dondoc.web.searching.shown import found_shown

SHOWN = 50
DOCUMENTS = 10


@dataclass(frozen=True)
class Found:
    kind: str
    text: str
    about: str
    href: str


def found_for(rights: Rights, words: str, as_of: AsOf, provinces: Sequence[AgencyOnDay]) -> list[Found]:
    """Agencies first (their row in the newest period), then documents by their words, tasks by words or number."""
    found = [*_agencies(words, as_of, provinces), *_documents(rights, words, as_of), *_tasks(rights, words)]
    return found[:SHOWN]


def _documents(rights: Rights, words: str, as_of: AsOf) -> list[Found]:
    """The first documents with all the words; the page of the document search has the others."""
    question = asked(words)
    if not question:
        return []
    rows = with_keys(search_documents(rights, as_of.on, question, most=DOCUMENTS))
    return [
        Found(one.kind, one.row.subject or one.row.symbol, f"{one.row.symbol} · {one.row.issuer}".strip(" ·"), one.href)
        for one in found_shown(rows, question, rights)
        if one.href
    ]


def _agencies(words: str, as_of: AsOf, provinces: Sequence[AgencyOnDay]) -> list[Found]:
    newest = {p.province_id: p for p in reversed(opened_in(provinces, as_of))}
    if not newest:
        return []
    day_map = agency_map(as_of.on)
    key = search_key(words)
    found = []
    for province in provinces:
        period = newest.get(province.id)
        for agency in day_map.reporters(province.id) if period else []:
            if period and key in search_key(f"{agency.name} {agency.short_name} {agency.code}"):
                href = reverse("obligation", args=[period.regime_code, period.period_code, agency.code])
                found.append(Found("Đơn vị", agency.name, province.name, href))
    return found


def _tasks(rights: Rights, words: str) -> list[Found]:
    return [
        Found(
            "Nhiệm vụ", task.title, f"{task.code} · {task.source or 'không văn bản'}", reverse("task", args=[task.pk])
        )
        for task in tasks_with_words(rights, words, SHOWN)
    ]
