"""Keep a search, drop it again (lưu, bỏ tìm kiếm)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.documents.models import SavedSearch
from dondoc.documents.rules.searching import reasons_not_to_save


class CannotSaveSearch(Refused):
    """Refused: no name, nothing asked for, or too many kept."""


@transaction.atomic
def save_search(*, actor_id: int, at: datetime, name: str, query: str) -> SavedSearch:
    """Keep a search under a name (lưu tìm kiếm); the same name again is put right. Raises CannotSaveSearch."""
    known = SavedSearch.objects.filter(owner_id=actor_id)
    others = known.exclude(name=name.strip()).count()
    if reasons := reasons_not_to_save(name, query, others):
        raise CannotSaveSearch(reasons)
    row, _ = known.update_or_create(owner_id=actor_id, name=name.strip(), defaults={"query": query, "recorded_at": at})
    detail = {"name": row.name, "query": query}
    write_audit(actor_id=actor_id, at=at, deed="save_search", subject=f"search:{row.pk}", detail=detail)
    return row


@transaction.atomic
def drop_search(*, actor_id: int, at: datetime, search_id: int) -> str:
    """Drop one's own search; its name. Raises NotFound."""
    row = SavedSearch.objects.select_for_update().filter(owner_id=actor_id, pk=search_id).first()
    if row is None:
        raise NotFound("Không tìm thấy tìm kiếm này.")
    name = row.name
    row.delete()
    write_audit(actor_id=actor_id, at=at, deed="drop_search", subject=f"search:{search_id}", detail={"name": name})
    return name
