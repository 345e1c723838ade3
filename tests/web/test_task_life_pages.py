"""The page of a task: its three axes, exactly the deeds allowed, reasons beside fields, its history."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from dondoc.assignments.actions import act_on_task
from dondoc.assignments.models import Task
from dondoc.assignments.rules.asking import Asked
from dondoc.assignments.rules.deeds import LIFE, DeedKind
from tests.actions.test_act_on_task import task
from tests.factories import NOW, World, unsigned_pdf

As = Callable[[str], Client]
K = DeedKind
__all__ = ["task"]


def page_of(client: Client, task: Task) -> str:
    return client.get(reverse("task", args=[task.pk])).content.decode()


def do(client: Client, task: Task, kind: DeedKind, **typed: str) -> tuple[int, str]:
    slug = LIFE[kind].slug
    said = {f"{slug}-{name}": value for name, value in typed.items()}
    response = client.post(reverse("act-on-task", args=[task.pk, slug]), said, follow=True)
    return response.status_code, response.content.decode()


def offered(page: str) -> set[DeedKind]:
    return {kind for kind in DeedKind if f"/viec/{LIFE[kind].slug}/" in page}


def test_the_lead_and_the_assigner_are_offered_exactly_their_deeds(as_: As, task: Task) -> None:
    lead = {K.ACCEPT, K.REFUSE, K.ASSIGN_PERSON, K.REQUEST_EXTENSION, K.SET_PART}
    assert offered(page_of(as_("nam"), task)) == lead
    assigner = {K.SUSPEND, K.TRANSFER, K.SET_PART, K.WITHDRAW, K.CLOSE, K.STAR}
    assert offered(page_of(as_("hoa"), task)) == assigner


def test_the_page_shows_the_three_axes_apart(as_: As, task: Task, world: World) -> None:
    do(as_("nam"), task, K.ACCEPT)
    do(as_("nam"), task, K.REQUEST_EXTENSION, day="20/12/2026", reason="Chờ số liệu cấp xã")
    page = page_of(as_("hoa"), task)
    for part in ("Đã tiếp nhận", "Chưa báo cáo kết quả", "Chờ ý kiến", "Đề nghị gia hạn đến 20/12/2026: Chờ số liệu"):
        assert part in page
    assert {K.GRANT_EXTENSION, K.REFUSE_EXTENSION} <= offered(page)


def test_a_refusal_shows_its_reasons_beside_the_fields_with_what_was_typed(as_: As, task: Task) -> None:
    status, page = do(as_("nam"), task, K.REQUEST_EXTENSION, day="01/11/2026", reason="")
    assert status == 422
    assert 'value="01/11/2026"' in page
    assert 'id="id_de-nghi-gia-han-day_error"' in page and 'id="id_de-nghi-gia-han-reason_error"' in page


def test_a_day_that_does_not_exist_is_told(as_: As, task: Task) -> None:
    status, page = do(as_("hoa"), task, K.CLOSE, day="31/11/2026", reason="Xong")
    assert status == 422 and "dd/mm/yyyy" in page


def test_a_task_is_passed_on_by_its_page(as_: As, task: Task, world: World) -> None:
    lead = str(world.agencies["LS-STC"])
    status, page = do(as_("hoa"), task, K.TRANSFER, agency_id=lead, reason="Đúng chức năng")
    assert status == 200 and "<b>Sở Tài chính</b>" in page
    assert not offered(page_of(as_("nam"), task))


def test_an_agency_outside_the_province_cannot_be_slipped_in(as_: As, task: Task, world: World) -> None:
    status, _ = do(as_("hoa"), task, K.TRANSFER, agency_id=str(world.agencies["BG-STC"]), reason="Thử")
    assert status == 422
    task.refresh_from_db()
    assert task.lead_id == world.agencies["LS-STTTT"]


@pytest.mark.parametrize("slug", ["cap-nhat", "khong-co", "xac-nhan"])
def test_an_address_of_no_such_deed_is_not_found(as_: As, task: Task, slug: str) -> None:
    assert as_("nam").post(f"/nhiem-vu/{task.pk}/viec/{slug}/").status_code == 404


def test_a_withdrawn_task_is_gone_from_the_list_and_its_page_says_so(as_: As, task: Task) -> None:
    do(as_("hoa"), task, K.WITHDRAW, reason="Văn bản giao đã bị thu hồi")
    assert "Rà soát hạ tầng số" not in as_("nam").get(reverse("assignments")).content.decode()
    page = page_of(as_("hoa"), task)
    assert "Đã thu hồi" in page and offered(page) == {K.REINSTATE}


def test_in_the_past_nothing_can_be_done_and_the_page_shows_what_was(as_: As, task: Task, world: World) -> None:
    act_on_task(actor_id=world.people["nam"], at=NOW, task_id=task.pk, kind=K.ACCEPT, asked=Asked())
    hoa = as_("hoa")
    hoa.get("/?tinh_den=22/11/2026")
    page = page_of(hoa, task)
    assert "Đã tiếp nhận" not in page
    status, _ = do(hoa, task, K.WITHDRAW, reason="Thử")
    assert status == 409


def test_the_page_of_a_task_needs_few_queries(
    as_: As, task: Task, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    hoa = as_("hoa")
    with django_assert_max_num_queries(36):
        page_of(hoa, task)


def test_the_lead_sees_which_coordinating_agency_has_delivered_and_which_has_not(
    as_: As, task: Task, world: World
) -> None:
    task.coordinating.add(world.agencies["BG-STC"])
    do(as_("nam"), task, K.SET_PART, agency_id=str(world.agencies["LS-STC"]), text="Bố trí kinh phí", day="25/11/2026")
    slug = LIFE[K.REPORT_PART].slug
    said = {f"{slug}-text": "Đã gửi", f"{slug}-number": "88/STC-NS", f"{slug}-day": "23/11/2026"}
    said["tep"] = SimpleUploadedFile("so-lieu.pdf", unsigned_pdf())  # type: ignore[assignment]
    told = as_("dung").post(reverse("act-on-task", args=[task.pk, slug]), said, follow=True)
    assert "Đã ghi: báo cáo phần việc phối hợp" in told.content.decode()
    page = page_of(as_("nam"), task)
    for words in ("1/2 đơn vị đã báo cáo phần việc", "88/STC-NS", "so-lieu.pdf", "Bố trí kinh phí", "Chưa báo cáo"):
        assert words in page
    assert "Báo cáo phần việc phối hợp BG-STC bằng văn bản 88/STC-NS ngày 23/11/2026: Đã gửi" in page


def test_a_part_refused_keeps_what_was_typed(as_: As, task: Task, world: World) -> None:
    task.coordinating.add(world.agencies["BG-STC"])
    status, page = do(as_("dung"), task, K.REPORT_PART, text="Đã gửi", number="88/STC-NS", day="31/02/2026")
    assert status == 422 and 'value="88/STC-NS"' in page and "31/02/2026" in page


def test_no_part_is_to_be_given_where_nobody_coordinates(as_: As, task: Task) -> None:
    task.coordinating.clear()
    assert K.SET_PART not in offered(page_of(as_("nam"), task))


def test_of_one_day_the_newest_stands_first(as_: As, task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    nam = as_("nam")
    for minutes, kind in enumerate((K.ACCEPT, K.REQUEST_EXTENSION)):
        monkeypatch.setattr("dondoc.base.clock.source", lambda m=minutes: NOW + timedelta(minutes=m))
        do(nam, task, kind, day="20/12/2026", reason="Chờ số liệu")
    monkeypatch.setattr("dondoc.base.clock.source", lambda: NOW + timedelta(minutes=5))
    nam.post(reverse("update-progress", args=[task.pk]), {"text": "Đã khảo sát"})
    history = page_of(nam, task).partition("Diễn biến")[2]
    places = [
        history.index(words) for words in ("Cập nhật: Đã khảo sát", "Đề nghị gia hạn đến", "Tiếp nhận", "Giao nhiệm vụ")
    ]
    assert places == sorted(places)
