"""A message into the register of incoming documents (vào sổ từ liên thông), back to its sender, or taken back by him.

Source: NĐ 30/2020/NĐ-CP, Điều 18.4, 21, 22.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.documents.actions import CheckedFiles, act_on_incoming, register_checked
from dondoc.documents.models import IncomingDocument
from dondoc.documents.queries.incoming import standing_of
from dondoc.documents.rules.incoming import ANSWERS, LONGEST_SYMBOL, DeedKind, Description
from dondoc.exchange.actions.tell_sender import tell_sender
from dondoc.exchange.models import InMessage, Registration
from dondoc.exchange.queries import reading_of
from dondoc.exchange.queries.arrivals import access_arrival, registered_from
from dondoc.exchange.rules.arriving import description_of, earlier_documents, files_of, reasons_not_to_settle
from dondoc.exchange.rules.envelope import BusinessKind, Document
from dondoc.people.queries import rights_of

REFUSED, REGISTERED, GIVEN_BACK, NOT_GIVEN_BACK = "02", "03", "15", "16"


class CannotSettleMessage(Refused):
    """Refused: settled before, another kind of message, no reason, or nothing registered that could be given back."""


def register_message(
    *, actor_id: int, at: datetime, message_id: int, description: Description | None = None, is_meant: bool = False
) -> IncomingDocument:
    """Enter the document of a message in its receiver's register, files too, and tell the sender 'đã tiếp nhận'.

    `description`: as an official has put it right. An update or a replacement is an entry of its own, linked to the
    first. Raises NotFound, CannotSettleMessage, CannotRegister.
    """
    rights = rights_of(actor_id, day_of(at))
    sound = reading_of(access_arrival(rights, message_id)).message
    if not isinstance(sound, Document):
        raise NotFound("Không tìm thấy thông điệp này.")
    checked = CheckedFiles.of(actor_id, at, files_of(sound))
    with transaction.atomic():
        message = access_arrival(rights, message_id, for_update=True)
        kind = BusinessKind(message.business)
        if reasons := _settled(message, kind):
            raise CannotSettleMessage(reasons)
        earlier = registered_from(message, earlier_documents(sound))
        document = register_checked(
            actor_id=actor_id,
            at=at,
            agency_id=message.agency_id,
            arrived_on=day_of(at),
            description=description or description_of(sound),
            checked=checked,
            is_meant=is_meant or bool(earlier),
        )
        Registration.objects.create(message=message, document=document, actor_id=actor_id, recorded_at=at)
        for one in earlier:
            _link(document, one, kind, actor_id, at)
        for answered in sound.header.response_for:
            _note_link(document, ANSWERS, answered.code, answered.promulgation_date, actor_id, at)
        tell_sender(actor_id=actor_id, at=at, message=message, code=REGISTERED)
        _acknowledge(document, actor_id, at)
        return document


@transaction.atomic
def return_message(*, actor_id: int, at: datetime, message_id: int, reason: str) -> Registration:
    """Send a document back before it is registered (trả lại): not authentic, or not for us. The sender is told why.

    Raises NotFound, CannotSettleMessage.
    """
    message = access_arrival(rights_of(actor_id, day_of(at)), message_id, for_update=True)
    reasons = _settled(message, BusinessKind(message.business))
    if not reason.strip():
        reasons.append(Reason("Ghi lý do trả lại để bên gửi biết.", "Lý do"))
    if reasons:
        raise CannotSettleMessage(reasons)
    row = Registration.objects.create(message=message, reason=reason.strip()[:1000], actor_id=actor_id, recorded_at=at)
    tell_sender(actor_id=actor_id, at=at, message=message, code=REFUSED, description=reason.strip())
    write_audit(actor_id=actor_id, at=at, deed="return_message", subject=f"in:{message.pk}", detail={"reason": reason})
    return row


@transaction.atomic
def settle_recall(*, actor_id: int, at: datetime, message_id: int, is_accepted: bool, reason: str = "") -> Registration:
    """Answer a sender who wants his document back (đồng ý, từ chối thu hồi). What he did not send he cannot take back.

    Source: NĐ 30/2020/NĐ-CP, Điều 18.4. Raises NotFound, CannotSettleMessage, CannotHandle.
    """
    message = access_arrival(rights_of(actor_id, day_of(at)), message_id, for_update=True)
    sound = reading_of(message).message
    found = registered_from(message, earlier_documents(sound)) if isinstance(sound, Document) else []
    reasons = _settled(message, BusinessKind(message.business), wanted=BusinessKind.RECALL)
    if not is_accepted and not reason.strip():
        reasons.append(Reason("Ghi lý do từ chối thu hồi.", "Lý do"))
    if is_accepted and not found:
        reasons.append(Reason("Chưa vào sổ văn bản nào của bên gửi mang mã định danh này; trả lời từ chối, nêu lý do."))
    if reasons:
        raise CannotSettleMessage(reasons)
    told = reason.strip() or "Bên gửi thu hồi văn bản"
    for document in found if is_accepted else ():
        _recall(document, told, actor_id, at)
    row = Registration.objects.create(
        message=message,
        document=found[-1] if is_accepted else None,
        reason=told[:1000],
        actor_id=actor_id,
        recorded_at=at,
    )
    code = GIVEN_BACK if is_accepted else NOT_GIVEN_BACK
    tell_sender(actor_id=actor_id, at=at, message=message, code=code, description=reason.strip())
    detail = {"is_accepted": is_accepted, "reason": told, "documents": [one.pk for one in found]}
    write_audit(actor_id=actor_id, at=at, deed="settle_recall", subject=f"in:{message.pk}", detail=detail)
    return row


def _recall(document: IncomingDocument, reason: str, actor_id: int, at: datetime) -> None:
    """An update made an entry of its own: what was ended before stays as it ended."""
    if not standing_of(document).is_open:
        return
    act_on_incoming(actor_id=actor_id, at=at, document_id=document.pk, kind=DeedKind.RECALLED, text=reason)


def _settled(message: InMessage, kind: BusinessKind, wanted: BusinessKind = BusinessKind.NEW) -> list[Reason]:
    is_settled = Registration.objects.filter(message=message).exists()
    return reasons_not_to_settle(kind, wanted, is_settled=is_settled)


def _link(new: IncomingDocument, old: IncomingDocument, kind: BusinessKind, actor_id: int, at: datetime) -> None:
    _note_link(new, f"{kind.label.capitalize()} văn bản", old.symbol, old.dated, actor_id, at)
    _note_link(old, f"Được {kind.label} bằng văn bản đến sau", new.symbol, new.dated, actor_id, at)


def _note_link(
    document: IncomingDocument, text: str, symbol: str, dated: date | None, actor_id: int, at: datetime
) -> None:
    """A link to a document with a number; a message may cite one without, which is left to its text."""
    if not symbol.strip():
        return
    act_on_incoming(
        actor_id=actor_id,
        at=at,
        document_id=document.pk,
        kind=DeedKind.LINKED,
        text=text,
        symbol=symbol[:LONGEST_SYMBOL],
        dated=dated,
    )


def _acknowledge(document: IncomingDocument, actor_id: int, at: datetime) -> None:
    told = "Đã tiếp nhận, báo qua liên thông"
    act_on_incoming(actor_id=actor_id, at=at, document_id=document.pk, kind=DeedKind.ACKNOWLEDGED, text=told)
