"""Take a document back (thu hồi): not sent yet, it stays here; sent, its receiver is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import Refused
from dondoc.exchange.actions.queue_message import queue_message
from dondoc.exchange.models import OutMessage, OutOrder
from dondoc.exchange.queries import access_out, reading_of, standing_of
from dondoc.exchange.rules.delivery import Delivery, reasons_not_to_recall
from dondoc.exchange.rules.envelope import Business, BusinessKind, Document, TraceHeaderList
from dondoc.people.queries import rights_of


class CannotRecallMessage(Refused):
    """Refused: no document, on its way this moment, taken back already, or without a reason."""


@transaction.atomic
def recall_message(*, actor_id: int, at: datetime, message_id: int, reason: str) -> bool:
    """True when the receiver is asked to give it back (Source: NĐ 30/2020/NĐ-CP, Điều 18.4), False when it never left.

    Raises NotFound, CannotRecallMessage with every reason.
    """
    message = access_out(rights_of(actor_id, day_of(at)), message_id, for_update=True)
    now = standing_of(message)
    sound = reading_of(message).message
    business = sound.route.business.kind if isinstance(sound, Document) else None
    if reasons := list(reasons_not_to_recall(now, business, reason, is_trying=_is_trying(message))):
        raise CannotRecallMessage(reasons)
    is_asked = now.delivery is Delivery.SENT
    if is_asked and isinstance(sound, Document):
        queue_message(actor_id=actor_id, at=at, message=_request(sound, message.receiver_id, reason))
    else:
        OutOrder.objects.create(message=message, is_withdrawal=True, actor_id=actor_id, ordered_at=at)
    detail = {"reason": reason.strip(), "asked": is_asked}
    write_audit(actor_id=actor_id, at=at, deed="recall_message", subject=f"out:{message.pk}", detail=detail)
    return is_asked


def _is_trying(message: OutMessage) -> bool:
    return any(not hasattr(row, "outcome") for row in message.attempts.all())


def _request(document: Document, receiver: str, reason: str) -> Document:
    """The same header to one receiver, without files, with the business of taking back."""
    told = tuple(organ for organ in document.header.receivers if organ.organ_id == receiver)
    business = Business(BusinessKind.RECALL, reason.strip(), document.header.document_id)
    return Document(replace(document.header, receivers=told), TraceHeaderList((), business))
