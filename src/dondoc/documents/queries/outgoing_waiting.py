"""Outgoing documents that wait for a person (văn bản chờ xử lý): his to hand up, approve, sign, number or issue."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from dondoc.base.prepared import Prepared, among, one_parameter
from dondoc.documents.models import DraftVersion, OutgoingDocument, OutgoingEvent
from dondoc.documents.queries.outgoing import MOVING
from dondoc.documents.rules.life import RULES, WAITING, DeedKind, Stage, Who
from dondoc.people.rules.rights import Right, Rights

MOST = 50
# What nobody touched for longer is found in the list of documents; it is no work of today.
YEAR = timedelta(days=400)


@dataclass(frozen=True)
class WaitingDocument:
    """A document that waits for this person (một việc): where it stands, what it is about."""

    id: int
    stage: Stage
    subject: str
    agency_id: int
    agency_code: str


LEAVES = {
    kind.value: deed.to for kind, deed in RULES.items() if deed.to in {s for told in WAITING.values() for s in told}
}
NOT_BEGUN = ""  # nothing has moved it: a draft


def waiting_documents(rights: Rights, at: datetime) -> list[WaitingDocument]:
    """What waits for a person at a moment, the newest first. One query; none for who has no part in documents."""
    agencies = rights.agencies_for(Right.APPROVE) | rights.agencies_for(Right.SIGN)
    found = (
        (WaitingDocument(pk, LEAVES.get(last, Stage.DRAFT), about or "", agency, code), drafter, asked)
        for pk, last, about, agency, code, drafter, asked in CONCERNED([rights.user_id], agencies, at - YEAR, at)
    )
    return list(islice((one for one, drafter, asked in found if _waits(rights, one, drafter, asked)), MOST))


def _concerned(user: Collection[int], agencies: Collection[int], since: datetime, at: datetime) -> QuerySet[Any, Any]:
    """Documents in which a person has a part and that wait for anybody, the newest first."""
    events = OutgoingEvent.objects.filter(document=OuterRef("pk"), kind__in=[kind.value for kind in MOVING], at__lte=at)
    submitted = OutgoingEvent.objects.filter(kind=DeedKind.SUBMIT.value)
    handed = submitted.filter(person_id__in=one_parameter(user)).values("document_id")
    his = Q(among("documents_outgoingdocument.drafted_by_id", user)) | Q(pk__in=handed)
    his |= Q(among("documents_outgoingdocument.agency_id", agencies))
    newest = DraftVersion.objects.filter(document=OuterRef("pk")).order_by("-no")
    # The last step is named twice only: a database looks for it anew wherever it is named.
    moved = Coalesce(Subquery(events.order_by("-no").values("kind")[:1]), Value(NOT_BEGUN), output_field=CharField())
    rows = OutgoingDocument.objects.filter(his, recorded_at__gt=since, recorded_at__lte=at).annotate(moved=moved)
    signer = Subquery(submitted.filter(document=OuterRef("pk")).order_by("-no").values("person_id")[:1])
    waiting = rows.filter(moved__in=[NOT_BEGUN, *LEAVES]).order_by("-id")
    subject = Subquery(newest.values("subject")[:1])
    return waiting.values_list("pk", "moved", subject, "agency_id", "agency__code", "drafted_by_id", signer)


CONCERNED = Prepared(_concerned)


def _waits(rights: Rights, one: WaitingDocument, drafter_id: int | None, signer_id: int | None) -> bool:
    is_his = {
        Who.DRAFTER: drafter_id == rights.user_id,
        Who.SIGNER: signer_id == rights.user_id,
        Who.APPROVER: rights.has(Right.APPROVE, one.agency_id),
        Who.CLERK: rights.has(Right.SIGN, one.agency_id),
    }
    return any(one.stage in stages for who, stages in WAITING.items() if is_his[who])
