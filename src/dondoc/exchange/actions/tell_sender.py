"""A status to the sender of what came by the exchange (báo trạng thái cho bên gửi), in the receiver's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dondoc.exchange.actions.queue_message import queue_message
from dondoc.exchange.models import InMessage
from dondoc.exchange.rules.carried import status_about
from dondoc.exchange.rules.envelope import Organ, Staff
from dondoc.people.models import User


def tell_sender(*, actor_id: int, at: datetime, message: InMessage, code: str, description: str = "") -> None:
    """Into the outbox, with the name of who did it; the deed that tells has asked for the right already."""
    us = Organ(message.receiver_id, organ_name=message.receiver_name)
    about = (message.sender_id, message.document_id, message.symbol)
    staff = Staff(staff=User.objects.get(pk=actor_id).full_name)
    status = replace(status_about(us, about, code, at), description=description[:1000], staff_info=staff)
    queue_message(actor_id=None, at=at, message=status)
