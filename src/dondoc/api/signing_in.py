"""Who asks (xác thực hệ thống): a token, looked up by its hash."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from dondoc.base.clock import now
from dondoc.base.rules.moments import day_of
from dondoc.people.actions import note_use
from dondoc.people.models import ConnectedSystem
from dondoc.people.queries import rights_of, system_by_token
from dondoc.people.rules.rights import Rights
from dondoc.people.rules.systems import sha256_of


class Token(HttpBearer):
    """'Authorization: Bearer dd_…'; what does not hold now is nobody's."""

    def authenticate(self, request: HttpRequest, token: str) -> ConnectedSystem | None:
        at = now()
        system = system_by_token(sha256_of(token), at)
        if system is not None:
            note_use(actor_id=system.account_id, at=at)
        return system


def system_of(request: HttpRequest) -> ConnectedSystem:
    """The system that asks, after it has been let in."""
    found: ConnectedSystem = request.auth  # type: ignore[attr-defined]
    return found


def rights_in(request: HttpRequest) -> Rights:
    return rights_of(system_of(request).account_id, day_of(now()))
