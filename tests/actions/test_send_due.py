"""One run of the outbox: what arrives, what fails and is tried again, what stays inside, what waits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.refusals import NotFound
from dondoc.exchange.actions import CannotResendMessage, SentDue, queue_message, resend_message, send_due
from dondoc.exchange.actions.send_due import FAILURES_IN_A_ROW
from dondoc.exchange.models import InMessage, OutAttempt, OutMessage
from dondoc.exchange.queries import outbox, standing_of, waiting_messages
from dondoc.exchange.rules.delivery import LEASE, MOST_ATTEMPTS, WAITS, Delivery
from tests.factories import NOW, World
from tests.factories.exchange import INSIDE, OUTSIDE, BrokenAxis, WorkingAxis, identified, letter

SOON = NOW + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def identifiers(world: World) -> None:
    identified(world)


def queued(*to: str) -> OutMessage:
    return queue_message(actor_id=None, at=NOW, message=letter(*to))[0]


def run(axis: WorkingAxis | None, at: object = NOW) -> SentDue:
    return send_due(actor_id=None, at=at, axis=axis)  # type: ignore[arg-type]


def state(message: OutMessage) -> Delivery:
    return standing_of(OutMessage.objects.get(pk=message.pk)).delivery


def test_a_message_leaves_once_over_the_axis(world: World) -> None:
    message, axis = queued(), WorkingAxis()
    assert (run(axis), run(axis)) == (SentDue(1, 0, 0), SentDue(0, 0, 0))
    with message.file.content.open("rb") as file:
        assert axis.taken == {(OUTSIDE, message.key): file.read()}
    assert state(message) is Delivery.SENT
    assert AuditEntry.objects.get(deed="send_message").detail["sent"] is True


def test_a_failure_is_kept_in_words_and_tried_again_later(world: World) -> None:
    message = queued()
    assert run(BrokenAxis()) == SentDue(0, 1, 0)
    assert state(message) is Delivery.FAILED
    assert message.attempts.get().outcome.detail == "Trục không trả lời trong 30 giây."
    assert run(WorkingAxis(), NOW + WAITS[0] / 2) == SentDue(0, 0, 0)
    assert run(WorkingAxis(), NOW + WAITS[0]) == SentDue(1, 0, 0)
    assert state(message) is Delivery.SENT


def test_after_the_last_try_it_is_given_up_until_somebody_sends_again(world: World) -> None:
    message, at = queued(), NOW
    for _ in range(MOST_ATTEMPTS):
        assert run(BrokenAxis(), at).n_failed == 1
        at += timedelta(days=1)
    assert run(WorkingAxis(), at) == SentDue(0, 0, 0)
    assert not waiting_messages().exists()
    resend_message(actor_id=world.people["hoa"], at=at, message_id=message.pk)
    assert run(WorkingAxis(), at) == SentDue(1, 0, 0)


def test_sending_again_is_for_what_failed_and_for_those_who_see_it(world: World) -> None:
    message = queued()
    hoa = world.people["hoa"]
    with pytest.raises(CannotResendMessage, match="lần đầu"):
        resend_message(actor_id=hoa, at=NOW, message_id=message.pk)
    run(WorkingAxis())
    with pytest.raises(CannotResendMessage, match="cập nhật"):
        resend_message(actor_id=hoa, at=NOW, message_id=message.pk)
    for who in ("lan", "tuan"):
        with pytest.raises(NotFound):
            resend_message(actor_id=world.people[who], at=NOW, message_id=message.pk)


def test_a_receiver_of_this_installation_is_served_inside(world: World) -> None:
    message = queued(INSIDE)
    assert run(None) == SentDue(1, 0, 0)
    came = InMessage.objects.get()
    assert (came.agency_id, came.axis, came.document_id) == (world.agencies["BG-LN"], "nội bộ", message.document_id)


def test_everything_may_be_told_to_go_over_the_axis(world: World) -> None:
    queued(INSIDE)
    axis = WorkingAxis()
    assert send_due(actor_id=None, at=NOW, axis=axis, serves_inside=False) == SentDue(1, 0, 0)
    assert len(axis.taken) == 1
    assert not InMessage.objects.exists()


def test_without_an_axis_what_goes_outside_waits_untried(world: World) -> None:
    message = queued()
    assert run(None) == SentDue(0, 0, 1)
    assert not OutAttempt.objects.exists()
    assert state(message) is Delivery.NOT_SENT


def test_what_waits_for_an_axis_keeps_nobody_inside_waiting(world: World) -> None:
    queued(OUTSIDE)
    queue_message(actor_id=None, at=NOW, message=letter(INSIDE, number="06"))
    assert send_due(actor_id=None, at=NOW, axis=None, at_most=1) == SentDue(1, 0, 1)


def test_an_axis_that_is_down_costs_few_messages_an_attempt(world: World) -> None:
    for n in range(10):
        queue_message(actor_id=None, at=NOW, message=letter(number=f"{n:02}"))
    assert send_due(actor_id=None, at=NOW, axis=BrokenAxis(), at_most=10) == SentDue(0, FAILURES_IN_A_ROW, 0)
    assert OutAttempt.objects.count() == FAILURES_IN_A_ROW


def test_what_another_worker_holds_is_left_alone_until_its_time_is_over(world: World) -> None:
    message = queued()
    OutAttempt.objects.create(message=message, number=1, axis="thử", started_at=NOW)
    assert run(WorkingAxis(), SOON) == SentDue(0, 0, 0)
    assert run(WorkingAxis(), NOW + LEASE) == SentDue(1, 0, 0)
    assert list(message.attempts.values_list("number", flat=True)) == [1, 2]


def test_the_list_of_what_has_not_arrived_agrees_with_where_each_stands(world: World) -> None:
    arrived, failed = queued(), queue_message(actor_id=None, at=NOW, message=letter(number="06"))[0]
    run(WorkingAxis())
    waiting = queue_message(actor_id=None, at=NOW, message=letter(number="07"))[0]
    OutAttempt.objects.create(message=waiting, number=1, axis="thử", started_at=NOW)
    rows = list(outbox([world.agencies["BG"]]))
    unsent = set(outbox([world.agencies["BG"]], only_unsent=True))
    assert {arrived.pk, failed.pk, waiting.pk} == {row.pk for row in rows}
    ended = (Delivery.SENT, Delivery.WITHDRAWN)
    assert unsent == {row for row in rows if standing_of(row).delivery not in ended}
