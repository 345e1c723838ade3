"""Taking a document back: what has not left stays here, what arrived is asked for."""

from __future__ import annotations

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.refusals import NotFound
from dondoc.exchange.actions import CannotRecallMessage, recall_message, send_due
from dondoc.exchange.models import OutAttempt, OutMessage
from dondoc.exchange.queries import reading_of, standing_of
from dondoc.exchange.rules.delivery import Delivery
from dondoc.exchange.rules.envelope import BusinessKind, Document
from tests.actions.test_queue_message import queue
from tests.factories import NOW, World
from tests.factories.exchange import INSIDE, OUTSIDE, BrokenAxis, WorkingAxis, identified, letter


@pytest.fixture
def sent(world: World) -> OutMessage:
    return queue(identified(world), letter(OUTSIDE, INSIDE))[0]


def recall(world: World, message: OutMessage, reason: str = "Sai nơi nhận", who: str = "hoa") -> bool:
    return recall_message(actor_id=world.people[who], at=NOW, message_id=message.pk, reason=reason)


def test_before_it_leaves_it_is_withdrawn_here(world: World, sent: OutMessage) -> None:
    assert recall(world, sent) is False
    assert standing_of(sent).delivery is Delivery.WITHDRAWN
    axis = WorkingAxis()
    send_due(actor_id=None, at=NOW, axis=axis)
    assert axis.taken == {}
    assert AuditEntry.objects.get(deed="recall_message").detail == {"reason": "Sai nơi nhận", "asked": False}


def test_what_failed_so_far_is_withdrawn_too(world: World, sent: OutMessage) -> None:
    send_due(actor_id=None, at=NOW, axis=BrokenAxis())
    assert recall(world, sent) is False


def test_once_it_arrived_its_receiver_alone_is_asked(world: World, sent: OutMessage) -> None:
    send_due(actor_id=None, at=NOW, axis=WorkingAxis())
    assert recall(world, sent) is True
    request = OutMessage.objects.get(business=BusinessKind.RECALL)
    message = reading_of(request).message
    assert isinstance(message, Document)
    assert (request.receiver_id, message.header.document_id, message.attachments) == (OUTSIDE, sent.document_id, ())
    assert message.route.business.business_doc_reason == "Sai nơi nhận"
    assert recall(world, sent) is True
    assert OutMessage.objects.filter(business=BusinessKind.RECALL).count() == 1


def test_it_is_refused_with_every_reason(world: World, sent: OutMessage) -> None:
    recall(world, sent)
    with pytest.raises(CannotRecallMessage) as refused:
        recall(world, sent, " ")
    assert len(refused.value.reasons) == 2


def test_not_while_it_is_on_its_way_and_not_a_request_itself(world: World, sent: OutMessage) -> None:
    OutAttempt.objects.create(message=sent, number=1, axis="thử", started_at=NOW)
    with pytest.raises(CannotRecallMessage, match="đang được gửi"):
        recall(world, sent)
    other = OutMessage.objects.exclude(pk=sent.pk).get()
    send_due(actor_id=None, at=NOW, axis=None)
    recall(world, other)
    with pytest.raises(CannotRecallMessage, match="Chỉ thu hồi được văn bản"):
        recall(world, OutMessage.objects.get(business=BusinessKind.RECALL))


def test_those_who_may_not_see_it_cannot_take_it_back(world: World, sent: OutMessage) -> None:
    with pytest.raises(NotFound):
        recall(world, sent, who="tuan")
