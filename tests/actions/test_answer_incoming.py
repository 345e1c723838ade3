"""An answer is a link: drafted for what came, it answers it when it is issued, and the sender is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.deadlines.queries import work_calendar
from dondoc.documents.actions import CannotHandle, Purpose, answer_incoming
from dondoc.documents.models import IncomingDeed, OutgoingAnswer
from dondoc.documents.outgoing_rows import CannotTakeStep
from dondoc.documents.queries.answers import answered_by, answers_to, replies_to
from dondoc.documents.queries.incoming import standing_of
from dondoc.documents.queries.registers import handling_rows
from dondoc.documents.rules.incoming import ANSWERS, DeedKind, Stage
from dondoc.documents.rules.life import Stage as Out
from dondoc.exchange.actions import issue_and_send, receive_message, register_message
from dondoc.exchange.models import OutMessage
from dondoc.exchange.queries import reading_of
from dondoc.exchange.rules.envelope import Document, Organ
from dondoc.exchange.rules.writing import write
from dondoc.people.queries import rights_of
from tests.factories import NOW, World
from tests.factories.exchange import OFFICE, OUTSIDE, identified, letter
from tests.factories.incoming import TODAY, act, register
from tests.factories.outgoing import Office, record

pytestmark = pytest.mark.both


@pytest.fixture
def office(world: World) -> Office:
    return Office(identified(world), NOW - timedelta(hours=1))


def issue(office: Office, document_id: int, **more: object) -> list[OutMessage]:
    return issue_and_send(
        actor_id=office.world.people["thu"],
        at=office.now(),
        document_id=document_id,
        seen=record(document_id).seen,
        receiver_ids=[office.world.agencies["BG-LN"]],
        **more,  # type: ignore[arg-type]
    )


def test_what_is_drafted_as_an_answer_answers_when_it_is_issued(office: Office) -> None:
    incoming = register(office.world, at=office.now())
    document = office.brought_to("sealed", office.draft(purpose=Purpose(answers_id=incoming.pk)))
    assert standing_of(incoming) is Stage.WAITING
    office.issue(document)
    assert standing_of(incoming) is Stage.ANSWERED
    deed = IncomingDeed.objects.get(document=incoming, kind=DeedKind.ANSWERED)
    assert (deed.symbol, deed.outgoing_id) == ("01/UBND-TTPVHCC", document.pk)
    handled = handling_rows([incoming], office.at, work_calendar())[0]
    assert handled.cells[5] == "01/UBND-TTPVHCC ngày 23/11/2026"
    rights, as_of = rights_of(office.world.people["hoa"], TODAY), AsOf(office.at)
    assert [(one.document_id, one.stage) for one in answers_to(rights, incoming, as_of)] == [(document.pk, Out.ISSUED)]
    assert answered_by(rights, document.pk, as_of) == [incoming]
    assert AuditEntry.objects.filter(deed="answer_incoming", subject=f"incoming:{incoming.pk}").count() == 1


def test_the_message_says_what_it_answers_and_by_when_an_answer_is_asked(office: Office) -> None:
    came = letter(OFFICE, sender=Organ(OUTSIDE), document_id="G22-77")
    message = receive_message(actor_id=None, at=office.now(), data=write(came), axis="thử")[0]
    hoa = office.world.people["hoa"]
    incoming = register_message(actor_id=hoa, at=office.now(), message_id=message.pk)
    document = office.brought_to("sealed", office.draft(purpose=Purpose(answers_id=incoming.pk)))
    with pytest.raises(CannotTakeStep, match="Hạn trả lời trước ngày văn bản"):
        issue(office, document.pk, due_on=TODAY - timedelta(days=1))
    (sent,) = issue(office, document.pk, due_on=TODAY + timedelta(days=7))
    written = reading_of(sent).message
    assert isinstance(written, Document)
    (answered,) = written.header.response_for
    assert (answered.organ_id, answered.document_id, answered.promulgation_date) == (OUTSIDE, "G22-77", incoming.dated)
    assert (written.header.due_date, sent.due_on) == (TODAY + timedelta(days=7),) * 2
    told = OutMessage.objects.filter(receiver_id=OUTSIDE).order_by("pk").values_list("status_code", flat=True)
    assert list(told) == ["01", "03", "06"]


def test_several_are_answered_at_once_and_what_ended_stays_as_it_ended(office: Office) -> None:
    one, other = (register(office.world, at=office.now(), symbol=f"{n}/BNV-CCHC") for n in (7, 8))
    document = office.draft()
    for incoming in (one, other, one):
        answer_incoming(
            actor_id=office.world.people["hoa"], at=office.now(), document_id=document.pk, incoming_id=incoming.pk
        )
    assert OutgoingAnswer.objects.count() == 2
    act(office.world, other, DeedKind.CLOSED, at=office.now(), text="Không phải trả lời")
    office.brought_to("issued", document)
    assert (standing_of(one), standing_of(other)) == (Stage.ANSWERED, Stage.CLOSED)


def test_only_what_is_open_is_answered_by_what_is_not_out(office: Office) -> None:
    hoa = {"actor_id": office.world.people["hoa"], "at": NOW}
    ended, open_ = (register(office.world, symbol=f"{n}/BNV-CCHC") for n in (7, 8))
    act(office.world, ended, DeedKind.CLOSED, text="Không phải trả lời")
    document = office.draft()
    with pytest.raises(CannotHandle, match="mở lại"):
        answer_incoming(**hoa, document_id=document.pk, incoming_id=ended.pk)  # type: ignore[arg-type]
    office.brought_to("issued", document)
    with pytest.raises(CannotHandle, match="đã phát hành"):
        answer_incoming(**hoa, document_id=document.pk, incoming_id=open_.pk)  # type: ignore[arg-type]


@pytest.mark.parametrize("who", ["lan", "nam", "thu"])
def test_who_handles_not_the_one_or_drafts_not_the_other_finds_nothing(office: Office, who: str) -> None:
    incoming, document = register(office.world), office.draft()
    with pytest.raises(NotFound):
        answer_incoming(actor_id=office.world.people[who], at=NOW, document_id=document.pk, incoming_id=incoming.pk)


def test_a_number_that_was_written_leads_to_the_document_we_issued(office: Office) -> None:
    document = office.brought_to("issued")
    asked, reply = (register(office.world, at=office.now(), symbol=f"{n}/BNV-CCHC") for n in (7, 8))
    act(office.world, asked, DeedKind.ANSWERED, at=office.now(), symbol="1/UBND - TTPVHCC", dated=TODAY)
    act(office.world, reply, DeedKind.LINKED, at=office.now(), symbol="01/UBND-TTPVHCC", text=ANSWERS)
    act(office.world, reply, DeedKind.LINKED, at=office.now(), symbol="02/UBND-TTPVHCC")
    links = IncomingDeed.objects.filter(symbol__gt="").order_by("pk").values_list("outgoing_id", flat=True)
    assert list(links) == [document.pk, document.pk, None]
    rights, as_of = rights_of(office.world.people["hoa"], TODAY), AsOf(office.at)
    assert replies_to(rights, document.pk, as_of) == [reply]
