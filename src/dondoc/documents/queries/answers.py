"""Which documents answer which (văn bản trả lời), as far as the reader may know of both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dondoc.base.rules.moments import AsOf
from dondoc.documents.models import IncomingDeed, IncomingDocument, OutgoingAnswer, OutgoingDocument
from dondoc.documents.queries.incoming import seen_by
from dondoc.documents.queries.outgoing import official_of, visible_outgoing, with_stage
from dondoc.documents.rules.incoming import ANSWERS, DeedKind
from dondoc.documents.rules.life import Stage
from dondoc.people.rules.rights import Rights


@dataclass(frozen=True)
class Answer:
    """One of our documents that answers, or is to: where it stands, what it is called."""

    document_id: int
    stage: Stage
    title: str


def answers_to(rights: Rights, incoming: IncomingDocument, as_of: AsOf) -> list[Answer]:
    """What was drafted to answer a document that came, the newest first. One query where there is nothing."""
    linked = OutgoingAnswer.objects.filter(incoming=incoming, recorded_at__lte=as_of.at)
    ids = list(linked.values_list("document_id", flat=True))
    if not ids:
        return []
    rows = visible_outgoing(rights, as_of.on).filter(pk__in=ids, recorded_at__lte=as_of.at)
    staged = with_stage(rows, as_of.at).order_by("-pk").prefetch_related("drafts")
    return [Answer(row.pk, Stage(row.stage_now), _title(row, as_of)) for row in staged]


def _title(row: OutgoingDocument, as_of: AsOf) -> str:
    known = [draft for draft in row.drafts.all() if draft.recorded_at <= as_of.at]
    newest = max(known, key=lambda draft: draft.no, default=None)
    return official_of(newest).title if newest else row.get_type_display()


def known_outgoing(rights: Rights, ids: Iterable[int], as_of: AsOf) -> frozenset[int]:
    """Those of some outgoing documents that a person may open."""
    wanted = set(ids)
    if not wanted:
        return frozenset()
    return frozenset(visible_outgoing(rights, as_of.on).filter(pk__in=wanted).values_list("pk", flat=True))


def answered_by(rights: Rights, document_id: int, at: AsOf) -> list[IncomingDocument]:
    """The incoming documents that an outgoing one answers, or is to answer."""
    linked = OutgoingAnswer.objects.filter(document_id=document_id, recorded_at__lte=at.at).values("incoming_id")
    deeds = IncomingDeed.objects.filter(outgoing_id=document_id, kind=DeedKind.ANSWERED.value, at__lte=at.at)
    rows = IncomingDocument.objects.filter(seen_by(rights)).select_related("book")
    return list((rows.filter(pk__in=linked) | rows.filter(pk__in=deeds.values("document_id"))).order_by("pk"))


def replies_to(rights: Rights, document_id: int, at: AsOf) -> list[IncomingDocument]:
    """The incoming documents that answer one that we issued."""
    deeds = IncomingDeed.objects.filter(
        outgoing_id=document_id, kind=DeedKind.LINKED.value, text=ANSWERS, at__lte=at.at
    )
    rows = IncomingDocument.objects.filter(seen_by(rights), pk__in=deeds.values("document_id"))
    return list(rows.select_related("book").order_by("pk"))
