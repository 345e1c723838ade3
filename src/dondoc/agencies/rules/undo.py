"""Taking a deed back (hoàn tác): its rows as the log keeps them, and the chart as it was before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from dondoc.agencies.rules.chart import Change, Chart, GroupName, GroupSpan, Stored, Version
from dondoc.base.rules.refusals import Reason


def written_version(version: Version | None) -> dict[str, Any] | None:
    """A version as JSON keeps it."""
    if version is None:
        return None
    group = list(version.group) if version.group else None
    return {**vars(version), "group": group, **_written_days(version.valid_from, version.valid_to)}


def read_version(written: dict[str, Any] | None) -> Version | None:
    if written is None:
        return None
    group = GroupName(*written["group"]) if written["group"] else None
    return Version(**{**written, "group": group, **_read_days(written)})


def written_group(span: GroupSpan | None) -> dict[str, Any] | None:
    if span is None:
        return None
    days = _written_days(span.valid_from, span.valid_to)
    return {"group": list(span.group), "position": span.position, **days}


def read_group(written: dict[str, Any] | None) -> GroupSpan | None:
    if written is None:
        return None
    return GroupSpan(GroupName(*written["group"]), written["position"], **_read_days(written))


def _written_days(valid_from: date, valid_to: date | None) -> dict[str, str | None]:
    return {"valid_from": valid_from.isoformat(), "valid_to": valid_to.isoformat() if valid_to else None}


def _read_days(written: dict[str, Any]) -> dict[str, Any]:
    end = written["valid_to"]
    return {
        "valid_from": date.fromisoformat(written["valid_from"]),
        "valid_to": date.fromisoformat(end) if end else None,
    }


def chart_without(
    chart: Chart, changes: Iterable[Change[Version]], groups: Iterable[Change[GroupSpan]]
) -> tuple[Chart, list[Reason]]:
    """The chart with rows put back as they were; reasons where they are no longer as the deed left them."""
    reasons: list[Reason] = []
    versions = _put_back(dict(chart.versions), changes, lambda v: f"{v.name} ({v.code})", reasons)
    spans = _put_back(dict(chart.groups), groups, lambda s: s.group.name, reasons)
    return Chart(chart.codes, versions, spans), list(dict.fromkeys(reasons))


def _put_back(
    rows: dict[Any, Stored], changes: Iterable[Change[Stored]], named: Callable[[Stored], str], reasons: list[Reason]
) -> dict[Any, Stored]:
    for change in changes:
        row = change.after or change.before
        if row is None:
            continue
        if rows.get(row.key) != change.after:
            reasons.append(Reason("Đã có thay đổi khác sau việc này; hãy hoàn tác thay đổi đó trước.", named(row)))
        if change.before:
            rows[row.key] = change.before
        else:
            rows.pop(row.key, None)
    return rows
