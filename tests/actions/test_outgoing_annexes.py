"""Annexes in files of their own: placed with the draft, each signed by the agency, all of them on their way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dondoc.base.rules.refusals import NotFound
from dondoc.documents.actions import cancel_document_number, place_annexes, seal_annex
from dondoc.documents.models import OutgoingDocument
from dondoc.documents.outgoing_rows import CannotTakeStep
from dondoc.documents.queries.annexes import annexes_of
from dondoc.documents.queries.outgoing import bytes_of
from dondoc.documents.rules.brought_files import BroughtFile
from dondoc.documents.rules.life import DeedKind
from dondoc.exchange.actions import issue_and_send
from dondoc.exchange.queries import reading_of
from dondoc.exchange.rules.envelope import Document
from dondoc.signbook.actions import CannotLayPaper, lay_annex, sign_now
from dondoc.signing.rules.roles import Role
from dondoc.signing.ways.p12 import P12Key
from tests.factories import NOW, World, unsigned_pdf
from tests.factories.exchange import identified
from tests.factories.outgoing import AGENCY, CHIEF, PASSWORD, Office, pki, record, signed_with, trust

PDF = BroughtFile("Phụ lục I.pdf", unsigned_pdf("phụ lục"))
TABLE = BroughtFile("Biểu mẫu.xlsx", b"PK\x03\x04 bang tinh")


@pytest.fixture
def office(world: World) -> Office:
    return Office(identified(world), NOW - timedelta(hours=1))


def place(office: Office, document: OutgoingDocument, *files: BroughtFile, who: str = "hoa", **more: object) -> None:
    place_annexes(
        actor_id=office.world.people[who],
        at=office.now(),
        document_id=document.pk,
        seen=record(document).seen,
        brought=files,
        **more,  # type: ignore[arg-type]
    )


def seal(office: Office, document: OutgoingDocument, data: bytes | None = None, who: str = "thu") -> None:
    annex = annexes_of(record(document))[0]
    data = signed_with(bytes_of(annex.placed), AGENCY, office.at, role=Role.AGENCY) if data is None else data
    seal_annex(
        actor_id=office.world.people[who],
        at=office.now(),
        document_id=document.pk,
        annex_id=annex.placed.pk,
        data=data,
        trust_folder=trust(),
    )


def names(document: OutgoingDocument) -> list[str]:
    return [annex.name for annex in annexes_of(record(document))]


def test_annexes_are_added_and_left_out_while_the_draft_is_open(office: Office) -> None:
    document = office.draft()
    place(office, document, PDF, TABLE)
    place(office, document, BroughtFile("Phụ lục II.pdf", unsigned_pdf("hai")))
    assert names(document) == ["Phụ lục I.pdf", "Biểu mẫu.xlsx", "Phụ lục II.pdf"]
    place(office, document, dropped=[annexes_of(record(document))[1].placed.pk])
    assert names(document) == ["Phụ lục I.pdf", "Phụ lục II.pdf"]
    assert [event.kind for event in record(document).events] == ["attach"] * 3
    office.step(document, "hoa", DeedKind.SUBMIT)
    with pytest.raises(CannotTakeStep, match="chờ duyệt"):
        place(office, document, TABLE)


def test_what_is_wrong_with_the_files_is_told_at_once_and_nothing_kept(office: Office) -> None:
    document = office.draft()
    place(office, document, PDF)
    wrong = (BroughtFile("phụ lục i.PDF", b"khong phai"), BroughtFile("chay.exe", b"MZ"))
    with pytest.raises(CannotTakeStep) as refused:
        place(office, document, *wrong)
    said = "\n".join(str(one) for one in refused.value.reasons)
    assert "Đã có phụ lục tên" in said and "chay.exe: phụ lục tệp riêng là" in said and "có thể tệp hỏng" in said
    with pytest.raises(CannotTakeStep, match="Chọn tệp phụ lục"):
        place(office, document)
    with pytest.raises(NotFound):
        place(office, document, TABLE, who="thu")
    assert names(document) == ["Phụ lục I.pdf"]


def test_every_pdf_is_signed_by_the_agency_before_issuing_and_all_files_leave(office: Office) -> None:
    document = office.draft()
    place(office, document, PDF, TABLE)
    office.brought_to("sealed", document)
    with pytest.raises(CannotTakeStep, match=r"Phụ lục I\.pdf” chưa có chữ ký số"):
        office.issue(document)
    seal(office, document)
    (sent,) = issue_and_send(
        actor_id=office.world.people["thu"],
        at=office.now(),
        document_id=document.pk,
        seen=record(document).seen,
        receiver_ids=[office.world.agencies["BG-LN"]],
    )
    message = reading_of(sent).message
    assert isinstance(message, Document)
    assert [file.name for file in message.attachments] == [
        "01-UBND-TTPVHCC.pdf", "phu-luc-01-Phụ lục I.pdf", "phu-luc-02-Biểu mẫu.xlsx",
    ]  # fmt: skip
    assert message.header.other_info.appendixes == ("Phụ lục I.pdf", "Biểu mẫu.xlsx")
    sealed = annexes_of(record(document))[0].sealed
    assert sealed is not None and message.attachments[1].data == bytes_of(sealed)


def test_only_the_agencys_signature_on_the_same_file_counts(office: Office) -> None:
    document = office.draft()
    place(office, document, PDF)
    office.brought_to("signed", document)
    with pytest.raises(CannotTakeStep, match="chờ cấp số"):
        seal(office, document)
    office.number(document)
    placed = bytes_of(annexes_of(record(document))[0].placed)
    other = signed_with(unsigned_pdf("tệp khác"), AGENCY, office.at, role=Role.AGENCY)
    for data, said in (
        (placed, "chưa có chữ ký mới"),
        (other, "nội dung khác"),
        (signed_with(placed, CHIEF, office.at), "chỉ mang chữ ký số của cơ quan"),
    ):
        with pytest.raises(CannotTakeStep, match=said):
            seal(office, document, data)
    with pytest.raises(NotFound):
        seal(office, document, who="hoa")


def test_a_signature_under_a_cancelled_number_counts_no_more(office: Office) -> None:
    document = office.draft()
    place(office, document, PDF)
    office.brought_to("numbered", document)
    seal(office, document)
    assert not annexes_of(record(document))[0].needs_seal
    cancel_document_number(
        actor_id=office.world.people["thu"],
        at=office.now(),
        document_id=document.pk,
        seen=record(document).seen,
        reason="Nhầm",
    )
    office.number(document)
    assert annexes_of(record(document))[0].needs_seal


def test_the_signing_book_signs_each_annex_with_number_and_time(office: Office, settings: object) -> None:
    settings.TRUST_FOLDER = trust()  # type: ignore[attr-defined]
    document, thu = office.draft(), office.world.people["thu"]
    place(office, document, PDF, BroughtFile("Phụ lục II.pdf", unsigned_pdf("hai")))
    office.brought_to("signed", document)
    first, second = (annex.placed.pk for annex in annexes_of(record(document)))
    with pytest.raises(CannotLayPaper, match="sau khi cấp số"):
        lay_annex(actor_id=thu, at=office.now(), document_id=document.pk, annex_id=first)
    office.number(document)
    papers = [
        lay_annex(actor_id=thu, at=office.now(), document_id=document.pk, annex_id=one).pk for one in (first, second)
    ]
    key = P12Key(pki().p12_of[AGENCY.name].read_bytes(), PASSWORD)
    done = sign_now(actor_id=thu, at=office.now(), paper_ids=papers, key=key, role=Role.AGENCY)
    assert [outcome.reasons for outcome in done] == [(), ()]
    assert all(annex.sealed is not None for annex in annexes_of(record(document)))
