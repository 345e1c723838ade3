"""The table of a period as the page shows it: filters, order, links. Presentation only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from dondoc.base.rules.wording import search_key
from dondoc.followup.rules.reporting_table import ReportingTable, TableGroup, TableRow, TableTotals
from dondoc.reporting.queries.waiting import Wanted
from dondoc.reporting.rules.timeliness import Timeliness

STATES: dict[str, tuple[Timeliness, ...]] = {
    "early": (Timeliness.EARLY,),
    "on_time": (Timeliness.ON_TIME,),
    "late": (Timeliness.LATE,),
    "sent": (Timeliness.EARLY, Timeliness.ON_TIME, Timeliness.LATE),
    "in_time": (Timeliness.EARLY, Timeliness.ON_TIME),
    "not_sent": (Timeliness.NOT_SENT_OPEN, Timeliness.NOT_SENT_OVERDUE),
    "not_sent_open": (Timeliness.NOT_SENT_OPEN,),
    "not_sent_overdue": (Timeliness.NOT_SENT_OVERDUE,),
    "exempt": (Timeliness.EXEMPT,),
}
ORDERS: dict[str, Callable[[TableRow], tuple[object, ...]]] = {
    "don_vi": lambda row: (search_key(row.agency.name),),
    "tien_do": lambda row: (row.standing.days, row.standing.timeliness.value),
    "ky_so": lambda row: (row.standing.signed.value,),
    "gui_luc": lambda row: (row.standing.first_sent_at is None, row.standing.first_sent_at),
}


# Ids of the agencies whose reports wait, by what they wait for.
Waiting = Mapping[str, Collection[int]]


@dataclass(frozen=True)
class Filter:
    """What the address asks for. Anything unknown in it is as if it were not there."""

    state: str = ""
    signed: str = ""
    group: str = ""
    words: str = ""
    waiting: str = ""
    order: str = ""

    @classmethod
    def of(cls, asked: dict[str, str]) -> Filter:
        waiting = asked.get("cho", "")
        state, signed, order = asked.get("tien_do", ""), asked.get("ky_so", ""), asked.get("xep", "")
        return cls(
            state=state if state in STATES else "",
            signed=signed if signed in ("signed", "unsigned") else "",
            group=asked.get("nhom", ""),
            words=asked.get("loc", "").strip()[:100],
            waiting=waiting if waiting in {wanted.value for wanted in Wanted} else "",
            order=order if order.removeprefix("-") in ORDERS else "",
        )

    def __bool__(self) -> bool:
        return bool(self.state or self.signed or self.group or self.words or self.waiting)

    def keeps(self, row: TableRow, group: TableGroup, waiting: Waiting) -> bool:
        standing = row.standing
        signed = {"signed": standing.signed.counts_as_signed, "unsigned": standing.signed.counts_as_unsigned}
        return (
            (not self.state or standing.timeliness in STATES[self.state])
            and (not self.signed or signed[self.signed])
            and (not self.group or group.no == self.group)
            and (not self.waiting or row.agency.id in waiting.get(self.waiting, ()))
            and (not self.words or search_key(self.words) in search_key(f"{row.agency.name} {row.agency.short_name}"))
        )


@dataclass(frozen=True)
class ShownGroup:
    """A group with the rows that the filter leaves; its sums are of all its rows."""

    no: str
    name: str
    totals: TableTotals
    rows: list[TableRow]


def shown_groups(table: ReportingTable, wanted: Filter, waiting: Waiting) -> list[ShownGroup]:
    """The groups to show. Ordered by a column, the groups melt into one list."""
    groups = [
        ShownGroup(g.no, g.name, g.totals, [r for r in g.rows if wanted.keeps(r, g, waiting)]) for g in table.groups
    ]
    if not wanted.order:
        return [g for g in groups if g.rows]
    rows = [row for g in groups for row in g.rows]
    rows.sort(key=ORDERS[wanted.order.removeprefix("-")], reverse=wanted.order.startswith("-"))
    return [ShownGroup("", "", table.totals, rows)] if rows else []
