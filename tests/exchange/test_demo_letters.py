"""The demonstration's letters: out, inside and waiting, and one that came."""

from __future__ import annotations

from importlib import resources

from dondoc.agencies.actions import import_agencies
from dondoc.demo.exchange import DEPARTMENTS, exchange_letters
from dondoc.exchange.models import InMessage, Kind, OutMessage
from dondoc.exchange.queries import standing_of
from dondoc.exchange.rules.delivery import Delivery
from tests.factories import NOW, World
from tests.rules.exchange.messages import PDF


def test_whoever_tries_the_product_finds_messages_in_each_state(world: World) -> None:
    data = resources.files("dondoc.demo").joinpath("data", "communes.csv").read_bytes()
    import_agencies(actor_id=None, at=NOW, data=data, name="communes.csv")
    for _ in range(2):
        exchange_letters(at=NOW, pdf=PDF)
    letters = OutMessage.objects.filter(kind=Kind.DOCUMENT)
    stands = [standing_of(row).delivery for row in letters.order_by("pk")]
    assert stands == [Delivery.SENT] * len(DEPARTMENTS) + [Delivery.NOT_SENT]
    assert InMessage.objects.filter(kind=Kind.DOCUMENT).count() == len(DEPARTMENTS) + 1
    assert InMessage.objects.filter(kind=Kind.STATUS, status_code="01").count() == len(DEPARTMENTS)
