"""Messages that came (hộp nhận): by right, and what their file says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from dondoc.base.rules.refusals import NotFound
from dondoc.exchange.models import InMessage, Kind, OutMessage
from dondoc.exchange.queries.places import scope_of
from dondoc.exchange.rules.reading import Reading, read
from dondoc.people.rules.rights import Rights


def access_in(rights: Rights, message_id: int, *, for_update: bool = False) -> InMessage:
    """The message, for whoever sees its province's. Else NotFound."""
    rows = InMessage.objects.filter(pk=message_id, province_id__in=scope_of(rights))
    found = (rows.select_for_update() if for_update else rows.select_related("file")).first()
    if found is None:
        raise NotFound("Không tìm thấy thông điệp này.")
    return found


def inbox(province_ids: Iterable[int], at: datetime | None = None) -> QuerySet[InMessage]:
    """The messages that came for provinces, newest first, as of a moment."""
    rows = InMessage.objects.filter(province_id__in=list(province_ids))
    if at is not None:
        rows = rows.filter(received_at__lte=at)
    return rows.order_by("-received_at", "-pk")


def reading_of(message: InMessage | OutMessage) -> Reading:
    """The message out of its stored file."""
    with message.file.content.open("rb") as file:
        return read(file.read())


def answers_to(message: InMessage) -> list[OutMessage]:
    """The statuses that were sent about a document, newest first."""
    rows = OutMessage.objects.filter(kind=Kind.STATUS, document_id=message.document_id, receiver_id=message.sender_id)
    ours = rows.filter(sender_id=message.receiver_id).prefetch_related("attempts__outcome", "orders")
    return list(ours.order_by("-queued_at", "-pk")[:50])
