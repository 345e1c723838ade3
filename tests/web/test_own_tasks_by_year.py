"""An agency's list begins with the year and all that is open; every other year is one link away."""

from __future__ import annotations

from datetime import date

from dondoc.assignments.hints import renew_hints
from dondoc.assignments.models import Task
from dondoc.assignments.queries.tasks import tasks_of_agencies
from dondoc.assignments.rules.buckets import task_standing
from dondoc.base.rules.moments import AsOf
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
