"""An official words a document: a figure put in with one press, the paper follows, a slip is told, the version kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SignIn = Callable[..., Page]


def test_a_letters_words_are_changed_and_the_paper_shows_them_at_once(sign_in: SignIn) -> None:
    """Hoa opens a template, puts in a figure, is told of a slip, mends it, saves, and finds the version."""
    hoa = sign_in("hoa", width=1440)
    hoa.goto("/van-ban/mau/BG/reporting-letter/")
    paper = hoa.locator("#xem-truoc .sheet:not(.annex)")
    opinion = hoa.get_by_label("Câu dẫn ý kiến chỉ đạo")
    opinion.fill("Số đơn vị quá hạn: ")
    opinion.press("End")
    hoa.get_by_role("button", name="{qua_han.so}").click()
    expect(opinion).to_have_value("Số đơn vị quá hạn: {qua_han.so}")
    expect(paper).to_contain_text("Số đơn vị quá hạn: 0")
    opinion.press_sequentially(" và {khong_co}")
    expect(hoa.locator("#loi-opinion")).to_contain_text("Không có số liệu {khong_co}")
    expect(paper).to_have_count(0)
    opinion.fill("Đề nghị các đơn vị thực hiện {can_cu}:")
    expect(paper).to_contain_text("Đề nghị các đơn vị thực hiện Thông tư")
    hoa.get_by_role("button", name="Lưu mẫu").click()
    expect(hoa.get_by_role("status").first).to_contain_text("Đã lưu mẫu")
    hoa.get_by_role("table", name="Các bản của mẫu").get_by_role("rowheader").first.get_by_role("link").click()
    expect(hoa.locator("ins").first).to_contain_text("Đề nghị các đơn vị thực hiện {can_cu}:")


def test_on_a_telephone_nothing_sticks_out(sign_in: SignIn) -> None:
    hoa = sign_in("hoa", width=360, height=740)
    for page in ("/van-ban/mau/", "/van-ban/mau/BG/reporting-letter/"):
        hoa.goto(page)
        assert hoa.evaluate("document.documentElement.scrollWidth") <= 360, page
