"""Tell the sender what became of a document (báo trạng thái xử lý)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import Reason, Refused
from dondoc.exchange.actions.queue_message import queue_message
from dondoc.exchange.models import Kind, OutMessage
from dondoc.exchange.queries import access_in
from dondoc.exchange.rules.carried import status_about
from dondoc.exchange.rules.delivery import reasons_against_status
from dondoc.exchange.rules.envelope import Organ, Staff
from dondoc.people.models import User
from dondoc.people.queries import rights_of


class CannotReplyStatus(Refused):
    """Refused: no such status, no reason for a refusal, or the message is itself a status."""


@transaction.atomic
def reply_status(*, actor_id: int, at: datetime, message_id: int, code: str, description: str = "") -> OutMessage:
    """A status message to the sender, into the outbox. Raises NotFound, CannotReplyStatus, CannotWriteMessage."""
    message = access_in(rights_of(actor_id, day_of(at)), message_id, for_update=True)
    reasons = list(reasons_against_status(code, description))
    if message.kind != Kind.DOCUMENT:
        reasons.append(Reason("Đây là thông điệp trạng thái, không cần trả lời."))
    if reasons:
        raise CannotReplyStatus(reasons)
    us = Organ(message.receiver_id, organ_name=message.receiver_name)
    about = (message.sender_id, message.document_id, message.symbol)
    staff = Staff(staff=User.objects.get(pk=actor_id).full_name)
    status = replace(status_about(us, about, code, at), description=description.strip(), staff_info=staff)
    (row,) = queue_message(actor_id=actor_id, at=at, message=status)
    write_audit(
        actor_id=actor_id,
        at=at,
        deed="reply_status",
        subject=f"in:{message.pk}",
        detail={"status": code, "out": row.pk},
    )
    return row
