"""Rows of incoming documents, written by their deeds only: fetch and lock, next deed, the answer by an issuing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound
from dondoc.documents.models import IncomingDeed, IncomingDocument, OutgoingAnswer
from dondoc.documents.queries.incoming import access_incoming, parts_in, standing_of
from dondoc.documents.queries.outgoing import Record
from dondoc.documents.rules.incoming import MAY, DeedKind
from dondoc.people.queries import rights_of


def allowed_incoming(actor_id: int, at: datetime, document_id: int, kind: DeedKind) -> IncomingDocument:
    """The document, locked, for whoever may do this with it. Else NotFound."""
    rights = rights_of(actor_id, day_of(at))
    document = access_incoming(rights, document_id, for_update=True)
    if not MAY[kind] & parts_in(rights, document):
        raise NotFound("Không tìm thấy văn bản đến này.")
    return document


def write_deed(document: IncomingDocument, kind: DeedKind, actor_id: int, at: datetime, **told: Any) -> IncomingDeed:
    """The deed's row, and what the lists remember of the stage; whoever calls has asked and writes the log."""
    deed = IncomingDeed.objects.create(
        document=document, kind=kind.value, at=at, actor_id=actor_id, recorded_at=at, **told
    )
    stage = standing_of(document)
    if document.stage_hint != stage:
        document.stage_hint = stage.value
        document.save(update_fields=["stage_hint"])
    return deed


def answered_by_issuing(record: Record, *, actor_id: int, at: datetime) -> list[IncomingDeed]:
    """What an issued document answers is answered; what has ended meanwhile stays as it ended.

    Asked for by the issuing alone: whoever linked them was asked for his right then.
    """
    given = record.numbered
    if given is None or given.dated is None:
        return []
    deeds, symbol = [], record.value().number_line.removeprefix("Số:").strip()
    ids = OutgoingAnswer.objects.filter(document=record.document).order_by("incoming_id")
    for incoming_id in ids.values_list("incoming_id", flat=True):
        incoming = IncomingDocument.objects.select_for_update().get(pk=incoming_id)
        if not standing_of(incoming).is_open:
            continue
        told = {"symbol": symbol[:60], "dated": given.dated, "outgoing": record.document}
        deeds.append(write_deed(incoming, DeedKind.ANSWERED, actor_id, at, **told))
        detail = {"kind": DeedKind.ANSWERED.value, "symbol": symbol, "outgoing": record.document.pk}
        write_audit(actor_id=actor_id, at=at, deed="act_on_incoming", subject=f"incoming:{incoming_id}", detail=detail)
    return deeds
