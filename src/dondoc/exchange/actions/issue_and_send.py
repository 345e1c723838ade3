"""Issue a document and send it (phát hành và gửi): one deed, so that nothing is issued that is not on its way.

A document that replaces another goes out as a replacement of it, one that corrects another as its update.
Source: NĐ 30/2020/NĐ-CP, Điều 18; QCVN 102:2016/BTTTT.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from dondoc.base.rules.refusals import Reason
from dondoc.documents.actions import issue_document
from dondoc.documents.models import IncomingDeed, OutgoingDocument
from dondoc.documents.outgoing_rows import CannotTakeStep
from dondoc.documents.queries.annexes import annexes_of
from dondoc.documents.queries.outgoing import bytes_of, newest_file, record_of_outgoing
from dondoc.documents.rules.incoming import DeedKind as Deed
from dondoc.documents.rules.life import FileKind, FollowKind
from dondoc.exchange.actions.handle_arrived import tell_of_deed
from dondoc.exchange.actions.send_document import send_document
from dondoc.exchange.models import OutMessage
from dondoc.exchange.queries.arrivals import responses_for
from dondoc.exchange.queries.issued import document_id_of, issued_of
from dondoc.exchange.rules.attachments import Attachment, safe_name
from dondoc.exchange.rules.envelope import Business, BusinessKind, Organ, Replacement
from dondoc.exchange.rules.issued import Issued, reasons_against_due


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
    due_on: date | None = None,
) -> list[OutMessage]:
    """The document issued, a message in the outbox for each receiver that does not get it on paper.

    `others`: receivers outside, by their identifiers. `due_on`: by when an answer is asked for. Who is answered hears
    of it. Raises NotFound, CannotTakeStep, CannotSendDocument; then nothing is issued.
    """
    event = issue_document(
        actor_id=actor_id,
        at=at,
        document_id=document_id,
        seen=seen,
        receiver_ids=receiver_ids,
        on_paper=on_paper,
        elsewhere=[organ.organ_name or organ.organ_id for organ in others],
    )
    for answered in IncomingDeed.objects.filter(outgoing_id=document_id, kind=Deed.ANSWERED, at=event.at):
        tell_of_deed(actor_id=actor_id, at=at, deed=answered)
    if not (electronic := [one for one in dict.fromkeys(receiver_ids) if one not in on_paper]) and not others:
        return []
    document, issued, files = _leaving(document_id, due_on)
    return send_document(
        actor_id=actor_id,
        at=at,
        agency_id=document.agency_id,
        receiver_ids=electronic,
        issued=issued,
        files=files,
        others=others,
        business=_business(document),
    )


def _leaving(document_id: int, due_on: date | None) -> tuple[OutgoingDocument, Issued, list[Attachment]]:
    """The document, the facts of its message, the sealed file and its annexes. Raises CannotTakeStep."""
    record = record_of_outgoing(OutgoingDocument.objects.select_related("agency", "follows").get(pk=document_id))
    issued, sealed = issued_of(record), newest_file(record.document.pk, FileKind.SEALED)
    if issued is None or sealed is None:
        raise CannotTakeStep([Reason("Văn bản chưa có tệp đã ký số của cơ quan.")])
    if against := reasons_against_due(due_on, issued.issued_on):
        raise CannotTakeStep(against)
    annexes = annexes_of(record)
    files = [Attachment(f"{issued.number}-{issued.symbol}.pdf", bytes_of(sealed))]
    for n, annex in enumerate(annexes, start=1):
        name = safe_name(f"phu-luc-{n:02d}-{annex.name}")
        files.append(Attachment(name, bytes_of(annex.leaving), annex.leaving.file.content_type, "Phụ lục"))
    names, answers = tuple(annex.name for annex in annexes), responses_for(record.document)
    return record.document, replace(issued, annexes=names, due_on=due_on, answers=answers), files


def _business(document: OutgoingDocument) -> Business:
    if document.follows is None:
        return Business(BusinessKind.NEW)
    followed = document_id_of(record_of_outgoing(document.follows))
    said = f"Văn bản {document.get_follow_kind_display()}"
    if document.follow_kind == FollowKind.REPLACES:
        return Business(BusinessKind.REPLACE, said, followed, replacement_info_list=(Replacement(followed),))
    return Business(BusinessKind.UPDATE, said, followed)
