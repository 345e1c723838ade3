"""What comes to the Office, followed by its clerk, its handler and in the register: by keyboard, with a wrong entry."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import violations
from tests.factories import World
from tests.factories.exchange import exchanged
from tests.factories.incoming import register, share

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]


def test_a_document_goes_from_the_entry_to_its_answer(sign_in: SignIn) -> None:
    """Hoa enters a document by keyboard, is told that the subject is missing, enters it; she writes down the leader's
    word; Lan takes it and answers; the register shows number, handler and answer."""
    hoa = sign_in("hoa")
    hoa.goto("/van-ban/den/moi/")
    hoa.get_by_label("Sổ của").select_option(label="UBND tỉnh Bắc Giang")
    hoa.get_by_label("Tác giả").fill("Bộ Nội vụ")
    hoa.get_by_label("Số, ký hiệu").fill("77/BNV-CCHC")
    hoa.get_by_label("Ngày văn bản").fill("20/11/2026")
    hoa.keyboard.press("Enter")
    expect(hoa.get_by_text("Ghi trích yếu.")).to_be_visible()
    hoa.get_by_label("Trích yếu").fill("V/v tự đánh giá cải cách hành chính")
    hoa.get_by_role("button", name="Đăng ký", exact=True).press("Enter")
    expect(hoa.get_by_text("Đã đăng ký: số đến 01 năm 2026.")).to_be_visible()
    hoa.get_by_label("Người cho ý kiến").fill("Tuấn")
    hoa.get_by_label("Chủ trì", exact=True).fill("UBND huyện Lục Nam")
    hoa.get_by_label("Hạn của chủ trì").fill("30/11/2026")
    hoa.get_by_role("button", name="Phân phối", exact=True).click()
    expect(hoa.get_by_text("Đã phân phối cho 1 nơi.")).to_be_visible()
    lan = sign_in("lan", width=360)
    lan.goto("/van-ban/den/")
    lan.get_by_role("link", name="77/BNV-CCHC").click()
    lan.locator("summary", has_text="Trả lời bằng văn bản").click()
    lan.locator("#symbol-tra-loi").fill("125/BC-UBND")
    lan.locator("#dated-tra-loi").fill("23/11/2026")
    lan.get_by_role("button", name="Trả lời bằng văn bản").click()
    expect(lan.get_by_text("Đã ghi: trả lời bằng văn bản.")).to_be_visible()
    hoa.goto("/van-ban/so/?so=handling&don_vi=BG")
    row = hoa.get_by_role("row", name="77/BNV-CCHC")
    expect(row).to_contain_text("125/BC-UBND ngày 23/11/2026")
    expect(row).to_contain_text("UBND huyện Lục Nam")
    row.get_by_role("link", name="01").click()
    expect(hoa.get_by_role("heading", name="Công văn 77/BNV-CCHC")).to_be_visible()


def test_a_message_is_entered_and_found_without_marks(sign_in: SignIn, lasting_world: World) -> None:
    """Hoa enters what came over the exchange, then finds it by words without marks and keeps the search."""
    exchanged(lasting_world, "IN")
    hoa = sign_in("hoa")
    hoa.goto("/van-ban/den/")
    hoa.get_by_role("link", name="05/UBND-TTPVHCC").click()
    hoa.get_by_role("button", name="Vào sổ, báo đã tiếp nhận").click()
    expect(hoa.get_by_text("Đã vào sổ: số đến 01")).to_be_visible()
    hoa.goto("/van-ban/tim/?q=don+doc+bao+cao")
    expect(hoa.locator("mark", has_text="đôn")).to_be_visible()
    hoa.get_by_label("Lưu tìm kiếm này với tên").fill("Đôn đốc báo cáo")
    hoa.get_by_role("button", name="Lưu", exact=True).click()
    expect(hoa.get_by_role("link", name="Đôn đốc báo cáo")).to_be_visible()


def test_pages_of_incoming_documents_are_accessible(sign_in: SignIn, lasting_world: World) -> None:
    document = register(lasting_world, text="Nội dung")
    share(lasting_world, document)
    hoa = sign_in("hoa")
    addresses = ["", "moi/", f"{document.pk}/", f"{document.pk}/sua/", f"{document.pk}/phieu/"]
    for address in (*(f"/van-ban/den/{one}" for one in addresses), "/van-ban/so/?don_vi=BG", "/van-ban/tim/?q=don"):
        hoa.goto(address)
        assert violations(hoa) == [], address
