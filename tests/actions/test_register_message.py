"""A message enters the register by one deed, goes back with its reason, or is taken back by whoever sent it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from dondoc.base.rules.refusals import NotFound
from dondoc.documents.actions import CannotHandle, CannotRegister
from dondoc.documents.models import IncomingDocument
from dondoc.documents.queries.incoming import standing_of
from dondoc.documents.rules.incoming import DeedKind, Share, ShareRole, Stage
from dondoc.exchange.actions import (
    CannotSettleMessage,
    act_and_tell,
    distribute_and_tell,
    receive_message,
    register_message,
    return_message,
    settle_recall,
)
from dondoc.exchange.actions.handle_arrived import tell_of_deed
from dondoc.exchange.actions.tell_sender import tell_sender
from dondoc.exchange.models import InMessage, OutMessage
from dondoc.exchange.queries import reading_of
from dondoc.exchange.queries.arrivals import message_of, waiting_arrivals
from dondoc.exchange.rules.envelope import Business, BusinessKind, Organ, Replacement, ResponseFor, Status
from dondoc.exchange.rules.writing import write
from dondoc.people.queries import rights_of
from tests.factories import NOW, World
from tests.factories.exchange import INSIDE, OFFICE, OUTSIDE, identified, letter
from tests.factories.incoming import TODAY, act, register

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def identifiers(world: World) -> None:
    identified(world)


def came(
    to: str = OFFICE, sender: str = OUTSIDE, kind: BusinessKind = BusinessKind.NEW, **changed: object
) -> InMessage:
    made = letter(to, **{"document_id": "G22-77", **changed})  # type: ignore[arg-type]
    made = replace(made, header=replace(made.header, sender=Organ(sender, organ_name="Văn phòng Chính phủ")))
    replaced = (Replacement("G22-77"),) if kind is BusinessKind.REPLACE else ()
    business = Business(kind, "vì nhầm" if kind else "", "G22-77" if kind else "", replacement_info_list=replaced)
    made = replace(made, route=replace(made.route, business=business))
    return receive_message(actor_id=None, at=NOW, data=write(made), axis="thử")[0]


def enter(world: World, message: InMessage, who: str = "hoa", **more: object) -> IncomingDocument:
    return register_message(actor_id=world.people[who], at=NOW, message_id=message.pk, **more)  # type: ignore[arg-type]


def told_to_sender() -> list[str]:
    return list(OutMessage.objects.filter(receiver_id=OUTSIDE).order_by("pk").values_list("status_code", flat=True))


def test_a_message_becomes_an_entry_with_its_files_and_the_sender_is_told(world: World) -> None:
    document = enter(world, came())
    assert (document.number, document.issuer, document.identifier) == (1, "Văn phòng Chính phủ", "G22-77")
    assert document.files.count() == 1
    assert told_to_sender() == ["01", "03"]
    assert document.deeds.get().kind == DeedKind.ACKNOWLEDGED.value
    assert not waiting_arrivals(rights_of(world.people["hoa"], TODAY)).exists()


def test_what_it_answers_is_linked(world: World) -> None:
    answers = (ResponseFor(OFFICE, "05/UBND-KT", "x"),)
    document = enter(world, came(response_for=answers))
    assert document.deeds.get(kind=DeedKind.LINKED.value).symbol == "05/UBND-KT"


def test_a_message_enters_once(world: World) -> None:
    message = came()
    enter(world, message)
    with pytest.raises(CannotSettleMessage, match="rồi"):
        enter(world, message, is_meant=True)
    assert IncomingDocument.objects.count() == 1


def test_one_registered_on_paper_before_is_told(world: World) -> None:
    message = came()
    register(world, symbol=message.symbol, dated=letter().header.promulgation_info.promulgation_date)
    with pytest.raises(CannotRegister, match="Trùng với số đến 01"):
        enter(world, message)
    assert not InMessage.objects.filter(registration__isnull=False).exists()
    enter(world, message, is_meant=True)


@pytest.mark.parametrize("who", ["dung", "lan", "tuan", "quan", "minh"])
def test_only_who_keeps_the_receivers_register_enters_it(world: World, who: str) -> None:
    with pytest.raises(NotFound):
        enter(world, came(), who)


def test_a_commune_enters_its_own(world: World) -> None:
    document = enter(world, came(INSIDE), "lan")
    assert document.agency_id == world.agencies["BG-LN"]
    with pytest.raises(NotFound):
        enter(world, came(INSIDE, sender="000.00.00.G23"), "hoa")


def test_a_wrong_message_goes_back_with_the_reason(world: World) -> None:
    message = came()
    with pytest.raises(CannotSettleMessage, match="lý do"):
        return_message(actor_id=world.people["hoa"], at=NOW, message_id=message.pk, reason=" ")
    row = return_message(actor_id=world.people["hoa"], at=NOW, message_id=message.pk, reason="Gửi nhầm nơi nhận")
    assert (row.document, row.reason) == (None, "Gửi nhầm nơi nhận")
    assert told_to_sender() == ["01", "02"]
    with pytest.raises(CannotSettleMessage):
        enter(world, message)
    with pytest.raises(NotFound):
        return_message(actor_id=world.people["dung"], at=NOW, message_id=message.pk, reason="vì")


def test_a_registered_document_goes_back_and_keeps_its_number(world: World) -> None:
    document = enter(world, came())
    told = {"actor_id": world.people["hoa"], "at": NOW, "kind": DeedKind.RETURNED}
    with pytest.raises(CannotHandle):
        act_and_tell(**told, document_id=document.pk, text="")  # type: ignore[arg-type]
    act_and_tell(**told, document_id=document.pk, text="Chữ ký không hợp lệ")  # type: ignore[arg-type]
    assert told_to_sender()[-1] == "02"
    assert standing_of(document) is Stage.RETURNED
    paper = register(world)
    assert paper.number == 2
    n = OutMessage.objects.count()
    act_and_tell(**told, document_id=paper.pk, text="Sai nơi nhận")  # type: ignore[arg-type]
    assert OutMessage.objects.count() == n


def test_the_sender_follows_how_his_document_is_handled(world: World) -> None:
    document = enter(world, came())
    hoa = world.people["hoa"]
    lead = [Share(ShareRole.LEAD, "UBND huyện Lục Nam")]
    distribute_and_tell(actor_id=hoa, at=later(1), document_id=document.pk, signer="Tuấn", text="", shares=lead)
    steps = (
        (DeedKind.PROGRESS, "Đang lấy ý kiến", ""),
        (DeedKind.PROGRESS, "Đã có 3 ý kiến", ""),
        (DeedKind.LINKED, "Liên quan", "12/UBND"),
        (DeedKind.CLOSED, "Việc nội bộ", ""),
        (DeedKind.REOPENED, "Còn thiếu", ""),
        (DeedKind.ANSWERED, "", "88/UBND-KT"),
    )
    for n, (kind, text, symbol) in enumerate(steps, start=2):
        act_and_tell(
            actor_id=hoa, at=later(n), document_id=document.pk, kind=kind, text=text, symbol=symbol, dated=TODAY
        )
    assert told_to_sender() == ["01", "03", "04", "05", "06", "05", "06"]
    words = OutMessage.objects.filter(receiver_id=OUTSIDE).order_by("pk").values_list("subject", flat=True)
    assert list(words)[-1] == "Trả lời bằng văn bản số 88/UBND-KT ngày 23/11/2026"
    assert not any("nội bộ" in said or "3 ý kiến" in said for said in words)


def test_the_same_word_is_not_told_twice_and_names_who_did_it(world: World) -> None:
    document, hoa = enter(world, came()), world.people["hoa"]
    deed = act(world, document, DeedKind.PROGRESS, text="Đang làm")
    for minutes in (1, 2):
        tell_of_deed(actor_id=hoa, at=later(minutes), deed=deed)
    assert told_to_sender() == ["01", "03", "05"]
    message = message_of(document)
    assert message is not None
    tell_sender(actor_id=hoa, at=later(3), message=message, code="06")
    written = reading_of(OutMessage.objects.order_by("pk").last()).message  # type: ignore[arg-type]
    assert isinstance(written, Status) and written.staff_info.staff == "Hoa"


def later(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def test_its_sender_takes_a_document_back(world: World) -> None:
    document = enter(world, came())
    asked = came(kind=BusinessKind.RECALL)
    with pytest.raises(CannotSettleMessage, match="không vào sổ"):
        enter(world, asked)
    settle_recall(actor_id=world.people["hoa"], at=NOW, message_id=asked.pk, is_accepted=True)
    assert standing_of(document) is Stage.RECALLED
    assert told_to_sender()[-1] == "15"
    with pytest.raises(CannotSettleMessage, match="rồi"):
        settle_recall(actor_id=world.people["hoa"], at=NOW, message_id=asked.pk, is_accepted=True)


def test_a_recall_is_refused_with_a_reason(world: World) -> None:
    document = enter(world, came())
    asked = came(kind=BusinessKind.RECALL)
    with pytest.raises(CannotSettleMessage, match="lý do"):
        settle_recall(actor_id=world.people["hoa"], at=NOW, message_id=asked.pk, is_accepted=False)
    settle_recall(actor_id=world.people["hoa"], at=NOW, message_id=asked.pk, is_accepted=False, reason="Đã giải quyết")
    assert standing_of(document) is Stage.WAITING
    assert told_to_sender()[-1] == "16"


def test_nobody_takes_back_what_another_sent(world: World) -> None:
    document = enter(world, came())
    stranger = came(sender="000.00.00.G99", kind=BusinessKind.RECALL)
    with pytest.raises(CannotSettleMessage, match="Chưa vào sổ văn bản nào của bên gửi"):
        settle_recall(actor_id=world.people["hoa"], at=NOW, message_id=stranger.pk, is_accepted=True)
    assert standing_of(document) is Stage.WAITING
    with pytest.raises(CannotSettleMessage, match="không phải yêu cầu thu hồi"):
        other = came(number="99")
        settle_recall(actor_id=world.people["hoa"], at=NOW, message_id=other.pk, is_accepted=False, reason="vì")


def test_a_replacement_is_an_entry_of_its_own_linked_both_ways(world: World) -> None:
    first = enter(world, came())
    second = enter(world, came(kind=BusinessKind.REPLACE, document_id="G22-78", subject="V/v đôn đốc (thay thế)"))
    assert second.number == 2
    assert first.deeds.filter(kind=DeedKind.LINKED.value, text__contains="thay thế").count() == 1
    assert second.deeds.filter(kind=DeedKind.LINKED.value, symbol=first.symbol).count() == 1
