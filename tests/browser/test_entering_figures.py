"""Typing figures in a real browser: the docstring is the story."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.factories import World
from tests.factories.drafts import PLACE, colleague, type_cells
from tests.factories.figures import OPEN, OVERDUE, enter

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]
FORM = f"/bao-cao/KSTTHC/{OPEN}/BG-LN/so-lieu/II.06a/"


def cell(page: Page, row: str, column: int) -> Locator:
    """The field of a cell: 'Đất đai' of the province is the first of its name."""
    return page.get_by_label(f"{row}, cột {column}", exact=True).first


def total(page: Page, row: str, column: int) -> Locator:
    return page.locator(f'tr[data-row="{row}"] td[data-c="{column}"]')


def is_saved(page: Page) -> None:
    expect(page.locator("#save-state")).to_contain_text("Đã lưu lúc")
    expect(page.locator("td.saving")).to_have_count(0)


def paste(field: Locator, text: str) -> None:
    """What Excel puts on the clipboard, as the browser hands it to a field."""
    field.focus()
    field.evaluate(
        """(field, text) => {
            const data = new DataTransfer();
            data.setData('text/plain', text);
            field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def test_a_form_is_filled_by_keyboard_alone(sign_in: SignIn) -> None:
    """Lan opens the form from the report, types down a column and along a row, takes one back; totals follow."""
    lan = sign_in("lan")
    lan.goto(f"/bao-cao/KSTTHC/{OPEN}/BG-LN/")
    lan.get_by_role("link", name=re.compile("II.06a Tình hình")).click()
    cell(lan, "Đất đai", 4).focus()
    lan.keyboard.type("1234")
    lan.keyboard.press("Enter")
    expect(cell(lan, "Xây dựng", 4)).to_be_focused()
    lan.keyboard.type("5")
    lan.keyboard.press("ArrowUp")
    expect(cell(lan, "Đất đai", 4)).to_have_value("1.234")
    lan.keyboard.press("ArrowRight")
    lan.keyboard.type("66")
    lan.keyboard.press("Tab")
    expect(cell(lan, "Đất đai", 6)).to_be_focused()
    lan.keyboard.press("ArrowRight")
    expect(cell(lan, "Đất đai", 8)).to_be_focused()
    expect(total(lan, "dat-dai", 3)).to_contain_text("1.300")
    expect(total(lan, "tong", 3)).to_contain_text("1.305")
    lan.keyboard.press("Control+z")
    expect(cell(lan, "Đất đai", 5)).to_have_value("")
    expect(total(lan, "dat-dai", 3)).to_contain_text("1.234")
    lan.keyboard.press("Control+y")
    expect(total(lan, "dat-dai", 3)).to_contain_text("1.300")
    is_saved(lan)
    lan.reload()
    expect(cell(lan, "Đất đai", 5)).to_have_value("66")
    expect(cell(lan, "Xây dựng", 4)).to_have_value("5")


def test_escape_takes_back_what_is_being_typed(sign_in: SignIn) -> None:
    """Lan begins to type over a figure, thinks again, and nothing has changed."""
    lan = sign_in("lan")
    lan.goto(FORM)
    cell(lan, "Y tế", 4).fill("12")
    lan.keyboard.press("Enter")
    cell(lan, "Y tế", 4).focus()
    lan.keyboard.type("99")
    lan.keyboard.press("Escape")
    expect(cell(lan, "Y tế", 4)).to_have_value("12")
    is_saved(lan)


def test_a_block_is_pasted_from_excel(sign_in: SignIn) -> None:
    """Lan pastes two rows over entered and computed cells: points are read, what has no place is told, one undo."""
    lan = sign_in("lan")
    lan.goto(FORM)
    paste(cell(lan, "Đất đai", 4), "1.200\t30\t4\t1234\t1.234\n7\t\t\t7\t7\n")
    expect(lan.locator("#save-state")).to_contain_text(re.compile("Đã dán 6 ô; bỏ qua 2 ô hệ thống tự tính|Đã lưu"))
    expect(total(lan, "dat-dai", 3)).to_contain_text("1.234")
    expect(total(lan, "dat-dai", 7)).to_contain_text("1.234")
    expect(cell(lan, "Xây dựng", 8)).to_have_value("7")
    is_saved(lan)
    expect(lan.locator("#foot")).to_contain_text("Không lỗi")
    lan.keyboard.press("Control+z")
    expect(cell(lan, "Xây dựng", 8)).to_have_value("")
    expect(total(lan, "tong", 3)).to_have_text("")


def test_what_cannot_be_read_is_kept_and_asked_about(sign_in: SignIn) -> None:
    """Lan types '1,234': it may be either; the cell asks, and keeps what was typed."""
    lan = sign_in("lan")
    lan.goto(FORM)
    cell(lan, "Đất đai", 4).fill("1,234")
    expect(lan.locator("#cell-msg")).to_contain_text("chưa rõ là 1234 hay 1,234")
    expect(cell(lan, "Đất đai", 4)).to_have_value("1,234")
    lan.reload()
    expect(lan.locator("#checks")).to_contain_text("chưa rõ là 1234 hay 1,234")
    cell(lan, "Đất đai", 4).fill("1234")
    expect(lan.locator("#checks")).not_to_contain_text("chưa rõ")


def test_a_wrong_total_is_told_in_a_sentence_and_mended(sign_in: SignIn) -> None:
    """Lan resolves fewer files than came in; the list leads to the cell; with two more still open all is right."""
    lan = sign_in("lan")
    lan.goto(FORM)
    cell(lan, "Đất đai", 4).fill("120")
    cell(lan, "Đất đai", 8).fill("118")
    expect(lan.locator("#checks")).to_contain_text("Cột 3 phải bằng cột 7 + 11: 120 ≠ 118")
    expect(lan.locator("#foot")).to_contain_text("lỗi phải sửa")
    lan.locator("#checks").get_by_role("link", name="Đất đai, cột 3").click()
    expect(lan.locator("#cell-msg")).to_contain_text("120 ≠ 118")
    cell(lan, "Đất đai", 12).fill("2")
    expect(lan.locator("#checks")).not_to_contain_text("≠")
    is_saved(lan)
    lan.locator("#foot").get_by_role("link", name="Đến trang báo cáo").click()
    expect(lan.get_by_role("heading", name="UBND huyện Lục Nam")).to_be_visible()


def test_a_warning_is_explained_where_it_stands(sign_in: SignIn, lasting_world: World) -> None:
    """Five were left over, Lan types three: one press takes the five, or a reason lets it be."""
    enter(lasting_world, {"dat-dai": {"4": 5, "12": 5}}, period_code=OVERDUE, is_sent=True)
    lan = sign_in("lan")
    lan.goto(FORM)
    cell(lan, "Đất đai", 6).fill("3")
    cell(lan, "Đất đai", 8).fill("3")
    expect(lan.locator("#foot")).to_contain_text("1 cảnh báo cần giải trình")
    lan.get_by_label("Giải trình: Đất đai, cột 6").fill("02 hồ sơ rút")
    lan.keyboard.press("Enter")
    expect(lan.locator("#foot")).to_contain_text("Không lỗi")
    lan.reload()
    expect(lan.get_by_label("Giải trình: Đất đai, cột 6")).to_have_value("02 hồ sơ rút")
    lan.get_by_label("Giải trình: Đất đai, cột 6").fill("")
    lan.keyboard.press("Enter")
    expect(lan.locator("#foot")).to_contain_text("1 cảnh báo")
    cell(lan, "Đất đai", 6).focus()
    lan.get_by_role("button", name="Dùng 5").click()
    expect(cell(lan, "Đất đai", 6)).to_have_value("5")


def test_two_people_on_one_form_overwrite_nothing(sign_in: SignIn, lasting_world: World) -> None:
    """Lan and Huệ have the form open; Huệ saves a cell first; Lan is told, her other cell is saved, she chooses."""
    hue_id = colleague(lasting_world)
    lan = sign_in("lan")
    lan.goto(FORM)
    hue = sign_in("hue")
    hue.goto(FORM)
    expect(hue.locator("#others")).to_contain_text("Lan đang mở biểu này")
    type_cells(lasting_world, ("dat-dai", "4", "", "118"), ("y-te", "5", "", "9"), actor_id=hue_id)
    cell(lan, "Giáo dục và đào tạo", 4).fill("7")
    is_saved(lan)
    expect(cell(lan, "Y tế", 5)).to_have_value("9")
    hue.reload()
    cell(lan, "Đất đai", 4).fill("120")
    is_saved(lan)
    cell(hue, "Đất đai", 4).fill("119")
    expect(hue.locator("#save-state")).to_contain_text("1 ô có người khác sửa trước, chưa ghi đè")
    cell(hue, "Đất đai", 4).focus()
    expect(hue.locator("#cell-msg")).to_contain_text("Lan sửa lúc 09:00 thành “120”; số của mình là “119”")
    hue.get_by_role("button", name="Giữ số của mình (119)").click()
    is_saved(hue)
    lan.reload()
    expect(cell(lan, "Đất đai", 4)).to_have_value("119")
    expect(lan.locator("#others")).to_contain_text("Nguyễn Thị Huệ đang mở biểu này, sửa lúc 09:00")


def test_a_lost_connection_loses_nothing_that_was_typed(sign_in: SignIn) -> None:
    """The line breaks while Lan types; she closes the page; it is all offered again and saved."""
    lan = sign_in("lan")
    lan.goto(FORM)

    def cut(route: Route) -> None:
        route.abort("internetdisconnected")

    lan.route("**/so-lieu/**/luu/", cut)
    cell(lan, "Đất đai", 4).fill("70")
    cell(lan, "Đất đai", 8).fill("70")
    expect(lan.locator("#save-state")).to_contain_text("Mất kết nối lúc")
    expect(lan.locator("#save-state")).to_contain_text("còn trên máy này")
    lan.unroute("**/so-lieu/**/luu/", cut)
    lan.evaluate("window.stop()")
    lan.reload()
    expect(lan.locator("#kept")).to_contain_text("2 ô nhập lúc")
    expect(cell(lan, "Đất đai", 4)).to_have_value("")
    lan.get_by_role("button", name="Đưa lại vào biểu").click()
    is_saved(lan)
    expect(total(lan, "dat-dai", 3)).to_contain_text("70")
    lan.reload()
    expect(lan.locator("#kept")).to_be_hidden()
    expect(cell(lan, "Đất đai", 4)).to_have_value("70")


def test_a_note_is_written_from_the_cell(sign_in: SignIn) -> None:
    """Lan presses Alt+G on a cell, writes why, and the cell bears the mark."""
    lan = sign_in("lan")
    lan.goto(FORM)
    cell(lan, "Y tế", 9).focus()
    lan.keyboard.press("Alt+g")
    note: Any = lan.get_by_label("Ghi chú của ô")
    expect(note).to_be_focused()
    lan.keyboard.type("theo sổ giấy")
    lan.keyboard.press("Enter")
    expect(lan.locator("#checks")).to_contain_text("theo sổ giấy")
    expect(lan.locator('tr[data-row="y-te"] td[data-c="9"]')).to_have_class(re.compile("noted"))


def test_the_form_goes_to_excel_and_back(sign_in: SignIn, lasting_world: World, tmp_path: Any) -> None:
    """Lan downloads the form with her draft, fills it wrongly, gets the marked copy, mends it, and it is loaded."""
    import openpyxl

    type_cells(lasting_world, ("dat-dai", "4", "", "70"), place=PLACE)
    lan = sign_in("lan")
    lan.goto(FORM)
    with lan.expect_download() as download:
        lan.get_by_role("link", name="Tải biểu Excel").click()
    path = tmp_path / "bieu.xlsx"
    download.value.save_as(path)
    place = fill_in(path, "dat-dai", "8", "1,234")
    lan.get_by_text("Nạp từ Excel").click()
    lan.get_by_label("Tệp biểu đã điền").set_input_files(path)
    lan.get_by_role("button", name="Nạp vào bản nháp").click()
    expect(lan.get_by_role("alert").first).to_contain_text("chưa rõ là 1234 hay 1,234")
    with lan.expect_download() as marked:
        lan.get_by_role("link", name="Tải bản đánh dấu").click()
    marked.value.save_as(path)
    found = openpyxl.load_workbook(path).worksheets[0].cell(*place)
    assert found.value == "1,234" and "chưa rõ" in found.comment.text  # type: ignore[union-attr]
    fill_in(path, "dat-dai", "8", 70)
    lan.get_by_text("Nạp từ Excel").click()
    lan.get_by_label("Tệp biểu đã điền").set_input_files(path)
    lan.get_by_role("button", name="Nạp vào bản nháp").click()
    expect(lan.get_by_role("status").first).to_contain_text("Đã nạp tệp bieu.xlsx: đổi 1 ô")
    expect(cell(lan, "Đất đai", 8)).to_have_value("70")


def fill_in(path: Any, row: str, no: str, value: object) -> tuple[int, int]:
    """Write into a cell of the file, as somebody does in Excel."""
    import openpyxl

    from dondoc.sheets.rules.workbook.layout import Layout
    from tests.factories.forms import case

    layout = Layout(case("II.06a"))
    place = layout.row_of[row], layout.column_of[no]
    book = openpyxl.load_workbook(path)
    book.worksheets[0].cell(*place).value = value  # type: ignore[assignment]
    book.save(path)
    return place
