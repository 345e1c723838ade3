"""The inbox: a message for each of our agencies, once; its sender is told; what is not for us goes back."""

from __future__ import annotations

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.refusals import NotFound
from dondoc.exchange.actions import CannotReceiveMessage, Received, receive_message, receive_waiting
from dondoc.exchange.axes import AxisFailed
from dondoc.exchange.models import InMessage, Kind, OutMessage
from dondoc.exchange.queries import latest_statuses
from dondoc.exchange.rules.envelope import Organ
from dondoc.exchange.rules.reading import FaultyMessage
from dondoc.exchange.rules.writing import write
from dondoc.exchange.rules.xml_tree import UnusableXml
from tests.actions.test_queue_message import queue
from tests.factories import NOW, World
from tests.factories.exchange import INSIDE, OFFICE, OUTSIDE, WorkingAxis, identified, letter, status

FROM_OUTSIDE = {"sender": Organ(OUTSIDE), "document_id": "G22-77"}


@pytest.fixture(autouse=True)
def identifiers(world: World) -> None:
    identified(world)


def came(*to: str, **changed: object) -> bytes:
    from dataclasses import replace

    made = letter(*to)
    return write(replace(made, header=replace(made.header, **{**FROM_OUTSIDE, **changed})))  # type: ignore[arg-type]


def receive(data: bytes, actor_id: int | None = None) -> list[InMessage]:
    return receive_message(actor_id=actor_id, at=NOW, data=data, axis="thử")


def test_each_of_ours_has_its_row_and_the_sender_hears_that_it_arrived(world: World) -> None:
    rows = receive(came(OFFICE, INSIDE, "H99"))
    assert [row.agency_id for row in rows] == [world.agencies["BG"], world.agencies["BG-LN"]]
    told = OutMessage.objects.filter(kind=Kind.STATUS)
    assert {(row.status_code, row.receiver_id, row.document_id) for row in told} == {("01", OUTSIDE, "G22-77")}
    assert {row.sender_id for row in told} == {OFFICE, INSIDE}


def test_the_same_document_again_changes_nothing(world: World) -> None:
    first, again = receive(came(OFFICE)), receive(came(OFFICE, subject="V/v khác"))
    assert [row.pk for row in first] == [row.pk for row in again]
    assert (InMessage.objects.count(), OutMessage.objects.count()) == (1, 1)
    assert AuditEntry.objects.filter(deed="receive_message").count() == 1


def test_a_status_is_kept_beside_the_document_and_answered_by_nothing(world: World) -> None:
    (sent,) = queue(world, letter())
    (row,) = receive(write(status("03")))
    assert (row.kind, row.agency_id, OutMessage.objects.count()) == (Kind.STATUS, world.agencies["BG"], 1)
    assert latest_statuses([sent]) == {(sent.document_id, OUTSIDE): row}


def test_what_is_for_nobody_here_goes_back(world: World) -> None:
    with pytest.raises(CannotReceiveMessage, match="Gửi nhầm"):
        receive(came("H99"))
    assert not InMessage.objects.exists()


def test_a_message_with_problems_is_refused_with_all_of_them(world: World) -> None:
    with pytest.raises(FaultyMessage) as refused:
        receive(came(OFFICE).replace(b"2026/11/23<", b"nay<").replace(b"UBND-TTPVHCC<", b"<"))
    assert len(refused.value.reasons) == 2
    with pytest.raises(UnusableXml):
        receive(b"<!DOCTYPE a><a/>")


def test_a_person_receives_only_for_provinces_that_he_looks_after(world: World) -> None:
    assert receive(came(OFFICE), world.people["hoa"])
    for who in ("lan", "tuan"):
        with pytest.raises(NotFound):
            receive(came(INSIDE), world.people[who])


def test_the_axis_is_emptied_and_what_is_refused_goes_back_with_its_reasons(world: World) -> None:
    axis = WorkingAxis(a=came(OFFICE), b=came("H99"), c=b"rubbish")
    done = receive_waiting(actor_id=None, at=NOW, axis=axis)
    assert (done.n_messages, [name for name, _ in done.refused], axis.incoming) == (1, ["b", "c"], {})
    assert "Gửi nhầm" in axis.refused["b"]
    assert receive_waiting(actor_id=None, at=NOW, axis=axis) == Received(0, ())


def test_one_that_the_axis_does_not_give_stops_nobody_elses(world: World) -> None:
    class Gap(WorkingAxis):
        def fetch(self, name: str) -> bytes:
            if name == "a":
                raise AxisFailed("Trục trả lời mã lỗi 500.")
            return super().fetch(name)

    axis = Gap(a=b"", b=came(OFFICE))
    done = receive_waiting(actor_id=None, at=NOW, axis=axis)
    assert done == Received(1, (("a", "Trục trả lời mã lỗi 500."),))
    assert list(axis.incoming) == ["a"]


def test_a_sender_that_called_itself_is_named_in_what_goes_back(world: World) -> None:
    receive(came(OFFICE, sender=Organ(OUTSIDE, organ_name="Văn phòng Chính phủ")))
    told = OutMessage.objects.get(kind=Kind.STATUS)
    assert (told.receiver_name, told.sender_name) == ("Văn phòng Chính phủ", "UBND tỉnh Bắc Giang")
