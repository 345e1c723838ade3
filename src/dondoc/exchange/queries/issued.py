"""Where an issued document stands with each of its receivers (tình hình gửi, nhận của một văn bản)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.rules.moments import day_of
from dondoc.documents.models import OutgoingRecipient
from dondoc.documents.queries.outgoing import Record
from dondoc.documents.rules.numbering import padded
from dondoc.documents.rules.official import Urgency
from dondoc.exchange.models import InMessage, Kind, OutMessage
from dondoc.exchange.queries.outbox import FACTS, latest_statuses, standing_of
from dondoc.exchange.queries.places import identifiers_of
from dondoc.exchange.rules.delivery import Standing
from dondoc.exchange.rules.envelope import BusinessKind
from dondoc.exchange.rules.issued import Issued

# As the envelope counts them; see exchange.rules.envelope.OtherInfo.
PRIORITIES = {Urgency.URGENT: 1, Urgency.HIGH: 2, Urgency.EXPRESS: 3}


@dataclass(frozen=True)
class Delivered:
    """One receiver of an issued document: by the axis with where its message stands, or on paper (`message` None)."""

    name: str
    message: OutMessage | None
    standing: Standing | None
    word: InMessage | None
    is_recall: bool = False


def issued_of(record: Record) -> Issued | None:
    """The facts of a numbered document as its message tells them; None while it has no number."""
    given, value = record.numbered, record.value()
    if given is None or given.number is None or given.dated is None:
        return None
    return Issued(
        number=padded(given.number.number),
        symbol=value.symbol,
        issued_on=given.dated,
        place=value.place,
        type_name=value.type.label,
        subject=value.subject_line,
        authority=value.authority,
        signer=value.signer,
        to_places=tuple(recipient.text for recipient in value.recipients),
        priority=None if value.urgency is None else PRIORITIES[value.urgency],
    )


def document_id_of(record: Record) -> str:
    """The identifier that the document's messages bear; '' while it has none."""
    issued = issued_of(record)
    if issued is None:
        return ""
    sent = record.issued
    on = day_of(sent.at) if sent else issued.issued_on
    sender = identifiers_of([record.document.agency_id], on).get(record.document.agency_id)
    return issued.document_id(sender) if sender else ""


def messages_of(record: Record, at: datetime | None = None) -> list[OutMessage]:
    """The messages that carried the document, or asked for it back, in the order of sending."""
    key = document_id_of(record)
    if not key or record.issued is None:
        return []
    rows = OutMessage.objects.filter(document_id=key, kind=Kind.DOCUMENT, agency_id=record.document.agency_id)
    if at is not None:
        rows = rows.filter(queued_at__lte=at)
    return list(rows.prefetch_related(*FACTS).order_by("pk"))


def deliveries_of(record: Record, at: datetime | None = None) -> list[Delivered]:
    """Every receiver with the newest word about it: sent, received, sent back with a reason. About five queries."""
    messages = messages_of(record, at)
    words = latest_statuses(messages, at) if messages else {}
    found = [
        Delivered(
            row.receiver_name or row.receiver_id,
            row,
            standing_of(row, at),
            words.get((row.document_id, row.receiver_id)),
            row.business == BusinessKind.RECALL,
        )
        for row in messages
    ]
    return found + [Delivered(name, None, None, None) for name in _on_paper(record)]


def _on_paper(record: Record) -> Sequence[str]:
    rows = OutgoingRecipient.objects.filter(document=record.document, is_on_paper=True)
    ids = list(rows.order_by("id").values_list("agency_id", flat=True))
    issued = record.issued
    if not ids or issued is None:
        return []
    names = agencies_as_on(ids, day_of(issued.at))
    return [names[one].name for one in ids if one in names]
