"""Messages on their way out (hàng gửi): by right, what waits, where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Count, QuerySet

from dondoc.base.rules.refusals import NotFound
from dondoc.exchange.models import InMessage, Kind, OutMessage
from dondoc.exchange.queries.places import scope_of
from dondoc.exchange.rules.delivery import MOST_ATTEMPTS, Attempt, Standing, standing
from dondoc.people.rules.rights import Rights

FACTS = ("attempts__outcome", "orders")


def access_out(rights: Rights, message_id: int, *, for_update: bool = False) -> OutMessage:
    """The message, for whoever sees its province's. Else NotFound."""
    rows = OutMessage.objects.filter(pk=message_id, province_id__in=scope_of(rights))
    found = (rows.select_for_update() if for_update else rows.select_related("file")).first()
    if found is None:
        raise NotFound("Không tìm thấy thông điệp này.")
    return found


def outbox(province_ids: Iterable[int], *, only_unsent: bool = False) -> QuerySet[OutMessage]:
    """The outgoing messages of provinces, newest first; `only_unsent`: neither arrived nor withdrawn."""
    rows = OutMessage.objects.filter(province_id__in=list(province_ids)).prefetch_related(*FACTS)
    return (_unsent(rows) if only_unsent else rows).order_by("-queued_at", "-pk")


def _unsent(rows: QuerySet[OutMessage]) -> QuerySet[OutMessage]:
    return rows.exclude(attempts__outcome__is_sent=True).exclude(orders__is_withdrawal=True)


def waiting_messages() -> QuerySet[OutMessage]:
    """What may be due, oldest first, without what was given up and nobody sent again."""
    counted = _unsent(OutMessage.objects.all()).annotate(n_attempts=Count("attempts", distinct=True))
    given_up = counted.filter(n_attempts__gte=MOST_ATTEMPTS, orders__isnull=True)
    rows = counted.exclude(pk__in=given_up.values("pk")).prefetch_related(*FACTS)
    return rows.order_by("queued_at", "pk")


def standing_of(message: OutMessage) -> Standing:
    """Where a message stands by its attempts and orders."""
    attempts = [
        Attempt(row.started_at, row.outcome.is_sent if hasattr(row, "outcome") else None)
        for row in message.attempts.all()
    ]
    orders = list(message.orders.all())
    resent = [row.ordered_at for row in orders if not row.is_withdrawal]
    return standing(message.queued_at, attempts, resent, is_withdrawn=any(row.is_withdrawal for row in orders))


def latest_statuses(messages: Sequence[OutMessage]) -> dict[tuple[str, str], InMessage]:
    """The newest word of each receiver about a document, by (document id, receiver)."""
    documents = {message.document_id for message in messages if message.kind == Kind.DOCUMENT}
    provinces = {message.province_id for message in messages}
    rows = InMessage.objects.filter(kind=Kind.STATUS, document_id__in=documents, province_id__in=provinces)
    return {(row.document_id, row.sender_id): row for row in rows.order_by("received_at", "pk")}
