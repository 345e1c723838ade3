"""Regimes and the working calendar in a real browser, as somebody who has never seen the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from dondoc.people.actions import grant_right
from dondoc.people.rules.rights import Right
from dondoc.reporting.actions import generate_obligations
from tests.browser.test_every_page import violations
from tests.factories import NOW, World

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]
PAGES = (
    "/che-do/",
    "/che-do/KSTTHC/",
    "/che-do/KSTTHC/sua/",
    "/che-do/moi/",
    "/che-do/ky/BG/KSTTHC/2026-Q4/",
    "/lich-lam-viec/?nam=2026",
    "/lich-lam-viec/quyet-dinh/",
    "/lich/",
)


@pytest.fixture
def hoa(sign_in: SignIn, lasting_world: World) -> Callable[..., Page]:
    """Hoa, who administers Bắc Giang as well."""
    grant_right(
        actor_id=None,
        at=NOW,
        user_id=lasting_world.people["hoa"],
        agency_id=lasting_world.agencies["BG"],
        right=Right.ADMINISTER,
        valid_from=date(2020, 1, 1),
    )
    return lambda **how: sign_in("hoa", **how)


def test_a_new_administrator_sets_up_a_regime_and_sees_what_it_means_while_typing(hoa: Callable[..., Page]) -> None:
    """She fills the form in, reads the sentence and the next periods below, adds a second group, and saves."""
    page = hoa()
    page.goto("/che-do/")
    page.get_by_role("link", name="Thêm chế độ").click()
    page.get_by_label("Mã chế độ").fill("PCCC")
    page.get_by_label("Tên báo cáo").fill("Báo cáo phòng cháy, chữa cháy")
    page.get_by_label("Căn cứ pháp lý").fill("Quyết định số 12/2026/QĐ-UBND")
    page.get_by_label("Chu kỳ", exact=True).select_option("Hằng tháng")
    first = page.get_by_role("group", name="Hạn 1")
    first.get_by_label("Đối tượng").fill("UBND huyện, thành phố")
    expect(first.get_by_label("Kể từ")).to_be_hidden()
    first.get_by_label("Ngày / số ngày").fill("18")
    preview = page.locator("#xem-truoc")
    expect(preview).to_contain_text("UBND huyện, thành phố gửi chậm nhất ngày 18 của tháng cuối kỳ")
    expect(preview.locator("tbody th")).to_have_count(8)
    page.get_by_role("button", name="Thêm hạn gửi cho đối tượng khác").click()
    second = page.get_by_role("group", name="Hạn 2")
    second.get_by_label("Đối tượng").fill("Sở, cơ quan thuộc UBND tỉnh")
    second.get_by_label("Cách tính hạn").select_option("… ngày làm việc sau một mốc")
    second.get_by_label("Ngày / số ngày").fill("2")
    expect(second.get_by_label("Kể từ")).to_be_visible()
    expect(preview).to_contain_text("chậm nhất 02 ngày làm việc kể từ ngày chốt số liệu")
    second.get_by_label("Ngày / số ngày").fill("hai")
    expect(preview).to_contain_text("Chu kỳ 1, hạn 2, Số ngày làm việc")
    second.get_by_label("Ngày / số ngày").fill("2")
    page.get_by_role("button", name="Lưu chế độ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Báo cáo phòng cháy, chữa cháy")
    expect(page.get_by_text("Đã lưu phiên bản mới chế độ PCCC")).to_be_visible()


def test_an_announced_swap_moves_the_deadlines_after_a_preview(hoa: Callable[..., Page], lasting_world: World) -> None:
    """The announcement of 2027 comes: she enters the swap, sees which deadlines move, takes it, and finds it there."""
    generate_obligations(
        actor_id=None,
        at=NOW,
        first=date(2027, 1, 1),
        last=date(2027, 12, 31),
        province_ids=[lasting_world.agencies["BG"]],
    )
    page = hoa()
    page.get_by_role("navigation", name="Chính").first.get_by_role("link", name="Lịch", exact=True).click()
    page.get_by_role("link", name="Thêm ngày nghỉ, ngày làm bù").click()
    page.get_by_label("Loại ngày").select_option("Hoán đổi: nghỉ ngày này, làm bù ngày kia")
    page.get_by_label("Ngày", exact=True).fill("22/03/2027")
    page.get_by_label("Ngày làm bù").fill("20/03/2027")
    page.get_by_label("Số, ký hiệu văn bản").first.fill("99/VPCP-KGVX")
    page.get_by_label("Ngày văn bản").first.fill("20/11/2026")
    page.get_by_role("button", name="Xem hạn nào thay đổi").click()
    expect(page.get_by_role("row", name="Quý I/2027")).to_contain_text("20/03/2027 (thứ Bảy)")
    assert violations(page) == []
    page.get_by_role("button", name="Ghi vào lịch và chuyển hạn").click()
    expect(page.get_by_text("27 hạn gửi chuyển ngày")).to_be_visible()
    expect(page.get_by_role("row", name="20/03/2027 thứ Bảy")).to_contain_text("Làm việc")
    page.goto("/che-do/ky/BG/KSTTHC/2027-Q1/")
    expect(page.get_by_role("row", name="22/03/2027")).to_contain_text("99/VPCP-KGVX")


def test_a_late_agency_gets_more_time(hoa: Callable[..., Page]) -> None:
    """A flood: Hoa extends the deadline of one district; the original stays beside the new one."""
    page = hoa()
    page.goto("/che-do/ky/BG/KSTTHC/2026-Q4/?don_vi=BG-LN")
    form = page.get_by_role("region", name="Gia hạn cho một đơn vị")
    expect(form.get_by_label("Đơn vị")).to_have_value("BG-LN")
    form.get_by_label("Gia hạn đến").fill("31/12/2026")
    form.get_by_label("Số, ký hiệu văn bản").fill("125/UBND-VP")
    form.get_by_label("Ngày văn bản").fill("20/11/2026")
    form.get_by_label("Lý do").fill("Lũ lớn")
    form.get_by_role("button", name="Gia hạn").click()
    expect(page.get_by_role("row", name="UBND huyện Lục Nam")).to_contain_text("31/12/2026")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_have_no_accessibility_violations(hoa: Callable[..., Page], scheme: str) -> None:
    page = hoa(scheme=scheme)
    found = []
    for address in PAGES:
        page.goto(address)
        found += violations(page)
    assert found == []


def test_no_page_scrolls_sideways_on_a_phone(hoa: Callable[..., Page]) -> None:
    page = hoa(width=360, height=740)
    wide = []
    for address in PAGES:
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide.append((address, width))
    assert wide == []
