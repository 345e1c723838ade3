"""Sending an issued document: to agencies of ours by their identifiers, to others by theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dondoc.base.rules.refusals import NotFound
from dondoc.exchange.actions import CannotSendDocument, send_document
from dondoc.exchange.models import OutMessage
from dondoc.exchange.queries import reading_of
from dondoc.exchange.rules.attachments import Attachment
from dondoc.exchange.rules.envelope import Document, Organ
from dondoc.exchange.rules.issued import Issued
from tests.factories import NOW, World
from tests.factories.exchange import INSIDE, OFFICE, OUTSIDE, identified
from tests.rules.exchange.messages import PDF

ISSUED = Issued(
    "05",
    "UBND-TTPVHCC",
    NOW.date(),
    "Bắc Giang",
    "Công văn",
    "V/v đôn đốc báo cáo",
    ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
    "Nguyễn Văn A",
    ("Như trên", "Lưu: VT"),
)
FILE = Attachment("công văn.pdf", PDF)


def send(world: World, *codes: str, who: str = "hoa", sender: str = "BG", **more: object) -> list[OutMessage]:
    told: dict[str, object] = {"issued": ISSUED, "files": [FILE], **more}
    return send_document(
        actor_id=world.people[who],
        at=NOW,
        agency_id=world.agencies[sender],
        receiver_ids=[world.agencies[code] for code in codes],
        **told,  # type: ignore[arg-type]
    )


def test_each_receiver_gets_the_document_with_its_facts_and_file(world: World) -> None:
    identified(world)
    rows = send(world, "BG-LN", others=[Organ(OUTSIDE, organ_name="Văn phòng Chính phủ")])
    assert [row.receiver_id for row in rows] == [INSIDE, OUTSIDE]
    message = reading_of(rows[0]).message
    assert isinstance(message, Document)
    assert message.header.document_id == f"{OFFICE},2026/11/23,05/UBND-TTPVHCC"
    assert message.header.signer_info.competence == "TL. CHỦ TỊCH"
    assert message.header.signer_info.position == "CHÁNH VĂN PHÒNG"
    assert (message.attachments[0].data, message.attachments[0].content_type) == (PDF, "application/pdf")


def test_the_same_document_again_goes_once(world: World) -> None:
    identified(world)
    assert send(world, "BG-LN")[0].pk == send(world, "BG-LN")[0].pk


def test_everything_against_it_is_told_at_once(world: World) -> None:
    identified(world)
    tomorrow = replace(ISSUED, issued_on=NOW.date() + timedelta(days=1), subject="x" * 501)
    with pytest.raises(CannotSendDocument) as refused:
        send(world, "BG-LN", "BG-STC", issued=tomorrow, files=[Attachment("a:b.pdf", b"")])
    assert [reason.where for reason in refused.value.reasons] == [
        "receivers",
        "files",
        "files",
        "issued_on",
        "MessageHeader/Subject",
    ]
    assert "Sở Tài chính chưa có mã định danh" in str(refused.value)
    assert not OutMessage.objects.exists()


def test_without_receivers_or_with_words_too_long_it_is_refused(world: World) -> None:
    identified(world)
    with pytest.raises(CannotSendDocument, match="Chưa chọn nơi nhận"):
        send(world)
    with pytest.raises(CannotSendDocument, match="tối đa 500"):
        send(world, "BG-LN", issued=replace(ISSUED, subject="x" * 501))


def test_only_those_who_look_after_the_province_send_and_only_for_it(world: World) -> None:
    identified(world)
    for who, sender in (("lan", "BG-LN"), ("tuan", "BG"), ("dung", "BG-STC")):
        with pytest.raises(NotFound):
            send(world, "BG-LN", who=who, sender=sender)


def test_an_agency_without_an_identifier_cannot_send(world: World) -> None:
    with pytest.raises(CannotSendDocument) as refused:
        send(world, others=[Organ(OUTSIDE)])
    assert [reason.where for reason in refused.value.reasons] == ["sender"]
