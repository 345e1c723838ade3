"""Keep a document's words for the search (lập chỉ mục tìm kiếm)."""

from __future__ import annotations

from datetime import datetime

from dondoc.documents.models import DocumentText, IncomingDocument, OutgoingDocument
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
) -> DocumentText:
    """Write the row that search reads, or put the document's `row` right; `told.text` is added to what it read before.

    Derived from what another deed writes and logs: no log row of its own, and nobody's name (`actor_id`).
    """
    del actor_id
    columns = told.columns(row.words[len(row.head) :] if row else "") | {"recorded_at": at}
    if row is None:
        whose = {"kind": kind.value, "agency_id": agency_id, "incoming": incoming, "outgoing": outgoing}
        return DocumentText.objects.create(**whose, **columns)
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))
    return row
