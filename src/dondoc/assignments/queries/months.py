"""The months in which provinces assigned tasks (tháng giao nhiệm vụ), without reading the tasks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from dondoc.agencies.models import Agency
from dondoc.assignments.models import Task
from dondoc.assignments.queries.tasks import counted, of_province
from dondoc.base.prepared import Prepared, among


@dataclass(frozen=True)
class Span:
    """From the first to the last month in which a province assigned tasks, each as its first day."""

    province_id: int
    first: date
    last: date

    def has(self, month: date) -> bool:
        return self.first <= month <= self.last

    def newest(self, most: int) -> tuple[date, ...]:
        """Its months, newest first; a month between them in which nothing was assigned is one of them."""
        months: list[date] = []
        month = self.last
        while month >= self.first and len(months) < most:
            months.append(month)
            month = (month - timedelta(days=1)).replace(day=1)
        return tuple(months)


def _spans(province_ids: Collection[int], until: date) -> QuerySet[Agency, tuple[Any, ...]]:
    own = Task.objects.filter(counted(), of_province(), province_id=OuterRef("pk"), assigned_on__lte=until)
    first = Subquery(own.order_by("assigned_on").values("assigned_on")[:1])
    last = Subquery(own.order_by("-assigned_on").values("assigned_on")[:1])
    rows = Agency.objects.filter(among("agencies_agency.id", province_ids)).order_by("pk")
    return rows.values_list("pk", first, last)


SPANS = Prepared(_spans)


def assigned_spans(province_ids: Collection[int], until: date) -> list[Span]:
    """The spans of the provinces that had assigned something by a day, by id; two look-ups in an index for each."""
    rows = SPANS(province_ids, until)
    return [Span(id, begins.replace(day=1), ends.replace(day=1)) for id, begins, ends in rows if begins is not None]
