"""A task from assigning to its confirmed result in a real browser: the docstring is the story."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.actions.test_assign_tasks import LETTER
from tests.browser.test_directives import read
from tests.browser.test_every_page import RULES

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]


def test_a_task_is_received_extended_reported_and_confirmed(sign_in: SignIn) -> None:
    """Hoa assigns out of a letter; Nam receives, tells how far he is, asks for more time; Hoa grants it; Nam reports;
    Hoa confirms: done on time by the new deadline, and the original one still stands beside it."""
    hoa, nam = sign_in("hoa"), sign_in("nam")
    read(hoa, LETTER)
    hoa.get_by_role("button", name="Nhận tất cả").click()
    hoa.get_by_role("button", name="Giao 2 nhiệm vụ").click()
    hoa.get_by_role("link", name="1215/UBND-KT.2026-01").click()
    expect(hoa.get_by_role("heading", name="Diễn biến")).to_be_visible()
    address = hoa.url
    nam.goto(address)
    nam.get_by_role("button", name="Tiếp nhận").click()
    nam.get_by_label("Phần trăm").fill("30")
    nam.get_by_role("button", name="Ghi tiến độ").click()
    nam.get_by_text("Đề nghị gia hạn…").click()
    nam.locator("#id_de-nghi-gia-han-day").fill("20/12/2026")
    nam.locator("#id_de-nghi-gia-han-reason").fill("Chờ số liệu cấp xã")
    nam.get_by_role("button", name="Đề nghị gia hạn").click()
    expect(nam.get_by_text("Chờ ý kiến")).to_be_visible()
    assert [v["id"] for v in Axe().run(nam, options=RULES).response["violations"]] == []
    hoa.reload()
    hoa.get_by_text("Đồng ý gia hạn…", exact=True).click()
    hoa.get_by_role("button", name="Đồng ý gia hạn", exact=True).click()
    expect(hoa.get_by_text("Hạn sau gia hạn")).to_be_visible()
    assert [v["id"] for v in Axe().run(hoa, options=RULES).response["violations"]] == []
    nam.reload()
    nam.get_by_label("Số, ký hiệu văn bản kết quả").fill("77/BC-STTTT")
    nam.get_by_label("Ngày văn bản kết quả").fill("23/11/2026")
    nam.get_by_label("Ngày hoàn thành").fill("23/11/2026")
    nam.get_by_role("button", name="Báo cáo hoàn thành", exact=True).click()
    expect(nam.get_by_role("button", name="Rút báo cáo hoàn thành")).to_be_visible()
    hoa.reload()
    hoa.get_by_role("button", name="Xác nhận hoàn thành").click()
    expect(hoa.locator(".states")).to_contain_text("Xong đúng hạn")
    expect(hoa.get_by_text("Hạn gốc")).to_be_visible()
    expect(hoa.get_by_text("Mở lại…")).to_be_visible()
