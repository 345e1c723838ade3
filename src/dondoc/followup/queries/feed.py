"""Deadlines for a calendar program (lịch hạn gửi, hạn xử lý): reports owed, tasks led, periods watched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dondoc.agencies.queries import agencies_as_on
from dondoc.assignments.queries import tasks_of_agencies
from dondoc.assignments.rules.buckets import counts, task_standing
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.wording import number, screen_date
from dondoc.deadlines.rules.definition import RegimeDefinition
from dondoc.deadlines.rules.periods import parse_period
from dondoc.reporting.queries import FeedScope, definition_of_period, due_days
from dondoc.reporting.queries.obligations import obligations_of_agencies

# How long a deadline that has passed stays in the calendar.
PAST = timedelta(days=92)


@dataclass(frozen=True)
class FeedItem:
    """One deadline. `path` names what it opens: ('obligation', regime, period, agency), ('task', id) or the table."""

    uid: str
    on: date
    summary: str
    detail: str
    path: tuple[str, ...]


def feed_items(scope: FeedScope, as_of: AsOf) -> list[FeedItem]:
    """Every deadline that a feed shows, as it stands at a moment."""
    since = as_of.on - PAST
    items = [*_reports(scope, as_of, since), *_tasks(scope, as_of, since), *_periods(scope, as_of, since)]
    return sorted(items, key=lambda item: (item.on, item.uid))


class _Definitions:
    """What each period's regime says, asked once."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], RegimeDefinition] = {}

    def of(self, regime_code: str, period_code: str) -> RegimeDefinition:
        key = (regime_code, period_code)
        if key not in self._kept:
            self._kept[key] = definition_of_period(*key)
        return self._kept[key]

    def title(self, regime_code: str, period_code: str) -> str:
        definition = self.of(regime_code, period_code)
        return f"{definition.name}, {parse_period(period_code).label_in_sentence}"


def _reports(scope: FeedScope, as_of: AsOf, since: date) -> Iterable[FeedItem]:
    owed = obligations_of_agencies(scope.agency_ids, due_from=since)
    names = agencies_as_on(scope.agency_ids, as_of.on)
    definitions = _Definitions()
    for o in owed:
        due, agency = o.due(as_of), names[o.agency_id]
        definition = definitions.of(o.regime_code, o.period_code)
        standing = o.standing(as_of, early_margin_days=definition.early_margin_days, counts=definition.counts)
        told = [
            agency.name,
            f"Số liệu {screen_date(o.window_from)}–{screen_date(o.window_to)}",
            standing.timeliness.label,
        ]
        if due.change is not None:
            told.append(f"Hạn gốc {screen_date(due.original)}; {due.change.told}")
        yield FeedItem(
            uid=f"bao-cao-{o.id}",
            on=due.due_on,
            summary=f"Hạn gửi: {definitions.title(o.regime_code, o.period_code)}",
            detail="\n".join(told),
            path=("obligation", o.regime_code, o.period_code, agency.code),
        )


def _tasks(scope: FeedScope, as_of: AsOf, since: date) -> Iterable[FeedItem]:
    for record in tasks_of_agencies(scope.agency_ids, as_of):
        standing = task_standing(record.facts, as_of)
        if standing.due_on is None or standing.due_on < since or not counts(record.facts, as_of):
            continue
        yield FeedItem(
            uid=f"nhiem-vu-{record.id}",
            on=standing.due_on,
            summary=f"Hạn nhiệm vụ: {record.title[:200]}",
            detail="\n".join(filter(None, (record.code, record.source_number, standing.bucket.label))),
            path=("task", str(record.id)),
        )


def _periods(scope: FeedScope, as_of: AsOf, since: date) -> Iterable[FeedItem]:
    definitions = _Definitions()
    provinces = agencies_as_on(scope.province_ids, as_of.on)
    for day in due_days(scope.province_ids, as_of, since):
        province = provinces[day.province_id]
        yield FeedItem(
            uid=f"ky-{province.code}-{day.regime_code}-{day.period_code}-{day.due_on:%Y%m%d}",
            on=day.due_on,
            summary=f"Đến hạn: {definitions.title(day.regime_code, day.period_code)}",
            detail=f"{province.name}: {number(day.n_agencies)} đơn vị",
            path=("reporting-table", province.code, day.regime_code, day.period_code),
        )
