"""The narrative part as it was sent (lời văn đã gửi): one version, and held against an earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dondoc.base.rules.refusals import NotFound
from dondoc.deadlines.rules.periods import parse_period
from dondoc.reporting.models import SentNarrative
from dondoc.reporting.queries.life import roles_in
from dondoc.reporting.queries.narrative import access_sent_file, access_sent_narrative, sent_narratives
from dondoc.reporting.queries.regimes import definition_of_period
from dondoc.reporting.rules.wording_changes import Mark, Piece, changed_words
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.outline.places import agency_name, disposition


@dataclass(frozen=True)
class SentSection:
    """One section as it was sent; `pieces`: against an earlier version, where one was asked for."""

    code: str
    title: str
    text: str
    files: list[dict[str, Any]]
    pieces: tuple[Piece, ...] = ()
    gone_files: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        return any(piece.mark is not Mark.SAME for piece in self.pieces) or bool(self.gone_files)


@require_GET
def sent_outline(request: OfficeRequest, submission_id: int) -> HttpResponse:
    """What went with one sending, for who may see its figures; `so-voi`: an earlier version."""
    narrative = _fetched(request, submission_id)
    sent, obligation = narrative.submission, narrative.submission.obligation
    versions = sent_narratives(obligation.pk, request.moment.as_of.at)
    older = _asked(request, [v for v in versions if v.submission.version < sent.version])
    context = {
        "narrative": narrative,
        "sent": sent,
        "obligation": obligation,
        "regime": definition_of_period(obligation.regime.code, obligation.period_code),
        "period": parse_period(obligation.period_code),
        "agency_name": agency_name(obligation),
        "versions": versions,
        "older": older,
        "sections": _sections(narrative, older),
        "may_open": bool(roles_in(request.rights, obligation)),
    }
    return render(request, "outline/sent.html", context)


def _fetched(request: OfficeRequest, submission_id: int) -> SentNarrative:
    """A version that had been sent by the moment in the header. Else NotFound."""
    found = access_sent_narrative(request.rights, submission_id)
    if found.submission.sent_at > request.moment.as_of.at:
        raise NotFound("Không tìm thấy lời văn này.")
    return found


def _asked(request: OfficeRequest, earlier: list[SentNarrative]) -> SentNarrative | None:
    """The earlier version that the address names."""
    asked = request.GET.get("so-voi", "")
    return next((v for v in earlier if str(v.submission.version) == asked), None)


def _sections(narrative: SentNarrative, older: SentNarrative | None) -> list[SentSection]:
    before = {row["code"]: row for row in older.sections} if older else {}
    found = []
    for row in narrative.sections:
        was = before.pop(row["code"], {"text": "", "files": []}) if older else None
        found.append(_section(row, was))
    gone = [_section({**row, "text": "", "files": []}, row) for row in before.values() if row["text"] or row["files"]]
    return found + gone


def _section(row: dict[str, Any], was: dict[str, Any] | None) -> SentSection:
    if was is None:
        return SentSection(row["code"], row["title"], row["text"], row["files"])
    kept = {file["sha256"] for file in row["files"]}
    gone = tuple(file["name"] for file in was["files"] if file["sha256"] not in kept)
    pieces = changed_words(was["text"], row["text"])
    return SentSection(row["code"], row["title"], row["text"], row["files"], pieces, gone)


@require_GET
def sent_outline_file(request: OfficeRequest, submission_id: int, place: int) -> HttpResponse:
    """A file that went with a sent section; to be saved, never shown in place."""
    _fetched(request, submission_id)
    file = access_sent_file(request.rights, submission_id, place).file
    with file.content.open("rb") as content:
        response = HttpResponse(content.read(), content_type=file.content_type)
    response["Content-Disposition"] = disposition(file)
    return response
