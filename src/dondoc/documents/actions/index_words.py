"""Keep a document's words for the search (lập chỉ mục tìm kiếm)."""

from __future__ import annotations

from datetime import date, datetime

from dondoc.documents.models import DocumentText, IncomingDocument, OutgoingDocument
from dondoc.documents.rules.official import OfficialDocument, plain_text
from dondoc.documents.rules.searching import Indexed, SearchKind


def index_words(
    *,
    actor_id: int | None,
    at: datetime,
    kind: SearchKind,
    agency_id: int,
    told: Indexed,
    row: DocumentText | None = None,
    incoming: IncomingDocument | None = None,
    outgoing: OutgoingDocument | None = None,
    is_anew: bool = False,
) -> DocumentText:
    """Write the row that search reads, or put the document's `row` right; `told.text` is added to what it read before,
    or takes its place (`is_anew`).

    Derived from what another deed writes and logs: no log row of its own, and nobody's name (`actor_id`).
    """
    del actor_id
    columns = told.columns(row.words[len(row.head) :] if row and not is_anew else "") | {"recorded_at": at}
    if row is None:
        whose = {"kind": kind.value, "agency_id": agency_id, "incoming": incoming, "outgoing": outgoing}
        return DocumentText.objects.create(**whose, **columns)
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))
    return row


def index_outgoing(
    *, actor_id: int | None, at: datetime, document: OutgoingDocument, value: OfficialDocument, dated: date | None
) -> DocumentText:
    """The words of an outgoing document as it reads now (dự thảo, văn bản đã phát hành); `dated` once it is issued."""
    number = value.number_line.removeprefix("Số:").strip()
    told = Indexed(
        symbol=number if value.number else value.symbol,
        issuer=" ".join((*value.issuer_parent, *value.issuer)),
        type_name=value.type_title,
        subject=value.subject,
        dated=dated,
        text="\n".join(plain_text(value)),
    )
    return index_words(
        actor_id=actor_id,
        at=at,
        kind=SearchKind.OUTGOING,
        agency_id=document.agency_id,
        told=told,
        row=DocumentText.objects.filter(outgoing=document).first(),
        outgoing=document,
        is_anew=True,
    )
