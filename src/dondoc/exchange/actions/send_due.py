"""Send what is due (gửi các thông điệp đến lượt): to our own agencies inside, to others over the axis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import Refused
from dondoc.exchange.actions.receive_message import receive_message
from dondoc.exchange.axes import Axis, AxisFailed
from dondoc.exchange.models import OutAttempt, OutMessage, OutOutcome
from dondoc.exchange.queries import places_of, standing_of, waiting_messages

INSIDE = "nội bộ"
AT_ONCE = 500


@dataclass(frozen=True)
class SentDue:
    """What came of one run: arrived, failed, without a way to leave (no axis is set up)."""

    n_sent: int
    n_failed: int
    n_without_axis: int


def send_due(
    *, actor_id: int | None, at: datetime, axis: Axis | None, serves_inside: bool = True, at_most: int = AT_ONCE
) -> SentDue:
    """One run of the outbox. Each message is claimed on its own, so that any number of workers may run at once.

    `serves_inside`: receivers of this installation get theirs without the axis.
    """
    due = [row for row in waiting_messages() if standing_of(row).is_due(at)][:at_most]
    ours = places_of([row.receiver_id for row in due], day_of(at)) if serves_inside else {}
    results = [
        _send(row.pk, None if row.receiver_id in ours else axis, row.receiver_id in ours, actor_id, at) for row in due
    ]
    outside = sum(row.receiver_id not in ours for row in due) if axis is None else 0
    return SentDue(results.count(True), results.count(False), outside)


def _send(message_id: int, axis: Axis | None, is_inside: bool, actor_id: int | None, at: datetime) -> bool | None:
    """True when it arrived, False when not; None when nothing was tried."""
    if axis is None and not is_inside:
        return None
    attempt = _claim(message_id, axis.name if axis else INSIDE, at)
    if attempt is None:
        return None
    error = _deliver(attempt.message, axis, at)
    with transaction.atomic():
        OutOutcome.objects.create(attempt=attempt, is_sent=not error, detail=error[:500], recorded_at=at)
        detail = {"number": attempt.number, "axis": attempt.axis, "sent": not error, "error": error[:500]}
        write_audit(actor_id=actor_id, at=at, deed="send_message", subject=f"out:{message_id}", detail=detail)
    return not error


@transaction.atomic
def _claim(message_id: int, axis: str, at: datetime) -> OutAttempt | None:
    """The next attempt, unless another worker has it or the message needs none any more."""
    message = OutMessage.objects.select_for_update().get(pk=message_id)
    if not standing_of(message).is_due(at):
        return None
    n = message.attempts.count()
    return OutAttempt.objects.create(message=message, number=n + 1, axis=axis, started_at=at)


def _deliver(message: OutMessage, axis: Axis | None, at: datetime) -> str:
    """Hand the bytes over; what went wrong in words, '' when it arrived. Nothing is locked meanwhile."""
    with message.file.content.open("rb") as file:
        data = file.read()
    try:
        if axis is None:
            receive_message(actor_id=None, at=at, data=data, axis=INSIDE, receiver=message.receiver_id)
        else:
            axis.send(message.receiver_id, message.key, data)
    except AxisFailed as failed:
        return str(failed)
    except Refused as refused:
        return "; ".join(str(reason) for reason in refused.reasons)
    return ""
