"""A result named by its number is looked up in the agency's own register of what it issued."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dondoc.assignments.actions import report_result
from dondoc.assignments.models import ResultReport, Task
from dondoc.assignments.queries.registered import is_unknown_number, registered_results
from dondoc.assignments.rules.reporting_results import Result
from dondoc.base.rules.moments import day_of
from dondoc.documents.queries.issued_numbers import issued_under
from dondoc.people.actions import grant_right
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right
from tests.factories import NOW, World
from tests.factories.outgoing import Office

pytestmark = pytest.mark.both
TODAY = day_of(NOW)
WRITTEN = "01/UBND-TTPVHCC"


@pytest.fixture
def task(world: World) -> Task:
    """A task of the province's own committee, for which Hoa enters, and a letter that it issued under 01."""
    own = world.agencies["BG"]
    since = date(2026, 1, 1)
    grant_right(actor_id=None, at=NOW, user_id=world.people["hoa"], agency_id=own, right=Right.ENTER, valid_from=since)
    Office(world).brought_to("issued")
    return Task.objects.create(
        province_id=own, code="T1", title="Đôn đốc", lead_id=own, assigned_on=date(2026, 11, 2), recorded_at=NOW
    )


def report(world: World, task: Task, number: str, dated: date | None = None, text: str = "") -> ResultReport:
    told = Result(TODAY, number, dated, text)
    return report_result(actor_id=world.people["hoa"], at=NOW, task_id=task.pk, result=told)


def test_the_number_of_an_issued_document_brings_its_day_and_subject_and_opens_it(world: World, task: Task) -> None:
    told = report(world, task, "1/ubnd-ttpvhcc ")
    assert (told.result_issued_on, told.text) == (TODAY, "đôn đốc thực hiện báo cáo định kỳ")
    assert not is_unknown_number(told)
    found = registered_results(rights_of(world.people["hoa"], TODAY), [told], lead_id=task.lead_id, on=TODAY)
    issued = found[told.pk].issued
    assert issued is not None and issued.dated == TODAY
    others = registered_results(rights_of(world.people["nam"], TODAY), [told], lead_id=task.lead_id, on=TODAY)
    assert others == {}


def test_what_the_clerk_wrote_himself_stays(world: World, task: Task) -> None:
    assert report(world, task, WRITTEN, text="Đã làm xong").text == "Đã làm xong"


def test_a_number_unknown_to_the_agencys_own_book_is_told_and_taken_in(
    world: World, task: Task, client: Client
) -> None:
    from django.contrib.auth import get_user_model

    client.force_login(get_user_model().objects.get(username="hoa"))
    typed = {"result_number": "99/UBND-TTPVHCC", "result_issued_on": "20/11/2026", "completed_on": "20/11/2026"}
    page = client.post(reverse("report-result", args=[task.pk]), typed, follow=True).content.decode()
    assert "không có văn bản đã phát hành số 99/UBND-TTPVHCC" in page
    assert is_unknown_number(ResultReport.objects.get(task=task))


def test_another_agency_a_document_not_issued_and_words_find_nothing(world: World, task: Task) -> None:
    Office(world).brought_to("sealed")
    own = world.agencies["BG"]
    assert [one.dated for one in issued_under([own], WRITTEN)] == [TODAY]
    for agency, written in ((own, "02/UBND-TTPVHCC"), (own, "số 01"), (world.agencies["BG-STC"], WRITTEN)):
        assert issued_under([agency], written) == []
