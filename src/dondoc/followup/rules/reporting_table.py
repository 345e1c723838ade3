"""The reporting table of a period (bảng tiến độ báo cáo): groups, rows, totals that always add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.wording import roman
from dondoc.reporting.rules.timeliness import SignedState, Standing, Timeliness


@dataclass(frozen=True)
class TableRow:
    no: int
    agency: AgencyOnDay
    due_on: date
    due_on_before_roll: date
    standing: Standing

    @property
    def is_faulty(self) -> bool:
        return self.standing.timeliness in (Timeliness.LATE, Timeliness.NOT_SENT_OVERDUE)


@dataclass(frozen=True)
class TableTotals:
    """agencies = early + on_time + late + not_sent + exempt; signed + unsigned = what was sent."""

    agencies: int
    early: int
    on_time: int
    late: int
    not_sent_open: int
    not_sent_overdue: int
    exempt: int
    signed: int
    unsigned: int

    @property
    def not_sent(self) -> int:
        return self.not_sent_open + self.not_sent_overdue

    @property
    def sent(self) -> int:
        return self.early + self.on_time + self.late

    @property
    def owing(self) -> int:
        """Who has to report: the denominator of every rate."""
        return self.agencies - self.exempt


@dataclass(frozen=True)
class TableGroup:
    no: str
    name: str
    rows: tuple[TableRow, ...]

    @property
    def totals(self) -> TableTotals:
        return totals_of(self.rows)


@dataclass(frozen=True)
class ReportingTable:
    """The whole table, as of a moment, with what it is about."""

    province: AgencyOnDay
    regime_code: str
    regime_name: str
    legal_basis: str
    period_code: str
    period_label: str
    period_in_sentence: str
    window_from: date
    window_to: date
    as_of: AsOf
    groups: tuple[TableGroup, ...]

    @property
    def rows(self) -> tuple[TableRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def totals(self) -> TableTotals:
        return totals_of(self.rows)

    @property
    def deadlines(self) -> tuple[date, ...]:
        return tuple(sorted({row.due_on for row in self.rows}))

    def with_timeliness(self, *wanted: Timeliness) -> list[TableRow]:
        return [row for row in self.rows if row.standing.timeliness in wanted]

    @property
    def unsigned(self) -> list[TableRow]:
        """Sent without a valid signature, in table order."""
        return [row for row in self.rows if row.standing.signed.counts_as_unsigned]


def group_rows(rows: Iterable[tuple[AgencyOnDay, date, date, Standing]]) -> tuple[TableGroup, ...]:
    """Groups in their order, numbered I, II, …; rows numbered from 1 within each."""
    ordered = sorted(rows, key=lambda r: (r[0].group_position, r[0].group or "", r[0].position, r[0].code))
    names: dict[str, list[tuple[AgencyOnDay, date, date, Standing]]] = {}
    for row in ordered:
        names.setdefault(row[0].group or "", []).append(row)
    return tuple(
        TableGroup(
            roman(i),
            name,
            tuple(
                TableRow(n, agency, due, before_roll, standing)
                for n, (agency, due, before_roll, standing) in enumerate(members, start=1)
            ),
        )
        for i, (name, members) in enumerate(names.items(), start=1)
    )


def totals_of(rows: Sequence[TableRow]) -> TableTotals:
    n = Counter(row.standing.timeliness for row in rows)
    return TableTotals(
        agencies=len(rows),
        early=n[Timeliness.EARLY],
        on_time=n[Timeliness.ON_TIME],
        late=n[Timeliness.LATE],
        not_sent_open=n[Timeliness.NOT_SENT_OPEN],
        not_sent_overdue=n[Timeliness.NOT_SENT_OVERDUE],
        exempt=n[Timeliness.EXEMPT],
        signed=sum(row.standing.signed.counts_as_signed for row in rows),
        unsigned=sum(row.standing.signed.counts_as_unsigned for row in rows),
    )


def table_figures(table: ReportingTable) -> dict[str, Any]:
    """The table as plain figures (letter.json). `signed` is null where nothing was sent."""
    t = table.totals
    return {
        "regime": table.regime_code,
        "period": table.period_code,
        "as_of": table.as_of.on.isoformat(),
        "totals": {
            "agencies": t.agencies,
            "early": t.early,
            "on_time": t.on_time,
            "late": t.late,
            "not_sent": t.not_sent,
            "exempt": t.exempt,
            "signed": t.signed,
            "unsigned": t.unsigned,
        },
        "groups": [
            {"no": group.no, "name": group.name, "rows": [_row_figures(row) for row in group.rows]}
            for group in table.groups
        ],
        "late": [row.agency.short_name for row in table.with_timeliness(Timeliness.LATE)],
        "unsigned": [row.agency.short_name for row in table.unsigned],
        "not_sent": [
            row.agency.short_name
            for row in table.with_timeliness(Timeliness.NOT_SENT_OPEN, Timeliness.NOT_SENT_OVERDUE)
        ],
    }


def _row_figures(row: TableRow) -> dict[str, Any]:
    signed = row.standing.signed
    return {
        "no": row.no,
        "agency": row.agency.name,
        "code": row.agency.code,
        "timeliness": row.standing.timeliness.value,
        "timeliness_label": row.standing.timeliness.label,
        "signed": None if signed is SignedState.NOT_SENT else signed.counts_as_signed,
        "signed_label": signed.label,
        "note": row.standing.note,
    }
