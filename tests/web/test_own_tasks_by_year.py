"""An agency's list begins with the year and all that is open; every other year is one link away."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO

from openpyxl import load_workbook

from dondoc.assignments.hints import renew_hints
from dondoc.assignments.models import Task
from dondoc.assignments.queries.tasks import tasks_of_agencies
from dondoc.assignments.rules.buckets import task_standing
from dondoc.base.rules.moments import AsOf
from dondoc.followup.actions import remind
from tests.factories import NOW, World
from tests.web.conftest import As


def test_what_is_done_and_of_earlier_years_stands_under_all_years(as_: As, world: World) -> None:
    own, as_of, since = [world.agencies["LS-STTTT"]], AsOf(NOW), date(2026, 1, 1)
    everything = tasks_of_agencies(own, as_of)
    expected = {
        r.id for r in everything if r.facts.assigned_on >= since or task_standing(r.facts, as_of).bucket.is_open
    }
    ids = [r.id for r in everything]
    Task.objects.filter(pk__in=ids[::2]).update(hint_from=None, hint_is_open=True)
    assert {r.id for r in tasks_of_agencies(own, as_of, since=since)} == expected
    renew_hints(ids)
    assert {r.id for r in tasks_of_agencies(own, as_of, since=since)} == expected
    assert len(expected) < len(everything)
    year, always = (as_("nam").get(f"/nhiem-vu/{query}").content.decode() for query in ("", "?nam=tat-ca"))
    assert "xem mọi năm" in year and f"<b>{len(expected)}</b> nhiệm vụ" in year
    assert "chỉ năm nay" in always and f"<b>{len(everything)}</b> nhiệm vụ" in always


def test_an_agency_takes_its_own_list_along_as_it_is_filtered(as_: As, world: World) -> None:
    for query in ("?nam=tat-ca", "?nam=tat-ca&loai=done"):
        page = as_("nam").get(f"/nhiem-vu/{query}").content.decode()
        book = load_workbook(BytesIO(as_("nam").get(f"/nhiem-vu/danh-sach.xlsx{query}").content)).active
        codes = {row[0].value for row in list(book.iter_rows())[1:]}
        own = [world.agencies["LS-STTTT"]]
        known = {r.code for r in tasks_of_agencies(own, AsOf(NOW))}
        assert codes and codes <= known and f"danh-sach.xlsx{query}".replace("&", "&amp;") in page
    whole = as_("nam").get("/nhiem-vu/").content.decode()
    (address,) = re.findall(r'href="([^"]*danh-sach\.xlsx[^"]*)"', whole)
    assert as_("nam").get(address).status_code == 200


def test_many_reminders_leave_the_first_page_to_the_work(as_: As, world: World) -> None:
    for n in range(9):
        Task.objects.create(
            province_id=world.agencies["LS"],
            code=f"NV-{n}",
            title=f"Việc thứ {n}",
            lead_id=world.agencies["LS-STTTT"],
            assigned_on=date(2021, 1, 4),
            due_on=date(2021, 1, 10 + n),
            recorded_at=NOW - timedelta(days=30),
        )
    remind(actor_id=None, at=NOW, province_id=world.agencies["LS"])
    page = as_("nam").get("/").content.decode()
    reminded = page.partition("Nhắc tự động")[2].partition("</section>")[0]
    assert "5 trong" in reminded and reminded.count("<li>") == 5
    assert [f"Việc thứ {n}" in reminded for n in range(9)] == [True] * 5 + [False] * 4
