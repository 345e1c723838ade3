"""Following tasks up in a real browser: a directive to its review, a day with two hundred open tasks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dondoc.assignments.actions import report_result
from dondoc.assignments.hints import renew_hints
from dondoc.assignments.models import Task
from dondoc.assignments.rules.reporting_results import Result
from tests.actions.test_assign_tasks import LETTER
from tests.actions.test_enter_task import TODAY
from tests.actions.test_take_in_reply import REPLY
from tests.browser.test_directives import read
from tests.browser.test_every_page import RULES
from tests.factories import NOW, World

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]


def accessible(page: Page) -> None:
    assert [v["id"] for v in Axe().run(page, options=RULES).response["violations"]] == []


def test_a_directive_becomes_tasks_a_reply_closes_one_and_the_review_says_so(sign_in: SignIn) -> None:
    """Hoa assigns out of a letter and urges; Nam says that he has read it, updates, asks for more time and gets it; his
    reply citing the letter is proposed as the result; Hoa confirms with a grade; the week's review and its paper count
    it."""
    hoa, nam = sign_in("hoa"), sign_in("nam")
    read(hoa, LETTER)
    hoa.get_by_role("button", name="Nhận tất cả").click()
    hoa.get_by_role("button", name="Giao 2 nhiệm vụ").click()
    hoa.get_by_role("link", name="1215/UBND-KT.2026-01").click()
    hoa.get_by_label("Mức").select_option("Nhắc nhở")
    hoa.locator("#id_don-doc-text").fill("Báo cáo trước ngày 28/11.")
    hoa.get_by_role("button", name="Ghi đôn đốc").click()
    expect(hoa.get_by_role("status")).to_contain_text("chưa ai bấm đã đọc")
    accessible(hoa)
    address = hoa.url
    nam.goto("/")
    expect(nam.get_by_text("Báo cáo trước ngày 28/11.")).to_be_visible()
    accessible(nam)
    nam.get_by_role("button", name="Đã đọc").click()
    nam.goto(address)
    nam.get_by_label("Phần trăm").fill("40")
    nam.get_by_text("Khó khăn, kiến nghị, tệp").click()
    nam.get_by_label("Khó khăn, vướng mắc").fill("Thiếu số liệu cấp xã")
    nam.get_by_role("button", name="Ghi tiến độ").click()
    nam.get_by_text("Đề nghị gia hạn…").click()
    nam.locator("#id_de-nghi-gia-han-day").fill("20/12/2026")
    nam.locator("#id_de-nghi-gia-han-reason").fill("Chờ số liệu cấp xã")
    nam.get_by_role("button", name="Đề nghị gia hạn").click()
    hoa.goto(address)
    expect(hoa.get_by_text("đã đọc: Nam")).to_be_visible()
    hoa.get_by_text("Đồng ý gia hạn…", exact=True).click()
    hoa.get_by_role("button", name="Đồng ý gia hạn", exact=True).click()
    nam.goto("/nhiem-vu/tra-loi/")
    nam.get_by_label("Toàn văn").fill(REPLY)
    nam.get_by_role("button", name="Đối chiếu").click()
    expect(nam.get_by_role("link", name="rà soát hạ tầng số")).to_be_visible()
    nam.goto(address)
    nam.get_by_role("button", name="Đúng, báo cáo hoàn thành").first.click()
    hoa.goto(address)
    hoa.get_by_label("Đánh giá chất lượng").select_option("Tốt")
    hoa.get_by_role("button", name="Xác nhận hoàn thành").click()
    expect(hoa.locator(".states")).to_contain_text("Xong đúng hạn")
    expect(hoa.locator(".kv", has_text="Chất lượng")).to_contain_text("Tốt")
    hoa.goto("/nhiem-vu/ra-soat/?tinh=LS&ky=2026-W47")
    row = hoa.get_by_role("row").filter(has=hoa.get_by_role("rowheader", name="Sở Thông tin và Truyền thông"))
    expect(row.get_by_role("cell").nth(1)).to_have_text("0")  # the week is counted to its own end
    hoa.get_by_role("link", name="tính đến nay").click()
    expect(row.get_by_role("cell").nth(1)).to_have_text("1")
    accessible(hoa)
    row.get_by_role("cell").nth(1).get_by_role("link").click()
    expect(hoa.get_by_role("link", name="rà soát hạ tầng số")).to_be_visible()
    hoa.get_by_role("link", name="Về trang rà soát").click()
    hoa.get_by_role("link", name="Soạn báo cáo").click()
    expect(hoa.locator(".desk")).to_contain_text("hoàn thành đúng hạn 01")


def test_a_specialist_works_through_two_hundred_open_tasks(sign_in: SignIn, lasting_world: World) -> None:
    """Hoa has two hundred open tasks, three results wait: she filters, keeps the filter, ticks by keyboard, confirms;
    each tells what became of it. Then she enters two more of one document without touching the mouse."""
    two_hundred(lasting_world)
    hoa = sign_in("hoa", width=1440)
    hoa.goto("/nhiem-vu/?tinh=LS&thang=2026-11")
    hoa.get_by_role("link", name="Chờ xác nhận").click()
    expect(hoa.locator("[data-rows] > tr")).to_have_count(3)
    hoa.get_by_label("Tên bộ lọc").fill("Chờ tôi")
    hoa.get_by_label("Tên bộ lọc").press("Enter")
    expect(hoa.get_by_role("link", name="Chờ tôi")).to_be_visible()
    accessible(hoa)
    hoa.keyboard.press("j")
    hoa.keyboard.press("x")
    hoa.keyboard.press("j")
    hoa.keyboard.press("x")
    expect(hoa.locator("input[name=nhiem_vu]:checked")).to_have_count(2)
    hoa.get_by_role("button", name="Xác nhận hoàn thành").press("Enter")
    expect(hoa.get_by_role("heading", level=1)).to_have_text("Xác nhận hoàn thành: 2 trên 2 nhiệm vụ")
    accessible(hoa)
    hoa.get_by_role("link", name="Về danh sách").click()
    expect(hoa.locator("[data-rows] > tr")).to_have_count(1)
    hoa.goto("/nhiem-vu/nhap/?tinh=LS")
    accessible(hoa)
    hoa.keyboard.type("Báo cáo tiến độ giải ngân")
    hoa.keyboard.press("Tab")
    hoa.keyboard.type("Sở Tài chính")
    hoa.get_by_label("Số, ký hiệu").fill("88/KL-UBND")
    hoa.get_by_label("Số, ký hiệu").press("Control+Enter")
    expect(hoa.get_by_role("status")).to_contain_text("Đã giao 88/KL-UBND.2026-01")
    expect(hoa.get_by_label("Số, ký hiệu")).to_have_value("88/KL-UBND")
    hoa.keyboard.press("Control+Enter")
    expect(hoa.get_by_role("alert")).to_contain_text("Ghi nội dung nhiệm vụ")


def two_hundred(world: World) -> None:
    tasks = Task.objects.bulk_create(
        Task(
            province_id=world.agencies["LS"],
            code=f"NV-{n:03d}",
            title=f"Rà soát nội dung số {n}",
            lead_id=world.agencies["LS-STTTT"],
            assigned_on=TODAY,
            due_on=TODAY + timedelta(days=n % 40 - 5 if n % 40 > 5 else 3),
            recorded_at=NOW,
        )
        for n in range(200)
    )
    renew_hints([task.pk for task in tasks])
    for task in tasks[:3]:
        result = Result(TODAY, f"{task.pk}/BC-STTTT", TODAY)
        report_result(actor_id=world.people["nam"], at=NOW, task_id=task.pk, result=result)


def test_an_administrator_sees_what_a_rule_changes_before_it_is_laid_down(sign_in: SignIn) -> None:
    """Quân changes how near is near: first he sees what changes and mends the missing basis, then lays it down."""
    quan = sign_in("quan")
    quan.goto("/nhiem-vu/quy-dinh/?tinh=LS")
    quan.get_by_text("Ban hành quy định mới…").click()
    quan.get_by_label("Sắp đến hạn khi còn, ngày").fill("5")
    quan.locator("#id_legal_basis").first.fill("Quyết định số 12/2026/QĐ-UBND")
    quan.locator("#id_valid_from").first.fill("24/11/2026")
    quan.get_by_role("button", name="Xem trước thay đổi").click()
    expect(quan.get_by_text("Sẽ đổi từ 24/11/2026")).to_be_visible()
    accessible(quan)
    quan.get_by_role("button", name="Ban hành", exact=True).first.click()
    expect(quan.get_by_role("status")).to_contain_text("Đã ban hành quy định mới")
    expect(quan.get_by_text("từ 24/11/2026")).to_be_visible()


def test_a_month_is_published_and_stays_as_it_was(sign_in: SignIn) -> None:
    """Hoa publishes February 2022: figures, files and hashes stand; nothing is different yet."""
    hoa = sign_in("hoa")
    hoa.goto("/nhiem-vu/ra-soat/?tinh=LS&ky=2022-02")
    hoa.get_by_label("Số, ký hiệu báo cáo").fill("17/BC-VP")
    hoa.get_by_role("button", name="Công bố kỳ này").click()
    expect(hoa.get_by_role("heading", level=1)).to_contain_text("đã công bố")
    expect(hoa.get_by_text("Tính lại cho đúng các số đã công bố")).to_be_visible()
    accessible(hoa)
    with hoa.expect_download() as waited:
        hoa.get_by_role("link", name="ra-soat-2022-02-cohort.pdf").click()
    assert waited.value.suggested_filename == "ra-soat-2022-02-cohort.pdf"


@pytest.mark.parametrize("address", ["/nhiem-vu/ra-soat/?ky=2022-02&tinh=LS", "/nhiem-vu/nhap/", "/nhiem-vu/quy-dinh/"])
def test_on_a_phone_nothing_lies_beside_the_page(sign_in: SignIn, address: str) -> None:
    page = sign_in("quan", width=360, height=740)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
