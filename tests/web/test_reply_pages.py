"""Pages of replies: a document proposed as the result, on the task's page, on both first pages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.actions.test_take_in_reply import REPLY, assigned, proposed
from tests.factories import NOW, World

As = Callable[[str], Client]


def test_a_reply_brought_in_shows_the_task_that_it_answers(as_: As, world: World) -> None:
    task = assigned(world)
    page = as_("nam").post(reverse("reply"), {"text": REPLY}).content.decode()
    assert task.title in page and "nêu số 1215/UBND-KT" in page and "Đúng, báo cáo hoàn thành" in page
    assert "Đúng, báo cáo hoàn thành" not in as_("hoa").post(reverse("reply"), {"text": REPLY}).content.decode()
    refused = as_("nam").post(reverse("reply"), {"text": "Không có gì."})
    assert refused.status_code == 422 and "Không đọc được số, ký hiệu" in refused.content.decode()


def test_the_clerk_answers_on_his_first_page_and_the_office_only_sees_it(as_: As, world: World) -> None:
    (likely,) = proposed(world)
    assert "Có vẻ là kết quả của nhiệm vụ" in as_("nam").get("/").content.decode()
    page = as_("hoa").get(reverse("task", args=[likely.task_id])).content.decode()
    assert "Có vẻ đây là kết quả" in page and "Đúng, báo cáo hoàn thành" not in page
    told = as_("nam").post(reverse("answer-likely", args=[likely.pk]), {"tra_loi": "dung"}, follow=True)
    assert "chờ xác nhận" in told.content.decode()
    assert "Có vẻ là kết quả của nhiệm vụ" not in as_("nam").get("/").content.decode()


def test_the_office_is_told_of_what_was_left_without_an_answer(
    as_: As, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed(world)
    assert "có vẻ xong bằng 88/BC-STTTT" not in as_("hoa").get("/?viec=wait").content.decode()
    monkeypatch.setattr("dondoc.base.clock.source", lambda: NOW + timedelta(days=3))
    assert "có vẻ xong bằng 88/BC-STTTT" in as_("hoa").get("/?viec=wait").content.decode()
