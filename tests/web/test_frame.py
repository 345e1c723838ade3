"""What every page carries: headers, the moment, the province, refusals, signing in."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from dondoc.base.rules.moments import VIETNAM
from dondoc.web.frame.moment import PageMoment, day_asked
from tests.factories import World

As = Callable[[str], Client]


def test_nothing_may_load_from_elsewhere(as_: As) -> None:
    response = as_("hoa").get("/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy.replace("style-src-attr 'unsafe-inline'", "")
    assert response["Cache-Control"] == "no-store"
    assert response["X-Frame-Options"] == "DENY"
    assert b"http://" not in response.content.replace(b"http://www.w3.org", b"")
    assert b"https://" not in response.content


def test_a_chosen_day_stays_for_the_session_and_shows_on_every_page(as_: As) -> None:
    hoa = as_("hoa")
    assert hoa.get("/?tinh_den=28/02/2022").status_code == 302
    page = hoa.get("/nhiem-vu/").content.decode()
    assert "Đang xem số liệu tính đến hết ngày <b>28/02/2022</b>" in page
    hoa.get("/?tinh_den=nay")
    assert "Đang xem số liệu" not in hoa.get("/nhiem-vu/").content.decode()


def test_a_day_that_does_not_exist_is_told_in_words(as_: As) -> None:
    page = as_("hoa").get("/?tinh_den=31/02/2023", follow=True).content.decode()
    assert "31/02/2023 không có" in page
    assert "dd/mm/yyyy" in page


def test_in_the_past_deeds_are_refused_and_say_so(as_: As) -> None:
    lan = as_("lan")
    lan.get("/?tinh_den=01/11/2026")
    response = lan.post("/bao-cao/KSTTHC/2026-Q4/BG-LN/gui/")
    assert response.status_code == 409
    assert "Về hiện tại để thao tác" in response.content.decode()


def test_the_province_in_the_header_narrows_what_is_seen(as_: As) -> None:
    hoa = as_("hoa")
    hoa.get("/?pham_vi=LS")
    assert "Chưa mở kỳ báo cáo nào" in hoa.get("/bao-cao/").content.decode()
    hoa.get("/?pham_vi=")
    assert "Quý III/2023" in hoa.get("/bao-cao/").content.decode()


def test_a_province_of_others_cannot_be_chosen_into_view(as_: As) -> None:
    tuan = as_("tuan")
    tuan.get("/?pham_vi=BG")
    assert "tỉnh Bắc Giang" not in tuan.get("/bao-cao/").content.decode()


@pytest.mark.parametrize(
    ("asked", "day"), [("28/02/2022", date(2022, 2, 28)), ("2022-02-28", date(2022, 2, 28)), ("nay", None), ("", None)]
)
def test_days_are_read_as_officials_and_machines_write_them(asked: str, day: date | None) -> None:
    assert day_asked(asked) == (day, "")


def test_today_and_later_days_are_now() -> None:
    now = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
    assert not PageMoment.of(date(2026, 11, 23), now).is_past
    assert PageMoment.of(date(2026, 11, 22), now).is_past


def test_a_wrong_password_is_refused_without_saying_which_part_was_wrong(world: World, client: Client) -> None:
    for name in ("lan", "khong-co"):
        page = client.post(reverse("sign-in"), {"username": name, "password": "sai"})
        assert "Tên đăng nhập hoặc mật khẩu không đúng" in page.content.decode()


def test_signing_in_leads_to_the_first_page(world: World, client: Client) -> None:
    response = client.post(reverse("sign-in"), {"username": "lan", "password": "minh-hoa-2026"})
    assert (response.status_code, response["Location"]) == (302, "/")


def test_an_expired_session_sends_a_panel_to_the_sign_in_page(client: Client) -> None:
    response = client.get("/bao-cao/KSTTHC/2023-Q3/BG-LN/", headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response["HX-Redirect"].startswith("/dang-nhap/")


def test_search_finds_agencies_without_marks_and_only_what_one_may_see(as_: As) -> None:
    assert "UBND huyện Lục Nam" in as_("hoa").get("/tim/?q=luc+nam").content.decode()
    assert "UBND huyện Lục Nam" not in as_("dung").get("/tim/?q=luc+nam").content.decode().replace("Sở Tài chính", "")


def test_what_is_typed_into_an_address_comes_out_escaped(as_: As) -> None:
    page = as_("hoa").get("/tim/?q=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page
