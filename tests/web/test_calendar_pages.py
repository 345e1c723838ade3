"""Pages of the working calendar: the year, a decision seen before it is taken, files, feeds."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dondoc.deadlines.models import CalendarDecision
from dondoc.deadlines.rules.icalendar import read_calendar
from dondoc.people.actions import grant_right
from dondoc.people.rules.rights import Right
from dondoc.reporting.actions import generate_obligations, renew_feed
from dondoc.reporting.models import DeadlineChange
from tests.factories import NOW, World
from tests.web.conftest import As

PAPER = {"document_number": "99/VPCP-KGVX", "document_date": "20/11/2026"}
SWAP = {"kind": "swap", "day": "22/03/2027", "other": "20/03/2027", "name": "", **PAPER}


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def admin(world: World, as_: As) -> Client:
    """Hoa, who administers Bắc Giang as well, with the obligations of 2027 opened."""
    grant_right(
        actor_id=None,
        at=NOW,
        user_id=world.people["hoa"],
        agency_id=world.agencies["BG"],
        right=Right.ADMINISTER,
        valid_from=date(2020, 1, 1),
    )
    generate_obligations(
        actor_id=None,
        at=NOW,
        first=date(2027, 1, 1),
        last=date(2027, 12, 31),
        province_ids=[world.agencies["BG"]],
    )
    return as_("hoa")


def carried(page: Any) -> str:
    found = re.search(r'name="ngay_quyet_dinh"[^>]*>(.*?)</textarea>', page.content.decode(), re.S)
    assert found
    return found[1]


def test_everybody_reads_the_year_and_what_makes_each_day_differ(as_: As) -> None:
    page = as_("lan").get("/lich-lam-viec/", {"nam": "2026"})
    assert page.content.decode().count('<table class="cal">') == 12
    for told in ("Ngày Văn hóa Việt Nam", "24/11/2026", "Làm bù", "thứ Bảy", "Xuất iCalendar"):
        assert told in text(page)
    assert "Thêm ngày nghỉ" not in text(page) and "chưa công bố" not in text(page)


def test_a_year_that_is_not_announced_says_so(as_: As) -> None:
    assert "năm 2027 chưa công bố" in text(as_("lan").get("/lich-lam-viec/", {"nam": "2027"}))
    for asked in ("1", "abcd", "2099"):
        assert as_("lan").get("/lich-lam-viec/", {"nam": asked}).status_code == 200


def test_the_year_can_be_taken_away_as_csv_and_as_icalendar(as_: As) -> None:
    csv = as_("lan").get("/lich-lam-viec/tep/2026.csv")
    assert "24/11/2026,Ngày nghỉ lễ,Ngày Văn hóa Việt Nam" in csv.content.decode("utf-8-sig")
    ics = as_("lan").get("/lich-lam-viec/tep/2026.ics")
    assert {e.day for e in read_calendar(ics.content)} >= {date(2026, 11, 24), date(2026, 8, 22)}
    assert as_("lan").get("/lich-lam-viec/tep/1900.csv").status_code == 404
    assert as_("lan").get("/lich-lam-viec/tep/2026.pdf").status_code == 404


def test_a_swap_is_previewed_with_the_deadlines_that_move_and_then_taken(admin: Client) -> None:
    preview = admin.post("/lich-lam-viec/quyet-dinh/", SWAP)
    told = text(preview)
    assert (
        "UBND tỉnh Bắc Giang 22/03/2027 (thứ Hai) 20/03/2027 (thứ Bảy) 27" in told
        and "Làm bù hoán đổi ngày 22/03/2027" in told
    )
    assert not CalendarDecision.objects.exists() and not DeadlineChange.objects.exists()
    done = admin.post("/lich-lam-viec/quyet-dinh/", {"ngay_quyet_dinh": carried(preview)}, follow=True)
    assert "Đã ghi 2 ngày vào lịch; 27 hạn gửi chuyển ngày" in text(done)
    assert "99/VPCP-KGVX, 20/11/2026" in text(done)


def test_a_decision_is_taken_back_from_the_year_with_a_preview(admin: Client) -> None:
    preview = admin.post("/lich-lam-viec/quyet-dinh/", {**SWAP, "kind": "swapped_off", "name": "Nghỉ"})
    admin.post("/lich-lam-viec/quyet-dinh/", {"ngay_quyet_dinh": carried(preview)})
    decision = CalendarDecision.objects.get()
    address = f"/lich-lam-viec/rut-lai/{decision.pk}/"
    assert address in admin.get("/lich-lam-viec/", {"nam": "2027"}).content.decode()
    assert "Ngày làm việc" in text(admin.get(address)) and "23/03/2027" in text(admin.get(address))
    assert "27 hạn gửi chuyển ngày" in text(admin.post(address, follow=True))
    assert admin.get(address).status_code == 404


def test_a_form_that_lacks_something_says_what(admin: Client) -> None:
    page = admin.post("/lich-lam-viec/quyet-dinh/", {"kind": "swap", "day": "30/02/2027"})
    assert page.status_code == 422
    for told in ("tháng 02/2027 có 28 ngày", "Ghi ngày làm bù"):
        assert told in text(page)
    page = admin.post("/lich-lam-viec/quyet-dinh/", {**SWAP, "kind": "holiday"})
    assert "Ghi tên gọi của ngày" in text(page)


def test_a_day_that_does_not_fit_its_weekday_is_refused_and_nothing_is_written(admin: Client) -> None:
    preview = admin.post("/lich-lam-viec/quyet-dinh/", {**SWAP, "other": "19/03/2027"})
    done = admin.post("/lich-lam-viec/quyet-dinh/", {"ngay_quyet_dinh": carried(preview)})
    assert done.status_code == 422 and "không phải thứ Bảy, Chủ nhật" in text(done)
    assert not CalendarDecision.objects.exists()


def test_a_file_of_days_is_previewed_too(admin: Client) -> None:
    data = "Ngày,Loại ngày,Tên gọi\n22/03/2027,Nghỉ hoán đổi,Nghỉ\n".encode()
    sent = {"file": SimpleUploadedFile("ngay.csv", data), **PAPER}
    preview = admin.post("/lich-lam-viec/nhap/", sent)
    assert "1 ngày sẽ ghi vào lịch" in text(preview) and "23/03/2027" in text(preview)
    known = admin.get("/lich-lam-viec/tep/2026.csv").content
    again = admin.post("/lich-lam-viec/nhap/", {"file": SimpleUploadedFile("a.csv", known)})
    assert "đã có sẵn trong lịch" in text(again)
    assert admin.post("/lich-lam-viec/nhap/").status_code == 422


@pytest.mark.parametrize("address", ["quyet-dinh/", "rut-lai/1/"])
def test_deciding_is_for_administrators_only(as_: As, address: str) -> None:
    assert as_("hoa").get(f"/lich-lam-viec/{address}").status_code == 404
    assert as_("hoa").post(f"/lich-lam-viec/{address}").status_code == 404


def test_nothing_is_decided_while_a_past_day_is_shown(admin: Client) -> None:
    preview = admin.post("/lich-lam-viec/quyet-dinh/", SWAP)
    admin.get("/lich-lam-viec/", {"tinh_den": "01/10/2026"})
    done = admin.post("/lich-lam-viec/quyet-dinh/", {"ngay_quyet_dinh": carried(preview)})
    assert done.status_code == 409 and not CalendarDecision.objects.exists()


def test_own_feeds_are_made_renewed_and_read_without_signing_in(as_: As, client: Client) -> None:
    page = as_("lan").get("/lich/")
    assert "Chưa tạo" in text(page) and "Huyện Lục Nam" in text(page).replace("UBND huyện", "Huyện")
    made = as_("lan").post("/lich/tao/", {"don_vi": "BG-LN"}, follow=True)
    (address,) = re.findall(r"/lich/[\w-]{40,}\.ics", made.content.decode())[:1]
    feed = client.get(address)
    assert feed["Content-Type"].startswith("text/calendar")
    told = {e.summary: e for e in read_calendar(feed.content)}
    (open_one,) = [e for summary, e in told.items() if "quý IV/2026" in summary]
    assert open_one.day == date(2026, 12, 21) and "/bao-cao/KSTTHC/2026-Q4/BG-LN/" in open_one.url
    as_("lan").post("/lich/tao/", {"don_vi": "BG-LN"})
    assert client.get(address).status_code == 404
    assert client.get("/lich/khong-co.ics").status_code == 404


def test_a_monitor_feed_counts_agencies_and_a_tasks_officer_sees_tasks(world: World, client: Client) -> None:
    def feed(who: str) -> str:
        token = renew_feed(actor_id=world.people[who], at=NOW).token
        return "\n".join(
            f"{e.summary} {e.description}" for e in read_calendar(client.get(f"/lich/{token}.ics").content)
        )

    assert "27 đơn vị" in feed("hoa")
    assert "Hạn gửi" in feed("dung") and "đơn vị" not in feed("dung")
    assert feed("nam") == "" or "nhiệm vụ" in feed("nam")


def test_nobody_makes_a_feed_of_another_agency(as_: As) -> None:
    assert as_("lan").post("/lich/tao/", {"don_vi": "BG-STC"}).status_code == 404
