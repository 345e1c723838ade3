"""Messages that wait for the register (văn bản điện tử chờ vào sổ), for whoever keeps the receiver's register."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from dondoc.base.rules.refusals import NotFound
from dondoc.documents.models import IncomingDocument, OutgoingDocument
from dondoc.documents.queries.incoming import kept_agencies
from dondoc.exchange.models import InMessage, Kind, OutMessage
from dondoc.exchange.rules.envelope import ResponseFor
from dondoc.people.rules.rights import Rights


def waiting_arrivals(rights: Rights) -> QuerySet[InMessage]:
    """Documents that came and are neither registered nor sent back, the oldest first."""
    return _arrivals(rights).filter(registration__isnull=True).order_by("received_at", "pk")


def access_arrival(rights: Rights, message_id: int, *, for_update: bool = False) -> InMessage:
    """One of them, registered or not. Else NotFound."""
    rows = _arrivals(rights).filter(pk=message_id)
    found = (rows.select_for_update(of=("self",)) if for_update else rows.select_related("file")).first()
    if found is None:
        raise NotFound("Không tìm thấy thông điệp này.")
    return found


def _arrivals(rights: Rights) -> QuerySet[InMessage]:
    return InMessage.objects.filter(kind=Kind.DOCUMENT, agency_id__in=kept_agencies(rights))


def registered_from(message: InMessage, document_ids: Iterable[str]) -> list[IncomingDocument]:
    """The entries that earlier messages of the same sender, about these documents, made for the same receiver.

    The sender must be the same: nobody takes back or changes what another has sent.
    """
    rows = IncomingDocument.objects.filter(
        registrations__message__document_id__in=list(document_ids),
        registrations__message__sender_id=message.sender_id,
        registrations__message__agency_id=message.agency_id,
        agency_id=message.agency_id,
    )
    return list(rows.distinct().order_by("pk"))


def message_of(document: IncomingDocument) -> InMessage | None:
    """The message by which a registered document came; None when it came another way."""
    rows = InMessage.objects.filter(registration__document=document, kind=Kind.DOCUMENT)
    return rows.order_by("pk").first()


def last_told(message: InMessage) -> str:
    """The status that its receiver told last about a document; '' where nothing is told. One query."""
    rows = OutMessage.objects.filter(
        kind=Kind.STATUS,
        document_id=message.document_id,
        agency_id=message.agency_id,
        receiver_id=message.sender_id,
    )
    return rows.order_by("-pk").values_list("status_code", flat=True).first() or ""


def responses_for(document: OutgoingDocument) -> tuple[ResponseFor, ...]:
    """What an answer's message says of the documents that it answers and that came by the exchange (ResponseFor)."""
    found = []
    for row in document.answers.select_related("incoming").order_by("pk"):
        message, dated = message_of(row.incoming), row.incoming.dated
        if message is not None:
            found.append(ResponseFor(message.sender_id, message.symbol[:50], message.document_id, dated))
    return tuple(found)
