"""Issue a document and send it (phát hành và gửi): one deed, so that nothing is issued that is not on its way.

A document that replaces another goes out as a replacement of it, one that corrects another as its update.
Source: NĐ 30/2020/NĐ-CP, Điều 18; QCVN 102:2016/BTTTT.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from dondoc.base.rules.refusals import Reason
from dondoc.documents.actions import issue_document
from dondoc.documents.models import OutgoingDocument
from dondoc.documents.outgoing_rows import CannotTakeStep
from dondoc.documents.queries.outgoing import Record, bytes_of, newest_file, record_of_outgoing
from dondoc.documents.rules.life import FileKind, FollowKind
from dondoc.exchange.actions.send_document import send_document
from dondoc.exchange.models import OutMessage
from dondoc.exchange.queries.issued import document_id_of, issued_of
from dondoc.exchange.rules.attachments import Attachment
from dondoc.exchange.rules.envelope import Business, BusinessKind, Organ, Replacement
from dondoc.exchange.rules.issued import Issued


@transaction.atomic
def issue_and_send(
    *,
    actor_id: int,
    at: datetime,
    document_id: int,
    seen: str,
    receiver_ids: Sequence[int],
    on_paper: Collection[int] = (),
    others: Sequence[Organ] = (),
) -> list[OutMessage]:
    """The document issued, a message in the outbox for each receiver that does not get it on paper.

    `others`: receivers outside this installation, by their identifiers. Raises NotFound, CannotTakeStep,
    CannotSendDocument; then nothing is issued.
    """
    issue_document(
        actor_id=actor_id,
        at=at,
        document_id=document_id,
        seen=seen,
        receiver_ids=receiver_ids,
        on_paper=on_paper,
        is_sent_elsewhere=bool(others),
    )
    document = OutgoingDocument.objects.select_related("agency", "follows").get(pk=document_id)
    record = record_of_outgoing(document)
    electronic = [one for one in dict.fromkeys(receiver_ids) if one not in on_paper]
    if not electronic and not others:
        return []
    issued, file = _leaving(record)
    return send_document(
        actor_id=actor_id,
        at=at,
        agency_id=document.agency_id,
        receiver_ids=electronic,
        issued=issued,
        files=[file],
        others=others,
        business=_business(document),
    )


def _leaving(record: Record) -> tuple[Issued, Attachment]:
    """The facts of the message and the sealed file."""
    issued, sealed = issued_of(record), newest_file(record.document.pk, FileKind.SEALED)
    if issued is None or sealed is None:
        raise CannotTakeStep([Reason("Văn bản chưa có tệp đã ký số của cơ quan.")])
    return issued, Attachment(f"{issued.number}-{issued.symbol}.pdf", bytes_of(sealed))


def _business(document: OutgoingDocument) -> Business:
    if document.follows is None:
        return Business(BusinessKind.NEW)
    followed = document_id_of(record_of_outgoing(document.follows))
    said = f"Văn bản {document.get_follow_kind_display()}"
    if document.follow_kind == FollowKind.REPLACES:
        return Business(BusinessKind.REPLACE, said, followed, replacement_info_list=(Replacement(followed),))
    return Business(BusinessKind.UPDATE, said, followed)
