"""Pages of following up: every figure opens its rows, what was typed wrong stays and is told at its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dondoc.assignments.models import Recurrence, Task, TaskPolicy
from dondoc.base.rules.wording import screen_date
from dondoc.followup.models import PublishedReview, Urging
from tests.actions.test_enter_task import TODAY, entered
from tests.factories import World, unsigned_pdf

As = Callable[[str], Client]
FEBRUARY = "?tinh=LS&ky=2022-02"


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("more", ["", "&theo=assigner", "&theo=source", "&theo=field", "&tap=stock"])
def test_each_figure_of_a_review_opens_as_many_rows(as_: As, more: str) -> None:
    hoa = as_("hoa")
    told = page(hoa, reverse("review") + FEBRUARY + more)
    doors = re.findall(r'<a class="n" href="([^"]*danh-sach[^"]*)">(?:<b>)?([\d.]+)<', told)
    assert len(doors) > 10 if "source" not in more and "field" not in more else doors
    for address, figure in doors[:: max(1, len(doors) // 12)]:
        assert f"<b>{figure}</b> nhiệm vụ" in page(hoa, unescape(address))


def test_an_address_that_asks_for_nonsense_shows_the_usual(as_: As) -> None:
    hoa = as_("hoa")
    for query in ("?ky=khong&tap=x&theo=y&tinh=z", "?ky=2099-01", "?ky=2022-W99&toi=nay"):
        assert "Rà soát nhiệm vụ" in page(hoa, reverse("review") + query)
    assert page(hoa, reverse("review-rows") + FEBRUARY + "&nhom=khong-co&loai=khong&tren=x&trang=99")


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_the_review_is_taken_away_as_a_file(as_: As, kind: str) -> None:
    response = as_("tuan").get(reverse("review-file", args=[kind]) + FEBRUARY)
    assert response.status_code == 200 and f"ra-soat-2022-02-cohort.{kind}" in response["Content-Disposition"]


def test_a_month_published_twice_is_told_and_stays_one(as_: As) -> None:
    hoa = as_("hoa")
    for status in (302, 422):
        assert hoa.post(reverse("publish-review") + FEBRUARY, {"so": "17/BC-VP"}).status_code == status
    assert PublishedReview.objects.count() == 1
    assert "đã công bố lúc" in page(hoa, reverse("review") + FEBRUARY)


def test_a_task_typed_wrong_keeps_what_was_typed_and_tells_all_of_it(as_: As, world: World) -> None:
    n = Task.objects.count()
    typed = {"tinh": "LS", "title": "Rà soát <b>", "due_on": "31/02/2027", "source_kind": "directive"}
    response = as_("hoa").post(reverse("enter-task"), typed)
    told = response.content.decode()
    assert response.status_code == 422 and "Rà soát &lt;b&gt;" in told and "dd/mm/yyyy" in told
    right = {**typed, "due_on": "", "assigned_on": screen_date(TODAY)}
    told = as_("hoa").post(reverse("enter-task"), right).content.decode()
    assert "Chọn một đơn vị chủ trì" in told and "thì ghi số, ký hiệu" in told
    assert Task.objects.count() == n


def test_the_next_task_of_a_document_begins_with_what_they_share(as_: As, world: World) -> None:
    task = entered(world)
    told = page(as_("hoa"), f"{reverse('enter-task')}?tinh=LS&nhu={task.pk}")
    assert 'value="45/TB-UBND"' in told and 'value="Chuyển đổi số"' in told
    assert as_("hoa").get(f"{reverse('enter-task')}?nhu=99999999").status_code == 404


def test_work_that_comes_again_is_set_and_stopped(as_: As, world: World) -> None:
    hoa = as_("hoa")
    typed = {"tinh": "LS", "title": "Báo cáo giải ngân", "every": "month", "due_day": "32", "starts_on": "01/11/2026"}
    assert "Ghi từ 1 đến 31" in hoa.post(reverse("recurrences"), typed).content.decode()
    leads = [str(world.agencies["LS-STC"])]
    assert hoa.post(reverse("recurrences"), {**typed, "due_day": "25", "lead_ids": leads}).status_code == 302
    one = Recurrence.objects.get()
    assert hoa.post(reverse("stop-recurrence", args=[one.pk])).status_code == 302
    assert "Đã dừng" in page(hoa, reverse("recurrences") + "?tinh=LS")


def test_a_rule_is_seen_before_it_is_laid_down_and_a_past_day_is_told_at_once(as_: As) -> None:
    quan = as_("quan")
    shown = page(quan, reverse("policies") + "?tinh=LS")
    typed = dict(re.findall(r'name="(\w+)" value="([^"]*)"', shown))
    typed |= {"tinh": "LS", "clock": "calendar", "counts_by": "delivery", "near_days": "5", "legal_basis": "QĐ 12"}
    past = quan.post(reverse("lay-down-limits"), {**typed, "valid_from": "01/01/2020"})
    assert past.status_code == 422 and "chỉ áp dụng từ hôm nay" in past.content.decode()
    seen = quan.post(reverse("lay-down-limits"), {**typed, "valid_from": "24/11/2026"}).content.decode()
    assert "3 → <b>5</b>" in seen and not TaskPolicy.objects.exists()
    done = quan.post(reverse("lay-down-limits"), {**typed, "valid_from": "24/11/2026", "viec": "ban-hanh"})
    assert done.status_code == 302 and TaskPolicy.objects.get().near_days == 5
    rule = {"tinh": "LS", "kind": "silent", "days": "5", "legal_basis": "QĐ 12", "valid_from": "24/11/2026"}
    assert quan.post(reverse("lay-down-rule"), rule).status_code == 302
    assert "không cập nhật tiến độ đúng kỳ" in page(quan, reverse("policies") + "?tinh=LS")


def test_an_urging_with_a_file_is_shown_with_who_has_it(as_: As, world: World) -> None:
    task, hoa = entered(world), as_("hoa")
    words = {"don-doc-grade": "remind", "don-doc-text": "Báo cáo ngay"}
    bad = SimpleUploadedFile("a.exe", b"MZ")
    assert "không phải tệp" in hoa.post(reverse("urge-task", args=[task.pk]), {**words, "tep": bad}).content.decode()
    good = SimpleUploadedFile("nhac.pdf", unsigned_pdf())
    told = hoa.post(reverse("urge-task", args=[task.pk]), {**words, "tep": good}, follow=True).content.decode()
    assert "hiện trên trang của 1 cán bộ" in told and "chưa ai bấm đã đọc" in told and "nhac.pdf" in told
    one = Urging.objects.get()
    file = as_("nam").get(reverse("urging-file", args=[one.pk, one.files.get().pk]))
    assert "attachment" in file["Content-Disposition"] and file["X-Content-Type-Options"] == "nosniff"
    assert "Nhắc nhở" in page(hoa, reverse("urgings") + "?muc=remind")
    assert "Báo cáo ngay" in page(as_("nam"), "/")


def test_a_result_comes_with_its_file_and_the_page_says_what_its_signature_says(as_: As, world: World) -> None:
    task, nam = entered(world, due_on=TODAY + timedelta(days=5), shares=()), as_("nam")
    typed = {"completed_on": screen_date(TODAY), "tep": SimpleUploadedFile("kq.pdf", unsigned_pdf())}
    told = nam.post(reverse("report-result", args=[task.pk]), typed, follow=True).content.decode()
    assert "kq.pdf" in told and "Không ký số" in told and "Chờ xác nhận" in told


def test_many_at_once_tell_nothing_of_what_one_may_not_know(as_: As, world: World) -> None:
    task = entered(world)
    told = as_("dung").post(reverse("decide-results"), {"nhiem_vu": [task.pk], "quyet_dinh": "xac-nhan"})
    assert task.title not in told.content.decode() and task.code not in told.content.decode()
    none = as_("hoa").post(reverse("decide-results"), {"quyet_dinh": "xac-nhan"})
    assert none.status_code == 422 and "Chưa chọn nhiệm vụ nào" in none.content.decode()
