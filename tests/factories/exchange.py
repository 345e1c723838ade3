"""Agencies with identifiers, and messages between them and others (liên thông trong kiểm thử)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dondoc.exchange.axes import AxisFailed
from dondoc.exchange.rules.envelope import Document, Organ, ResponseFor, Status
from tests.factories import NOW, World
from tests.rules.exchange.messages import DOCUMENT, HEADER

# The province of Bắc Giang sends; Lục Nam is inside this installation, VPCP is not.
OFFICE, INSIDE, OUTSIDE = "000.00.00.H02", "H02.31", "000.00.00.G22"


def identified(world: World) -> World:
    """Two agencies bear identifiers, one of the old style."""
    from dondoc.agencies.models import AgencyVersion

    AgencyVersion.objects.filter(agency_id=world.agencies["BG"]).update(old_identifier=OFFICE)
    AgencyVersion.objects.filter(agency_id=world.agencies["BG-LN"]).update(identifier=INSIDE)
    return world


def letter(*to: str, number: str = "05", **changed: Any) -> Document:
    """A document of the Office to the receivers; another number makes another document."""
    receivers = tuple(Organ(one) for one in to or (OUTSIDE,))
    told = {"document_id": f"{OFFICE},2026/11/23,{number}/UBND", "receivers": receivers} | changed
    return replace(DOCUMENT, header=replace(HEADER, **{"sender": Organ(OFFICE), **told}))


def status(code: str = "03", *, about: str = f"{OFFICE},2026/11/23,05/UBND") -> Status:
    """What VPCP says about a document of the Office."""
    return Status(Organ(OUTSIDE), ResponseFor(OFFICE, "05/UBND", about), status_code=code, timestamp=NOW)


def exchanged(world: World, way: str) -> int:
    """A message of Bắc Giang's Office in its outbox ('OUT'), or one that came for it ('IN'); the same each time."""
    from dondoc.exchange.actions import queue_message, receive_message
    from dondoc.exchange.rules.writing import write

    identified(world)
    if way == "OUT":
        return queue_message(actor_id=None, at=NOW, message=letter())[0].pk
    made = letter(OFFICE, document_id="G22-77")
    data = write(replace(made, header=replace(made.header, sender=Organ(OUTSIDE))))
    return receive_message(actor_id=None, at=NOW, data=data, axis="thử")[0].pk


class WorkingAxis:
    """An axis in memory that takes everything, and gives what is laid in it."""

    name = "thử"

    def __init__(self, **incoming: bytes) -> None:
        self.taken: dict[tuple[str, str], bytes] = {}
        self.incoming = incoming
        self.refused: dict[str, str] = {}

    def send(self, receiver: str, name: str, data: bytes) -> None:
        self.taken[receiver, name] = data

    def waiting(self) -> list[str]:
        return list(self.incoming)

    def fetch(self, name: str) -> bytes:
        return self.incoming[name]

    def finish(self, name: str, refused: str = "") -> None:
        del self.incoming[name]
        if refused:
            self.refused[name] = refused


class BrokenAxis(WorkingAxis):
    """An axis that answers nothing."""

    def send(self, receiver: str, name: str, data: bytes) -> None:
        raise AxisFailed("Trục không trả lời trong 30 giây.")
