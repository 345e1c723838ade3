"""Journeys in a real browser: the docstring is the story."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories import signed_pdf, unsigned_pdf

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]


def test_the_office_goes_from_a_number_to_the_letter(sign_in: SignIn, tmp_path: Path) -> None:
    """Hoa sees 3 late reports, opens them, looks at one by keyboard, drafts the letter and takes the PDF."""
    hoa = sign_in("hoa")
    hoa.get_by_role("link", name="Quá hạn: 3").click()
    rows = hoa.locator("table.t tbody th[scope=row] a")
    expect(rows).to_have_text(["Ban Quản lý các KCN", "UBND huyện Hiệp Hoà", "UBND huyện Lục Nam"])
    for _ in range(3):
        hoa.keyboard.press("j")
    expect(rows.nth(2)).to_be_focused()
    hoa.keyboard.press("Enter")
    panel = hoa.get_by_role("complementary", name="Chi tiết")
    expect(panel.get_by_role("heading", name="UBND huyện Lục Nam")).to_be_focused()
    expect(panel).to_contain_text("Quá hạn 5 ngày")
    hoa.keyboard.press("Escape")
    expect(rows.nth(2)).to_be_focused()
    hoa.get_by_role("link", name="Soạn công văn").click()
    expect(hoa.locator("article.sheet").first).to_contain_text("Ban QLCKCN tỉnh, huyện Hiệp Hoà, huyện Lục Nam")
    with hoa.expect_download() as download:
        hoa.get_by_role("link", name="Tải PDF").click()
    download.value.save_as(tmp_path / "cong-van.pdf")
    assert (tmp_path / "cong-van.pdf").read_bytes().startswith(b"%PDF-")


def test_the_office_looks_back_at_a_past_day(sign_in: SignIn) -> None:
    """Hoa asks for the end of 19/09/2023: only what was early had come, and the band says that this is the past."""
    hoa = sign_in("hoa")
    hoa.goto("/bao-cao/BG/KSTTHC/2023-Q3/bang/")
    hoa.get_by_text("Tính đến").first.click()
    hoa.get_by_label("Đến hết ngày").fill("19/09/2023")
    hoa.get_by_role("button", name="Xem").click()
    expect(hoa.get_by_role("status")).to_contain_text("tính đến hết ngày 19/09/2023")
    expect(hoa.get_by_role("link", name=re.compile("^Trước hạn 7"))).to_be_visible()
    expect(hoa.get_by_role("link", name=re.compile("^Chưa gửi 20"))).to_be_visible()
    hoa.get_by_role("link", name="Về hiện tại").first.click()
    expect(hoa.get_by_role("link", name=re.compile("^Đúng hạn 17"))).to_be_visible()


def test_a_clerk_sends_late_and_then_signed_and_the_office_sees_both(sign_in: SignIn) -> None:
    """Lan sends the overdue quarter unsigned, is told how it stands, sends again with a signature; Hoa sees it."""
    lan, hoa = sign_in("lan"), sign_in("hoa")
    lan.get_by_role("link", name="Báo cáo quý III/2026").click()
    send = lan.get_by_label("Tệp báo cáo (PDF)")
    send.set_input_files({"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": unsigned_pdf()})
    lan.get_by_role("button", name="Gửi báo cáo").click()
    expect(lan.get_by_role("status")).to_contain_text("Đã gửi bản 1 lúc 23/11/2026 09:00, quá hạn 63 ngày")
    expect(lan.locator(".states")).to_contain_text("Không ký số")
    send.set_input_files({"name": "da-ky.pdf", "mimeType": "application/pdf", "buffer": signed_pdf()})
    lan.get_by_role("button", name="Gửi báo cáo").click()
    expect(lan.locator(".states")).to_contain_text("Đã ký số")
    hoa.goto("/bao-cao/BG/KSTTHC/2026-Q3/bang/?tien_do=late")
    row = hoa.get_by_role("row", name=re.compile("UBND huyện Lục Nam"))
    expect(row).to_contain_text("Đã ký số")
    expect(row).to_contain_text("Quá hạn")


def test_a_wrong_file_is_refused_and_nothing_that_was_typed_is_lost(sign_in: SignIn) -> None:
    """Lan picks a Word file by mistake: the page says so and keeps the note."""
    lan = sign_in("lan")
    lan.goto("/bao-cao/KSTTHC/2026-Q4/BG-LN/")
    lan.get_by_label("Tệp báo cáo (PDF)").set_input_files(
        {"name": "bao-cao.docx", "mimeType": "application/msword", "buffer": b"PK word"}
    )
    lan.get_by_label("Ghi chú").fill("gửi kèm phụ lục")
    lan.get_by_role("button", name="Gửi báo cáo").click()
    expect(lan.get_by_role("alert")).to_contain_text("'bao-cao.docx' không phải tệp PDF")
    expect(lan.get_by_label("Ghi chú")).to_have_value("gửi kèm phụ lục")


def test_a_task_goes_from_update_to_confirmation(sign_in: SignIn) -> None:
    """Nam updates, reports with a date that does not exist, mends it; Hoa returns it; Nam again; Hoa confirms."""
    nam, hoa = sign_in("nam"), sign_in("hoa")
    nam.locator(".owe li a").first.click()
    where = nam.url
    nam.get_by_label("Phần trăm").fill("60")
    nam.get_by_role("button", name="Ghi tiến độ").click()
    expect(nam.locator(".axes")).to_contain_text("Đang thực hiện, 60 %")
    nam.get_by_label("Số, ký hiệu văn bản kết quả").fill("77/BC-STTTT")
    nam.get_by_label("Ngày văn bản kết quả").fill("31/11/2026")
    nam.get_by_label("Ngày hoàn thành").fill("20/11/2026")
    nam.get_by_role("button", name="Báo cáo hoàn thành").click()
    expect(nam.get_by_role("alert")).to_contain_text("31/11/2026 không có")
    nam.get_by_label("Ngày văn bản kết quả").fill("20/11/2026")
    nam.get_by_role("button", name="Báo cáo hoàn thành").click()
    expect(nam.locator(".states")).to_contain_text("Chờ xác nhận")
    hoa.goto(where)
    hoa.get_by_role("button", name="Trả lại").click()
    expect(hoa.get_by_role("alert")).to_contain_text("Ghi lý do trả lại")
    hoa.get_by_label("Lý do trả lại").fill("Thiếu phụ lục")
    hoa.get_by_role("button", name="Trả lại").click()
    nam.reload()
    expect(nam.locator(".tl")).to_contain_text("Trả lại: Thiếu phụ lục")
    nam.get_by_label("Số, ký hiệu văn bản kết quả").fill("78/BC-STTTT")
    nam.get_by_label("Ngày văn bản kết quả").fill("21/11/2026")
    nam.get_by_label("Ngày hoàn thành").fill("21/11/2026")
    nam.get_by_role("button", name="Báo cáo hoàn thành").click()
    hoa.reload()
    hoa.get_by_role("button", name="Xác nhận hoàn thành").click()
    expect(hoa.locator(".states")).to_contain_text("Xong quá hạn")


def test_two_monitors_decide_at_once_and_one_is_told(sign_in: SignIn) -> None:
    """Hoa and Tuấn have the same result before them; Hoa confirms first, Tuấn's return is refused in words."""
    nam, hoa, tuan = sign_in("nam"), sign_in("hoa"), sign_in("tuan")
    nam.locator(".owe li a").first.click()
    nam.get_by_label("Số, ký hiệu văn bản kết quả").fill("79/BC-STTTT")
    nam.get_by_label("Ngày văn bản kết quả").fill("20/11/2026")
    nam.get_by_label("Ngày hoàn thành").fill("20/11/2026")
    nam.get_by_role("button", name="Báo cáo hoàn thành").click()
    expect(nam.locator(".states")).to_contain_text("Chờ xác nhận")
    hoa.goto(nam.url)
    tuan.goto(nam.url)
    hoa.get_by_role("button", name="Xác nhận hoàn thành").click()
    expect(hoa.locator(".axes")).to_contain_text("Đã xác nhận")
    tuan.get_by_label("Lý do trả lại").fill("Chưa đủ")
    tuan.get_by_role("button", name="Trả lại").click()
    expect(tuan.get_by_role("alert")).to_contain_text("Nhiệm vụ đã kết thúc; trả lại kết quả chỉ khi")


def test_without_a_mouse_every_control_of_the_first_page_is_reached_in_order(sign_in: SignIn) -> None:
    """Hoa presses Tab: the skip link comes first and leads to the content; '/' reaches the search."""
    hoa = sign_in("hoa")
    hoa.keyboard.press("Tab")
    expect(hoa.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    hoa.keyboard.press("Enter")
    expect(hoa.locator("#main")).to_be_focused()
    hoa.keyboard.press("/")
    expect(hoa.get_by_role("searchbox", name="Tìm trong toàn hệ thống")).to_be_focused()
    hoa.keyboard.type("luc ngan")
    hoa.keyboard.press("Enter")
    expect(hoa.get_by_role("link", name="UBND huyện Lục Ngạn")).to_be_visible()
