"""Several workers at once: each message leaves once, each one that comes is kept once."""

from threading import Lock

from dondoc.exchange.actions import queue_message, receive_message, send_due
from dondoc.exchange.models import InMessage, OutAttempt, OutMessage, OutOutcome
from tests.actions.test_receive_message import came
from tests.factories import NOW, World
from tests.factories.exchange import INSIDE, OUTSIDE, WorkingAxis, identified, letter
from tests.postgres.test_many_at_once import at_once


class CountingAxis(WorkingAxis):
    def __init__(self) -> None:
        super().__init__()
        self.lock, self.names = Lock(), list[str]()

    def send(self, receiver: str, name: str, data: bytes) -> None:
        with self.lock:
            self.names.append(name)


def test_two_workers_send_each_message_once(lasting_world: World) -> None:
    identified(lasting_world)
    for n in range(12):
        queue_message(actor_id=None, at=NOW, message=letter(OUTSIDE, INSIDE, number=f"{n:02}"))
    axis = CountingAxis()
    answers = at_once([lambda: send_due(actor_id=None, at=NOW, axis=axis, at_most=50)] * 3)
    assert sum(answer.n_sent for answer in answers) == 24  # type: ignore[attr-defined]
    assert len(axis.names) == len(set(axis.names)) == 12
    assert OutAttempt.objects.count() == OutOutcome.objects.filter(is_sent=True).count() == 24
    assert InMessage.objects.count() == 12


def test_the_same_message_queued_or_received_at_once_is_one(lasting_world: World) -> None:
    identified(lasting_world)
    data = came(INSIDE)
    at_once([lambda: receive_message(actor_id=None, at=NOW, data=data, axis="thử")] * 4)
    assert InMessage.objects.count() == 1
    assert OutMessage.objects.count() == 1
    at_once([lambda: queue_message(actor_id=None, at=NOW, message=letter())] * 4)
    assert OutMessage.objects.count() == 2
