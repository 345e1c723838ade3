"""Send an issued document to agencies (gửi văn bản qua liên thông): ours by their identifiers, others by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.exchange.actions.queue_message import queue_message
from dondoc.exchange.models import OutMessage
from dondoc.exchange.queries import identifiers_of, may_send_for, province_of
from dondoc.exchange.rules.attachments import Attachment
from dondoc.exchange.rules.envelope import Business, BusinessKind, Document, Organ
from dondoc.exchange.rules.issued import Issued, message_of, reasons_not_to_send
from dondoc.exchange.rules.writing import problems_of
from dondoc.people.queries import rights_of


class CannotSendDocument(Refused):
    """Refused: an agency without an identifier, no file, something that the message may not say; every reason."""


def send_document(
    *,
    actor_id: int,
    at: datetime,
    agency_id: int,
    receiver_ids: Sequence[int],
    issued: Issued,
    files: Sequence[Attachment],
    others: Sequence[Organ] = (),
    business: Business | None = None,
) -> list[OutMessage]:
    """The document in the outbox, a row for each receiver. `others`: receivers outside this installation.

    Raises NotFound when the agency is in no province that the person looks after, CannotSendDocument with everything.
    """
    on = day_of(at)
    if not may_send_for(rights_of(actor_id, on), agency_id, province_of(agency_id, on)):
        raise NotFound("Không tìm thấy đơn vị gửi này.")
    told = identifiers_of([agency_id, *receiver_ids], on)
    names = agencies_as_on([agency_id, *receiver_ids], on)
    if unknown := [one for one in receiver_ids if one not in names]:
        raise NotFound(f"Không tìm thấy {len(unknown)} nơi nhận.")
    nameless = [names[one].name for one in receiver_ids if not told.get(one)]
    reasons = reasons_not_to_send(issued, files, on, nameless, is_sender_nameless=not told.get(agency_id))
    ours = [Organ(told[one], organ_name=names[one].name) for one in dict.fromkeys(receiver_ids) if told.get(one)]
    receivers = {organ.organ_id: organ for organ in (*ours, *others)}
    if not receivers and not nameless:
        reasons.append(Reason("Chưa chọn nơi nhận nào.", "receivers"))
    sender = Organ(told.get(agency_id, ""), organ_name=names[agency_id].name)
    message = message_of(issued, sender, list(receivers.values()), files, business or Business(BusinessKind.NEW))
    if reasons := [*reasons, *_wrong_in(message, is_told=bool(reasons))]:
        raise CannotSendDocument(reasons)
    return queue_message(actor_id=actor_id, at=at, message=message)


def _wrong_in(message: Document, *, is_told: bool) -> list[Reason]:
    """What the message may not say; where something is told already, not the same of its ends and files again."""
    found = problems_of(message)
    said = ("MessageHeader/From/OrganId", "MessageHeader/To")
    return [one for one in found if not is_told or (one.where not in said and not one.where.startswith("Attachment"))]
