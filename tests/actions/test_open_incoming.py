"""A registered document is opened for tasks: read into proposals, or proposed as the result of what it cites."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.base.rules.refusals import NotFound
from dondoc.documents.models import IncomingDocument
from dondoc.documents.rules.incoming import DeedKind, Share, ShareRole
from dondoc.followup.actions import CannotOpenIncoming, assign_from_incoming, reply_from_incoming
from tests.actions.test_assign_tasks import LETTER
from tests.actions.test_take_in_reply import REPLY, assigned
from tests.factories import NOW, World
from tests.factories.incoming import register, share

pytestmark = pytest.mark.both


def test_a_directive_that_came_is_read_into_proposals(world: World) -> None:
    document = register(world, agency="LS", text=LETTER)
    draft = assign_from_incoming(
        actor_id=world.people["hoa"], at=NOW, document_id=document.pk, province_id=world.agencies["LS"]
    )
    assert draft.proposals.count() >= 1
    assert document.deeds.get(kind=DeedKind.TASKED.value).detail == {"draft": draft.pk}


def test_what_a_letter_does_not_say_of_itself_the_register_tells(world: World) -> None:
    """The province is the receiver's, although the letter names none; number and day are those registered."""
    text = "Sở Nội vụ kính đề nghị.\n\nUBND tỉnh giao Sở Nội vụ rà soát trước ngày 15/12/2026."
    document = register(world, text=text)
    draft = assign_from_incoming(actor_id=world.people["hoa"], at=NOW, document_id=document.pk)
    assert (draft.province_id, draft.number, draft.issued_on) == (
        world.agencies["BG"],
        document.symbol,
        document.dated,
    )
    assert draft.notes == ["Văn bản chưa ghi đủ ngày; thời hạn tính từ 20/11/2026, ngày ghi trong sổ."]


def test_terms_run_from_the_day_in_the_register_where_a_letter_tells_only_the_month(world: World) -> None:
    text = (
        "UBND TỈNH BẮC GIANG\nSố:     /UBND-NC\nBắc Giang, ngày     tháng 11 năm 2026\n\n"
        "UBND tỉnh giao Sở Nội vụ báo cáo trong 10 ngày kể từ ngày ban hành văn bản này."
    )
    draft = assign_from_incoming(actor_id=world.people["hoa"], at=NOW, document_id=register(world, text=text).pk)
    assert draft.proposals.get().due_on == date(2026, 11, 30)


def test_a_handler_does_not_assign_out_of_it(world: World) -> None:
    document = register(world, text=LETTER)
    share(world, document)
    with pytest.raises(NotFound):
        assign_from_incoming(actor_id=world.people["lan"], at=NOW, document_id=document.pk)


def test_a_document_without_a_readable_file_is_told(world: World) -> None:
    with pytest.raises(CannotOpenIncoming, match="đính kèm"):
        assign_from_incoming(actor_id=world.people["hoa"], at=NOW, document_id=register(world).pk)


def test_a_reply_that_came_is_proposed_as_the_result_and_linked(world: World) -> None:
    task = assigned(world)
    document = register(world, agency="LS", text=REPLY, symbol="88/BC-STTTT")
    (likely,) = reply_from_incoming(actor_id=world.people["hoa"], at=NOW, document_id=document.pk)
    assert likely.task_id == task.pk
    link = document.deeds.get(kind=DeedKind.LINKED.value)
    assert (link.symbol, link.detail) == (task.source.number, {"tasks": [task.pk]})  # type: ignore[union-attr]


def test_a_reply_without_number_and_day_has_those_of_the_register(world: World) -> None:
    assigned(world)
    text = REPLY[REPLY.index("Thực hiện") :]
    document = register(world, agency="LS", text=text, symbol="88/BC-STTTT")
    (likely,) = reply_from_incoming(actor_id=world.people["hoa"], at=NOW, document_id=document.pk)
    assert (likely.number, likely.issued_on) == ("88/BC-STTTT", document.dated)


def test_who_does_not_handle_it_proposes_nothing(world: World) -> None:
    document = register(world, text=REPLY)
    share(world, document, Share(ShareRole.TOLD, "UBND huyện Lục Nam"))
    with pytest.raises(NotFound):
        reply_from_incoming(actor_id=world.people["lan"], at=NOW, document_id=document.pk)
    with pytest.raises(NotFound):
        reply_from_incoming(actor_id=world.people["dung"], at=NOW, document_id=document.pk)


def test_its_tasks_come_from_the_opinion_on_it_or_else_from_the_exchange(world: World) -> None:
    def kind_of(document: IncomingDocument) -> str:
        where = {"document_id": document.pk, "province_id": world.agencies["LS"]}
        return assign_from_incoming(actor_id=world.people["hoa"], at=NOW, **where).source_kind

    plain = register(world, agency="LS", text=LETTER)
    opined = register(world, agency="LS", text=LETTER, symbol="2/VPCP-KSTT", identifier="G22-76")
    share(world, opined, Share(ShareRole.LEAD, "Sở Nội vụ"))
    exchanged = register(world, agency="LS", text=LETTER, symbol="3/VPCP-KSTT", identifier="G22-77")
    assert [kind_of(one) for one in (plain, opined, exchanged)] == ["directive", "opinion", "exchange"]
