"""The pages of a report's life: buttons for exactly what one may do, refusals in place, worklists."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dondoc.reporting.models import ReportStep, Submission
from tests.actions.test_submit_report import send
from tests.actions.test_take_step import both_rights
from tests.factories import World, unsigned_pdf
from tests.factories.drafts import policies, type_right_figures
from tests.web.conftest import As
from tests.web.test_regime_pages import text

PAGE = "/bao-cao/KSTTHC/2026-Q4/BG-LN/"


def press(client: Client, kind: str, **given: str) -> str:
    response = client.post(f"{PAGE}buoc/", {"kind": kind, **given}, follow=True)
    assert response.status_code in (200, 422)
    return text(response)


def buttons(page: str) -> set[str]:
    return {kind for kind in ("Trình duyệt", "Duyệt", "Tiếp nhận", "Trả lại đơn vị") if f" {kind} " in page}


def test_a_report_goes_from_hand_to_hand(world: World, as_: As) -> None:
    policies(approval="required")
    type_right_figures(world)
    lan, minh, hoa = as_("lan"), as_("minh"), as_("hoa")
    assert "yêu cầu lãnh đạo đơn vị duyệt trước khi gửi" in text(lan.get(PAGE))
    assert "Chờ duyệt Chờ lãnh đạo đơn vị duyệt." in press(lan, "hand_up")
    assert "Chờ duyệt Báo cáo quý IV/2026" in text(minh.get("/"))
    assert "Sai số hồ sơ đất đai" in press(minh, "refuse", reason="Sai số hồ sơ đất đai")
    press(lan, "hand_up")
    assert "Đã duyệt, chưa gửi" in press(minh, "approve")
    sent = text(lan.post(f"{PAGE}gui-so-lieu/", {"note": ""}, follow=True))
    assert "Đã gửi số liệu, bản 1" in sent and "Chờ cơ quan nhận tiếp nhận." in sent
    assert "1 báo cáo quý IV/2026 chờ tiếp nhận" in text(hoa.get("/?viec=wait"))
    table = text(hoa.get("/bao-cao/BG/KSTTHC/2026-Q4/bang/?cho=accept"))
    assert "UBND huyện Lục Nam" in table and "Sở Tư pháp" not in table
    back = press(hoa, "return", reason="Thiếu phụ lục", is_invalid="on")
    assert "Không hợp lệ, không tính là đã gửi" in back
    assert "Bị trả lại, cần sửa Báo cáo quý IV/2026" in text(lan.get("/"))


def test_only_what_one_may_do_is_offered(world: World, as_: As) -> None:
    send(world)
    assert buttons(text(as_("hoa").get(PAGE))) == {"Tiếp nhận", "Trả lại đơn vị"}
    assert buttons(text(as_("lan").get(PAGE))) == {"Trình duyệt"}
    assert buttons(text(as_("minh").get(PAGE))) == set()


def test_a_step_without_its_reason_keeps_what_was_written(world: World, as_: As) -> None:
    send(world)
    response = as_("hoa").post(f"{PAGE}buoc/", {"kind": "return", "reason": " ", "is_invalid": "on"})
    assert response.status_code == 422 and "Ghi lý do, nội dung." in text(response)
    assert b'name="is_invalid" checked' in response.content
    assert not ReportStep.objects.exists()


def test_a_step_that_does_not_exist_is_refused(world: World, as_: As) -> None:
    assert "Không có bước xử lý này" in press(as_("hoa"), "burn")


def test_a_query_shows_its_clock(world: World, as_: As) -> None:
    send(world)
    page = press(as_("hoa"), "ask", reason="Vì sao tăng gấp đôi?")
    assert "Trả lời chậm nhất 26/11/2026, còn 2 ngày làm việc" in page
    assert "Tra soát chờ giải trình" in text(as_("lan").get("/"))
    assert "Trả lời chậm nhất" not in press(as_("lan"), "answer", reason="Do sáp nhập xã.")


def test_broken_figures_are_refused_with_every_sentence(world: World, as_: As) -> None:
    response = as_("lan").post(f"{PAGE}gui-so-lieu/", {})
    assert response.status_code == 422 and "Biểu II.06a: Chưa nhập số liệu." in text(response)
    assert not Submission.objects.filter(obligation__period_code="2026-Q4").exists()


def test_an_unlocking_asks_for_a_day_that_can_be(world: World, as_: As) -> None:
    policies(lock="after_deadline")
    page = "/bao-cao/KSTTHC/2026-Q3/BG-LN/"
    hoa = as_("hoa")
    wrong = hoa.post(f"{page}buoc/", {"kind": "unlock", "reason": "Mưa lũ", "until": "31/02/2027"})
    assert wrong.status_code == 422 and "31/02/2027" in text(wrong)
    both = text(hoa.post(f"{page}buoc/", {"kind": "unlock", "reason": " ", "until": "31/02/2027"}))
    assert "31/02/2027 không có" in both and "Ghi lý do, nội dung." in both
    right = hoa.post(f"{page}buoc/", {"kind": "unlock", "reason": "Mưa lũ", "until": "30/11/2026"}, follow=True)
    assert "Mở khóa đến hết ngày 30/11/2026" in text(right)


def test_the_form_and_the_sending_of_a_locked_report_are_closed_before_anything_is_typed(world: World, as_: As) -> None:
    policies(lock="after_deadline")
    page = "/bao-cao/KSTTHC/2026-Q3/BG-LN/"
    assert "Chỉ đọc. Báo cáo đã khóa vì hết hạn gửi" in text(as_("lan").get(f"{page}so-lieu/II.06a/"))
    assert as_("lan").get(page).content.count(b'<fieldset class="bare" disabled>') == 2


def test_a_report_that_came_another_way_is_entered_with_its_proof(world: World, as_: As) -> None:
    page = "/bao-cao/KSTTHC/2026-Q3/BG-LN/"
    hoa = as_("hoa")

    def enter(when: str, **more: object) -> str:
        given = {
            "file": SimpleUploadedFile("bao-cao.pdf", unsigned_pdf()),
            "proof": SimpleUploadedFile("su-co.png", b"\x89PNG anh"),
            "happened_at": when,
            "channel": "axis",
            "why": "Sự cố hệ thống",
        }
        return text(hoa.post(f"{page}nhap-bu/", {**given, **more}, follow=True))

    both = enter("hôm qua", why=" ")
    assert "hãy viết ngày/tháng/năm giờ:phút" in both and "Ghi lý do không gửi qua hệ thống" in both
    done = enter("18/09/2026 16:00")
    assert "Nhập bù: gửi thực tế 18/09/2026 16:00, trục liên thông văn bản." in done
    assert "Trước hạn" in done


def test_nothing_is_done_in_the_past(world: World, as_: As) -> None:
    send(world)
    client: Client = as_("hoa")
    client.get("/?tinh_den=20/11/2026")
    assert client.post(f"{PAGE}buoc/", {"kind": "accept"}).status_code == 409


def test_the_page_keeps_to_its_budget_of_queries(
    world: World, as_: As, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    send(world)
    client = as_("lan")
    with django_assert_max_num_queries(60):  # type: ignore[attr-defined]
        client.get(PAGE)


def test_who_may_not_approve_his_own_is_told_in_place_of_the_button(world: World, as_: As) -> None:
    policies(own_approval="refused")
    both_rights(world)
    type_right_figures(world)
    page = press(as_("lan"), "hand_up")
    assert "không cho người trình tự duyệt" in page and "Duyệt" not in buttons(page)
    assert "Duyệt" in buttons(text(as_("minh").get(PAGE)))
