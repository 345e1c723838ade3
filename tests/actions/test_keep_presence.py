"""Those who have one form open are told of each other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dondoc.base.rules.refusals import NotFound
from dondoc.reporting.actions.keep_presence import keep_presence
from dondoc.reporting.models import DraftPresence
from dondoc.reporting.queries.drafts import PRESENT_FOR, Present, others_present
from tests.factories import NOW, World
from tests.factories.drafts import PLACE, colleague, type_cells


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
