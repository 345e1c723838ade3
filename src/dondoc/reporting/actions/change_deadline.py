"""Change deadlines of an opened period (đổi hạn gửi, gia hạn): the original stays beside."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import AsOf, day_of, start_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.people.queries import rights_of
from dondoc.reporting.models import DeadlineChange, Obligation, Regime
from dondoc.reporting.queries import access_obligation, check_deadline_keeper, facts_of, obligations_of_period
from dondoc.reporting.rules.changes import DueInForce, due_in_force
from dondoc.reporting.rules.deciding import Paper, reasons_not_to_change


class CannotChangeDeadline(Refused):
    """Refused: the new deadline, or the document it rests on, does not fit."""


@transaction.atomic
def change_deadline(
    *,
    actor_id: int | None,
    at: datetime,
    regime_code: str,
    period_code: str,
    province_id: int,
    original_due_on: date,
    due_on: date,
    paper: Paper,
) -> DeadlineChange:
    """Give everybody of a period who was due on one day another day (đổi hạn chung).

    An agency's own extension that ends later keeps its day. Saying it again changes nothing.
    Raises CannotChangeDeadline, NotAdministrator, NotFound.
    """
    check_deadline_keeper(actor_id, at, province_id)
    regime = Regime.objects.select_for_update().filter(code=regime_code).first()
    found = obligations_of_period(province_id, regime_code, period_code)
    meant = [o for o in found if o.due_on == original_due_on]
    if regime is None or not meant:
        raise NotFound("Không tìm thấy kỳ báo cáo có hạn này.")
    general = [change for change in meant[0].changes if not change.is_own]
    in_force = due_in_force(original_due_on, general, AsOf(at))
    paper = paper.trimmed()
    rows = DeadlineChange.objects.filter(regime=regime, period_code=period_code, province_id=province_id)
    last = rows.filter(obligation=None, original_due_on=original_due_on).order_by("id").last()
    if last is not None and _says(last, due_on, paper):
        return last
    _check(paper, at, due_on=due_on, in_force=in_force, window_from=meant[0].window_from, must_be_later=False)
    row = _row(regime.pk, period_code, province_id, None, original_due_on, due_on, paper, at)
    subject = f"period:{regime_code}/{period_code}"
    _audit(actor_id, at, "change_deadline", subject, row, in_force.due_on)
    return row


@transaction.atomic
def extend_deadline(
    *,
    actor_id: int,
    at: datetime,
    regime_code: str,
    period_code: str,
    agency_code: str,
    due_on: date,
    paper: Paper,
) -> DeadlineChange:
    """Give one agency more time (gia hạn). Saying it again changes nothing.

    Raises CannotChangeDeadline, NotAdministrator, NotFound.
    """
    obligation = access_obligation(
        rights_of(actor_id, day_of(at)),
        regime_code=regime_code,
        period_code=period_code,
        agency_code=agency_code,
        for_update=True,
    )
    check_deadline_keeper(actor_id, at, obligation.province_id)
    facts = facts_of(obligation.pk)
    in_force = facts.due(AsOf(at))
    paper = paper.trimmed()
    last = obligation.own_deadline_changes.order_by("id").last()
    if last is not None and _says(last, due_on, paper):
        return last
    _check(paper, at, due_on=due_on, in_force=in_force, window_from=facts.window_from, must_be_later=True)
    row = _row(obligation.regime_id, period_code, obligation.province_id, obligation, facts.due_on, due_on, paper, at)
    _audit(actor_id, at, "extend_deadline", f"obligation:{obligation.pk}", row, in_force.due_on)
    return row


def _says(row: DeadlineChange, due_on: date, paper: Paper) -> bool:
    said = (row.due_on, row.document_number, row.document_date, row.reason)
    return said == (due_on, paper.number, paper.on, paper.reason)


def _check(
    paper: Paper, at: datetime, *, due_on: date, in_force: DueInForce, window_from: date, must_be_later: bool
) -> None:
    reasons = list(
        reasons_not_to_change(
            paper, day_of(at), due_on=due_on, in_force=in_force, window_from=window_from, must_be_later=must_be_later
        )
    )
    if reasons:
        raise CannotChangeDeadline(reasons)


def _row(
    regime_id: int,
    period_code: str,
    province_id: int,
    obligation: Obligation | None,
    original: date,
    due_on: date,
    paper: Paper,
    at: datetime,
) -> DeadlineChange:
    return DeadlineChange.objects.create(
        regime_id=regime_id,
        period_code=period_code,
        province_id=province_id,
        obligation=obligation,
        original_due_on=original,
        due_on=due_on,
        document_number=paper.number,
        document_date=paper.on,
        reason=paper.reason,
        changed_at=min(at, start_of(paper.on)),
        recorded_at=at,
    )


def _audit(actor_id: int | None, at: datetime, deed: str, subject: str, row: DeadlineChange, before: date) -> None:
    detail = {
        "change": row.pk,
        "original": row.original_due_on,
        "before": before,
        "after": row.due_on,
        "document": row.document_number,
        "of": row.document_date,
    }
    write_audit(actor_id=actor_id, at=at, deed=deed, subject=subject, detail=detail)
