"""Outgoing documents that wait for a person (văn bản chờ xử lý): his to hand up, approve, sign, number or issue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, Subquery

from dondoc.documents.models import DraftVersion, OutgoingDocument, OutgoingEvent
from dondoc.documents.queries.outgoing import with_stage
from dondoc.documents.rules.life import WAITING, DeedKind, Stage, Who
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


def waiting_documents(rights: Rights, at: datetime) -> list[WaitingDocument]:
    """What waits for a person at a moment, the newest first. One query; none for who has no part in documents."""
    handed = OutgoingEvent.objects.filter(document=OuterRef("pk"), kind=DeedKind.SUBMIT.value).order_by("-no")
    newest = DraftVersion.objects.filter(document=OuterRef("pk")).order_by("-no")
    recent = OutgoingDocument.objects.filter(recorded_at__gt=at - YEAR, recorded_at__lte=at)
    staged = with_stage(recent, at).annotate(
        signer=Subquery(handed.values("person_id")[:1]), subject=Subquery(newest.values("subject")[:1])
    )
    rows = staged.filter(_waits_for(rights)).order_by("-id")[:MOST]
    told = rows.values_list("pk", "stage_now", "subject", "agency_id", "agency__code")
    return [WaitingDocument(pk, Stage(stage), subject or "", agency, code) for pk, stage, subject, agency, code in told]


def _waits_for(rights: Rights) -> Q:
    def at(who: Who) -> Q:
        return Q(stage_now__in=[stage.value for stage in WAITING[who]])

    found = at(Who.DRAFTER) & Q(drafted_by_id=rights.user_id)
    found |= at(Who.SIGNER) & Q(signer=rights.user_id)
    for right, who in ((Right.APPROVE, Who.APPROVER), (Right.SIGN, Who.CLERK)):
        if agencies := rights.agencies_for(right):
            found |= at(who) & Q(agency_id__in=agencies)
    return found
