"""Pages of long lists (phân trang): counted once, and the last pages read from the end. Presentation only."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


def page_of(rows: QuerySet[Any], per_page: int, number: str | None, count: int) -> Page[Any]:
    """A page of ordered rows whose number is known (`count`). One query.

    A page of the second half is asked for backwards: a database reaches the last rows as soon as the first.
    """
    pages: Paginator[Any] = Paginator(range(count), per_page)
    page = pages.get_page(number)
    first, last = page.start_index() - 1 if count else 0, page.end_index()
    is_near_end = first > count // 2
    found = list(rows.reverse()[count - last : count - first] if is_near_end else rows[first:last])
    return Page(found[::-1] if is_near_end else found, page.number, pages)
