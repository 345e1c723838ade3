"""The outbox: a message for each receiver, once, by those who look after the sender's province."""

from __future__ import annotations

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.refusals import NotFound
from dondoc.exchange.actions import queue_message
from dondoc.exchange.models import OutMessage
from dondoc.exchange.queries import reading_of, standing_of
from dondoc.exchange.rules.delivery import Delivery
from dondoc.exchange.rules.envelope import Document, Message, TraceHeaderList
from dondoc.exchange.rules.writing import CannotWriteMessage
from tests.factories import NOW, World
from tests.factories.exchange import INSIDE, OFFICE, OUTSIDE, identified, letter, status


def queue(world: World, message: Message, who: str = "hoa") -> list[OutMessage]:
    return queue_message(actor_id=world.people[who], at=NOW, message=message)


@pytest.fixture(autouse=True)
def identifiers(world: World) -> None:
    identified(world)


def test_each_receiver_has_its_row_and_nothing_is_sent_yet(world: World) -> None:
    rows = queue(world, letter(INSIDE, OUTSIDE))
    assert [(row.receiver_id, row.sender_id, row.symbol) for row in rows] == [
        (INSIDE, OFFICE, "05/UBND-TTPVHCC"),
        (OUTSIDE, OFFICE, "05/UBND-TTPVHCC"),
    ]
    assert {standing_of(row).delivery for row in rows} == {Delivery.NOT_SENT}
    assert rows[0].file_id == rows[1].file_id
    assert rows[0].province_id == world.agencies["BG"]


def test_the_same_document_again_stays_one(world: World) -> None:
    first, again = queue(world, letter()), queue(world, letter())
    assert [row.pk for row in first] == [row.pk for row in again]
    assert AuditEntry.objects.filter(deed="queue_message").count() == 1


def test_a_document_without_a_trace_gets_the_senders(world: World) -> None:
    bare = letter()
    (row,) = queue(world, Document(bare.header, TraceHeaderList()))
    message = reading_of(row).message
    assert isinstance(message, Document)
    assert [(one.organ_id, one.timestamp) for one in message.route.trace] == [(OFFICE, NOW)]


@pytest.mark.parametrize("who", ["lan", "nam", "tuan", "dung"])
def test_only_those_who_look_after_the_province_send_for_it(world: World, who: str) -> None:
    with pytest.raises(NotFound):
        queue(world, letter(), who)
    assert not OutMessage.objects.exists()


def test_nobody_sends_in_the_name_of_others(world: World) -> None:
    with pytest.raises(NotFound):
        queue(world, status())


def test_a_message_with_something_wrong_is_refused_with_everything(world: World) -> None:
    with pytest.raises(CannotWriteMessage) as refused:
        queue(world, letter(subject="", document_id=""))
    assert len(refused.value.reasons) == 2
    assert not OutMessage.objects.exists()
