"""Secret addresses of deadline calendars (địa chỉ lịch hạn gửi): own ones only, one at a time."""

from __future__ import annotations

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.refusals import NotFound
from dondoc.people.models import Grant, User
from dondoc.reporting.actions import renew_feed
from dondoc.reporting.queries import access_feed, feeds_of
from tests.factories import NOW, World


def renew(world: World, who: str, agency_code: str = "") -> str:
    return renew_feed(actor_id=world.people[who], at=NOW, agency_code=agency_code).token


def test_an_address_shows_what_its_owner_may_see_on_the_day(world: World) -> None:
    own, agency = renew(world, "lan"), renew(world, "lan", "BG-LN")
    assert len(own) >= 43 and own != agency
    assert access_feed(own, NOW.date()).agency_ids == {world.agencies["BG-LN"]}
    assert access_feed(agency, NOW.date()).agency_id == world.agencies["BG-LN"]
    assert feeds_of(world.people["lan"]) == {None: own, world.agencies["BG-LN"]: agency}
    office = access_feed(renew(world, "hoa"), NOW.date())
    assert office.province_ids == {world.agencies["BG"], world.agencies["LS"]}


def test_a_new_address_ends_the_old_one(world: World) -> None:
    old, new = renew(world, "lan"), renew(world, "lan")
    assert access_feed(new, NOW.date()).user_id == world.people["lan"]
    with pytest.raises(NotFound):
        access_feed(old, NOW.date())


def test_an_agency_that_is_not_ones_own_has_no_address(world: World) -> None:
    for who, code in (("lan", "BG-STC"), ("hoa", "BG-LN"), ("lan", "BG-KHONG")):
        with pytest.raises(NotFound):
            renew(world, who, code)


def test_an_address_ends_with_the_right_and_with_the_account(world: World) -> None:
    own, agency = renew(world, "lan"), renew(world, "lan", "BG-LN")
    Grant.objects.filter(user_id=world.people["lan"]).delete()
    assert access_feed(own, NOW.date()).agency_ids == frozenset()
    with pytest.raises(NotFound):
        access_feed(agency, NOW.date())
    User.objects.filter(pk=world.people["lan"]).update(is_active=False)
    with pytest.raises(NotFound):
        access_feed(own, NOW.date())


def test_renewing_leaves_a_trail_without_the_secret(world: World) -> None:
    token = renew(world, "lan")
    entry = AuditEntry.objects.filter(deed="renew_feed").get()
    assert entry.actor_id == world.people["lan"] and token not in str(entry.detail)
