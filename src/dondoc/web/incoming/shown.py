"""An incoming document as pages show it: its state in words, deadline in working days, handlers. Presentation only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dondoc.base.rules.wording import number
from dondoc.deadlines.rules.calendar import WorkCalendar
from dondoc.documents.models import IncomingDocument, IncomingShare
from dondoc.documents.queries.incoming import NEAR, due_of, standing_of
from dondoc.documents.rules.incoming import ShareRole, Stage

LOOK = {
    Stage.WAITING: "wait",
    Stage.SHARED: "open_in_time",
    Stage.WORKED_ON: "open_in_time",
    Stage.ANSWERED: "done",
    Stage.CLOSED: "done",
    Stage.RETURNED: "back",
    Stage.RECALLED: "exempt",
}


@dataclass(frozen=True)
class ShownIncoming:
    """One row of a list."""

    document: IncomingDocument
    stage: Stage
    due: date | None
    look: str
    words: str
    late: str
    handlers: tuple[IncomingShare, ...]


def shown(document: IncomingDocument, calendar: WorkCalendar, on: date, at: datetime) -> ShownIncoming:
    stage, due = standing_of(document, at), due_of(document, at)
    look, late = LOOK[stage], ""
    if stage.is_open and due is not None:
        if due < on:
            look, late = "open_overdue", f"quá hạn {number(calendar.working_days_between(due, on))} ngày làm việc"
        elif due <= on + NEAR:
            left = calendar.working_days_between(on, due)
            look, late = "near", f"còn {number(left)} ngày làm việc" if left else "hạn hôm nay"
    return ShownIncoming(document, stage, due, look, stage.label, late, _handlers(document, at))


def _handlers(document: IncomingDocument, at: datetime) -> tuple[IncomingShare, ...]:
    """Those who do something, as last named; leads first."""
    known = {deed.pk: deed.at for deed in document.deeds.all() if deed.at <= at}
    rows = [one for one in document.shares.all() if one.deed_id in known and one.role != ShareRole.TOLD]
    newest = {one.name: one for one in sorted(rows, key=lambda one: (known[one.deed_id], one.pk))}
    return tuple(sorted(newest.values(), key=lambda one: (one.role != ShareRole.LEAD, one.pk)))


def all_shown(
    documents: Iterable[IncomingDocument], calendar: WorkCalendar, on: date, at: datetime
) -> list[ShownIncoming]:
    return [shown(document, calendar, on, at) for document in documents]
