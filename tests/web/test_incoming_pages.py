"""Pages of incoming documents: entered, distributed, handled, printed; wrong input told; few queries."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from dondoc.documents.models import IncomingDocument
from dondoc.documents.rules.incoming import DeedKind, Share, ShareRole, Urgency
from tests.factories import World
from tests.factories.exchange import exchanged
from tests.factories.incoming import act, register, share
from tests.web.conftest import As

TYPED = {
    "agency": "",
    "arrived_on": "23/11/2026",
    "issuer": "Bộ Nội vụ",
    "symbol": "77/BNV-CCHC",
    "dated": "20/11/2026",
    "type_name": "Công văn",
    "subject": "V/v tự đánh giá chỉ số cải cách hành chính",
    "urgency": "urgent",
    "secrecy": "",
    "reply_due_on": "01/12/2026",
    "medium": "paper",
    "note": "",
}


@pytest.fixture
def hoa(as_: As) -> Client:
    return as_("hoa")


def page(document: IncomingDocument, name: str = "incoming-document", **more: object) -> str:
    return reverse(name, kwargs={"document_id": document.pk, **more})


def test_a_clerk_enters_a_document_with_its_file(world: World, hoa: Client) -> None:
    typed = {**TYPED, "agency": str(world.agencies["BG"]), "papers": SimpleUploadedFile("cv.txt", "Nội dung".encode())}
    answer = hoa.post(reverse("register-incoming"), typed)
    document = IncomingDocument.objects.get()
    assert answer["Location"] == page(document)
    shown = hoa.get(page(document)).content.decode()
    for words in ("Số đến <b>01</b>", "Bộ Nội vụ", "Khẩn", "01/12/2026", "cv.txt", "Chờ phân phối"):
        assert words in shown


def test_entering_goes_on_with_the_next(world: World, hoa: Client) -> None:
    typed = {**TYPED, "agency": str(world.agencies["BG"]), "tiep": "1"}
    assert hoa.post(reverse("register-incoming"), typed)["Location"] == reverse("register-incoming")


def test_wrong_input_is_told_at_once_and_kept(world: World, hoa: Client) -> None:
    typed = {**TYPED, "agency": str(world.agencies["BG"]), "subject": "", "symbol": "12-M/UBND"}
    answer = hoa.post(reverse("register-incoming"), typed)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Ghi trích yếu." in said
    assert "sổ văn bản mật" in said
    assert 'value="Bộ Nội vụ"' in said
    unread = hoa.post(reverse("register-incoming"), {**typed, "dated": "31/02/2026"})
    assert unread.status_code == 422
    assert "Ngày văn bản" in unread.content.decode()


def test_the_same_document_is_named_and_may_be_meant(world: World, hoa: Client) -> None:
    typed = {**TYPED, "agency": str(world.agencies["BG"])}
    hoa.post(reverse("register-incoming"), typed)
    told = hoa.post(reverse("register-incoming"), typed).content.decode()
    assert "Trùng với số đến 01" in told
    assert "van_dang_ky" in told
    hoa.post(reverse("register-incoming"), {**typed, "van_dang_ky": "1"})
    assert IncomingDocument.objects.count() == 2


def test_another_agencys_register_is_not_written_in(world: World, as_: As) -> None:
    typed = {**TYPED, "agency": str(world.agencies["BG"])}
    assert as_("dung").post(reverse("register-incoming"), typed).status_code == 422
    assert not IncomingDocument.objects.exists()


def test_a_document_is_distributed_and_handled_to_its_answer(world: World, hoa: Client, as_: As) -> None:
    document = register(world)
    opinion = {
        "signer": "Tuấn",
        "text": "Giao tham mưu.",
        "lead": "UBND huyện Lục Nam",
        "lead_due": "30/11/2026",
        "with_1": "Phòng Nội vụ",
        "with_1_due": "01/12/2026",
        "told": "Chủ tịch; Thanh tra",
    }
    assert hoa.post(page(document, "distribute-incoming"), opinion).status_code == 302
    shown = hoa.get(page(document)).content.decode()
    for words in ("Giao tham mưu.", "Phòng Nội vụ", "01/12/2026", "Thanh tra", "Chờ xử lý"):
        assert words in shown
    lan = as_("lan")
    assert "1284/VPCP-KSTT" in lan.get(reverse("incoming")).content.decode()
    assert lan.post(page(document, "act-on-incoming", slug="nhan")).status_code == 302
    answer = {"symbol": "125/BC-UBND", "dated": "23/11/2026"}
    assert lan.post(page(document, "act-on-incoming", slug="tra-loi"), answer).status_code == 302
    assert "Đã trả lời" in hoa.get(page(document)).content.decode()
    assert "125/BC-UBND" in hoa.get(page(document)).content.decode()


def test_a_refused_step_keeps_what_was_typed(world: World, hoa: Client) -> None:
    document = register(world)
    answer = hoa.post(page(document, "act-on-incoming", slug="tra-loi"), {"text": "đã xong", "symbol": ""})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Ghi ngày văn bản trả lời." in said
    assert "đã xong" in said
    assert hoa.post(page(document, "act-on-incoming", slug="la")).status_code == 404


def test_overdue_is_told_in_working_days(world: World, hoa: Client) -> None:
    register(world, dated=date(2026, 11, 1), reply_due_on=date(2026, 11, 18))
    shown = hoa.get(reverse("incoming") + "?tinh_trang=qua-han").content.decode()
    assert "quá hạn 3 ngày làm việc" in shown


def test_filters_narrow_the_list(world: World, hoa: Client) -> None:
    register(world)
    assert 'name="nguon" value="incoming"' in hoa.get(reverse("incoming")).content.decode()
    register(world, symbol="9/BNV", type_name="Báo cáo", urgency=Urgency.EXPRESS)
    only = hoa.get(reverse("incoming") + "?loai=Báo cáo&khan=express").content.decode()
    assert "9/BNV" in only
    assert "1284/VPCP-KSTT" not in only
    none = hoa.get(reverse("incoming") + "?nam=1999")
    assert "Chưa có văn bản đến nào" in none.content.decode()


def test_a_correction_shows_both_wordings(world: World, hoa: Client) -> None:
    document = register(world)
    typed = {**TYPED, "subject": "V/v khác", "medium": "electronic", "urgency": ""}
    assert hoa.post(page(document, "correct-incoming"), typed).status_code == 302
    shown = hoa.get(page(document)).content.decode()
    assert "V/v khác" in shown
    assert "V/v đôn đốc gửi báo cáo" in shown


def test_the_slip_has_the_opinions_on_it(world: World, hoa: Client) -> None:
    document = register(world)
    share(world, document)
    act(world, document, DeedKind.PROPOSED, "lan", text="Đề nghị gia hạn")
    slip = hoa.get(page(document, "incoming-slip")).content.decode()
    for words in (
        "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN",
        "Chủ trì: UBND huyện Lục Nam, thời hạn 30/11/2026",
        "Đề nghị gia hạn",
    ):
        assert words in slip


def test_a_file_is_only_saved_never_shown(world: World, hoa: Client) -> None:
    document = register(world, text="<script>")
    answer = hoa.get(page(document, "incoming-file", position=1))
    assert answer["Content-Disposition"].startswith("attachment")
    assert hoa.get(page(document, "incoming-file", position=2)).status_code == 404


def test_a_message_is_entered_from_the_list(world: World, hoa: Client) -> None:
    message_id = exchanged(world, "IN")
    where = reverse("register-message", kwargs={"message_id": message_id})
    assert where in hoa.get(reverse("incoming")).content.decode()
    assert hoa.get(where).status_code == 200
    typed = {**TYPED, "symbol": "05/UBND-TTPVHCC"}
    assert hoa.post(where, typed).status_code == 302
    assert "Đã vào sổ" in hoa.get(where).content.decode()
    again = hoa.post(where, typed)
    assert again.status_code == 422


def test_a_message_is_sent_back_with_a_reason(world: World, hoa: Client) -> None:
    where = reverse("return-message", kwargs={"message_id": exchanged(world, "IN")})
    assert hoa.post(where, {"reason": ""}).status_code == 422
    assert hoa.post(where, {"reason": "Gửi nhầm"}).status_code == 302


def test_the_list_costs_few_queries(
    world: World, hoa: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(30):
        share(world, register(world, symbol=f"{n + 1}/BNV"))
    with django_assert_max_num_queries(21):
        hoa.get(reverse("incoming"))


def test_the_page_costs_few_queries(
    world: World, hoa: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    document = register(world, text="chữ")
    for n in range(10):
        act(world, document, DeedKind.PROGRESS, text=f"lần {n}")
    with django_assert_max_num_queries(29):
        hoa.get(page(document))


def test_a_register_on_screen_opens_its_documents(world: World, hoa: Client) -> None:
    document = register(world)
    shown = hoa.get(reverse("registers") + "?don_vi=BG").content.decode()
    assert "Sổ đăng ký văn bản đến năm 2026" in shown
    assert f'<a href="{page(document)}">01</a>' in shown
    handling = hoa.get(reverse("registers") + "?don_vi=BG&so=handling").content.decode()
    assert "Tiến độ giải quyết" in handling
    outgoing = hoa.get(reverse("registers") + "?don_vi=BG&so=outgoing").content.decode()
    assert "chưa có dòng nào" in outgoing


@pytest.mark.parametrize("ending", ["xlsx", "pdf"])
def test_a_register_is_taken_away(world: World, hoa: Client, ending: str) -> None:
    register(world)
    answer = hoa.get(reverse("register-file", kwargs={"ending": ending}) + "?don_vi=BG&so=incoming")
    assert answer["Content-Disposition"] == f'attachment; filename="so-incoming-BG-2026.{ending}"'
    assert answer.content[:4] in (b"PK\x03\x04", b"%PDF")


def test_the_page_of_registers_leads_to_their_files_without_a_filter(world: World, hoa: Client) -> None:
    register(world)
    addresses = re.findall(r'href="([^"]*/so\.(?:xlsx|pdf)[^"]*)"', hoa.get(reverse("registers")).content.decode())
    assert [hoa.get(address).status_code for address in addresses] == [200, 200]


def test_the_register_of_another_agency_is_not_shown(world: World, as_: As) -> None:
    assert as_("dung").get(reverse("registers") + "?don_vi=BG").status_code == 404


def test_a_register_costs_few_queries(
    world: World, hoa: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(30):
        share(world, register(world, symbol=f"{n + 1}/BNV"))
    with django_assert_max_num_queries(21):
        hoa.get(reverse("registers") + "?don_vi=BG&so=handling")


def test_a_search_marks_its_hits_and_is_kept(world: World, hoa: Client) -> None:
    document = register(world)
    where = reverse("search-documents")
    shown = hoa.get(where + "?q=don doc").content.decode()
    assert page(document) in shown
    assert "<mark>đôn</mark>" in shown
    assert (
        hoa.post(reverse("save-search"), {"name": "Đôn đốc", "query": "q=don+doc&la=1"})["Location"]
        == f"{where}?q=don+doc"
    )
    kept = hoa.get(where).content.decode()
    assert "q=don+doc" in kept
    unnamed = hoa.post(reverse("save-search"), {"name": "", "query": "q=don"})
    assert unnamed.status_code == 422
    assert "Đặt tên cho tìm kiếm." in unnamed.content.decode()


def test_the_headers_search_finds_documents_too(world: World, hoa: Client) -> None:
    document = register(world)
    assert page(document) in hoa.get(reverse("search") + "?q=1284/VPCP").content.decode()


def test_a_day_that_cannot_be_read_is_told(world: World, hoa: Client) -> None:
    assert "dd/mm/yyyy" in hoa.get(reverse("search-documents") + "?tu=31/02/2026").content.decode()


def test_a_search_costs_few_queries(
    world: World, hoa: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(30):
        register(world, symbol=f"{n + 1}/BNV")
    with django_assert_max_num_queries(16):
        hoa.get(reverse("search-documents") + "?q=don doc")


def test_the_first_page_says_what_waits_and_what_is_overdue(world: World, hoa: Client, as_: As) -> None:
    exchanged(world, "IN")
    register(world)
    late = register(world, symbol="2/BNV", dated=date(2026, 11, 1), reply_due_on=date(2026, 11, 18))
    share(world, late)
    first = hoa.get(reverse("overview") + "?viec=wait").content.decode()
    for words in ("1 văn bản điện tử chờ vào sổ", "1 văn bản đến chờ phân phối"):
        assert words in first
    overdue = register(world, symbol="3/BNV", dated=date(2026, 11, 1), reply_due_on=date(2026, 11, 18))
    share(world, overdue, Share(ShareRole.LEAD, "UBND huyện Lục Nam"))
    lan = as_("lan").get(reverse("overview")).content.decode()
    assert "1 văn bản đến quá hạn trả lời, giải quyết" in lan
    opened = hoa.get(reverse("incoming") + "?nam=tat-ca&tinh_trang=cho-phan-phoi").content.decode()
    assert "1284/VPCP-KSTT" in opened
