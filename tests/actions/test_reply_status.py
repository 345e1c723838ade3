"""Telling the sender what became of a document."""

from __future__ import annotations

import pytest

from dondoc.base.rules.refusals import NotFound
from dondoc.exchange.actions import CannotReplyStatus, reply_status
from dondoc.exchange.models import OutMessage
from dondoc.exchange.queries import reading_of
from dondoc.exchange.rules.envelope import Status
from dondoc.exchange.rules.writing import write
from tests.actions.test_receive_message import came, receive
from tests.factories import NOW, World
from tests.factories.exchange import INSIDE, OUTSIDE, identified, status


def reply(world: World, message_id: int, code: str, description: str = "", who: str = "hoa") -> OutMessage:
    return reply_status(actor_id=world.people[who], at=NOW, message_id=message_id, code=code, description=description)


def test_a_status_goes_to_the_sender_with_who_handles_it(world: World) -> None:
    identified(world)
    (row,) = receive(came(INSIDE))
    out = reply(world, row.pk, "03", "Số đến 12")
    message = reading_of(out).message
    assert isinstance(message, Status)
    assert (out.receiver_id, message.status_code, message.sender.organ_id) == (OUTSIDE, "03", INSIDE)
    assert (message.staff_info.staff, message.response_for.document_id) == ("Hoa", "G22-77")


def test_a_refusal_needs_its_reason_and_a_status_no_answer(world: World) -> None:
    identified(world)
    (row,) = receive(came(INSIDE))
    with pytest.raises(CannotReplyStatus, match="lý do"):
        reply(world, row.pk, "02")
    (word,) = receive(write(status()))
    with pytest.raises(CannotReplyStatus) as refused:
        reply(world, word.pk, "99")
    assert len(refused.value.reasons) == 2


def test_only_those_who_see_the_message_answer_it(world: World) -> None:
    identified(world)
    (row,) = receive(came(INSIDE))
    for who in ("lan", "tuan"):
        with pytest.raises(NotFound):
            reply(world, row.pk, "03", who=who)
