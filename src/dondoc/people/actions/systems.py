"""Let another system in by a token (cấp mã truy cập cho hệ thống khác), and out again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from dondoc.agencies.models import Agency
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.people.models import ConnectedSystem, Grant, User
from dondoc.people.queries import kept_agencies, rights_of
from dondoc.people.rules.rights import Right
from dondoc.people.rules.systems import reasons_not_to_connect, sha256_of

# How often the last use is written down: a system may ask a thousand times a minute.
USE_NOTED_EVERY = timedelta(minutes=1)


class CannotConnectSystem(Refused):
    """Refused: something is missing or may not be given to a system; every reason is told."""


@dataclass(frozen=True)
class NewSystem:
    """What a system is called, what it may do for its agency, until before which day."""

    name: str
    rights: frozenset[Right]
    valid_to: date | None


@dataclass(frozen=True)
class Connected:
    """A system with its token, which is told once and kept by nobody here."""

    system: ConnectedSystem
    token: str = field(repr=False)


@transaction.atomic
def connect_system(*, actor_id: int | None, at: datetime, agency_code: str, new: NewSystem) -> Connected:
    """Give a system a token for an agency (cấp mã truy cập), from today on.

    `actor_id` None is the installation itself. Raises NotFound outside the provinces that the person administers,
    CannotConnectSystem with every reason.
    """
    on = day_of(at)
    agency = Agency.objects.filter(code=agency_code).first()
    if agency is None or not _keeps(actor_id, on, agency.pk):
        raise NotFound(f"Không tìm thấy đơn vị '{agency_code[:40]}'.")
    reasons = list(reasons_not_to_connect(new.name, new.rights, new.valid_to, on))
    if reasons or new.valid_to is None:
        raise CannotConnectSystem(reasons)
    token = f"dd_{secrets.token_urlsafe(32)}"
    account = User(
        username=f"he-thong-{secrets.token_hex(8)}",
        full_name=" ".join(new.name.split()),
        position_title="Hệ thống khác",
    )
    account.set_unusable_password()
    account.save()
    Grant.objects.bulk_create(
        Grant(user=account, agency=agency, right=right.value, valid_from=on, valid_to=new.valid_to, recorded_at=at)
        for right in sorted(new.rights)
    )
    system = ConnectedSystem.objects.create(
        account=account,
        agency=agency,
        token_sha256=sha256_of(token),
        valid_from=on,
        valid_to=new.valid_to,
        issued_by_id=actor_id,
        issued_at=at,
    )
    detail = {"system": account.full_name, "agency": agency.code, "rights": sorted(new.rights), "to": new.valid_to}
    write_audit(actor_id=actor_id, at=at, deed="connect_system", subject=f"user:{account.pk}", detail=detail)
    return Connected(system, token)


@transaction.atomic
def disconnect_system(*, actor_id: int | None, at: datetime, system_id: int) -> ConnectedSystem:
    """Take a token back (thu hồi mã truy cập), from this moment on; again changes nothing. Raises NotFound."""
    system = ConnectedSystem.objects.select_for_update().filter(pk=system_id).first()
    if system is None or not _keeps(actor_id, day_of(at), system.agency_id):
        raise NotFound("Không tìm thấy hệ thống này.")
    if system.revoked_at is not None:
        return system
    system.revoked_by_id, system.revoked_at = actor_id, at
    system.save(update_fields=["revoked_by", "revoked_at"])
    User.objects.filter(pk=system.account_id).update(is_active=False)
    subject = f"user:{system.account_id}"
    write_audit(actor_id=actor_id, at=at, deed="disconnect_system", subject=subject, detail={"system": system.pk})
    return system


def note_use(*, actor_id: int, at: datetime) -> None:
    """Remember that a system was here (dùng lần cuối); no row in the log, its deeds have theirs."""
    used = ConnectedSystem.objects.filter(account_id=actor_id)
    used.exclude(last_used_at__gt=at - USE_NOTED_EVERY).update(last_used_at=at)


def _keeps(actor_id: int | None, on: date, agency_id: int) -> bool:
    return actor_id is None or agency_id in kept_agencies(rights_of(actor_id, on), on)
