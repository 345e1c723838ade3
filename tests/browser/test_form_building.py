"""Forms in a real browser: built from the keyboard alone, tried, published; and every page of theirs is sound."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from dondoc.people.actions import grant_right
from dondoc.people.rules.rights import Right
from tests.browser.test_every_page import violations
from tests.factories import NOW, World
from tests.rules.sheets.test_layouts import DRAWN, MERGED, book

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]
PAGES = (
    "/bieu-mau/",
    "/bieu-mau/bieu/II.06a/",
    "/bieu-mau/bieu/II.07b/?ngay=01/01/2024",
    "/bieu-mau/so-sanh/II.07b/",
    "/bieu-mau/soan/moi/",
    "/bieu-mau/soan/ban-moi/II.06a/",
)


@pytest.fixture
def hoa(sign_in: SignIn, lasting_world: World) -> Callable[..., Page]:
    """Hoa, who administers every province as well: a form acts on all of them."""
    for province in ("BG", "LS"):
        grant_right(
            actor_id=None,
            at=NOW,
            user_id=lasting_world.people["hoa"],
            agency_id=lasting_world.agencies[province],
            right=Right.ADMINISTER,
            valid_from=date(2020, 1, 1),
        )
    return lambda **how: sign_in("hoa", **how)


class Keys:
    """Somebody without a mouse: goes on by Tab until the field is there, types, presses Enter."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, label: str, key: str = "Tab") -> Locator:
        """Tab to the control with this name, or with Shift+Tab back to it."""
        found = self.page.get_by_label(label, exact=True).or_(self.page.get_by_role("button", name=label, exact=True))
        for _ in range(120):
            if found.evaluate_all("all => all.includes(document.activeElement)"):
                return self.page.locator(":focus")
            self.page.keyboard.press(key)
        raise AssertionError(f"Tab never came to '{label}'")

    def write(self, label: str, text: str, key: str = "Tab") -> None:
        self.to(label, key)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def press(self, label: str) -> None:
        """A button that sends the page and brings it back."""
        self.to(label)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def test_a_form_is_built_tried_and_published_from_the_keyboard(hoa: Callable[..., Page]) -> None:
    """She adds columns 4 to 6 to column 3 = 4+5, meets a fault at its field, mends it, tries figures, publishes."""
    page = hoa()
    page.goto("/bieu-mau/soan/moi/")
    keys, preview = Keys(page), page.locator("#xem-truoc")
    keys.write("Mã biểu", "01/TCD")
    keys.write("Tên biểu", "Kết quả tiếp công dân")
    keys.write("Đơn vị tính", "Lượt")
    keys.write("Áp dụng từ ngày", "01/01/2026")
    keys.write("Tên cột", "Tổng số")
    keys.write("Công thức", "4+5")
    expect(page.locator("#loi-c0")).to_contain_text("Không có cột 4")
    for no, title in (("4", "Thường xuyên"), ("5", "Định kỳ"), ("6", "Đoàn đông người")):
        keys.press("Thêm cột")
        expect(page.locator(":focus")).to_have_attribute("name", f"c{int(no) - 3}-title")
        page.keyboard.type(title)
        expect(page.locator(f"#c{int(no) - 3}-no")).to_have_value(no)
    keys.write("Các dòng, mỗi dòng một hàng", "Sở Nội vụ\nSở Y tế")
    keys.press("Thêm ràng buộc")
    expect(page.locator(":focus")).to_have_attribute("name", "k0-rule")
    page.keyboard.type("6 <= 9")
    expect(page.locator("#loi-k0")).to_contain_text("Không có cột 9. Các cột: 3, 4, 5, 6")
    expect(page.locator(":focus")).to_have_attribute("aria-describedby", "loi-k0")
    keys.write("Ghi như trong văn bản", "6 <= 3")
    expect(page.locator("#loi-k0")).to_be_empty()
    expect(page.locator("#loi-c0")).to_be_empty()
    expect(preview).to_contain_text("(3)=(4)+(5)")
    expect(preview).to_contain_text("Cột 6 không được lớn hơn cột 3, ở mọi dòng")
    expect(preview).to_contain_text("Biểu dùng được")
    keys.press("Tính thử")
    expect(page.get_by_role("button", name="Tính thử")).to_be_focused()
    keys.write("Sở Nội vụ, cột 4", "1.200", key="Shift+Tab")
    keys.write("Sở Nội vụ, cột 5", "34")
    expect(page.locator("#kq-0-3")).to_have_text("1.234")
    keys.write("Sở Nội vụ, cột 6", "1.300")
    expect(page.locator("#ket-qua-thu")).to_contain_text("Cột 6 không được lớn hơn cột 3: 1.300 > 1.234")
    keys.press("Công bố")
    expect(page.get_by_text("Đã công bố biểu 01/TCD áp dụng từ 01/01/2026.")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Đoàn đông người")).to_be_visible()


def test_a_table_drawn_in_excel_opens_in_the_builder(hoa: Callable[..., Page], tmp_path: Path) -> None:
    """She has the table already; she takes the draft, sees what was a guess, and the preview looks as her table."""
    file = tmp_path / "bieu.xlsx"
    file.write_bytes(book(DRAWN, MERGED))
    page = hoa()
    page.goto("/bieu-mau/")
    page.get_by_label("Tệp .xlsx hoặc .json").set_input_files(file)
    page.get_by_role("button", name="Đọc thành biểu nháp").click()
    expect(page.get_by_label("Mã biểu")).to_have_value("05/XLD")
    expect(page.get_by_role("group", name="Cột (6)")).to_contain_text("Đoán kiểu tỷ lệ phần trăm")
    expect(page.locator("#xem-truoc")).to_contain_text("(3)=(4)+(5)")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_have_no_accessibility_violations(hoa: Callable[..., Page], scheme: str) -> None:
    page = hoa(scheme=scheme)
    found = []
    for address in PAGES:
        page.goto(address)
        found += violations(page)
    page.get_by_label("Áp dụng từ ngày").fill("31/02/2026")
    expect(page.locator("#loi-valid_from")).not_to_be_empty()
    assert found + violations(page) == []


def test_no_page_scrolls_sideways_on_a_phone(hoa: Callable[..., Page]) -> None:
    page = hoa(width=360, height=740)
    wide = []
    for address in PAGES:
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide.append((address, width))
    assert wide == []


@pytest.mark.parametrize("address", ["/bieu-mau/bieu/II.06a/", "/bieu-mau/bieu/II.07b/?ngay=01/01/2024"])
def test_a_form_prints_on_one_page_of_a4_lying_down(hoa: Callable[..., Page], address: str) -> None:
    page = hoa()
    page.goto(address)
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Tải biểu trống Excel")).to_be_hidden()
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") == 1
    assert b"/MediaBox [0 0 841" in printed
