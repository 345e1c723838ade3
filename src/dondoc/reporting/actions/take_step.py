"""Take a step in the life of a report (bước xử lý báo cáo): hand up, approve, accept, return, ask, answer …"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import screen_date
from dondoc.deadlines.queries import work_calendar
from dondoc.people.queries import rights_of
from dondoc.reporting.models import Obligation, ReportStep
from dondoc.reporting.queries.desk import figures_on_desk
from dondoc.reporting.queries.life import ReportLife, report_life, roles_in
from dondoc.reporting.queries.narrative import narrative_waits
from dondoc.reporting.queries.obligations import access_obligation
from dondoc.reporting.rules.life import GIVEN_BACK, RULES, StepKind, reasons_not_to_step


class CannotTakeStep(Refused):
    """Refused: the report does not stand where this step can be taken; every reason is listed."""


@dataclass(frozen=True)
class ReportPlace:
    """Whose report: codes as an address holds them."""

    regime_code: str
    period_code: str
    agency_code: str


@transaction.atomic
def take_step(
    *,
    actor_id: int,
    at: datetime,
    place: ReportPlace,
    kind: StepKind,
    reason: str = "",
    is_invalid: bool = False,
    until: date | None = None,
) -> ReportStep:
    """Take one step; who may and from where stands in `reporting.rules.life.RULES`.

    `is_invalid`: of a return, that the sending does not count. `until`: of an unlocking, its last day; queries and
    returns get theirs from the regime's working days. Raises NotFound for whoever has no part in it, CannotTakeStep.
    """
    obligation = _obligation(actor_id, at, place, kind)
    found = report_life(obligation, at)
    reason = reason.replace("\r\n", "\n").strip()
    reasons = list(_life_reasons(found, kind, reason, actor_id))
    if kind is StepKind.UNLOCK:
        reasons += _until_reasons(until, day_of(at))
    if kind is StepKind.HAND_UP and not reasons:
        reasons += _desk_reasons(obligation, found, at)
    if reasons:
        raise CannotTakeStep(reasons)
    newest = obligation.submissions.order_by("-version").first()
    step = ReportStep.objects.create(
        obligation=obligation,
        kind=kind.value,
        submission=newest,
        reason=reason,
        due_on=_due_on(found, kind, at, until),
        is_invalid=is_invalid and kind is StepKind.RETURN,
        by_id=actor_id,
        at=at,
        recorded_at=at,
    )
    detail = {"step": kind.value, "reason": reason, "sending": newest.version if newest else None, "due": step.due_on}
    write_audit(actor_id=actor_id, at=at, deed="take_report_step", subject=f"obligation:{obligation.pk}", detail=detail)
    return step


def _life_reasons(found: ReportLife, kind: StepKind, reason: str, actor_id: int) -> Iterator[Reason]:
    """What the report's life and its regime have against the step."""
    is_own = found.life.is_own_approval_refused(actor_id, found.regime.own_approval)
    return reasons_not_to_step(found.life, kind, reason, is_locked=found.is_locked, is_own_refused=is_own)


def _desk_reasons(obligation: Obligation, found: ReportLife, at: datetime) -> list[Reason]:
    """What is not whole on the desk: figures, required sections."""
    figures = figures_on_desk(obligation, found.regime, at).reasons
    return [*figures, *narrative_waits(obligation.pk, found.regime)]


def _obligation(actor_id: int, at: datetime, place: ReportPlace, kind: StepKind) -> Obligation:
    """The obligation, locked, for those who may take this step. Else NotFound."""
    rights = rights_of(actor_id, day_of(at))
    found = access_obligation(
        rights,
        regime_code=place.regime_code,
        period_code=place.period_code,
        agency_code=place.agency_code,
        for_update=True,
    )
    if not RULES[kind].roles & roles_in(rights, found):
        raise NotFound("Không tìm thấy báo cáo này.")
    return found


def _until_reasons(until: date | None, on: date) -> list[Reason]:
    if until is None:
        return [Reason("Ghi ngày cuối cùng được mở khóa.", "Mở khóa đến ngày")]
    if until < on:
        return [Reason(f"Ngày {screen_date(until)} đã qua; chọn từ hôm nay trở đi.", "Mở khóa đến ngày")]
    return []


def _due_on(found: ReportLife, kind: StepKind, at: datetime, until: date | None) -> date | None:
    if kind is StepKind.UNLOCK:
        return until
    if kind in (StepKind.ASK, *GIVEN_BACK):
        return work_calendar().add_working_days(day_of(at), found.regime.query_days)
    return None
