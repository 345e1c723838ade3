"""Assigning out of a document in a real browser: the docstring is the story."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.actions.test_assign_tasks import LETTER, SEED
from tests.browser.test_every_page import RULES

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]


def read(page: Page, text: str) -> None:
    page.goto("/nhiem-vu/giao-viec/")
    page.get_by_label("Toàn văn").fill(text)
    page.get_by_role("button", name="Đọc văn bản").click()
    page.wait_for_url("**/giao-viec/*/")


def test_the_office_settles_a_directive_by_keyboard_and_assigns_it(sign_in: SignIn) -> None:
    """Hoa pastes a letter, accepts two proposals with N, names the lead of the third, drops it after all, assigns;
    Nam finds the tasks; Hoa takes them back."""
    hoa, nam = sign_in("hoa"), sign_in("nam")
    read(hoa, LETTER)
    hoa.keyboard.press("j")
    expect(hoa.locator("#de-xuat-1")).to_be_focused()
    expect(hoa.locator(".mark[data-here]")).to_contain_text("rà soát hạ tầng số")
    hoa.keyboard.press("n")
    expect(hoa.locator("#de-xuat-2")).to_be_focused()
    hoa.keyboard.press("n")
    expect(hoa.locator("#de-xuat-3")).to_be_focused()
    hoa.keyboard.press("s")
    hoa.keyboard.press("Tab")
    expect(hoa.locator("#id_p3-leads")).to_be_focused()
    hoa.keyboard.press("End")
    hoa.keyboard.type("; Sở Nội vụ")
    hoa.keyboard.press("Enter")
    expect(hoa.get_by_role("alert")).to_contain_text("chưa rõ đơn vị nào")
    hoa.locator("#id_p3-leads").fill("Sở Nội vụ")
    hoa.keyboard.press("Enter")
    expect(hoa.get_by_role("button", name="Giao 3 nhiệm vụ đã nhận")).to_be_visible()
    hoa.locator("#de-xuat-3").focus()
    hoa.keyboard.press("b")
    hoa.get_by_role("button", name="Giao 2 nhiệm vụ đã nhận").press("Enter")
    expect(hoa.get_by_role("status")).to_contain_text("Đã giao 2 nhiệm vụ theo 1215/UBND-KT")
    nam.goto("/nhiem-vu/?loc=ha tang so")
    expect(nam.get_by_role("link", name="rà soát hạ tầng số")).to_be_visible()
    hoa.get_by_role("button", name="Huỷ lần giao này").click()
    expect(hoa.get_by_role("status")).to_contain_text("Đã huỷ lần giao này")


def test_the_published_letter_waits_for_its_number_and_then_gives_29_tasks(sign_in: SignIn) -> None:
    """Hoa reads the draft of October 2023, gives it number and day, accepts everything and assigns."""
    hoa = sign_in("hoa")
    read(hoa, SEED.read_text("utf-8"))
    expect(hoa.locator("[data-proposal]")).to_have_count(3)
    hoa.get_by_label("Số, ký hiệu").fill("5720/UBND-TTPVHCC")
    hoa.get_by_label("Ngày văn bản").fill("09/10/2023")
    hoa.get_by_label("Ngày văn bản").press("Enter")
    expect(hoa.locator("#de-xuat-1")).to_contain_text("tách thành 27 nhiệm vụ")
    hoa.get_by_role("button", name="Nhận tất cả 3 đề xuất").click()
    hoa.get_by_role("button", name="Giao 29 nhiệm vụ đã nhận").click()
    expect(hoa.get_by_role("status")).to_contain_text("Đã giao 29 nhiệm vụ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_reader_has_no_accessibility_violations_and_fits_a_phone(sign_in: SignIn, scheme: str) -> None:
    hoa = sign_in("hoa", scheme=scheme)
    read(hoa, LETTER)
    found = Axe().run(hoa, options=RULES).response["violations"]
    assert [(v["id"], [node["html"][:160] for node in v["nodes"][:3]]) for v in found] == []
    hoa.set_viewport_size({"width": 360, "height": 740})
    assert hoa.evaluate("document.documentElement.scrollWidth") <= 360
