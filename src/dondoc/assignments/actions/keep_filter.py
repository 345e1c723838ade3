"""Keep a filter of the list under a name, and drop it (lưu, bỏ bộ lọc); a person's own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.assignments.models import SavedFilter
from dondoc.base.actions import write_audit
from dondoc.base.rules.refusals import NotFound, Reason, Refused

MOST_FILTERS = 20
LONGEST_NAME, LONGEST_QUERY = 60, 500


class CannotKeepFilter(Refused):
    """Refused: no name, too long, or too many."""


@transaction.atomic
def keep_filter(*, actor_id: int, at: datetime, name: str, query: str) -> SavedFilter:
    """Keep a filter; under a name that exists the conditions are replaced. Raises CannotKeepFilter."""
    name, reasons = name.strip(), []
    if not name:
        reasons.append(Reason("Đặt tên cho bộ lọc.", "Tên bộ lọc"))
    if len(name) > LONGEST_NAME or len(query) > LONGEST_QUERY:
        reasons.append(Reason(f"Tên không quá {LONGEST_NAME} ký tự; bớt điều kiện nếu địa chỉ quá dài.", "Tên bộ lọc"))
    others = SavedFilter.objects.select_for_update().filter(user_id=actor_id).exclude(name=name)
    if len(others) >= MOST_FILTERS:
        reasons.append(Reason(f"Đã lưu {MOST_FILTERS} bộ lọc, bỏ bớt một bộ lọc cũ."))
    if reasons:
        raise CannotKeepFilter(reasons)
    kept, _ = SavedFilter.objects.update_or_create(
        user_id=actor_id, name=name, defaults={"query": query, "recorded_at": at}
    )
    detail = {"name": name, "query": query}
    write_audit(actor_id=actor_id, at=at, deed="keep_filter", subject=f"filter:{kept.pk}", detail=detail)
    return kept


@transaction.atomic
def drop_filter(*, actor_id: int, at: datetime, filter_id: int) -> None:
    """Drop one of one's own filters. Raises NotFound."""
    found = SavedFilter.objects.filter(user_id=actor_id, pk=filter_id).first()
    if found is None:
        raise NotFound("Không tìm thấy bộ lọc này.")
    detail = {"name": found.name}
    write_audit(actor_id=actor_id, at=at, deed="drop_filter", subject=f"filter:{found.pk}", detail=detail)
    found.delete()
