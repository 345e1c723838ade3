"""Whose certificates are whose (chứng thư số đã đăng ký), and who could sign for whom, as far as known at a moment."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet

from dondoc.people.models import Delegation, Grant, Post, SignerCertificate
from dondoc.people.rules.authority import Rank
from dondoc.people.rules.certificates import Authority, Register, Registered
from dondoc.people.rules.rights import Right

SIGNING_RANKS = (Rank.HEAD.value, Rank.DEPUTY.value)


def register_at(agency_ids: Collection[int], fingerprints: Collection[str], known_at: datetime) -> Register:
    """What was known at a moment of some certificates, and of all that sign for some agencies. Five queries at most."""
    authorities = tuple(_authorities(agency_ids, known_at))
    concerned = Q(fingerprint__in=fingerprints) | Q(agency_id__in=agency_ids)
    concerned |= Q(user_id__in={a.user_id for a in authorities})
    rows = known_certificates(known_at).filter(concerned)
    return Register(tuple(_registered(row, known_at) for row in rows), authorities)


def known_certificates(known_at: datetime) -> QuerySet[SignerCertificate]:
    """Every certificate that had been registered by a moment, newest first, each with its end and its holder."""
    rows = SignerCertificate.objects.filter(added_at__lte=known_at).select_related("end", "user", "agency")
    return rows.order_by("-added_at", "-pk")


def certificates_of(agency_ids: Collection[int], known_at: datetime) -> QuerySet[SignerCertificate]:
    """Those of some agencies and of the people who sign, or have a post, there."""
    signs = Q(user__grants__agency_id__in=agency_ids) | Q(user__posts__agency_id__in=agency_ids)
    return known_certificates(known_at).filter(Q(agency_id__in=agency_ids) | signs).distinct()


def agencies_signed_for(user_id: int) -> set[int]:
    """Where a person signs or signed, by right, by post or by delegation, on whatever day."""
    granted = Grant.objects.filter(user_id=user_id, right=Right.SIGN.value).values_list("agency_id", flat=True)
    posts = set(Post.objects.filter(user_id=user_id).values_list("agency_id", flat=True))
    given = Delegation.objects.filter(Q(person_id=user_id) | Q(unit_id__in=posts)).values_list("agency_id", flat=True)
    return {*granted, *posts, *given}


def agencies_of_person(user_id: int, on: date) -> set[int]:
    """Where a person has any right on a day, or signs or signed: whoever keeps these keeps what is said of him."""
    granted = Grant.objects.on(on).filter(user_id=user_id).values_list("agency_id", flat=True)
    return {*granted, *agencies_signed_for(user_id)}


def _authorities(agency_ids: Collection[int], known_at: datetime) -> Iterator[Authority]:
    """By a right given to him, by his post as head or deputy, or by what the head has passed on (Điều 13)."""
    grants = Grant.objects.filter(right=Right.SIGN.value, agency_id__in=agency_ids, recorded_at__lte=known_at)
    yield from (Authority(*row) for row in grants.values_list("user_id", "agency_id", "valid_from", "valid_to"))
    for post in _posts(agency_ids, known_at):
        yield Authority(post.user_id, post.agency_id, post.valid_from, _end(post, known_at))
    given = Delegation.objects.filter(agency_id__in=agency_ids, recorded_at__lte=known_at).select_related("end")
    delegations = list(given)
    units = {d.unit_id for d in delegations if d.unit_id and not d.person_id}
    unit_posts = _posts(units, known_at) if units else []
    for delegation in delegations:
        yield from _passed_on(delegation, unit_posts, known_at)


def _posts(agency_ids: Collection[int], known_at: datetime) -> list[Post]:
    rows = Post.objects.filter(agency_id__in=agency_ids, rank__in=SIGNING_RANKS, recorded_at__lte=known_at)
    return list(rows.select_related("end"))


def _passed_on(delegation: Delegation, posts: list[Post], known_at: datetime) -> Iterator[Authority]:
    """To one person, or to whoever heads a unit while he does; to the deputies only where that was provided for."""
    until = _earlier(delegation.valid_to, _end(delegation, known_at))
    if delegation.person_id:
        yield Authority(delegation.person_id, delegation.agency_id, delegation.valid_from, until)
        return
    for post in posts:
        if post.agency_id == delegation.unit_id and (post.rank == Rank.HEAD or delegation.may_pass):
            since = max(delegation.valid_from, post.valid_from)
            yield Authority(post.user_id, delegation.agency_id, since, _earlier(until, _end(post, known_at)))


def _end(row: Post | Delegation, known_at: datetime) -> date | None:
    """From which day on it holds no longer, as far as was known."""
    end = getattr(row, "end", None)
    return end.on if end and end.recorded_at <= known_at else None


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)


def _registered(row: SignerCertificate, known_at: datetime) -> Registered:
    end = getattr(row, "end", None)
    return Registered(
        fingerprint=row.fingerprint,
        holder=row.user.full_name if row.user else row.name,
        user_id=row.user_id,
        agency_id=row.agency_id,
        valid_from=row.valid_from,
        valid_to=end.from_day if end and end.ended_at <= known_at else None,
    )
