"""Which posts and delegations there are (chức vụ, giao ký), and whose of them a person keeps."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from dondoc.agencies.queries import agencies_as_on, agency_map
from dondoc.base.rules.refusals import NotFound
from dondoc.people.models import Delegation, Post
from dondoc.people.rules.authority import DelegationKind, HeldDelegation, HeldPost, Rank
from dondoc.people.rules.rights import Right, Rights


def kept_agencies(rights: Rights, on: date) -> frozenset[int]:
    """The agencies whose posts a person keeps: those of the provinces that he administers."""
    administered = rights.agencies_for(Right.ADMINISTER)
    if not administered:
        return frozenset()
    day_map = agency_map(on)
    return administered | {below.id for top in administered for below in day_map.below(top)}


def access_post(kept: Collection[int] | None, post_id: int, *, for_update: bool = False) -> Post:
    """A post of one of these agencies (None: of any). Raises NotFound."""
    rows = Post.objects.select_related("user", "agency", "end")
    found = rows.filter(pk=post_id).first()
    if found is None or (kept is not None and found.agency_id not in kept):
        raise NotFound("Không tìm thấy chức vụ này.")
    if for_update:
        Post.objects.select_for_update().get(pk=found.pk)
    return found


def access_delegation(kept: Collection[int] | None, delegation_id: int, *, for_update: bool = False) -> Delegation:
    """A delegation of one of these agencies (None: of any). Raises NotFound."""
    found = Delegation.objects.select_related("end").filter(pk=delegation_id).first()
    if found is None or (kept is not None and found.agency_id not in kept):
        raise NotFound("Không tìm thấy việc giao ký này.")
    if for_update:
        Delegation.objects.select_for_update().get(pk=found.pk)
    return found


def held_posts(rows: QuerySet[Post], on: date) -> list[HeldPost]:
    """Posts as values, agencies named as on a day. Two queries."""
    found = list(rows.select_related("user", "end"))
    names = agencies_as_on({row.agency_id for row in found}, on)
    return [
        HeldPost(
            id=row.pk,
            user_id=row.user_id,
            full_name=row.user.full_name,
            agency_id=row.agency_id,
            agency_name=names[row.agency_id].name if row.agency_id in names else "",
            title=row.title,
            rank=Rank(row.rank),
            valid_from=row.valid_from,
            valid_to=row.end.on if hasattr(row, "end") else None,
            is_acting=row.is_acting,
            body=row.body,
            field=row.field,
            legal_basis=row.legal_basis,
        )
        for row in found
    ]


def held_delegations(rows: QuerySet[Delegation]) -> list[HeldDelegation]:
    """Delegations as values. One query."""
    return [
        HeldDelegation(
            id=row.pk,
            kind=DelegationKind(row.kind),
            agency_id=row.agency_id,
            by_title=row.by_post.title,
            unit_id=row.unit_id,
            person_id=row.person_id,
            valid_from=row.valid_from,
            valid_to=_earlier(row.valid_to, row.end.on if hasattr(row, "end") else None),
            types=tuple(row.types),
            scope=row.scope,
            may_pass=row.may_pass,
            legal_basis=row.legal_basis,
        )
        for row in rows.select_related("by_post", "end")
    ]


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)


def in_force_on(on: date) -> Q:
    """Posts that are held on a day."""
    return Q(valid_from__lte=on) & (Q(end__isnull=True) | Q(end__on__gt=on))
