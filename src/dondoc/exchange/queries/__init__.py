"""Questions to exchange (câu hỏi về liên thông): who is ours, what waits, what came, one message by right."""

from dondoc.exchange.queries.inbox import access_in, answers_to, inbox, reading_of
from dondoc.exchange.queries.outbox import (
    access_out,
    latest_statuses,
    may_open_out,
    outbox,
    standing_of,
    statuses_about,
    waiting_messages,
)
from dondoc.exchange.queries.places import (
    Place,
    addressed,
    identifiers_of,
    may_send_for,
    named_organ,
    places_of,
    province_of,
    scope_of,
)

__all__ = [
    "Place",
    "access_in",
    "access_out",
    "addressed",
    "answers_to",
    "identifiers_of",
    "inbox",
    "latest_statuses",
    "may_open_out",
    "may_send_for",
    "named_organ",
    "outbox",
    "places_of",
    "province_of",
    "reading_of",
    "scope_of",
    "standing_of",
    "statuses_about",
    "waiting_messages",
]
