"""Accounts and rights: opened once, given for a span, left in the log."""

from datetime import date

import pytest

from dondoc.base.models import AuditEntry
from dondoc.people.actions import CannotOpenAccount, grant_right, open_account
from dondoc.people.models import Grant, User
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right
from tests.factories import NOW, World


def test_an_account_can_sign_in_with_its_password_only(world: World) -> None:
    user = open_account(actor_id=None, at=NOW, username="binh", full_name="Bình", password="mot-mat-khau-dai")
    assert user.check_password("mot-mat-khau-dai")
    assert not user.check_password("mot mat khau dai")
    assert "mot-mat-khau-dai" not in user.password


def test_a_name_that_is_taken_is_refused(world: World) -> None:
    with pytest.raises(CannotOpenAccount, match="'lan' đã có người dùng"):
        open_account(actor_id=None, at=NOW, username="lan", full_name="Lan", password="mot-mat-khau-dai")


def test_a_right_holds_from_its_day_on(world: World) -> None:
    user_id, agency_id = world.people["dung"], world.agencies["BG-LN"]
    given = {"actor_id": world.people["hoa"], "user_id": user_id, "agency_id": agency_id, "right": Right.ENTER}
    grant_right(**given, at=NOW, valid_from=date(2026, 12, 1))  # type: ignore[arg-type]
    assert not rights_of(user_id, date(2026, 11, 30)).has(Right.ENTER, agency_id)
    assert rights_of(user_id, date(2026, 12, 1)).has(Right.ENTER, agency_id)
    assert AuditEntry.objects.latest("id").deed == "grant_right"


def test_giving_a_right_again_changes_nothing(world: World) -> None:
    n = Grant.objects.count()
    (grant,) = Grant.objects.filter(user_id=world.people["lan"])
    grant_right(
        actor_id=None,
        at=NOW,
        user_id=grant.user_id,
        agency_id=grant.agency_id,
        right=Right(grant.right),
        valid_from=grant.valid_from,
    )
    assert Grant.objects.count() == n


def test_an_account_that_is_not_in_use_has_no_rights(world: World) -> None:
    User.objects.filter(username="lan").update(is_active=False)
    assert rights_of(world.people["lan"], date(2026, 11, 23)).held == frozenset()
