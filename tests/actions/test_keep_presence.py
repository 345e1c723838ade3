"""Those who have one form open are told of each other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dondoc.base.rules.refusals import NotFound
from dondoc.reporting.actions.keep_presence import keep_outline_presence, keep_presence
from dondoc.reporting.actions.take_step import ReportPlace
from dondoc.reporting.models import DraftPresence
from dondoc.reporting.queries.presence import PRESENT_FOR, Present, others_present, others_writing
from tests.factories import NOW, World
from tests.factories.drafts import PLACE, colleague, type_cells, with_outline, write

REPORT = ReportPlace(PLACE.regime_code, PLACE.period_code, PLACE.agency_code)


def test_the_other_is_named_with_the_moment_of_his_last_saving(world: World) -> None:
    hue, lan = colleague(world), world.people["lan"]
    desk = keep_presence(actor_id=hue, at=NOW, place=PLACE)
    assert others_present(desk.row.pk, lan, NOW) == [Present("Nguyễn Thị Huệ", None)]
    type_cells(world, ("dat-dai", "4", "", "1"), actor_id=hue)
    type_cells(world, ("dat-dai", "5", "", "1"), at=NOW + timedelta(minutes=1))
    assert others_present(desk.row.pk, lan, NOW) == [Present("Nguyễn Thị Huệ", NOW)]
    assert others_present(desk.row.pk, hue, NOW) == []


def test_whoever_has_gone_silent_is_gone(world: World) -> None:
    hue = colleague(world)
    desk = keep_presence(actor_id=hue, at=NOW, place=PLACE)
    later = NOW + PRESENT_FOR
    assert others_present(desk.row.pk, world.people["lan"], later) == []
    keep_presence(actor_id=hue, at=later, place=PLACE)
    assert len(others_present(desk.row.pk, world.people["lan"], later)) == DraftPresence.objects.count() == 1


def test_only_those_who_type_are_present(world: World) -> None:
    with pytest.raises(NotFound):
        keep_presence(actor_id=world.people["hoa"], at=NOW, place=PLACE)


def test_who_writes_the_narrative_part_is_told_of_the_other(world: World) -> None:
    with_outline()
    hue, lan = colleague(world), world.people["lan"]
    owed = keep_outline_presence(actor_id=lan, at=NOW, place=REPORT)
    assert others_writing(owed.pk, hue, NOW) == [Present("Lan", None)]
    write(world, {"I": "Tồn 12 hồ sơ"})
    assert others_writing(owed.pk, hue, NOW) == [Present("Lan", NOW)]
    assert others_writing(owed.pk, lan, NOW) == [] == others_writing(owed.pk, hue, NOW + PRESENT_FOR)
    with pytest.raises(NotFound):
        keep_outline_presence(actor_id=world.people["minh"], at=NOW, place=REPORT)
