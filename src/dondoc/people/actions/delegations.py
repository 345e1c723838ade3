"""Record who signs for whom (giao ký thừa lệnh, ủy quyền ký), and its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dondoc.agencies.models import Agency
from dondoc.agencies.queries import agency_map
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.people.models import Delegation, DelegationEnd, Post, User
from dondoc.people.queries import access_delegation, held_posts, kept_agencies, rights_of
from dondoc.people.rules.keeping import NewDelegation, reasons_not_to_delegate, reasons_not_to_end


class CannotDelegate(Refused):
    """Refused: not by the head, not limited as a written power must be, or something is missing."""


@dataclass(frozen=True)
class Parties:
    """Who gives a delegation, and to which unit or person (các bên); None: nobody."""

    by_post_id: int
    unit_code: str = ""
    username: str = ""


@transaction.atomic
def record_delegation(*, actor_id: int | None, at: datetime, parties: Parties, new: NewDelegation) -> Delegation:
    """Record that an agency's head lets a unit or a person sign (giao ký). The same again changes nothing.

    Raises NotFound, CannotDelegate.
    """
    on = day_of(at)
    kept = None if actor_id is None else kept_agencies(rights_of(actor_id, on), on)
    by = next(iter(held_posts(Post.objects.filter(pk=parties.by_post_id), on)), None)
    if by is None or (kept is not None and by.agency_id not in kept):
        raise NotFound("Không tìm thấy chức vụ của người giao.")
    unit = Agency.objects.filter(code=parties.unit_code).first() if parties.unit_code else None
    person = User.objects.filter(username=parties.username, is_active=True).first() if parties.username else None
    is_below = _is_below(by.agency_id, unit, new.valid_from or on) if parties.unit_code else None
    reasons = list(reasons_not_to_delegate(new, by, is_below, person.pk if person else None))
    if parties.username and person is None:
        reasons.append(Reason(f"Chưa có tài khoản '{parties.username}'.", "Người được giao"))
    if reasons or new.valid_from is None:
        raise CannotDelegate(reasons)
    given, is_new = Delegation.objects.get_or_create(
        kind=new.kind.value,
        agency_id=by.agency_id,
        by_post_id=by.id,
        unit=unit,
        person=person,
        types=list(new.types),
        scope=new.scope.strip(),
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        defaults={
            "may_pass": new.may_pass,
            "legal_basis": new.legal_basis.strip(),
            "by_id": actor_id,
            "recorded_at": at,
        },
    )
    if is_new:
        _log(given, actor_id, at)
    return given


def _log(given: Delegation, actor_id: int | None, at: datetime) -> None:
    detail = {"kind": given.kind, "unit": given.unit_id, "person": given.person_id, "types": given.types}
    detail |= {"from": given.valid_from, "to": given.valid_to, "basis": given.legal_basis}
    where = f"agency:{given.agency_id}"
    write_audit(actor_id=actor_id, at=at, deed="record_delegation", subject=where, detail=detail)


def _is_below(agency_id: int, unit: Agency | None, on: date) -> bool:
    if unit is None:
        return False
    return any(above.id == agency_id for above in agency_map(on).way_up(unit.pk)[1:])


@transaction.atomic
def end_delegation(
    *, actor_id: int | None, at: datetime, delegation_id: int, on: date | None, legal_basis: str
) -> DelegationEnd:
    """Take a delegation back from a day on (chấm dứt việc giao ký). Raises NotFound, CannotDelegate."""
    today = day_of(at)
    kept = None if actor_id is None else kept_agencies(rights_of(actor_id, today), today)
    given = access_delegation(kept, delegation_id, for_update=True)
    reasons = list(reasons_not_to_end(given.valid_from, given.valid_to, on, legal_basis))
    if DelegationEnd.objects.filter(delegation=given).exists():
        reasons.append(Reason("Đã chấm dứt việc giao ký này."))
    if reasons or on is None:
        raise CannotDelegate(reasons)
    end = DelegationEnd.objects.create(
        delegation=given, on=on, legal_basis=legal_basis.strip(), by_id=actor_id, recorded_at=at
    )
    detail = {"delegation": given.pk, "on": on, "basis": end.legal_basis}
    where = f"agency:{given.agency_id}"
    write_audit(actor_id=actor_id, at=at, deed="end_delegation", subject=where, detail=detail)
    return end
