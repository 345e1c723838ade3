"""Totals in a real browser: the docstring is the story."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dondoc.sheets.models import FigureSet
from tests.browser.test_every_page import violations
from tests.factories import World, vn
from tests.factories.figures import OPEN, enter
from tests.factories.tree import PERIOD, may_enter, plant, send

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]
PAGE = f"/bao-cao/BG/KSTTHC/{OPEN}/tong-hop/II.06a/"
DISTRICT = f"/bao-cao/Z/ZR/{PERIOD}/tong-hop/II.06a/?don-vi=Z-H"


def two_versions(world: World) -> tuple[int, int]:
    for n, at in ((100, vn("2026-11-20T08:00")), (112, vn("2026-11-23T08:00"))):
        enter(world, {"dat-dai": {"4": n, "8": n}}, is_sent=True, at=at)
    ids = list(FigureSet.objects.filter(agency__code="BG-LN").order_by("version").values_list("pk", flat=True))
    return ids[0], ids[1]


def test_the_office_opens_a_total_down_to_what_changed(sign_in: SignIn, lasting_world: World) -> None:
    """Hoa opens a cell by keyboard, closes it with Esc, opens it again and follows it to the version that was sent,
    then to what differs from the one before."""
    two_versions(lasting_world)
    enter(lasting_world, {"dat-dai": {"4": 1000, "8": 1000}}, agency_code="BG-STC", is_sent=True)
    hoa = sign_in("hoa")
    hoa.goto(f"/bao-cao/BG/KSTTHC/{OPEN}/bang/")
    hoa.get_by_role("link", name="Tổng hợp số liệu").click()
    cell = hoa.get_by_role("row", name="Đất đai").first.get_by_role("link", name="1.112").first
    cell.focus()
    hoa.keyboard.press("Enter")
    panel = hoa.get_by_role("complementary", name="Chi tiết")
    expect(panel.get_by_role("heading", name="Đất đai, cột 3")).to_be_focused()
    expect(panel).to_contain_text("89,9 %")
    hoa.keyboard.press("Escape")
    expect(cell).to_be_focused()
    expect(panel).to_be_hidden()
    cell.press("Enter")
    panel.get_by_role("link", name="112", exact=True).click()
    expect(hoa.get_by_role("heading", name=re.compile("Số liệu đã gửi"))).to_be_visible()
    expect(hoa.get_by_text("Khớp số liệu")).to_be_visible()
    hoa.get_by_role("link", name="So với bản đang xem").click()
    expect(hoa.get_by_text("+12").first).to_be_visible()


def test_a_district_takes_its_total_and_is_told_of_a_later_correction(sign_in: SignIn, lasting_world: World) -> None:
    """Lan takes the total of two communes as the district's figures; one of them sends again and the page says so."""
    plant()
    send(lasting_world, "Z-H1", 1000)
    send(lasting_world, "Z-H2", 240)
    may_enter(lasting_world, "lan", "Z-H")
    lan = sign_in("lan")
    lan.goto(DISTRICT)
    lan.get_by_role("link", name="Lấy số tổng hợp làm số liệu của đơn vị").click()
    lan.get_by_role("button", name="Lấy số tổng hợp làm số liệu của đơn vị").click()
    expect(lan.get_by_role("status").first).to_contain_text("Đã lấy số tổng hợp làm bản 1 của đơn vị, chưa gửi.")
    send(lasting_world, "Z-H", 1240, at=vn("2026-11-23T08:00"))
    send(lasting_world, "Z-H1", 1012, at=vn("2026-11-23T08:30"))
    lan.goto(DISTRICT)
    expect(lan.get_by_text("đã gửi: 1.240").first).to_be_visible()
    expect(lan.get_by_text(re.compile("H1 gửi lại 23/11/2026 08:30"))).to_be_visible()


def test_pages_of_totals_are_open_to_everybody_and_fit_a_phone(sign_in: SignIn, lasting_world: World) -> None:
    """Nothing that a reader with aids stumbles over, nothing wider than a phone, light and dark."""
    first, second = two_versions(lasting_world)
    pages = (
        PAGE,
        f"{PAGE}?dong=dat-dai&cot=3",
        "/bao-cao/BG/KSTTHC/2026/cong-cac-ky/II.06a/?dong=dat-dai&cot=3",
        f"/bao-cao/so-lieu/{second}/",
        f"/bao-cao/so-lieu/{second}/so-voi/{first}/",
        f"/van-ban/tong-hop/BG/KSTTHC/{OPEN}/II.06a/bao-cao/",
    )
    may_enter(lasting_world, "hoa", "BG")
    phone, dark = sign_in("hoa", width=360, height=740), sign_in("hoa", scheme="dark")
    found: list[object] = []
    for address in (*pages, f"{PAGE}lay-so/"):
        phone.goto(address)
        width = phone.evaluate("document.documentElement.scrollWidth")
        found += [(address, width)] if width > 360 else []
        dark.goto(address)
        found += violations(phone) + violations(dark)
    assert found == []
