"""Put a message into the outbox (đưa vào hàng gửi): one row for each receiver."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from dondoc.base.actions import store_file, write_audit
from dondoc.base.models import StoredFile
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.exchange.models import OutMessage
from dondoc.exchange.queries import Place, may_send_for, named_organ, places_of
from dondoc.exchange.rules.carried import carried, receivers_of
from dondoc.exchange.rules.delivery import message_key
from dondoc.exchange.rules.envelope import Document, Message, TraceHeader
from dondoc.exchange.rules.writing import write
from dondoc.people.queries import rights_of

CONTENT_TYPE = "application/xml"


class CannotQueueMessage(Refused):
    """Refused: the message says something wrong, or its sender is none of ours."""


def queue_message(*, actor_id: int | None, at: datetime, message: Message) -> list[OutMessage]:
    """A document to each of its receivers, or a status to whom it answers; what is there already stays one.

    A document without a trace gets the sender's. `actor_id` None is the installation itself. Raises CannotWriteMessage
    with everything wrong in it, NotFound when the sender is no agency whose province the person looks after.
    """
    if isinstance(message, Document) and not message.route.trace:
        station = TraceHeader(message.header.sender.organ_id, at.replace(microsecond=0))
        message = replace(message, route=replace(message.route, trace=(station,)))
    data = write(message)
    with transaction.atomic():
        place = _sender(message, actor_id, at)
        return _queue(message, data, place, actor_id, at)


def _sender(message: Message, actor_id: int | None, at: datetime) -> Place:
    sender = message.header.sender if isinstance(message, Document) else message.sender
    found = places_of([sender.organ_id], day_of(at)).get(sender.organ_id)
    if found is None:
        raise NotFound(f"Không tìm thấy đơn vị gửi mang mã định danh '{sender.organ_id}'.")
    if actor_id is None or may_send_for(rights_of(actor_id, day_of(at)), found.agency_id, found.province_id):
        return found
    raise NotFound(f"Không tìm thấy đơn vị gửi mang mã định danh '{sender.organ_id}'.")


def _queue(message: Message, data: bytes, place: Place, actor_id: int | None, at: datetime) -> list[OutMessage]:
    rows, new = [], []
    file: StoredFile | None = None
    for receiver in receivers_of(message):
        key = message_key(message, receiver.organ_id)
        row = OutMessage.objects.filter(key=key).first()
        if row is None:
            file = file or store_file(
                actor_id=actor_id, at=at, data=data, name=f"{key[:16]}.edxml", content_type=CONTENT_TYPE
            )
            told = carried(message, named_organ(receiver, day_of(at))) | {
                "file": file,
                "recorded_at": at,
                "queued_at": at,
            }
            where = {"agency_id": place.agency_id, "province_id": place.province_id, "queued_by_id": actor_id}
            row, is_new = OutMessage.objects.get_or_create(key=key, defaults=told | where)
            new += [row] if is_new else []
        rows.append(row)
    for row in new:
        detail = {
            "document": row.document_id,
            "to": row.receiver_id,
            "status": row.status_code,
            "file": row.file.sha256,
        }
        write_audit(actor_id=actor_id, at=at, deed="queue_message", subject=f"out:{row.pk}", detail=detail)
    return rows
