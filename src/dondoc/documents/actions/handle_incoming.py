"""Distribute an incoming document (phân phối, bút phê) and say what became of it (tiến độ, trả lời, kết thúc, trả lại).

Source: NĐ 30/2020/NĐ-CP, Điều 23, 24.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.documents.incoming_rows import allowed_incoming, write_deed
from dondoc.documents.models import IncomingDeed, IncomingDocument, IncomingShare
from dondoc.documents.queries.handlers import handlers_named
from dondoc.documents.queries.incoming import standing_of
from dondoc.documents.queries.issued_numbers import our_document
from dondoc.documents.rules.incoming import DeedKind, Share, reasons_against_deed, reasons_not_to_share

# An opinion has its own deed, a correction too.
STEPS = frozenset(DeedKind) - {DeedKind.OPINION, DeedKind.CORRECTED}
# These name another document.
CITING = (DeedKind.ANSWERED, DeedKind.LINKED)


class CannotHandle(Refused):
    """Refused: not at this stage, something is missing; every reason."""


@transaction.atomic
def distribute_incoming(
    *, actor_id: int, at: datetime, document_id: int, signer: str, text: str, shares: Sequence[Share]
) -> IncomingDeed:
    """Keep a leader's opinion (bút phê): who leads, who coordinates, who is told, each with its deadline.

    Written by the leader himself or by whoever keeps the register after his word. Raises NotFound, CannotHandle.
    """
    document = allowed_incoming(actor_id, at, document_id, DeedKind.OPINION)
    reasons = reasons_not_to_share(standing_of(document), shares, signer, day_of(at))
    reasons += reasons_against_deed(DeedKind.OPINION, standing_of(document), text, "", None)
    if reasons:
        raise CannotHandle(reasons)
    deed = write_deed(document, DeedKind.OPINION, actor_id, at, text=text.strip(), signer=signer.strip()[:100])
    found = handlers_named([share.name for share in shares], document.agency_id, day_of(at))
    IncomingShare.objects.bulk_create(
        IncomingShare(
            deed=deed,
            document=document,
            role=share.role.value,
            name=share.name.strip()[:200],
            officer_id=found[share.name].officer_id,
            agency_id=found[share.name].agency_id,
            due_on=share.due_on,
        )
        for share in shares
    )
    detail = {"signer": deed.signer, "shares": [[one.role.value, one.name, one.due_on] for one in shares]}
    _log(actor_id, at, "distribute_incoming", document, detail)
    return deed


@transaction.atomic
def act_on_incoming(
    *,
    actor_id: int,
    at: datetime,
    document_id: int,
    kind: DeedKind,
    text: str = "",
    symbol: str = "",
    dated: date | None = None,
    detail: dict[str, Any] | None = None,
) -> IncomingDeed:
    """One step of handling (việc xử lý): taken, progress, proposal, answer, end, return, link, opened again.

    `symbol`, `dated`: the document that answers, or that it is linked to. Raises NotFound, CannotHandle.
    """
    if kind not in STEPS:
        raise NotFound("Không có việc này.")
    document = allowed_incoming(actor_id, at, document_id, kind)
    reasons = reasons_against_deed(kind, standing_of(document), text, symbol, dated)
    if reasons:
        raise CannotHandle(reasons)
    written = "".join(symbol.split())
    deed = write_deed(
        document,
        kind,
        actor_id,
        at,
        text=text.strip(),
        symbol=written,
        dated=dated,
        outgoing_id=our_document(document, written, dated) if kind in CITING else None,
        detail=detail or {},
    )
    told = {"kind": kind.value, "text": deed.text, "symbol": deed.symbol, "dated": dated, **(detail or {})}
    _log(actor_id, at, "act_on_incoming", document, told)
    return deed


def _log(actor_id: int, at: datetime, deed: str, document: IncomingDocument, detail: dict[str, Any]) -> None:
    write_audit(actor_id=actor_id, at=at, deed=deed, subject=f"incoming:{document.pk}", detail=detail)
