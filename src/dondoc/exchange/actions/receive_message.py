"""Receive a message (nhận thông điệp): for each of our agencies that it names, once, and say that it arrived."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dondoc.base.actions import store_file, write_audit
from dondoc.base.models import StoredFile
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.exchange.actions.queue_message import CONTENT_TYPE, queue_message
from dondoc.exchange.axes import Axis, AxisFailed
from dondoc.exchange.models import InMessage, Kind
from dondoc.exchange.queries import Place, named_organ, places_of, scope_of
from dondoc.exchange.rules.carried import carried, receivers_of, status_about
from dondoc.exchange.rules.delivery import message_key, reasons_not_to_receive
from dondoc.exchange.rules.envelope import Message, Organ
from dondoc.exchange.rules.reading import read_sound
from dondoc.people.queries import rights_of

ARRIVED = "01"


class CannotReceiveMessage(Refused):
    """Refused: nobody here is meant. It goes back (NĐ 30/2020/NĐ-CP, Điều 21)."""


def receive_message(
    *, actor_id: int | None, at: datetime, data: bytes, axis: str, receiver: str = ""
) -> list[InMessage]:
    """A row for each receiver that is ours (or for `receiver` alone); one that came before stays as it is.

    The sender of a document is told 'đã đến'. `actor_id` None is the installation itself; a person needs to look after
    the provinces. Raises UnusableXml, NotEdxml, FaultyMessage with every problem, CannotReceiveMessage, NotFound.
    """
    message = read_sound(data).message
    named = [organ for organ in receivers_of(message) if receiver in ("", organ.organ_id)]
    with transaction.atomic():
        places = places_of([organ.organ_id for organ in named], day_of(at))
        if reasons := list(reasons_not_to_receive([organ.organ_id for organ in named], list(places))):
            raise CannotReceiveMessage(reasons)
        if actor_id is not None:
            scope = scope_of(rights_of(actor_id, day_of(at)))
            if not all(place.province_id in scope for place in places.values()):
                raise NotFound("Không tìm thấy đơn vị nhận của thông điệp này.")
        ours = [(organ, places[organ.organ_id]) for organ in named if organ.organ_id in places]
        return _receive(message, data, axis, ours, actor_id, at)


def _receive(
    message: Message, data: bytes, axis: str, ours: list[tuple[Organ, Place]], actor_id: int | None, at: datetime
) -> list[InMessage]:
    rows, new = [], []
    file: StoredFile | None = None
    for organ, place in ours:
        key = message_key(message, organ.organ_id)
        row = InMessage.objects.filter(key=key).first()
        if row is None:
            name = f"{key[:16]}.edxml"
            file = file or store_file(actor_id=actor_id, at=at, data=data, name=name, content_type=CONTENT_TYPE)
            told = carried(message, named_organ(organ, day_of(at))) | {
                "file": file,
                "recorded_at": at,
                "received_at": at,
                "axis": axis,
            }
            where = {"agency_id": place.agency_id, "province_id": place.province_id}
            row, is_new = InMessage.objects.get_or_create(key=key, defaults=told | where)
            new += [row] if is_new else []
        rows.append(row)
    for row in new:
        if row.kind == Kind.DOCUMENT:
            us = Organ(row.receiver_id, organ_name=row.receiver_name)
            about = (row.sender_id, row.document_id, row.symbol)
            queue_message(actor_id=None, at=at, message=status_about(us, about, ARRIVED, at))
        detail = {"document": row.document_id, "from": row.sender_id, "status": row.status_code, "axis": axis}
        detail["file"] = row.file.sha256
        write_audit(actor_id=actor_id, at=at, deed="receive_message", subject=f"in:{row.pk}", detail=detail)
    return rows


@dataclass(frozen=True)
class Received:
    """What came of emptying the axis once: messages taken in, those refused with their reasons."""

    n_messages: int
    refused: tuple[tuple[str, str], ...]


def receive_waiting(*, actor_id: int | None, at: datetime, axis: Axis) -> Received:
    """Everything that waits on the axis; what is refused goes back with its reasons.

    One that the axis does not give stops nobody else's. Raises AxisFailed when it tells nothing at all.
    """
    n, refused = 0, []
    for name in axis.waiting():
        try:
            rows = receive_message(actor_id=actor_id, at=at, data=axis.fetch(name), axis=axis.name)
            n += len(rows)
            axis.finish(name)
        except Refused as found:
            reasons = "\n".join(str(reason) for reason in found.reasons)
            refused.append((name, reasons))
            _send_back(axis, name, reasons)
        except AxisFailed as failed:
            refused.append((name, str(failed)))
    return Received(n, tuple(refused))


def _send_back(axis: Axis, name: str, reasons: str) -> None:
    """It stays on the axis where that cannot be told, and is refused again the next time."""
    with suppress(AxisFailed):
        axis.finish(name, reasons)
