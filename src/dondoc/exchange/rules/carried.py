"""What outbox and inbox remember of a message (thông tin của thông điệp), and a status about one of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dondoc.exchange.rules.envelope import Document, Message, Organ, ResponseFor, Status


def receivers_of(message: Message) -> tuple[Organ, ...]:
    """A document's receivers; a status goes to whom the document came from."""
    return message.header.receivers if isinstance(message, Document) else (Organ(message.response_for.organ_id),)


def status_about(us: Organ, about: tuple[str, str, str], code: str, at: datetime) -> Status:
    """Our word about a document; `about`: its sender, its id, its number and symbol."""
    sender, document_id, symbol = about
    return Status(us, ResponseFor(sender, symbol, document_id), status_code=code, timestamp=at.replace(microsecond=0))


def carried(message: Message, receiver: Organ) -> dict[str, Any]:
    """What a list shows of a message for one receiver."""
    if isinstance(message, Document):
        header = message.header
        return {
            "kind": "document",
            "business": message.route.business.kind.value,
            "document_id": header.document_id,
            "symbol": str(header.code),
            "subject": header.subject,
            "due_on": header.due_date,
            "sender_id": header.sender.organ_id,
            "sender_name": header.sender.organ_name,
            "receiver_id": receiver.organ_id,
            "receiver_name": receiver.organ_name,
        }
    return {
        "kind": "status",
        "status_code": message.status_code,
        "said_at": message.timestamp,
        "document_id": message.response_for.document_id,
        "symbol": message.response_for.code,
        "subject": message.description,
        "sender_id": message.sender.organ_id,
        "sender_name": message.sender.organ_name,
        "receiver_id": receiver.organ_id,
        "receiver_name": receiver.organ_name,
    }
