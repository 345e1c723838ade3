"""Send what is due (gửi các thông điệp đến lượt): to our own agencies inside, to others over the axis."""

from __future__ import annotations

from collections.abc import Collection
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
# So few that all of them are over before the claim of the last one is (rules.delivery.LEASE).
AT_ONCE = 5
# An axis that fails so often in a row is down: what waits is left untried, and loses no attempt.
FAILURES_IN_A_ROW = 3


@dataclass(frozen=True)
class SentDue:
    """What came of one call: arrived, failed, without a way to leave (no axis is set up)."""

    n_sent: int
    n_failed: int
    n_without_axis: int


def send_due(
    *,
    actor_id: int | None,
    at: datetime,
    axis: Axis | None,
    serves_inside: bool = True,
    at_most: int = AT_ONCE,
    only: Collection[int] | None = None,
) -> SentDue:
    """A few of the messages that are due. Each is claimed on its own, so that any number of workers may run at once.

    To be called, with the moment of each call, until nothing is sent any more. `serves_inside`: receivers of this
    installation get theirs without the axis. `only`: of these messages alone.
    """
    waiting = waiting_messages() if only is None else waiting_messages().filter(pk__in=list(only))
    due = [row for row in waiting if standing_of(row).is_due(at)]
    ours = places_of([row.receiver_id for row in due], day_of(at)) if serves_inside else {}
    ways = [(row.pk, None if row.receiver_id in ours else axis, row.receiver_id in ours) for row in due]
    leaving = [way for way in ways if way[1] is not None or way[2]]
    n_sent = n_failed = in_a_row = 0
    for message_id, way, is_inside in leaving[:at_most]:
        is_sent = _send(message_id, way, actor_id, at)
        n_sent, n_failed = n_sent + (is_sent is True), n_failed + (is_sent is False)
        in_a_row = in_a_row + 1 if is_sent is False and not is_inside else 0
        if in_a_row == FAILURES_IN_A_ROW:
            break
    return SentDue(n_sent, n_failed, len(ways) - len(leaving))


def _send(message_id: int, axis: Axis | None, actor_id: int | None, at: datetime) -> bool | None:
    """True when it arrived, False when not; None when another worker has it. Without an axis: inside."""
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
