"""Decide days of the working calendar (quyết định ngày nghỉ, ngày làm việc) and move the open deadlines with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import screen_date
from dondoc.deadlines.actions import CannotDecideDay, decide_day, withdraw_day
from dondoc.deadlines.models import CalendarDecision
from dondoc.deadlines.queries import work_calendar
from dondoc.deadlines.rules.calendar import WorkCalendar
from dondoc.deadlines.rules.decided import DecidedDay
from dondoc.reporting.models import DeadlineChange, Regime
from dondoc.reporting.queries import check_administrator
from dondoc.reporting.queries.moves import Move, calendar_moves

BATCH = 1000


@dataclass(frozen=True)
class DaysDecided:
    """What a decision did: the days that are new in the calendar, the deadlines that moved."""

    n_new: int
    moves: tuple[Move, ...]


@transaction.atomic
def decide_days(*, actor_id: int | None, at: datetime, days: Sequence[DecidedDay]) -> DaysDecided:
    """Decide what some days are, all or none; open deadlines move, each with the document as its reason.

    Saying it again changes nothing. Raises CannotDecideDay with every slip, NotAdministrator.
    """
    check_administrator(actor_id, at)
    before = work_calendar()
    n_before = CalendarDecision.objects.count()
    reasons: list[Reason] = []
    for day in days:
        try:
            decide_day(
                actor_id=actor_id,
                at=at,
                on=day.on,
                kind=day.kind,
                name=day.name,
                document_number=day.document_number,
                document_date=day.document_date,
            )
        except CannotDecideDay as refused:
            lead = screen_date(day.on) if len(days) > 1 else ""
            reasons += [Reason(r.message, ", ".join(filter(None, (lead, r.where)))) for r in refused.reasons]
    if reasons:
        raise CannotDecideDay(reasons)
    if not days:
        return DaysDecided(0, ())
    told = "; ".join(f"{screen_date(day.on)}: {day.name}" for day in days)
    paper = (days[-1].document_number, days[-1].document_date)
    moves = _move(actor_id, at, before, f"Lịch làm việc thay đổi ({told})", paper)
    return DaysDecided(CalendarDecision.objects.count() - n_before, moves)


@transaction.atomic
def withdraw_decided_day(*, actor_id: int | None, at: datetime, decision_id: int) -> DaysDecided:
    """Take a decision about a day back (rút lại); open deadlines move back with it.

    Raises CannotWithdrawDay, NotFound, NotAdministrator.
    """
    check_administrator(actor_id, at)
    before = work_calendar()
    row = withdraw_day(actor_id=actor_id, at=at, decision_id=decision_id)
    reason = f"Rút lại quyết định về ngày {screen_date(row.date)} ({row.name})"
    return DaysDecided(0, _move(actor_id, at, before, reason, (row.document_number, row.document_date)))


def _move(
    actor_id: int | None, at: datetime, before: WorkCalendar, reason: str, paper: tuple[str, date]
) -> tuple[Move, ...]:
    moves = calendar_moves(before, work_calendar(), AsOf(at))
    regimes = dict(Regime.objects.filter(code__in={m.regime_code for m in moves}).values_list("code", "id"))
    rows = [
        DeadlineChange(
            regime_id=regimes[move.regime_code],
            period_code=move.period_code,
            province_id=move.province_id,
            obligation_id=obligation_id,
            original_due_on=move.original,
            due_on=move.after,
            document_number=paper[0],
            document_date=paper[1],
            reason=reason[:500],
            is_of_calendar=True,
            changed_at=at,
            recorded_at=at,
        )
        for move in moves
        for obligation_id in ([None] if move.is_whole else move.obligation_ids)
    ]
    DeadlineChange.objects.bulk_create(rows, batch_size=BATCH)
    if moves:
        told = [f"{m.regime_code}/{m.period_code}: {m.before} → {m.after}, {len(m.obligation_ids)}" for m in moves]
        write_audit(actor_id=actor_id, at=at, deed="move_deadlines", subject="calendar", detail={"moves": told})
    return tuple(moves)
