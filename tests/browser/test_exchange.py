"""The Office follows its documents out and in: a failure, sending again, a document that comes and is answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from dondoc.exchange.actions import queue_message, receive_message, send_due
from dondoc.exchange.models import OutMessage
from dondoc.exchange.rules.writing import write
from tests.browser.test_every_page import violations
from tests.factories import NOW, World
from tests.factories.exchange import (
    INSIDE,
    OUTSIDE,
    BrokenAxis,
    WorkingAxis,
    exchanged,
    identified,
    letter,
    status,
)

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]


@pytest.fixture
def letters(lasting_world: World) -> tuple[int, int]:
    """One that failed, one inside, one that waits; one that came: (out, in)."""
    identified(lasting_world)
    failed = queue_message(actor_id=None, at=NOW, message=letter(OUTSIDE, INSIDE))[0]
    send_due(actor_id=None, at=NOW, axis=BrokenAxis())
    queue_message(actor_id=None, at=NOW, message=letter(number="06"))
    return failed.pk, exchanged(lasting_world, "IN")


def test_the_office_sends_again_and_answers(sign_in: SignIn, letters: tuple[int, int]) -> None:
    """Hoa sees that a letter did not arrive and why, sends it again; it arrives and its receiver says so. A document
    that came is answered from its page."""
    hoa = sign_in("hoa")
    hoa.goto("/lien-thong/")
    hoa.get_by_role("row", name=OUTSIDE).filter(has_text="Gửi lỗi").get_by_role("link").click()
    expect(hoa.get_by_text("Trục không trả lời trong 30 giây.")).to_be_visible()
    hoa.get_by_role("button", name="Gửi lại").click()
    expect(hoa.get_by_text("Đã đưa lại vào hàng gửi")).to_be_visible()
    send_due(actor_id=None, at=NOW + timedelta(minutes=1), axis=WorkingAxis())
    about = OutMessage.objects.get(pk=letters[0]).document_id
    receive_message(actor_id=None, at=NOW, data=write(status("03", about=about)), axis="thử")
    hoa.goto(f"/lien-thong/di/{letters[0]}/")
    expect(hoa.get_by_text("Đã tiếp nhận")).to_be_visible()
    hoa.goto("/lien-thong/?huong=den")
    hoa.get_by_role("row", name=OUTSIDE).filter(has_text="Văn bản mới").get_by_role("link").click()
    hoa.get_by_label("Trạng thái", exact=True).select_option("06")
    hoa.get_by_role("button", name="Báo bên gửi").click()
    expect(hoa.get_by_text("Đã đưa vào hàng gửi: hoàn thành.")).to_be_visible()


def test_a_document_is_sent_and_taken_back(sign_in: SignIn, lasting_world: World) -> None:
    """Hoa fills in number, day and subject, chooses a file and receivers; it stands in the outbox; a wrong receiver is
    noticed and the message withdrawn before it leaves."""
    identified(lasting_world)
    hoa = sign_in("hoa")
    hoa.goto("/lien-thong/")
    hoa.get_by_role("link", name="Gửi văn bản").first.click()
    hoa.get_by_label("Số", exact=True).fill("12")
    hoa.get_by_label("Ký hiệu").fill("UBND-KT")
    hoa.get_by_label("Ngày ban hành").fill("23/11/2026")
    hoa.get_by_label("Trích yếu").fill("V/v báo cáo quý IV")
    hoa.get_by_label("UBND huyện Lục Nam").check()
    hoa.get_by_label("Tệp văn bản, phụ lục").set_input_files(
        {"name": "12-UBND-KT.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    )
    assert violations(hoa) == []
    hoa.get_by_role("button", name="Đưa vào hàng gửi").click()
    expect(hoa.get_by_text("Đã đưa vào hàng gửi cho 1 nơi nhận")).to_be_visible()
    hoa.get_by_role("link", name="12/UBND-KT").click()
    hoa.get_by_label("Lý do thu hồi").fill("Gửi nhầm nơi nhận")
    hoa.get_by_role("button", name="Thu hồi").click()
    expect(hoa.get_by_text("Đã rút, không gửi")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_pages_have_no_accessibility_violations(sign_in: SignIn, letters: tuple[int, int], scheme: str) -> None:
    hoa = sign_in("hoa", scheme=scheme)
    found = []
    for address in ("", "?huong=den", "?loc=chua-den", f"di/{letters[0]}/", f"den/{letters[1]}/"):
        hoa.goto(f"/lien-thong/{address}")
        found += violations(hoa)
    assert found == []


def test_no_page_scrolls_sideways_on_a_phone(sign_in: SignIn, letters: tuple[int, int]) -> None:
    hoa = sign_in("hoa", width=360, height=740)
    for address in ("", "?huong=den", "gui/", f"di/{letters[0]}/", f"den/{letters[1]}/"):
        hoa.goto(f"/lien-thong/{address}")
        assert hoa.evaluate("document.documentElement.scrollWidth") <= 360, address
