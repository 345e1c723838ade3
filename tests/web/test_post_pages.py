"""The page of posts: the administrator records, ends, takes a file in; mistakes stay in the form with their reasons."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from dondoc.people.models import Delegation, Post
from tests.factories import World
from tests.web.conftest import As

POST = {
    "username": "dung",
    "agency": "BG-STC",
    "title": "Giám đốc",
    "rank": "head",
    "valid_from": "01/02/2026",
    "basis": "Quyết định số 15/QĐ-UBND",
}


def test_an_administrator_records_a_post(world: World, as_: As) -> None:
    answer = as_("quan").post(reverse("record-post"), POST, follow=True)
    assert "Đã ghi: Dung, Giám đốc." in answer.content.decode()
    assert "Sở Tài chính" in answer.content.decode()


def test_what_is_missing_is_told_and_what_was_typed_stays(world: World, as_: As) -> None:
    answer = as_("quan").post(reverse("record-post"), {**POST, "basis": "", "title": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "2 điều cần sửa" in page and "Ghi căn cứ" in page and 'value="01/02/2026"' in page


def test_a_day_that_does_not_exist_is_told_at_its_field(world: World, as_: As) -> None:
    answer = as_("quan").post(reverse("record-post"), {**POST, "valid_from": "31/02/2026"})
    assert answer.status_code == 422 and "02/2026" in answer.content.decode()
    assert not Post.objects.filter(user_id=world.people["dung"]).exists()


def test_a_post_is_ended_from_its_row(world: World, as_: As) -> None:
    post = Post.objects.get(user_id=world.people["minh"])
    as_("quan").post(reverse("end-post", args=[post.pk]), {"on": "01/06/2026", "basis": "QĐ số 20"})
    page = as_("quan").get(reverse("posts"), {"da_thoi": "co", "tim": "Minh"}).content.decode()
    assert "từ 01/06/2026" in page or "từ 01/6/2026" in page


def test_a_written_power_without_a_limit_is_refused_in_words(world: World, as_: As) -> None:
    by = Post.objects.get(user_id=world.people["khanh"])
    told = {"kind": "TUQ", "by_post": by.pk, "person": "dung", "valid_from": "01/11/2026", "basis": "Giấy ủy quyền"}
    answer = as_("quan").post(reverse("record-delegation"), told)
    assert answer.status_code == 422 and "giới hạn thời gian" in answer.content.decode()
    full = {**told, "last_day": "30/11/2026", "scope": "báo cáo", "types": "bc, Công văn"}
    as_("quan").post(reverse("record-delegation"), full)
    assert Delegation.objects.latest("id").types == ["BC", "CV"]


def test_the_form_to_fill_in_can_be_taken_in_again(world: World, as_: As) -> None:
    data = as_("quan").get(reverse("posts-template")).content
    answer = as_("quan").post(reverse("import-posts"), {"file": SimpleUploadedFile("chuc-vu.xlsx", data)})
    assert answer.status_code in (302, 422)
    assert as_("quan").post(reverse("import-posts")).status_code == 422


def test_the_page_keeps_to_its_budget_of_queries(
    world: World, as_: As, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_("quan")
    client.get(reverse("posts"))
    with django_assert_max_num_queries(24):
        client.get(reverse("posts"))
