"""Handle an incoming document and tell its sender (xử lý văn bản đến, báo bên gửi): handed out, in work, done, back.

What did not come by the exchange is handled all the same; then nobody is told. Source: NĐ 30/2020/NĐ-CP, Điều 21, 24;
QCVN 102:2016/BTTTT (statuses 02, 04, 05, 06).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from dondoc.documents.actions import act_on_incoming, distribute_incoming
from dondoc.documents.models import IncomingDeed
from dondoc.documents.rules.incoming import DeedKind, Share
from dondoc.exchange.actions.tell_sender import tell_sender
from dondoc.exchange.queries.arrivals import last_told, message_of
from dondoc.exchange.rules.arriving import status_of_deed, words_of_deed


@transaction.atomic
def distribute_and_tell(
    *, actor_id: int, at: datetime, document_id: int, signer: str, text: str, shares: Sequence[Share]
) -> IncomingDeed:
    """`documents.actions.distribute_incoming`; the sender hears 'phân công'. Raises what that raises."""
    deed = distribute_incoming(
        actor_id=actor_id, at=at, document_id=document_id, signer=signer, text=text, shares=shares
    )
    tell_of_deed(actor_id=actor_id, at=at, deed=deed)
    return deed


@transaction.atomic
def act_and_tell(
    *,
    actor_id: int,
    at: datetime,
    document_id: int,
    kind: DeedKind,
    text: str = "",
    symbol: str = "",
    dated: date | None = None,
) -> IncomingDeed:
    """`documents.actions.act_on_incoming`; the sender hears what it means to him. Raises what that raises."""
    deed = act_on_incoming(
        actor_id=actor_id, at=at, document_id=document_id, kind=kind, text=text, symbol=symbol, dated=dated
    )
    tell_of_deed(actor_id=actor_id, at=at, deed=deed)
    return deed


def tell_of_deed(*, actor_id: int, at: datetime, deed: IncomingDeed) -> None:
    """The status that a deed means, unless the sender has just heard the same of this document."""
    code, message = status_of_deed(DeedKind(deed.kind)), message_of(deed.document)
    if code and message is not None and last_told(message) != code:
        said = words_of_deed(DeedKind(deed.kind), deed.text, deed.symbol, deed.dated)
        tell_sender(actor_id=actor_id, at=at, message=message, code=code, description=said)
