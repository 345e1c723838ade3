"""A document that came is entered in the register: numbered, checked, refused when secret or entered before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.documents.actions import (
    CannotRegister,
    CheckedFiles,
    attach_files,
    correct_incoming,
    index_words,
    register_checked,
    register_incoming,
)
from dondoc.documents.models import DocumentText, IncomingDocument
from dondoc.documents.rules.brought_files import BroughtFile
from dondoc.documents.rules.searching import Indexed, SearchKind
from tests.factories import NOW, World, signed_pdf, unsigned_pdf, vn
from tests.factories.incoming import TODAY, TOLD, register

pytestmark = pytest.mark.both


def refused(world: World, **changed: object) -> list[str]:
    with pytest.raises(Refused) as found:
        register(world, **changed)  # type: ignore[arg-type]
    return [one.message for one in found.value.reasons]


def test_numbers_run_from_01_in_each_year_and_body(world: World) -> None:
    first, second = register(world), register(world, symbol="1285/VPCP-KSTT")
    other = register(world, who="dung", agency="BG-STC")
    late = vn("2027-01-04T09:00")
    new_year = register(
        world, at=late, arrived_on=late.date(), symbol="01/VPCP-KSTT", dated=date(2027, 1, 4), reply_due_on=None
    )
    assert [one.number for one in (first, second, other, new_year)] == [1, 2, 1, 1]
    assert {first.book, second.book} == {first.book}
    assert new_year.book.year == 2027


def test_a_refused_entry_takes_no_number(world: World) -> None:
    register(world)
    refused(world, symbol="9/VPCP", subject="")
    assert register(world, symbol="10/VPCP").number == 2


def test_the_same_document_is_told_with_the_earlier_entry_named(world: World) -> None:
    register(world)
    (told,) = refused(world, symbol="1284 / VPCP–KSTT", issuer="văn phòng chính phủ")
    assert "số đến 01 ngày 23/11/2026: 1284/VPCP-KSTT của Văn phòng Chính phủ" in told
    assert register(world, is_meant=True).number == 2


def test_the_same_identifier_is_the_same_document(world: World) -> None:
    register(world, identifier="000.00.00.G22,2026/11/20,1284")
    (told,) = refused(world, identifier="000.00.00.G22,2026/11/20,1284", symbol="khác/VPCP")
    assert "Trùng với số đến 01" in told


def test_another_agency_may_have_it_too(world: World) -> None:
    register(world)
    assert register(world, who="dung", agency="BG-STC").number == 1


def test_a_secret_document_is_not_kept_at_all(world: World) -> None:
    assert "sổ văn bản mật" in refused(world, secrecy="Mật")[0]
    stamped = "MẬT\nVĂN PHÒNG CHÍNH PHỦ\nSố: 12/VPCP".encode()
    assert "sổ văn bản mật" in refused(world, files=[BroughtFile("a.txt", stamped)])[0]
    assert not IncomingDocument.objects.exists()


def test_files_are_kept_with_what_their_signatures_say(world: World) -> None:
    files = [BroughtFile("ky.pdf", signed_pdf()), BroughtFile("phu-luc.pdf", unsigned_pdf())]
    document = register(world, files=files)
    said = [row.verification.verdict().indication.value for row in document.files.order_by("position")]  # type: ignore[union-attr]
    assert [row.file.name for row in document.files.order_by("position")] == ["ky.pdf", "phu-luc.pdf"]
    assert len(set(said)) == 2


def test_a_wrong_file_and_a_wrong_field_are_told_together(world: World) -> None:
    told = refused(world, subject="", files=[BroughtFile("a.exe", b"MZ")])
    assert len(told) == 2


@pytest.mark.parametrize("who", ["minh", "nam", "tuan", "dung", "lan"])
def test_only_who_keeps_the_register_enters(world: World, who: str) -> None:
    with pytest.raises(NotFound):
        register(world, who=who)


def test_an_entry_leaves_a_trail(world: World) -> None:
    document = register(world)
    entry = AuditEntry.objects.get(deed="register_incoming")
    assert entry.subject == f"incoming:{document.pk}"
    assert entry.detail["number"] == 1


def test_files_are_added_later(world: World) -> None:
    document = register(world, text="Nội dung đầu")
    n = attach_files(
        actor_id=world.people["hoa"],
        at=NOW,
        document_id=document.pk,
        files=[BroughtFile("phu-luc.txt", "Danh sách đơn vị".encode())],
    )
    assert n == 1
    words = DocumentText.objects.get(incoming=document).words
    assert "noi dung dau" in words
    assert "danh sach don vi" in words
    with pytest.raises(CannotRegister, match="Chọn ít nhất"):
        attach_files(actor_id=world.people["hoa"], at=NOW, document_id=document.pk, files=[])
    with pytest.raises(NotFound):
        attach_files(actor_id=world.people["dung"], at=NOW, document_id=document.pk, files=[])


def test_a_correction_keeps_both_wordings(world: World) -> None:
    document = register(world, text="Nội dung")
    right = replace(TOLD, subject="V/v gửi báo cáo quý IV")
    correct_incoming(actor_id=world.people["hoa"], at=NOW, document_id=document.pk, description=right)
    document.refresh_from_db()
    assert document.subject == "V/v gửi báo cáo quý IV"
    assert document.deeds.get().detail == {"subject": [TOLD.subject, "V/v gửi báo cáo quý IV"]}
    words = DocumentText.objects.get(incoming=document).words
    assert "quy iv" in words
    assert "noi dung" in words
    with pytest.raises(CannotRegister, match="Chưa có thông tin nào thay đổi"):
        correct_incoming(actor_id=world.people["hoa"], at=NOW, document_id=document.pk, description=right)
    with pytest.raises(NotFound):
        correct_incoming(actor_id=world.people["tuan"], at=NOW, document_id=document.pk, description=TOLD)


def test_files_looked_at_before_are_registered_without_another_look(world: World) -> None:
    checked = CheckedFiles.of(world.people["hoa"], NOW, [BroughtFile("a.txt", "chữ".encode())])
    document = register_checked(
        actor_id=world.people["hoa"],
        at=NOW,
        agency_id=world.agencies["BG"],
        arrived_on=TODAY,
        description=TOLD,
        checked=checked,
    )
    assert document.files.count() == 1
    with pytest.raises(NotFound):
        register_checked(
            actor_id=world.people["dung"],
            at=NOW,
            agency_id=world.agencies["BG"],
            arrived_on=TODAY,
            description=TOLD,
            checked=checked,
        )


def test_words_are_kept_once_and_put_right(world: World) -> None:
    told = {"actor_id": None, "at": NOW, "kind": SearchKind.SOURCE, "agency_id": world.agencies["BG"]}
    row = index_words(**told, told=Indexed(subject="Đôn đốc", text="Toàn văn"))  # type: ignore[arg-type]
    again = index_words(**told, row=row, told=Indexed(subject="Đẩy mạnh"))  # type: ignore[arg-type]
    assert again.pk == row.pk
    assert again.words == "day manh toan van"


def test_an_entry_says_who_made_it_and_when(world: World) -> None:
    hoa = world.people["hoa"]
    document = register_incoming(
        actor_id=hoa, at=NOW, agency_id=world.agencies["BG"], arrived_on=TODAY, description=TOLD
    )
    assert (document.actor_id, document.recorded_at) == (hoa, NOW)
