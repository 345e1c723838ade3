"""From the first figure typed to the province's total: the docstring is the story."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_entering_figures import FORM, cell, is_saved
from tests.factories import World
from tests.factories.drafts import UNITS, policies
from tests.factories.figures import OPEN, enter

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]
REPORT = f"/bao-cao/KSTTHC/{OPEN}/BG-LN/"
TOTAL = f"/bao-cao/BG/KSTTHC/{OPEN}/tong-hop/II.06a/"


def press(page: Page, label: str, words: str = "") -> None:
    """Take a step on the page of the report; its words go into the form that the button opens."""
    page.goto(REPORT)
    group = page.get_by_role("group", name="Xử lý báo cáo")
    if words:
        group.locator("summary", has_text=label).click()
        form = group.locator("form").filter(has=page.get_by_role("button", name=label, exact=True))
        form.locator("textarea").fill(words)
        form.get_by_role("button", name=label, exact=True).click()
    else:
        group.get_by_role("button", name=label, exact=True).click()
    expect(page.get_by_text(f"{label}: đã ghi lúc")).to_be_visible()


def send(page: Page, version: int) -> None:
    page.goto(REPORT)
    page.get_by_role("button", name="Gửi số liệu").click()
    expect(page.get_by_text(f"Đã gửi số liệu, bản {version},")).to_be_visible()


def test_figures_are_typed_approved_sent_returned_mended_and_summed(lasting_world: World, sign_in: SignIn) -> None:
    """Lan types a total that is wrong, is told so and mends it; Minh gives it back once, then approves; Hoa returns
    what was sent, accepts the second version, and finds it in the province's total."""
    policies(approval="required")
    enter(lasting_world, {"Phòng Tư pháp": {"4": 3, "6": 5}}, who="lan", form_code=UNITS.form_code)
    lan, minh, hoa = sign_in("lan"), sign_in("minh"), sign_in("hoa")

    lan.goto(FORM)
    cell(lan, "Đất đai", 4).fill("120")
    cell(lan, "Đất đai", 8).fill("118")
    lan.keyboard.press("Enter")
    expect(lan.locator("#checks")).to_contain_text("120 ≠ 118")
    cell(lan, "Đất đai", 12).fill("2")
    lan.keyboard.press("Enter")
    expect(lan.locator("#checks")).not_to_contain_text("≠")
    is_saved(lan)

    press(lan, "Trình duyệt")
    press(minh, "Trả lại người soạn", "Xem lại số đang giải quyết")
    lan.goto(REPORT)
    expect(lan.get_by_text("Xem lại số đang giải quyết").first).to_be_visible()
    press(lan, "Trình duyệt")
    press(minh, "Duyệt")
    send(lan, 1)

    press(hoa, "Trả lại đơn vị", "Thiếu hồ sơ của tháng 10")
    lan.goto(FORM)
    cell(lan, "Đất đai", 4).fill("130")
    cell(lan, "Đất đai", 8).fill("128")
    lan.keyboard.press("Enter")
    is_saved(lan)
    press(lan, "Trình duyệt")
    press(minh, "Duyệt")
    send(lan, 2)
    press(hoa, "Tiếp nhận")
    hoa.goto(TOTAL)
    expect(hoa.get_by_text("Đã tính 1/")).to_be_visible()
    expect(hoa.locator("table").first).to_contain_text("130")
