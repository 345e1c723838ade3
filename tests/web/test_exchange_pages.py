"""Pages of exchange: where each message stands, its files, sending again, taking back, answering."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dondoc.exchange.actions import queue_message, receive_message, send_due
from dondoc.exchange.models import OutMessage
from dondoc.exchange.rules.writing import write
from tests.factories import NOW, World
from tests.factories.exchange import INSIDE, OUTSIDE, BrokenAxis, WorkingAxis, exchanged, identified, letter, status
from tests.rules.exchange.messages import PDF
from tests.web.conftest import As

LIST = "/lien-thong/"


@pytest.fixture
def hoa(world: World, as_: As) -> Client:
    identified(world)
    return as_("hoa")


def text(response: Any) -> str:
    return str(response.content.decode())


def queue(number: str = "05", *to: str) -> OutMessage:
    return queue_message(actor_id=None, at=NOW, message=letter(*to, number=number))[0]


def test_without_messages_the_lists_say_what_will_stand_there(hoa: Client) -> None:
    assert "Chưa có thông điệp nào" in text(hoa.get(LIST))
    assert "Chưa nhận thông điệp nào" in text(hoa.get(f"{LIST}?huong=den"))
    assert "Mọi thông điệp đã đến nơi" in text(hoa.get(f"{LIST}?loc=chua-den"))


def test_each_message_shows_where_it_stands_and_what_its_receiver_said(hoa: Client) -> None:
    queue()
    assert "Chưa gửi" in text(hoa.get(LIST))
    send_due(actor_id=None, at=NOW, axis=BrokenAxis())
    page = text(hoa.get(LIST))
    assert "Gửi lỗi" in page
    assert "thử lại 23/11/2026 09:01" in page
    send_due(actor_id=None, at=NOW + timedelta(minutes=2), axis=WorkingAxis())
    receive_message(actor_id=None, at=NOW, data=write(status("05")), axis="thử")
    later = text(hoa.get(f"{LIST}di/{OutMessage.objects.get().pk}/"))
    assert "Đã gửi" in later
    assert "Trục không trả lời trong 30 giây." in later
    assert "Đang xử lý" in later


def test_the_filter_leaves_what_has_not_arrived(hoa: Client) -> None:
    queue("05")
    send_due(actor_id=None, at=NOW, axis=WorkingAxis())
    queue("06")
    assert text(hoa.get(LIST)).count("<tr>") == 3
    assert text(hoa.get(f"{LIST}?loc=chua-den")).count("<tr>") == 2


def test_a_past_day_shows_no_message_of_later(hoa: Client) -> None:
    queue()
    hoa.get(f"{LIST}?tinh_den=01/11/2026")
    assert "Chưa có thông điệp nào" in text(hoa.get(LIST))


def filled(world: World, **changed: object) -> dict[str, object]:
    return {
        "sender": world.agencies["BG"],
        "type_name": "Công văn",
        "number": "07",
        "symbol": "UBND-TTPVHCC",
        "issued_on": "23/11/2026",
        "subject": "V/v đôn đốc",
        "due_on": "01/12/2026",
        "receivers": [world.agencies["BG-LN"]],
        "others": f"{OUTSIDE} Văn phòng Chính phủ\n",
        "papers": SimpleUploadedFile("công văn.pdf", PDF),
        **changed,
    }


def test_a_document_is_sent_to_agencies_inside_and_outside(world: World, hoa: Client) -> None:
    assert "UBND huyện Lục Nam" in text(hoa.get(f"{LIST}gui/"))
    told = text(hoa.post(f"{LIST}gui/", filled(world), follow=True))
    assert "Đã đưa vào hàng gửi cho 2 nơi nhận" in told
    assert set(OutMessage.objects.values_list("receiver_id", "due_on")) == {
        (INSIDE, date(2026, 12, 1)),
        (OUTSIDE, date(2026, 12, 1)),
    }


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"papers": []}, "Chưa có tệp văn bản"),
        ({"receivers": [], "others": ""}, "Chưa chọn nơi nhận nào"),
        ({"others": "văn-phòng Chính phủ"}, "không phải mã định danh"),
        ({"issued_on": "30/02/2026"}, "dd/mm/yyyy"),
        ({"issued_on": "24/11/2026"}, "Ngày ban hành chưa tới"),
        ({"sender": "999999"}, "hợp lệ"),
        ({"subject": ""}, "bắt buộc"),
    ],
)
def test_what_cannot_be_sent_is_told_on_the_form(
    world: World, hoa: Client, changed: dict[str, object], says: str
) -> None:
    response = hoa.post(f"{LIST}gui/", filled(world, **changed))
    assert response.status_code == 422
    assert says in text(response)
    assert not OutMessage.objects.exists()


def test_files_that_are_too_large_are_refused_unread(
    world: World, hoa: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dondoc.web.exchange.sending.MAX_FILES_BYTES", 5)
    assert "bớt tệp" in text(hoa.post(f"{LIST}gui/", filled(world)))


def test_where_no_agency_has_an_identifier_the_page_says_what_to_do(as_: As) -> None:
    assert "Chưa đơn vị nào có mã định danh" in text(as_("hoa").get(f"{LIST}gui/"))


def test_nobody_sees_messages_of_other_provinces(world: World, hoa: Client, as_: As) -> None:
    queue()
    assert "Chưa có thông điệp nào" in text(as_("tuan").get(LIST))
    hoa.get(f"{LIST}?pham_vi=LS")
    assert "Chưa có thông điệp nào" in text(hoa.get(LIST))


def test_what_failed_is_sent_again_by_a_button_and_what_arrived_is_not(hoa: Client) -> None:
    message = queue()
    page = f"{LIST}di/{message.pk}/"
    assert "Gửi lại" not in text(hoa.get(page))
    send_due(actor_id=None, at=NOW, axis=BrokenAxis())
    assert "Gửi lại" in text(hoa.get(page))
    assert "Đã đưa lại vào hàng gửi" in text(hoa.post(f"{page}gui-lai/", follow=True))
    send_due(actor_id=None, at=NOW, axis=WorkingAxis())
    refused = hoa.post(f"{page}gui-lai/")
    assert refused.status_code == 422
    assert "lập thông điệp cập nhật" in text(refused)


def test_a_document_is_taken_back_with_a_reason(hoa: Client) -> None:
    page = f"{LIST}di/{queue().pk}/"
    refused = hoa.post(f"{page}thu-hoi/", {"reason": " "})
    assert (refused.status_code, "Ghi lý do thu hồi" in text(refused)) == (422, True)
    assert "Đã rút" in text(hoa.post(f"{page}thu-hoi/", {"reason": "Sai nơi nhận"}, follow=True))
    assert "Đã rút, không gửi" in text(hoa.get(LIST))


def test_what_came_shows_its_files_which_are_saved_and_never_shown(world: World, hoa: Client) -> None:
    page = f"{LIST}den/{exchanged(world, 'IN')}/"
    assert "khớp mã băm SHA-256" in text(hoa.get(page))
    file = hoa.get(f"{page}tep/1/")
    assert (file.content, file["Content-Type"]) == (PDF, "application/octet-stream")
    assert file["Content-Disposition"].startswith("attachment; filename*=utf-8''c%C3%B4ng")
    assert hoa.get(f"{page}tep/2/").status_code == 404


def test_the_sender_is_told_what_became_of_it(world: World, hoa: Client) -> None:
    page = f"{LIST}den/{exchanged(world, 'IN')}/"
    refused = hoa.post(f"{page}trang-thai/", {"status_code": "02", "description": ""})
    assert (refused.status_code, "Ghi lý do" in text(refused)) == (422, True)
    told = text(hoa.post(f"{page}trang-thai/", {"status_code": "06", "description": "Đã trả lời"}, follow=True))
    assert "Đã đưa vào hàng gửi: hoàn thành." in told
    assert OutMessage.objects.get(status_code="06").receiver_id == OUTSIDE


def test_what_others_wrote_is_shown_as_text(hoa: Client) -> None:
    queue_message(actor_id=None, at=NOW, message=letter(subject="<script>alert(1)</script>"))
    assert "<script>alert" not in text(hoa.get(LIST))


def test_in_the_past_nothing_is_done(hoa: Client) -> None:
    message = queue()
    hoa.get(f"{LIST}?tinh_den=01/11/2026")
    assert hoa.post(f"{LIST}di/{message.pk}/thu-hoi/", {"reason": "x"}).status_code == 409


@pytest.mark.parametrize("address", [LIST, f"{LIST}?huong=den"])
def test_a_list_costs_the_same_whatever_its_length(
    address: str, hoa: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(40):
        queue(f"{n:02}")
    send_due(actor_id=None, at=NOW, axis=WorkingAxis())
    hoa.get(address)
    with django_assert_max_num_queries(15):
        page = text(hoa.get(address))
    assert "1–30 trong <b>40</b>" in page or "huong=den" in address


def test_a_records_clerk_sees_what_his_own_agency_sends(world: World, hoa: Client, as_: As) -> None:
    del hoa
    row, thu, minh = queue("05"), as_("thu"), as_("minh")
    assert row.agency_id == world.agencies["BG"]
    page = text(thu.get(LIST))
    assert "05/UBND" in page and "Gửi văn bản" not in page
    assert thu.get(f"{LIST}?huong=den").status_code == 404
    assert "05/UBND" not in text(minh.get(LIST))
    assert 'href="/lien-thong/"' in text(thu.get("/van-ban/di/"))
