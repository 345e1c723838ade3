"""Messages on their way out (hàng gửi): by right, what waits, where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from dondoc.base.rules.refusals import NotFound
from dondoc.exchange.models import InMessage, Kind, OutAttempt, OutMessage, OutOrder, OutOutcome
from dondoc.exchange.queries.places import scope_of
from dondoc.exchange.rules.delivery import MOST_ATTEMPTS, Attempt, Standing, standing
from dondoc.people.rules.rights import Right, Rights

MOST_SHOWN = 50
FACTS = ("attempts__outcome", "orders")


def access_out(rights: Rights, message_id: int, *, for_update: bool = False) -> OutMessage:
    """The message, for whoever sees its province's, and for the sending agency's records clerk. Else NotFound."""
    own = Q(province_id__in=scope_of(rights)) | Q(agency_id__in=rights.agencies_for(Right.SIGN))
    rows = OutMessage.objects.filter(own, pk=message_id)
    found = (rows.select_for_update() if for_update else rows.select_related("file")).first()
    if found is None:
        raise NotFound("Không tìm thấy thông điệp này.")
    return found


def may_open_out(rights: Rights, message: OutMessage) -> bool:
    """The same of a message at hand, for a link to it."""
    return message.province_id in scope_of(rights) or rights.has(Right.SIGN, message.agency_id)


def outbox(
    province_ids: Iterable[int],
    at: datetime | None = None,
    *,
    agency_ids: Iterable[int] = (),
    only_unsent: bool = False,
) -> QuerySet[OutMessage]:
    """The outgoing messages of provinces and agencies, newest first, as of a moment; `only_unsent`: not arrived, not
    withdrawn.
    """
    seen = Q(province_id__in=list(province_ids)) | Q(agency_id__in=list(agency_ids))
    rows = OutMessage.objects.filter(seen).prefetch_related(*FACTS)
    if at is not None:
        rows = rows.filter(queued_at__lte=at)
    return (_unsent(rows, at) if only_unsent else rows).order_by("-queued_at", "-pk")


def _unsent(rows: QuerySet[OutMessage], at: datetime | None = None) -> QuerySet[OutMessage]:
    arrived = OutOutcome.objects.filter(attempt__message=OuterRef("pk"), is_sent=True)
    withdrawn = OutOrder.objects.filter(message=OuterRef("pk"), is_withdrawal=True)
    if at is not None:
        arrived, withdrawn = arrived.filter(recorded_at__lte=at), withdrawn.filter(ordered_at__lte=at)
    return rows.exclude(Exists(arrived)).exclude(Exists(withdrawn))


def waiting_messages() -> QuerySet[OutMessage]:
    """What may be due, oldest first, without what was given up and nobody sent again."""
    counted = _unsent(OutMessage.objects.all()).annotate(n_attempts=Count("attempts", distinct=True))
    given_up = counted.filter(n_attempts__gte=MOST_ATTEMPTS, orders__isnull=True)
    rows = counted.exclude(pk__in=given_up.values("pk")).prefetch_related(*FACTS)
    return rows.order_by("queued_at", "pk")


def standing_of(message: OutMessage, at: datetime | None = None) -> Standing:
    """Where a message stands by its attempts and orders, or stood at a moment."""
    attempts = [Attempt(row.started_at, _is_sent(row, at)) for row in message.attempts.all()]
    orders = [row for row in message.orders.all() if at is None or row.ordered_at <= at]
    return standing(
        message.queued_at,
        [one for one in attempts if at is None or one.started_at <= at],
        [row.ordered_at for row in orders if not row.is_withdrawal],
        is_withdrawn=any(row.is_withdrawal for row in orders),
    )


def _is_sent(attempt: OutAttempt, at: datetime | None) -> bool | None:
    if not hasattr(attempt, "outcome") or (at is not None and attempt.outcome.recorded_at > at):
        return None
    return attempt.outcome.is_sent


def latest_statuses(messages: Sequence[OutMessage], at: datetime | None = None) -> dict[tuple[str, str], InMessage]:
    """The newest word of each receiver about a document, by (document id, receiver); one that was delayed is older."""
    documents = {message.document_id for message in messages if message.kind == Kind.DOCUMENT}
    provinces = {message.province_id for message in messages}
    rows = InMessage.objects.filter(kind=Kind.STATUS, document_id__in=documents, province_id__in=provinces)
    if at is not None:
        rows = rows.filter(received_at__lte=at)
    rows = rows.order_by(Coalesce("said_at", "received_at"), "received_at", "pk")
    return {(row.document_id, row.sender_id): row for row in rows}


def statuses_about(message: OutMessage) -> list[InMessage]:
    """What its receiver said about a document, newest first."""
    rows = InMessage.objects.filter(kind=Kind.STATUS, document_id=message.document_id, sender_id=message.receiver_id)
    return list(rows.filter(province_id=message.province_id).order_by("-received_at", "-pk")[:MOST_SHOWN])
