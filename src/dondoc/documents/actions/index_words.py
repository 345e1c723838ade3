"""Keep a document's words for the search (lập chỉ mục tìm kiếm)."""

from __future__ import annotations

from datetime import date, datetime

from dondoc.base.rules.folding import folded
from dondoc.documents.models import DocumentText, IncomingDocument
from dondoc.documents.rules.searching import SearchKind


def index_words(
    *,
    actor_id: int | None,
    at: datetime,
    kind: SearchKind,
    agency_id: int,
    row: DocumentText | None = None,
    incoming: IncomingDocument | None = None,
    symbol: str = "",
    issuer: str = "",
    type_name: str = "",
    subject: str = "",
    dated: date | None = None,
    text: str = "",
) -> DocumentText:
    """Write the row that search reads, or put the document's `row` right; `text` is added to what was read before.

    Derived from what another deed writes and logs: no log row of its own, and nobody's name (`actor_id`).
    """
    del actor_id
    head = folded(f"{symbol} {issuer} {type_name} {subject}")
    before = row.words[len(row.head) :] if row else ""
    told = {
        "symbol": symbol,
        "issuer": issuer[:200],
        "type_name": type_name[:100],
        "subject": subject[:500],
        "dated": dated,
        "head": head[:1200].rstrip(),
        "words": folded(f"{head[:1200]} {before} {text}"),
        "recorded_at": at,
    }
    if row is None:
        return DocumentText.objects.create(kind=kind.value, agency_id=agency_id, incoming=incoming, **told)
    for name, value in told.items():
        setattr(row, name, value)
    row.save(update_fields=list(told))
    return row
