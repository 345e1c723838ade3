"""A document as its people meet it: drafted, returned, mended, signed, numbered, sealed, issued, recalled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dondoc.documents.models import OutgoingDocument
from dondoc.documents.rules.life import Stage
from dondoc.documents.rules.signed_files import fields_to_fill
from dondoc.exchange.actions import receive_message, send_due
from dondoc.exchange.queries.issued import document_id_of
from dondoc.exchange.rules.writing import write
from dondoc.signing.rules.roles import Role
from tests.browser.test_every_page import violations
from tests.factories import NOW, World
from tests.factories.exchange import OUTSIDE, WorkingAxis, identified, status
from tests.factories.outgoing import AGENCY, CHIEF, Office, record, signed_with, to_sign, trust

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]


@pytest.fixture
def world(lasting_world: World, settings: Any) -> World:
    settings.TRUST_FOLDER = trust()
    return identified(lasting_world)


def bring_back(page: Page, step: str, data: bytes, button: str) -> None:
    """Upload what another program signed."""
    page.locator(f"#f-{step}").set_input_files({"name": "da-ky.pdf", "mimeType": "application/pdf", "buffer": data})
    page.get_by_role("button", name=button).click()


def test_a_letter_from_its_figures_to_its_recall(sign_in: SignIn, world: World) -> None:
    """Hoa keeps the letter on the third quarter as a draft, chooses the signer and hands it up. Yến returns it with her
    opinion; Hoa mends a sentence without code, sees what changed and hands it up again. Yến approves, Vĩnh signs. Thu
    gives number and day, seals, issues to a district and to the centre; both say what became of it; she recalls it.
    """
    hoa = sign_in("hoa")
    hoa.goto("/van-ban/cong-van/BG/KSTTHC/2023-Q3/")
    hoa.get_by_role("button", name="Lưu thành dự thảo văn bản").click()
    expect(hoa.get_by_text("Đã lưu thành dự thảo")).to_be_visible()
    here = hoa.url.split("?")[0]
    hoa.get_by_text("Trình duyệt", exact=True).first.click()
    hoa.get_by_role("button", name="Trình duyệt").click()
    expect(hoa.get_by_role("alert")).to_contain_text("Lê Tuấn Phú không có thẩm quyền ký")
    hoa.get_by_role("link", name="Sửa dự thảo").click()
    hoa.get_by_label("Người ký").select_option(label="Vĩnh: TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG")
    hoa.get_by_role("button", name="Lưu dự thảo").click()
    expect(hoa.get_by_text("Đã lưu bản dự thảo 2")).to_be_visible()
    hand_up(hoa)

    yen = sign_in("yen")
    expect(yen.get_by_role("link", name="thực hiện nghiêm túc").first).to_be_visible()
    yen.get_by_role("link", name="thực hiện nghiêm túc").first.click()
    yen.get_by_text("Trả lại người soạn", exact=True).first.click()
    yen.get_by_label("Lý do trả lại người soạn").fill("Ghi rõ thời hạn khắc phục")
    yen.get_by_role("button", name="Trả lại người soạn").click()

    hoa.goto(here)
    expect(hoa.get_by_text("“Ghi rõ thời hạn khắc phục”")).to_be_visible()
    hoa.get_by_role("link", name="Sửa dự thảo").click()
    hoa.get_by_label("Lời đoạn 1").press("End")
    hoa.get_by_label("Lời đoạn 1").press("Control+End")
    hoa.get_by_label("Lời đoạn 1").type(" Thời hạn khắc phục: ngày 30/11/2026.")
    hoa.get_by_label("Ghi chú lần sửa").fill("theo ý kiến")
    expect(hoa.locator("#giay")).to_contain_text("Thời hạn khắc phục: ngày 30/11/2026.")
    assert violations(hoa) == []
    hoa.get_by_role("button", name="Lưu dự thảo").click()
    hoa.get_by_role("link", name="So với bản trước").first.click()
    expect(hoa.locator("ins").filter(has_text="Thời hạn khắc phục")).to_be_visible()
    hoa.goto(here)
    hand_up(hoa)

    yen.goto(here)
    yen.get_by_text("Duyệt, chuyển ký", exact=True).first.click()
    yen.get_by_role("button", name="Duyệt, chuyển ký").click()
    expect(yen.get_by_text("Chờ Vĩnh ký.")).to_be_visible()

    vinh = sign_in("vinh")
    vinh.goto(here)
    document = OutgoingDocument.objects.get()
    bring_back(vinh, "ky", signed_with(to_sign(document), CHIEF), "Nộp bản đã ký")
    expect(vinh.get_by_text("Đã nhận bản ký")).to_be_visible()

    thu = sign_in("thu")
    thu.goto(here)
    thu.get_by_role("button", name="Cấp số").click()
    expect(thu.get_by_text("Đã cấp số 01.")).to_be_visible()
    given = record(document).numbered
    assert given is not None and given.dated is not None
    fields = tuple(fields_to_fill("01", given.dated).items())
    sealed = signed_with(to_sign(document), AGENCY, role=Role.AGENCY, fields=fields)
    bring_back(thu, "dau", sealed, "Nộp bản ký số của cơ quan")
    expect(thu.get_by_text("phát hành được")).to_be_visible()
    thu.get_by_label("UBND huyện Lục Nam").check()
    thu.get_by_label("Nơi nhận ngoài hệ thống").fill(f"{OUTSIDE} Văn phòng Chính phủ")
    assert violations(thu) == []
    thu.get_by_role("button", name="Phát hành").click()
    expect(thu.get_by_text("Đã phát hành; 2 nơi nhận trong hàng gửi.")).to_be_visible()
    thu.get_by_role("button", name="Gửi ngay các nơi trong hệ thống").click()
    expect(thu.get_by_text("Đã gửi 1 nơi trong hệ thống")).to_be_visible()

    send_due(actor_id=None, at=NOW, axis=WorkingAxis())
    about = document_id_of(record(document))
    receive_message(actor_id=None, at=NOW, data=write(status("03", about=about)), axis="thử")
    thu.goto(here)
    expect(thu.get_by_role("row", name="Văn phòng Chính phủ")).to_contain_text("Đã tiếp nhận")
    thu.get_by_text("Thu hồi", exact=True).first.click()
    thu.get_by_label("Lý do thu hồi").fill("Sai số liệu")
    thu.get_by_role("button", name="Thu hồi").click()
    expect(thu.get_by_text("nơi nhận được báo")).to_be_visible()
    assert record(document).stage is Stage.RECALLED


def hand_up(page: Page) -> None:
    page.get_by_text("Trình duyệt", exact=True).first.click()
    page.get_by_role("button", name="Trình duyệt").click()
    expect(page.get_by_text("Đã ghi: trình duyệt.")).to_be_visible()


def test_two_people_at_once_are_told_apart(sign_in: SignIn, world: World) -> None:
    """Yến has the page open while Hoa calls the document back; Yến's approval is refused and says what to do."""
    document = Office(world).brought_to("submitted")
    yen, hoa = sign_in("yen"), sign_in("hoa")
    for page in (yen, hoa):
        page.goto(f"/van-ban/di/{document.pk}/")
    hoa.get_by_text("Rút lại bản trình", exact=True).first.click()
    hoa.get_by_role("button", name="Rút lại bản trình").click()
    expect(hoa.get_by_text("Đã ghi: rút lại bản trình.")).to_be_visible()
    yen.get_by_text("Duyệt, chuyển ký", exact=True).first.click()
    yen.get_by_role("button", name="Duyệt, chuyển ký").click()
    expect(yen.get_by_role("alert")).to_contain_text("có người xử lý sau khi trang này mở")


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_fit_and_can_be_read_by_all(sign_in: SignIn, world: World, width: int, scheme: str) -> None:
    office = Office(world)
    document = office.brought_to("issued")
    draft = office.draft()
    hoa = sign_in("hoa", width=width, scheme=scheme)
    found = []
    for address in (f"{document.pk}/", f"{draft.pk}/", f"{draft.pk}/sua/", f"{draft.pk}/so-sanh/", "moi/", ""):
        hoa.goto(f"/van-ban/di/{address}")
        found += violations(hoa)
        wide = hoa.evaluate("document.documentElement.scrollWidth")
        found += [f"{address}: {wide} px"] if wide > width else []
    assert found == []
