"""Pass what is open from one unit to another (chuyển nghĩa vụ báo cáo còn mở)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dondoc.agencies.models import AgencyEvent
from dondoc.agencies.queries import agencies_as_on, agency_map
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import AsOf, start_of
from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.wording import screen_date
from dondoc.reporting.models import Exemption, Obligation, PassedObligation
from dondoc.reporting.queries.passing import open_obligations

MAX_DOCUMENT = 60


class CannotPassObligations(Refused):
    """Refused: there is no unit on that day that could take them over."""


@transaction.atomic
def pass_obligations(
    *, actor_id: int | None, at: datetime, from_agency_id: int, to_agency_id: int, on: date, event: AgencyEvent
) -> int:
    """The open obligations of a unit become another's from a day on; how many.

    History stays: what the unit sent, and what it was late with before the day. The unit is exempt from the day on,
    with the reason; the successor gets an obligation with the same deadline, or goes on with its own for the same
    report. Passing twice passes nothing the second time. Raises CannotPassObligations.
    """
    day_map = agency_map(on)
    province = day_map.province_of(to_agency_id)
    if province is None:
        raise CannotPassObligations(f"Đơn vị nhận nghĩa vụ không tồn tại vào ngày {screen_date(on)}.")
    passing = open_obligations([from_agency_id], on, at).get(from_agency_id, [])
    rows = Obligation.objects.select_for_update(of=("self",)).in_bulk([facts.id for facts in passing])
    heir = agencies_as_on([to_agency_id], on)[to_agency_id]
    as_of = AsOf(max(at, start_of(on)))
    reason = f"Chuyển cho {heir.name} từ ngày {screen_date(on)}"
    for facts in passing:
        row = rows[facts.id]
        successor, is_new = _successor(row, facts.due(as_of).due_on, to_agency_id, province.id, at)
        PassedObligation.objects.create(
            obligation=row,
            successor=successor,
            is_new=is_new,
            exemption=_release(row, event, reason, at),
            event=event,
            on=on,
            recorded_at=at,
        )
    if passing:
        detail = {"to": to_agency_id, "on": on, "obligations": [facts.id for facts in passing], "event": event.pk}
        subject = f"agency:{from_agency_id}"
        write_audit(actor_id=actor_id, at=at, deed="pass_obligations", subject=subject, detail=detail)
    return len(passing)


def _successor(
    row: Obligation, due_on: date, agency_id: int, province_id: int, at: datetime
) -> tuple[Obligation, bool]:
    """The successor's obligation for the same report, and whether it is new."""
    return Obligation.objects.get_or_create(
        regime_id=row.regime_id,
        period_code=row.period_code,
        agency_id=agency_id,
        defaults={
            "province_id": province_id,
            "window_from": row.window_from,
            "window_to": row.window_to,
            "due_on": due_on,
            "due_on_before_roll": row.due_on_before_roll,
            "recorded_at": at,
        },
    )


def _release(row: Obligation, event: AgencyEvent, reason: str, at: datetime) -> Exemption:
    """The unit that passes a report on need not send it."""
    return Exemption.objects.create(
        regime_id=row.regime_id,
        agency_id=row.agency_id,
        first_day=row.window_to,
        last_day=row.window_to,
        reason=reason,
        document_number=event.legal_basis[:MAX_DOCUMENT],
        decided_at=start_of(event.on),
        recorded_at=at,
    )


@transaction.atomic
def return_obligations(*, actor_id: int | None, at: datetime, event_id: int) -> int:
    """What passed on with a reorganisation goes back, while the successors have done nothing about it; how many.

    Obligations opened for it are taken out again, and so are the exemptions. Raises CannotPassObligations.
    """
    passed = list(
        PassedObligation.objects.select_related("exemption", "successor__agency")
        .filter(event_id=event_id)
        .order_by("-pk")
    )
    told = [row for row in passed if row.successor.submissions.filter(recorded_at__gte=row.recorded_at).exists()]
    if told:
        names = sorted({row.successor.agency.code for row in told})
        raise CannotPassObligations(f"Đơn vị nhận nghĩa vụ đã gửi báo cáo từ khi chuyển: {', '.join(names)}.")
    for row in passed:
        row.delete()
        row.exemption.delete()
        if row.is_new:
            row.successor.delete()
    if passed:
        detail = {"obligations": [row.obligation_id for row in passed], "event": event_id}
        subject = f"agency-event:{event_id}"
        write_audit(actor_id=actor_id, at=at, deed="return_obligations", subject=subject, detail=detail)
    return len(passed)
