"""A report from its first figure to the province's total, three ways: the docstring of each is the story."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_entering_figures import FORM, cell, is_saved, paste
from tests.browser.test_every_page import violations
from tests.browser.test_figures_journey import REPORT, TOTAL, press, send
from tests.factories import World
from tests.factories.drafts import policies, with_outline

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]
UNITS_FORM = f"{REPORT}so-lieu/II.07b/"
OUTLINE = f"{REPORT}de-cuong/"


def add_units_by_keyboard(lan: Page) -> None:
    """The other form of the report: a row by its name, its figures along it."""
    lan.goto(UNITS_FORM)
    lan.get_by_label("Thêm dòng", exact=True).focus()
    lan.keyboard.type("Phòng Tư pháp")
    lan.keyboard.press("Tab")
    lan.keyboard.press("Enter")
    cell(lan, "Phòng Tư pháp", 4).focus()
    lan.keyboard.type("3")
    cell(lan, "Phòng Tư pháp", 6).focus()
    lan.keyboard.type("5")
    lan.keyboard.press("Enter")
    is_saved(lan)


def refused_then_mended(lan: Page) -> None:
    """Lan hands a wrong total up, is refused with the sentence, and mends the cell."""
    lan.goto(REPORT)
    lan.get_by_role("group", name="Xử lý báo cáo").get_by_role("button", name="Trình duyệt", exact=True).click()
    expect(lan.get_by_text("Cột 3 phải bằng cột 7 + 11: 120 ≠ 118").first).to_be_visible()
    lan.goto(FORM)
    cell(lan, "Đất đai", 12).focus()
    lan.keyboard.type("2")
    lan.keyboard.press("Enter")
    is_saved(lan)


def up_and_sent(lan: Page, minh: Page, version: int) -> None:
    press(lan, "Trình duyệt")
    press(minh, "Duyệt")
    send(lan, version)


def accepted_and_summed(hoa: Page, figure: str) -> None:
    press(hoa, "Tiếp nhận")
    hoa.goto(TOTAL)
    expect(hoa.get_by_text("Đã tính 1/")).to_be_visible()
    expect(hoa.locator('tr[data-row="dat-dai"], tr').filter(has_text="Đất đai").first).to_contain_text(figure)


def test_by_keyboard_and_paste_to_the_total(lasting_world: World, sign_in: SignIn) -> None:
    """Lan types by the keyboard alone, pastes a block from Excel, is refused a wrong total, writes the words that the
    outline requires; Minh approves; Hoa returns; Lan mends, it is sent again, accepted and summed."""
    with_outline(approval="required")
    lan, minh, hoa = sign_in("lan"), sign_in("minh"), sign_in("hoa")
    add_units_by_keyboard(lan)
    lan.goto(FORM)
    paste(cell(lan, "Đất đai", 4), "100\t15\t5\t118\t118\n")
    is_saved(lan)
    refused_then_mended(lan)

    lan.goto(REPORT)
    lan.get_by_role("group", name="Xử lý báo cáo").get_by_role("button", name="Trình duyệt", exact=True).click()
    expect(lan.get_by_text("Mục bắt buộc của đề cương chưa viết").first).to_be_visible()
    lan.goto(OUTLINE)
    lan.get_by_role("textbox", name="I. Tình hình tiếp nhận, giải quyết bắt buộc").focus()
    lan.keyboard.type("Tồn 02 hồ sơ đất đai.")
    expect(lan.locator("#save-state")).to_contain_text("Đã lưu lúc")

    up_and_sent(lan, minh, 1)
    press(hoa, "Trả lại đơn vị", "Thiếu hồ sơ của tháng 10")
    lan.goto(FORM)
    cell(lan, "Đất đai", 4).focus()
    lan.keyboard.type("110")
    lan.keyboard.press("Enter")
    cell(lan, "Đất đai", 8).focus()
    lan.keyboard.type("128")
    lan.keyboard.press("Enter")
    is_saved(lan)
    lan.goto(OUTLINE)
    lan.locator("textarea").first.fill("Tồn 03 hồ sơ đất đai.")
    expect(lan.locator("#save-state")).to_contain_text("Đã lưu lúc")
    up_and_sent(lan, minh, 2)
    hoa.goto(REPORT)
    hoa.get_by_role("link", name="Lời văn theo đề cương").first.click()
    hoa.get_by_role("link", name="So sánh với bản này").click()
    expect(hoa.locator("ins")).to_have_text("03")
    expect(hoa.locator("del")).to_have_text("02")
    accepted_and_summed(hoa, "130")


def filled(lan: Page, address: str, path: Path, cells: dict[tuple[str, str], int]) -> None:
    """Download the form, fill it as in Excel, load it again."""
    lan.goto(address)
    with lan.expect_download() as download:
        lan.get_by_role("link", name="Tải biểu Excel").click()
    download.value.save_as(path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {str(cell.value): cell.column for cell in sheet[2] if cell.value is not None}
    for (row, no), value in cells.items():
        sheet.cell(row_of(sheet, row), columns[no]).value = value
    book.save(path)
    lan.get_by_text("Nạp từ Excel").click()
    lan.get_by_label("Tệp biểu đã điền").set_input_files(path)
    lan.get_by_role("button", name="Nạp vào bản nháp").click()
    expect(lan.get_by_role("status").first).to_contain_text("Đã nạp tệp")


def row_of(sheet: Any, row: str) -> int:
    """A printed row by its code; a free one by its name, which is written where none stands yet."""
    for at in range(1, sheet.max_row + 1):
        mark, name = sheet.cell(at, 1).value, sheet.cell(at, 3)
        if mark == row or (mark == "+" and name.value in (row, None)):
            name.value = row if mark == "+" else name.value
            return at
    raise AssertionError(row)


def test_by_excel_only_to_the_total(lasting_world: World, sign_in: SignIn, tmp_path: Path) -> None:
    """Lan never types a figure on a page: both forms go down, are filled, come up; a wrong total is refused, the file
    mended; approved, sent, returned, mended in Excel, sent again, accepted, summed."""
    policies(approval="required")
    lan, minh, hoa = sign_in("lan"), sign_in("minh"), sign_in("hoa")
    units = {("Phòng Tư pháp", "4"): 3, ("Phòng Tư pháp", "6"): 5}
    filled(lan, UNITS_FORM, tmp_path / "07b.xlsx", units)
    wrong = {("dat-dai", "4"): 120, ("dat-dai", "8"): 118}
    filled(lan, FORM, tmp_path / "06a.xlsx", wrong)
    lan.goto(REPORT)
    lan.get_by_role("group", name="Xử lý báo cáo").get_by_role("button", name="Trình duyệt", exact=True).click()
    expect(lan.get_by_text("Cột 3 phải bằng cột 7 + 11: 120 ≠ 118").first).to_be_visible()
    filled(lan, FORM, tmp_path / "06a.xlsx", {("dat-dai", "12"): 2})
    up_and_sent(lan, minh, 1)
    press(hoa, "Trả lại đơn vị", "Thiếu hồ sơ của tháng 10")
    filled(lan, FORM, tmp_path / "06a.xlsx", {("dat-dai", "4"): 130, ("dat-dai", "8"): 128})
    up_and_sent(lan, minh, 2)
    accepted_and_summed(hoa, "130")


def test_with_the_connection_cut_in_the_middle_to_the_total(lasting_world: World, sign_in: SignIn) -> None:
    """The line breaks while Lan types figures, and again while she writes words; she loses nothing, goes on when it is
    back, and the report goes its whole way."""
    with_outline(approval="required")
    lan, minh, hoa = sign_in("lan"), sign_in("minh"), sign_in("hoa")
    add_units_by_keyboard(lan)
    lan.goto(FORM)
    cell(lan, "Đất đai", 4).fill("120")
    is_saved(lan)
    lan.context.set_offline(True)
    cell(lan, "Đất đai", 8).fill("118")
    lan.keyboard.press("Enter")
    expect(lan.locator("#save-state")).to_contain_text("Mất kết nối lúc")
    lan.context.set_offline(False)
    is_saved(lan)  # by itself, when the line is back
    refused_then_mended(lan)

    lan.goto(OUTLINE)
    lan.context.set_offline(True)
    lan.locator("textarea").first.fill("Tồn 02 hồ sơ đất đai.")
    expect(lan.locator("#save-state")).to_contain_text("Mất kết nối lúc")
    lan.context.set_offline(False)
    expect(lan.locator("#save-state")).to_contain_text("Đã lưu lúc")

    up_and_sent(lan, minh, 1)
    press(hoa, "Trả lại đơn vị", "Thiếu hồ sơ của tháng 10")
    lan.goto(FORM)
    lan.context.set_offline(True)
    cell(lan, "Đất đai", 4).fill("130")
    cell(lan, "Đất đai", 8).fill("128")
    expect(lan.locator("#save-state")).to_contain_text("Mất kết nối lúc")
    lan.context.set_offline(False)
    lan.evaluate("window.stop()")
    lan.reload()  # before it was saved: offered again
    if lan.locator("#kept").is_visible():
        lan.get_by_role("button", name="Đưa lại vào biểu").click()
        is_saved(lan)
    expect(cell(lan, "Đất đai", 8)).to_have_value("128")
    up_and_sent(lan, minh, 2)
    accepted_and_summed(hoa, "130")


def test_two_writers_of_one_section_lose_nothing(lasting_world: World, sign_in: SignIn) -> None:
    """Two pages are open on one outline; the second saving of a section is told of the first and chooses."""
    with_outline()
    one, two = sign_in("lan"), sign_in("lan")
    one.goto(OUTLINE)
    two.goto(OUTLINE)
    one.locator("textarea").first.fill("Bản thứ nhất")
    expect(one.locator("#save-state")).to_contain_text("Đã lưu lúc")
    two.locator("textarea").nth(1).fill("Kiến nghị giữ nguyên")
    two.locator("textarea").first.fill("Bản thứ hai")
    expect(two.get_by_text("chưa ghi đè. Bản kia:")).to_be_visible()
    two.get_by_role("button", name="Giữ bản của mình").click()
    expect(two.locator("#save-state")).to_contain_text("Đã lưu lúc")
    one.reload()
    expect(one.locator("textarea").first).to_have_value("Bản thứ hai")
    expect(one.locator("textarea").nth(1)).to_have_value("Kiến nghị giữ nguyên")


def widest(page: Page) -> int:
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


def test_what_waits_for_somebody_is_accessible_with_its_forms_open_and_fits_a_phone(
    lasting_world: World, sign_in: SignIn
) -> None:
    """Minh while a report waits for his approval, Hoa while one waits to be accepted: every form for a reason open, in
    a window and on a phone; the pages of the narrative part and of connected systems too."""
    with_outline(approval="required")
    lan, minh, hoa, quan = sign_in("lan"), sign_in("minh"), sign_in("hoa"), sign_in("quan")
    add_units_by_keyboard(lan)
    lan.goto(FORM)
    cell(lan, "Đất đai", 4).fill("70")
    cell(lan, "Đất đai", 8).fill("70")
    is_saved(lan)
    lan.goto(OUTLINE)
    lan.locator("textarea").first.fill("Không có hồ sơ tồn.")
    expect(lan.locator("#save-state")).to_contain_text("Đã lưu lúc")
    found = seen(lan, OUTLINE)
    press(lan, "Trình duyệt")
    found += seen(minh, REPORT) + seen(minh, OUTLINE) + seen(lan, REPORT)
    press(minh, "Duyệt")
    send(lan, 1)
    found += seen(hoa, REPORT) + seen(hoa, OUTLINE) + seen(hoa, "/bao-cao/BG/KSTTHC/2026-Q4/loi-van-cap-duoi/")
    found += seen(quan, "/he-thong/")
    assert found == []


def seen(page: Page, address: str) -> list[str]:
    """What is wrong with a page with everything on it open, at 1280 and at 360 px."""
    page.goto(address)
    page.evaluate("document.querySelectorAll('main details').forEach((d) => { d.open = true; })")
    found = violations(page)
    page.set_viewport_size({"width": 360, "height": 740})
    found += violations(page)
    if (over := widest(page)) > 0:
        found.append(f"{address}: {over} px wider than a phone")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found
