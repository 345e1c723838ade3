"""Questions about people (cán bộ): rights on a day, posts, who may sign what."""

from dondoc.people.queries.posts import access_delegation, access_post, held_delegations, held_posts, kept_agencies
from dondoc.people.queries.rights import holders_of, officers_of, rights_of
from dondoc.people.queries.signing import people_who_may_sign, signing_ways

__all__ = [
    "access_delegation",
    "access_post",
    "held_delegations",
    "held_posts",
    "holders_of",
    "kept_agencies",
    "officers_of",
    "people_who_may_sign",
    "rights_of",
    "signing_ways",
]
