"""The list of outgoing documents (danh sách văn bản đi): chips with counts, filters, pages. Presentation only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from dondoc.agencies.queries import agencies_as_on
from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.rules.folding import folded
from dondoc.documents.models import OutgoingDocument, OutgoingEvent
from dondoc.documents.queries.outgoing import last_words, visible_outgoing, with_newest_draft, with_stage
from dondoc.documents.rules.life import Stage
from dondoc.documents.rules.numbering import padded
from dondoc.documents.rules.official import DocumentType
from dondoc.web.frame.request import OfficeRequest

PER_PAGE = 30
# Which of the frame's states a stage is shown as; the chips bear the symbol of the same name.
SIGNS = {
    Stage.DRAFT: "not_sent_open",
    Stage.SUBMITTED: "wait",
    Stage.RETURNED: "back",
    Stage.APPROVED: "wait",
    Stage.SIGNED: "wait",
    Stage.NUMBERED: "wait",
    Stage.SEALED: "wait",
    Stage.ISSUED: "done",
    Stage.REPLACED: "exempt",
    Stage.RECALLED: "exempt",
    Stage.DROPPED: "exempt",
}


@dataclass(frozen=True)
class Filter:
    """What the address asks for; what is unknown in it is as if it were not there."""

    stage: str = ""
    type: str = ""
    agency: str = ""
    words: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Filter:
        stage, type_ = asked.get("trang_thai", ""), asked.get("loai", "")
        return cls(
            stage if stage in set(Stage) else "",
            type_ if type_ in set(DocumentType) else "",
            asked.get("co_quan", "")[:40],
            asked.get("tim", "").strip()[:100],
        )

    def __bool__(self) -> bool:
        return bool(self.stage or self.type or self.agency or self.words)


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    id: int
    stage: Stage
    sign: str
    type: str
    subject: str
    number: str
    dated: date | None
    agency: AgencyOnDay | None
    last: OutgoingEvent | None


def rows_asked(request: OfficeRequest, wanted: Filter) -> QuerySet[OutgoingDocument]:
    """The documents that the person may see and the filter leaves, but for the stage."""
    moment = request.moment
    rows = visible_outgoing(request.rights, moment.as_of.on)
    if moment.is_past:
        rows = rows.filter(recorded_at__lte=moment.as_of.at)
    if request.scope:
        rows = rows.filter(province__code=request.scope)
    if wanted.type:
        rows = rows.filter(type=wanted.type)
    if wanted.agency:
        rows = rows.filter(agency__code=wanted.agency)
    for word in folded(wanted.words).split()[:8]:
        if word.isdecimal():
            rows = rows.filter(events__number__number=int(word[:9])).distinct()
        else:
            rows = rows.filter(drafts__words__contains=word).distinct()
    return rows


def stage_counts(request: OfficeRequest, wanted: Filter) -> Counter[str]:
    """How many documents stand where. One query."""
    at = request.moment.as_of.at if request.moment.is_past else None
    ids = rows_asked(request, wanted).values("pk")
    staged = with_stage(OutgoingDocument.objects.filter(pk__in=ids), at)
    counted = staged.values("stage_now").annotate(n=Count("pk")).order_by()
    return Counter({row["stage_now"]: row["n"] for row in counted})


def page_of(request: OfficeRequest, wanted: Filter) -> tuple[Page[Any], list[Row]]:
    """One page of the list, the newest first."""
    at = request.moment.as_of.at if request.moment.is_past else None
    ids = rows_asked(request, wanted).values("pk")
    rows = with_newest_draft(with_stage(OutgoingDocument.objects.filter(pk__in=ids), at))
    if wanted.stage:
        rows = rows.filter(stage_now=wanted.stage)
    page = Paginator(rows.order_by("-id"), PER_PAGE).get_page(request.GET.get("trang"))
    listed = list(page)
    said = last_words(row.pk for row in listed)
    agencies = agencies_as_on({row.agency_id for row in listed}, request.moment.as_of.on)
    return page, [_row(row, agencies, said) for row in listed]


def _row(row: OutgoingDocument, agencies: Mapping[int, AgencyOnDay], said: Mapping[int, OutgoingEvent]) -> Row:
    told = vars(row)
    stage = Stage(told["stage_now"])
    is_numbered = told["number_now"] is not None and (stage in (Stage.NUMBERED, Stage.SEALED) or stage.is_out)
    return Row(
        id=row.pk,
        stage=stage,
        sign=SIGNS[stage],
        type=DocumentType(row.type).label,
        subject=told["subject_now"] or "",
        number=f"{padded(told['number_now']) if is_numbered else '…'}/{told['symbol_now']}",
        dated=told["dated_now"] if is_numbered else None,
        agency=agencies.get(row.agency_id),
        last=said.get(row.pk),
    )
