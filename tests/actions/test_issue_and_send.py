"""Issuing puts the document on its way, inside and outside; recalling asks for it back; words come back to its page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dondoc.base.rules.moments import AsOf
from dondoc.documents.actions import Purpose
from dondoc.documents.models import OutgoingDocument
from dondoc.documents.queries.registers import register_rows
from dondoc.documents.rules.life import FollowKind, Stage
from dondoc.documents.rules.registers import RegisterKind
from dondoc.exchange.actions import (
    CannotSendDocument,
    issue_and_send,
    recall_document,
    receive_message,
    reply_status,
    send_due,
)
from dondoc.exchange.models import InMessage, OutMessage
from dondoc.exchange.queries.issued import deliveries_of, document_id_of
from dondoc.exchange.rules.delivery import Delivery
from dondoc.exchange.rules.envelope import BusinessKind, Organ
from dondoc.exchange.rules.writing import write
from tests.factories import NOW, World
from tests.factories.exchange import INSIDE, OUTSIDE, identified, status
from tests.factories.outgoing import Office, record


@pytest.fixture
def office(world: World) -> Office:
    return Office(identified(world))


def issue(office: Office, document: OutgoingDocument, *to: str, **more: object) -> list[OutMessage]:
    return issue_and_send(
        actor_id=office.world.people["thu"], at=office.now(), document_id=document.pk, seen=record(document).seen,
        receiver_ids=[office.world.agencies[code] for code in to], **more,  # type: ignore[arg-type]
    )  # fmt: skip


def serve(office: Office) -> None:
    while send_due(actor_id=None, at=office.now(), axis=None).n_sent:
        pass


def test_an_issued_document_goes_to_each_receiver_with_its_sealed_file(office: Office) -> None:
    document = office.brought_to("sealed")
    (row,) = issue(office, document, "BG-LN")
    assert record(document).stage is Stage.ISSUED
    assert (row.receiver_id, row.symbol, row.business) == (INSIDE, "01/UBND-TTPVHCC", BusinessKind.NEW)
    (line,) = deliveries_of(record(document))
    assert line.standing is not None and line.standing.delivery is Delivery.NOT_SENT


def test_a_receiver_inside_is_served_and_says_that_it_arrived_then_sends_it_back(office: Office) -> None:
    document = office.brought_to("sealed")
    issue(office, document, "BG-LN")
    serve(office)
    (line,) = deliveries_of(record(document))
    assert line.standing is not None and line.standing.delivery is Delivery.SENT
    assert line.word is not None and line.word.status_code == "01"
    came = InMessage.objects.get(kind="document")
    reply_status(
        actor_id=office.world.people["hoa"], at=office.now(), message_id=came.pk, code="02", description="sai nơi nhận"
    )
    serve(office)
    (line,) = deliveries_of(record(document))
    assert line.word is not None and line.word.status_code == "02"


def test_words_from_outside_come_back_to_the_document(office: Office) -> None:
    document = office.brought_to("sealed")
    issue(office, document, others=[Organ(OUTSIDE, organ_name="Văn phòng Chính phủ")])
    for code in ("01", "03"):
        data = write(status(code, about=document_id_of(record(document))))
        receive_message(actor_id=None, at=office.now(), data=data, axis="thử")
    (line,) = deliveries_of(record(document))
    assert line.name == "Văn phòng Chính phủ"
    assert line.word is not None and line.word.status_code == "03"
    (row,) = register_rows(RegisterKind.OUTGOING, document.agency_id, 2026, AsOf(office.at))
    assert row.cells[4] == "Văn phòng Chính phủ"


def test_a_word_that_was_delayed_is_not_the_newest(office: Office) -> None:
    document = office.brought_to("sealed")
    issue(office, document, others=[Organ(OUTSIDE)])
    for code, minutes in (("06", 9), ("03", 2)):
        said = replace(status(code, about=document_id_of(record(document))), timestamp=NOW + timedelta(minutes=minutes))
        receive_message(actor_id=None, at=office.now(), data=write(said), axis="thử")
    (line,) = deliveries_of(record(document))
    assert line.word is not None and line.word.status_code == "06"


def test_nothing_is_issued_where_it_cannot_be_sent(office: Office) -> None:
    document = office.brought_to("sealed")
    with pytest.raises(CannotSendDocument, match="chưa có mã định danh"):
        issue(office, document, "BG-STC")
    assert record(document).stage is Stage.SEALED
    assert not OutMessage.objects.exists()


def test_a_receiver_on_paper_gets_no_message(office: Office) -> None:
    document = office.brought_to("sealed")
    paper = {office.world.agencies["BG-STC"]}
    assert issue(office, document, "BG-STC", on_paper=paper) == []
    (line,) = deliveries_of(record(document))
    assert line.message is None and line.name == "Sở Tài chính"


def test_recalling_holds_back_what_has_not_left_and_asks_for_what_has(office: Office) -> None:
    document = office.brought_to("sealed")
    issue(office, document, "BG-LN", others=[Organ(OUTSIDE)])
    serve(office)  # inside only: no axis is set up
    n = recall_document(
        actor_id=office.world.people["thu"], at=office.now(), document_id=document.pk, seen=record(document).seen,
        reason="sai thẩm quyền",
    )  # fmt: skip
    assert n == 2 and record(document).stage is Stage.RECALLED
    lines = deliveries_of(record(document))
    (outside,) = [line.standing for line in lines if line.message and line.message.receiver_id == OUTSIDE]
    assert outside is not None and outside.delivery is Delivery.WITHDRAWN
    assert any(line.is_recall and line.message and line.message.receiver_id == INSIDE for line in lines)


@pytest.mark.parametrize(
    ("kind", "business"), [(FollowKind.REPLACES, BusinessKind.REPLACE), (FollowKind.CORRECTS, BusinessKind.UPDATE)]
)
def test_what_follows_another_goes_out_with_its_business(
    office: Office, kind: FollowKind, business: BusinessKind
) -> None:
    old = office.brought_to("sealed")
    issue(office, old, "BG-LN")
    new = office.brought_to("sealed", office.draft(purpose=Purpose(follows_id=old.pk, follow_kind=kind)))
    (row,) = issue(office, new, "BG-LN")
    assert row.business == business
    assert record(old).events[-1].other_id == new.pk
