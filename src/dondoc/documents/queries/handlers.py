"""Who can be given an incoming document (nơi nhận xử lý): the agency's people, the agencies below it, free words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dondoc.agencies.queries import agency_map
from dondoc.base.rules.wording import same_name_key
from dondoc.documents.rules.incoming import SEEING
from dondoc.people.models import Grant


@dataclass(frozen=True)
class Handler:
    """A handler by the name that was written; known to the system as a person or an agency, or only by that name."""

    name: str
    officer_id: int | None = None
    agency_id: int | None = None
    short: str = ""


def handlers_of(agency_id: int, on: date) -> list[Handler]:
    """Everybody who can be picked: people with a right for the agency, then agencies below, by name. Two queries."""
    rows = Grant.objects.on(on).filter(agency_id=agency_id, right__in=[one.value for one in SEEING])
    people = rows.filter(user__is_active=True).order_by("user__full_name")
    listed = list(people.values_list("user_id", "user__full_name", "user__position_title").distinct())
    namesakes = Counter(same_name_key(name) for _, name, _ in listed)
    # Two of one name are told apart by their posts.
    found = [
        Handler(name if namesakes[same_name_key(name)] == 1 else f"{name}, {post}", officer_id=user_id)
        for user_id, name, post in listed
    ]
    below = sorted(agency_map(on).below(agency_id), key=lambda one: one.name)
    return found + [Handler(one.name, agency_id=one.id, short=one.short_name) for one in below]


def handlers_named(names: Iterable[str], agency_id: int, on: date) -> dict[str, Handler]:
    """Each name as it was written, with whom the system knows by it; marks count, white space and case do not."""
    found = handlers_of(agency_id, on)
    known = {same_name_key(one.short): one for one in found if one.short}
    known |= {same_name_key(one.name): one for one in reversed(found)}
    return {name: known.get(same_name_key(name), Handler(name)) for name in names}
