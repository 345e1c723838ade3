"""Keep the words of source documents for the search (lập chỉ mục văn bản giao nhiệm vụ)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from dondoc.assignments.models import SourceDocument, SourceWords
from dondoc.documents.models import DocumentText
from dondoc.documents.rules.searching import Indexed, SearchKind

BATCH = 500


def index_sources(*, actor_id: int | None, at: datetime, sources: Iterable[SourceDocument]) -> int:
    """Write what the search reads of source documents, or put it right; how many.

    Derived from what another deed writes and logs: no log row of its own, and nobody's name (`actor_id`).
    """
    del actor_id
    listed = {source.pk: source for source in sources}
    links = SourceWords.objects.filter(source_id__in=listed).select_related("words")
    known = {link.source_id: link.words for link in links}
    for pk, row in known.items():
        columns = _told(listed[pk]).columns() | {"recorded_at": at}
        DocumentText.objects.filter(pk=row.pk).update(**columns)
    new = [source for pk, source in listed.items() if pk not in known]
    rows = DocumentText.objects.bulk_create(
        (
            DocumentText(
                kind=SearchKind.SOURCE.value, agency_id=one.province_id, recorded_at=at, **_told(one).columns()
            )
            for one in new
        ),
        batch_size=BATCH,
    )
    links_made = (SourceWords(source=source, words=row) for source, row in zip(new, rows, strict=True))
    SourceWords.objects.bulk_create(links_made, batch_size=BATCH)
    return len(listed)


def _told(source: SourceDocument) -> Indexed:
    return Indexed(
        symbol=source.number,
        issuer=source.issuer,
        subject=source.title,
        dated=source.issued_on,
        text=source.text,
    )
