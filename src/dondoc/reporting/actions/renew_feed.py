"""Give a person a secret address for a calendar of deadlines (địa chỉ lịch hạn gửi)."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from dondoc.agencies.models import Agency
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound
from dondoc.people.queries import rights_of
from dondoc.reporting.models import DeadlineFeed
from dondoc.reporting.queries.feeds import own_agencies

TOKEN_BYTES = 32


@transaction.atomic
def renew_feed(*, actor_id: int, at: datetime, agency_code: str = "") -> DeadlineFeed:
    """A new secret address for one's own calendar, or for the calendar of one agency; the old one ends.

    Raises NotFound for an agency that is not one's own.
    """
    agency = None
    if agency_code:
        own = own_agencies(rights_of(actor_id, day_of(at)))
        agency = Agency.objects.filter(code=agency_code, pk__in=own).first()
        if agency is None:
            raise NotFound("Không tìm thấy đơn vị này.")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed, _ = DeadlineFeed.objects.update_or_create(
        user_id=actor_id, agency=agency, defaults={"token": token, "recorded_at": at}
    )
    subject = f"user:{actor_id}"
    write_audit(actor_id=actor_id, at=at, deed="renew_feed", subject=subject, detail={"agency": agency_code})
    return feed
