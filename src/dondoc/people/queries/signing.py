"""Who may sign documents of an agency on a day (thẩm quyền ký), out of posts and delegations."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from dondoc.agencies.queries import agencies_as_on
from dondoc.people.models import Delegation, Post, User
from dondoc.people.queries.posts import held_delegations, held_posts
from dondoc.people.rules.authority import Asked, Authority, HeldDelegation, HeldPost, Judged, Prefix, may_sign


def signing_ways(*, user_id: int, agency_id: int, type_code: str, type_label: str, on: date) -> Judged:
    """The blocks with which a person may sign a type of document of an agency on a day, or why he may not.

    Five queries.
    """
    delegations = held_delegations(Delegation.objects.filter(agency_id=agency_id))
    user = User.objects.filter(pk=user_id, is_active=True).first()
    posts = _posts_around(user_id, agency_id, delegations, on)
    name = user.full_name if user else "Tài khoản đã khoá"
    asked = Asked(user_id, name, agency_id, _agency_name(agency_id, on), type_code, type_label, on)
    return may_sign(asked, posts if user else (), delegations)


def people_who_may_sign(*, agency_id: int, type_code: str, type_label: str, on: date) -> list[Authority]:
    """Everybody who may sign such a document, with every block of his: to choose from when handing up."""
    delegations = held_delegations(Delegation.objects.filter(agency_id=agency_id))
    posts = _posts_around(None, agency_id, delegations, on)
    active = set(User.objects.filter(pk__in={p.user_id for p in posts}, is_active=True).values_list("pk", flat=True))
    found: list[Authority] = []
    for user_id in dict.fromkeys(post.user_id for post in posts if post.user_id in active):
        asked = Asked(user_id, "", agency_id, "", type_code, type_label, on)
        found += may_sign(asked, posts, delegations).ways
    return found


def head_block(*, agency_id: int, type_code: str, type_label: str, on: date) -> tuple[tuple[str, ...], str] | None:
    """The lines over the signature of the head in office (chức vụ người đứng đầu), and his name where only he may sign.

    None where nobody is recorded who may sign such a document.
    """
    ways = people_who_may_sign(agency_id=agency_id, type_code=type_code, type_label=type_label, on=on)
    if not ways:
        return None
    head = next((way for way in ways if way.prefix is Prefix.NONE), ways[0])
    return head.lines, head.full_name if len(ways) == 1 else ""


def _posts_around(user_id: int | None, agency_id: int, delegations: list[HeldDelegation], on: date) -> list[HeldPost]:
    """A person's own posts, and those of the agency, of the units and of the people who may sign for it."""
    units = {agency_id, *(given.unit_id for given in delegations if given.unit_id)}
    people = {given.person_id for given in delegations if given.person_id}
    wanted = Q(agency_id__in=units) | Q(user_id__in=people)
    if user_id is not None:
        wanted |= Q(user_id=user_id)
        own = Post.objects.filter(user_id=user_id).values_list("agency_id", flat=True)
        wanted |= Q(agency_id__in=set(own))
    return held_posts(Post.objects.filter(wanted).order_by("agency_id", "rank", "id"), on)


def _agency_name(agency_id: int, on: date) -> str:
    found = agencies_as_on([agency_id], on).get(agency_id)
    return found.name if found else ""
