"""Questions about people (cán bộ): rights on a day, registered certificates, posts, who may sign what."""

from dondoc.people.queries.certificates import (
    agencies_of_person,
    agencies_signed_for,
    certificates_of,
    known_certificates,
    register_at,
)
from dondoc.people.queries.posts import access_delegation, access_post, held_delegations, held_posts, kept_agencies
from dondoc.people.queries.rights import holders_of, officers_of, rights_of
from dondoc.people.queries.signing import head_block, people_who_may_sign, signing_ways
from dondoc.people.queries.systems import answered_before, system_by_token, systems_of

__all__ = [
    "access_delegation",
    "access_post",
    "agencies_of_person",
    "agencies_signed_for",
    "answered_before",
    "certificates_of",
    "head_block",
    "held_delegations",
    "held_posts",
    "holders_of",
    "kept_agencies",
    "known_certificates",
    "officers_of",
    "people_who_may_sign",
    "register_at",
    "rights_of",
    "signing_ways",
    "system_by_token",
    "systems_of",
]
