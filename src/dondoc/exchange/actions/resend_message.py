"""Send again what failed (gửi lại)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import Refused
from dondoc.exchange.models import OutMessage, OutOrder
from dondoc.exchange.queries import access_out, standing_of
from dondoc.exchange.rules.delivery import reasons_not_to_resend
from dondoc.people.queries import rights_of


class CannotResendMessage(Refused):
    """Refused: it arrived, was withdrawn, or waits for its first attempt."""


@transaction.atomic
def resend_message(*, actor_id: int, at: datetime, message_id: int) -> OutMessage:
    """The message is due again at once, with all attempts before it. Raises NotFound, CannotResendMessage."""
    message = access_out(rights_of(actor_id, day_of(at)), message_id, for_update=True)
    if reasons := list(reasons_not_to_resend(standing_of(message))):
        raise CannotResendMessage(reasons)
    OutOrder.objects.create(message=message, is_withdrawal=False, actor_id=actor_id, ordered_at=at)
    write_audit(actor_id=actor_id, at=at, deed="resend_message", subject=f"out:{message.pk}")
    return message
