"""Answer an incoming document by an outgoing one (trả lời văn bản đến): linked while drafted, answered when issued.

Source: NĐ 30/2020/NĐ-CP, Điều 24; Phụ lục IV (số, ký hiệu văn bản trả lời).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.refusals import Reason
from dondoc.documents.actions.handle_incoming import CannotHandle
from dondoc.documents.incoming_rows import allowed_incoming
from dondoc.documents.models import OutgoingAnswer
from dondoc.documents.outgoing_rows import fetched
from dondoc.documents.queries.incoming import standing_of
from dondoc.documents.rules.incoming import DeedKind
from dondoc.documents.rules.life import DeedKind as Step


@transaction.atomic
def answer_incoming(*, actor_id: int, at: datetime, document_id: int, incoming_id: int) -> OutgoingAnswer:
    """Say that a draft answers a document that came; twice is once. The incoming one is answered by the issuing.

    Raises NotFound for who drafts not the one or handles not the other, CannotHandle.
    """
    # Locked in the order of the issuing, which comes to what is answered last.
    record = fetched(actor_id, at, document_id, Step.EDIT, for_update=True)
    incoming = allowed_incoming(actor_id, at, incoming_id, DeedKind.ANSWERED)
    reasons = []
    if not standing_of(incoming).is_open:
        told = standing_of(incoming).label.lower()
        reasons.append(Reason(f"Văn bản đến {told}; mở lại trước khi soạn văn bản trả lời."))
    if record.stage.is_out:
        told = f"Văn bản đi {record.stage.label.lower()}; ghi số, ngày của nó ở việc “Trả lời bằng văn bản”."
        reasons.append(Reason(told))
    if reasons:
        raise CannotHandle(reasons)
    row, is_new = OutgoingAnswer.objects.get_or_create(
        document=record.document, incoming=incoming, defaults={"by_id": actor_id, "recorded_at": at}
    )
    if is_new:
        detail = {"incoming": incoming.pk, "outgoing": record.document.pk}
        write_audit(actor_id=actor_id, at=at, deed="answer_incoming", subject=f"incoming:{incoming.pk}", detail=detail)
    return row
