"""The process on the page of a task: warned before, told after, contested and waived."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from dondoc.assignments.models import Task
from tests.actions.test_act_on_task import task
from tests.actions.test_object_to_finding import rule
from tests.actions.test_publish_review import published
from tests.factories import NOW, World

HAN = {"han": "2026-11-26"}
As = Callable[[str], Client]
__all__ = ["task"]


def page_of(client: Client, task: Task) -> str:
    return client.get(reverse("task", args=[task.pk])).content.decode()


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    monkeypatch.setattr("dondoc.base.clock.source", lambda: NOW + timedelta(days=days))


def test_the_agency_is_warned_before_the_last_day_and_told_after_it(
    as_: As, world: World, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Assigned on Monday 23/11, a holiday on Tuesday: two working days end with Thursday 26/11."""
    rule(world)
    assert "Đến hết ngày <b>26/11/2026</b> mà chưa làm thì tính là không tiếp nhận" in page_of(as_("nam"), task)
    later(monkeypatch, 4)
    page = page_of(as_("nam"), task)
    assert "Không đúng quy trình:</b> không tiếp nhận đúng hạn" in page and "Gửi giải trình" in page


def test_a_finding_is_contested_by_the_lead_and_waived_by_the_office(
    as_: As, world: World, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule(world)
    later(monkeypatch, 7)
    kind = {"task_id": task.pk, "kind": "not_received"}
    as_("nam").post(reverse("contest-finding", kwargs=kind), {**HAN, "giai_trinh": "Văn thư nghỉ ốm"})
    page = page_of(as_("hoa"), task)
    assert "Giải trình: Văn thư nghỉ ốm" in page and "Giữ nguyên" in page
    told = as_("hoa").post(
        reverse("settle-finding", kwargs=kind), {**HAN, "y_kien": "bo-tinh", "ly_do": "Có xác nhận"}, follow=True
    )
    assert "Văn phòng bỏ tính:</b> Có xác nhận" in told.content.decode()


def test_a_finding_opens_its_task_from_the_list(
    as_: As, world: World, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule(world)
    later(monkeypatch, 7)
    page = as_("hoa").get(reverse("violations"), {"tinh": "LS", "thang": "2026-11", "den": "nay"}).content.decode()
    assert f'href="{reverse("task", args=[task.pk])}">NV-DOI (không tiếp nhận đúng hạn)' in page


@pytest.mark.parametrize("name", ["contest-finding", "settle-finding"])
def test_a_rule_that_does_not_exist_is_not_found(as_: As, task: Task, name: str) -> None:
    who = "nam" if name.startswith("contest") else "hoa"
    assert as_(who).post(reverse(name, kwargs={"task_id": task.pk, "kind": "la"})).status_code == 404


def test_a_finding_without_a_reason_is_refused_in_words(as_: As, world: World, task: Task) -> None:
    response = as_("nam").post(reverse("contest-finding", kwargs={"task_id": task.pk, "kind": "not_received"}), {})
    assert response.status_code == 422 and "Ghi lý do" in response.content.decode()


def test_the_first_page_and_the_list_of_the_agency_say_what_is_near_and_what_counts(
    as_: As, world: World, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule(world)
    page = as_("nam").get(reverse("overview")).content.decode()
    assert "nhiệm vụ sắp bị tính không đúng quy trình" in page
    listed = as_("nam").get(reverse("assignments"), {"loai": "warned"}).content.decode()
    assert "Rà soát hạ tầng số" in listed and "Sắp tính lỗi quy trình <b>1</b>" in listed
    later(monkeypatch, 7)
    page = as_("nam").get(reverse("overview")).content.decode()
    assert "nhiệm vụ đang bị tính không đúng quy trình" in page and "sắp bị tính" not in page
    listed = as_("nam").get(reverse("assignments"), {"loai": "violation"}).content.decode()
    assert "Rà soát hạ tầng số" in listed and "Không đúng quy trình <b>1</b>" in listed


def test_who_only_coordinates_is_not_warned(as_: As, world: World, task: Task) -> None:
    rule(world)
    task.coordinating.add(world.agencies["BG-STC"])
    assert "sắp bị tính" not in as_("dung").get(reverse("overview")).content.decode()


def test_the_grid_opens_its_rows_and_comes_as_a_workbook(as_: As, world: World) -> None:
    hoa, asked = as_("hoa"), {"tinh": "LS", "nam": "2022"}
    page = hoa.get(reverse("violation-grid"), asked).content.decode()
    rows = f"{reverse('violations')}?tinh=LS&amp;thang=2022-02&amp;don_vi=LS-STTTT"
    assert f'<a class="n" href="{rows}">1</a>' in page
    opened = hoa.get(rows.replace("&amp;", "&")).content.decode()
    assert "56/BC-STTTT" in opened and "71/BC-SKHĐT" not in opened
    book = load_workbook(BytesIO(hoa.get(reverse("violation-grid-xlsx"), asked).content)).active
    listed = [[cell.value for cell in row] for row in book.iter_rows()]
    assert listed[0][:3] == ["Đơn vị", "01/2022", "02/2022"] and listed[-1][0] == "Tổng số" and listed[-1][-1] == 3


@pytest.mark.parametrize("year", ["0", "99999", "hai", "²²²²", "2999"])
def test_a_year_that_cannot_be_is_as_if_none_was_asked_for(as_: As, year: str) -> None:
    assert as_("hoa").get(reverse("violation-grid"), {"tinh": "LS", "nam": year}).status_code == 200


def test_the_grid_keeps_to_its_budget(as_: As, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    hoa = as_("hoa")
    with django_assert_max_num_queries(24):
        hoa.get(reverse("violation-grid"), {"tinh": "LS", "nam": "2022"})


def test_a_refused_objection_stays_on_the_page_of_its_task_with_what_was_typed(
    as_: As, world: World, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule(world)
    later(monkeypatch, 7)
    about = {"task_id": task.pk, "kind": "not_received"}
    for who, name, field in (("nam", "contest-finding", "giai_trinh"), ("hoa", "settle-finding", "ly_do")):
        response = as_(who).post(reverse(name, kwargs=about), {**HAN, "y_kien": "bo-tinh", field: "Bão " * 501})
        page = response.content.decode()
        assert response.status_code == 422 and "Dài quá 2000 ký tự" in page and "Bão Bão" in page and task.title in page


def test_a_figure_of_a_published_month_opens_what_was_published(as_: As, world: World) -> None:
    one = published(world)
    page = as_("hoa").get(reverse("violation-grid"), {"tinh": "LS", "nam": "2022"}).content.decode()
    rows = reverse("published-review", args=[one.pk])
    assert f'href="{rows}#quy-trinh">1</a>' in page
    opened = as_("hoa").get(rows).content.decode()
    assert "Không đúng quy trình, như đã công bố" in opened and "56/BC-STTTT" in opened
