"""Recall an issued document (thu hồi văn bản): it is frozen here, and every receiver is asked to give it back.

What has not left yet is held back. Source: NĐ 30/2020/NĐ-CP, Điều 18.4; Phụ lục VI, III.8.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.documents.actions import take_document_step
from dondoc.documents.models import OutgoingDocument
from dondoc.documents.queries.outgoing import record_of_outgoing
from dondoc.documents.rules.life import DeedKind
from dondoc.exchange.actions.recall_message import recall_message
from dondoc.exchange.queries import standing_of
from dondoc.exchange.queries.issued import messages_of
from dondoc.exchange.rules.delivery import Delivery
from dondoc.exchange.rules.envelope import BusinessKind


@transaction.atomic
def recall_document(*, actor_id: int, at: datetime, document_id: int, seen: str, reason: str) -> int:
    """The document recalled; how many receivers are asked or held back. Raises NotFound, CannotTakeStep,
    CannotRecallMessage while a message is on its way this moment.
    """
    take_document_step(actor_id=actor_id, at=at, document_id=document_id, kind=DeedKind.RECALL, seen=seen, text=reason)
    document = OutgoingDocument.objects.select_related("agency", "follows").get(pk=document_id)
    record = record_of_outgoing(document)
    left = [
        row
        for row in messages_of(record)
        if row.business != BusinessKind.RECALL and standing_of(row).delivery is not Delivery.WITHDRAWN
    ]
    for row in left:
        recall_message(actor_id=actor_id, at=at, message_id=row.pk, reason=reason)
    return len(left)
