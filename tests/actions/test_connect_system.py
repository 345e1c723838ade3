"""Other systems let in by a token, and out again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.refusals import NotFound
from dondoc.people.actions import (
    CannotConnectSystem,
    Connected,
    NewSystem,
    connect_system,
    disconnect_system,
    note_use,
)
from dondoc.people.models import ConnectedSystem
from dondoc.people.queries import rights_of, system_by_token
from dondoc.people.rules.rights import Right
from dondoc.people.rules.systems import sha256_of
from tests.factories import NOW, World

UNTIL = NOW.date() + timedelta(days=30)


def connected(
    world: World, *rights: Right, agency: str = "BG-LN", who: str = "quan", name: str = "Một cửa điện tử"
) -> Connected:
    new = NewSystem(name, frozenset(rights or {Right.ENTER}), UNTIL)
    return connect_system(actor_id=world.people[who], at=NOW, agency_code=agency, new=new)


def test_a_token_is_kept_by_its_hash_alone_and_holds_for_its_span(world: World) -> None:
    done = connected(world)
    kept = ConnectedSystem.objects.get()
    assert kept.token_sha256 == sha256_of(done.token) and done.token not in repr(done)
    assert done.token not in str(AuditEntry.objects.latest("id").detail)
    assert system_by_token(sha256_of(done.token), NOW) == kept
    assert system_by_token(sha256_of(done.token), NOW + timedelta(days=29)) == kept
    assert system_by_token(sha256_of(done.token), NOW + timedelta(days=30)) is None
    rights = rights_of(kept.account_id, NOW.date())
    assert rights.held == frozenset({(Right.ENTER, world.agencies["BG-LN"])})
    assert not rights_of(kept.account_id, UNTIL).held
    assert not kept.account.has_usable_password()


def test_taken_back_it_is_nobodys_and_twice_changes_nothing(world: World) -> None:
    done = connected(world)
    for _ in range(2):
        disconnect_system(actor_id=world.people["quan"], at=NOW, system_id=done.system.pk)
    assert system_by_token(sha256_of(done.token), NOW) is None
    assert not rights_of(done.system.account_id, NOW.date()).held
    assert AuditEntry.objects.filter(deed="disconnect_system").count() == 1


def test_every_reason_is_told_at_once(world: World) -> None:
    new = NewSystem(" ", frozenset({Right.APPROVE, Right.ENTER}), NOW.date())
    with pytest.raises(CannotConnectSystem) as refused:
        connect_system(actor_id=None, at=NOW, agency_code="BG-LN", new=new)
    assert len(refused.value.reasons) == 3
    with pytest.raises(CannotConnectSystem, match="tối đa một năm"):
        connect_system(
            actor_id=None,
            at=NOW,
            agency_code="BG-LN",
            new=NewSystem("A", frozenset({Right.ENTER}), NOW.date() + timedelta(days=400)),
        )


@pytest.mark.parametrize("who", ["hoa", "lan", "minh", "tuan", "dung"])
def test_only_the_administrator_of_the_province_lets_a_system_in(world: World, who: str) -> None:
    with pytest.raises(NotFound):
        connected(world, who=who)
    system = connected(world).system
    with pytest.raises(NotFound):
        disconnect_system(actor_id=world.people[who], at=NOW, system_id=system.pk)


def test_the_last_use_is_noted_once_a_minute(world: World) -> None:
    system = connected(world).system
    note_use(actor_id=system.account_id, at=NOW)
    note_use(actor_id=system.account_id, at=NOW + timedelta(seconds=30))
    system.refresh_from_db()
    assert system.last_used_at == NOW
    note_use(actor_id=system.account_id, at=NOW + timedelta(seconds=61))
    system.refresh_from_db()
    assert system.last_used_at == NOW + timedelta(seconds=61)
