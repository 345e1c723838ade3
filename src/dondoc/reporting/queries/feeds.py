"""Secret addresses of calendars (địa chỉ lịch hạn gửi): whose they are, what they show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dondoc.base.rules.refusals import NotFound
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right, Rights
from dondoc.reporting.models import DeadlineFeed


def own_agencies(rights: Rights) -> frozenset[int]:
    """Ids of the agencies for which a person works on reports (nhập, duyệt, ký)."""
    return frozenset(a for right, a in rights.held if right in (Right.ENTER, Right.APPROVE, Right.SIGN))


@dataclass(frozen=True)
class FeedScope:
    """What a secret address shows: reports of these agencies, and of these provinces as a whole."""

    user_id: int
    agency_ids: frozenset[int]
    province_ids: frozenset[int]
    agency_id: int | None


def access_feed(token: str, on: date) -> FeedScope:
    """What an address may show on a day, by the rights that its owner holds then. Else NotFound."""
    feed = DeadlineFeed.objects.filter(token=token, user__is_active=True).first()
    if feed is None:
        raise NotFound("Không có lịch ở địa chỉ này.")
    rights = rights_of(feed.user_id, on)
    own = own_agencies(rights)
    if feed.agency_id is None:
        return FeedScope(feed.user_id, own, rights.agencies_for(Right.MONITOR), None)
    if feed.agency_id not in own:
        raise NotFound("Không có lịch ở địa chỉ này.")
    return FeedScope(feed.user_id, frozenset({feed.agency_id}), frozenset(), feed.agency_id)


def feeds_of(user_id: int) -> dict[int | None, str]:
    """A person's secret addresses: tokens by agency id, under None the one of everything of his own."""
    return dict(DeadlineFeed.objects.filter(user_id=user_id).values_list("agency_id", "token"))
