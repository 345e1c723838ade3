"""Lay an outgoing document before the one whose turn it is (đưa văn bản đi vào trình ký)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.documents.queries.outgoing import file_to_sign
from dondoc.people.queries import rights_of
from dondoc.signbook.actions.lay_paper import LONGEST_TITLE, CannotLayPaper
from dondoc.signbook.models import Paper
from dondoc.signbook.outgoing import NOT_SIGNERS_TURN, PREFIX, hands_of, record_for
from dondoc.signbook.queries import newest_file
from dondoc.signing.actions import record_verification


def lay_document(*, actor_id: int, at: datetime, document_id: int) -> Paper:
    """The paper of a document that waits for a signature; the same one however often it is asked for.

    Raises NotFound, CannotLayPaper where it is not this person's turn.
    """
    on = day_of(at)
    rights = rights_of(actor_id, on)
    record = record_for(rights, document_id, on)
    waiting = file_to_sign(record)
    if waiting is None or not any(hands_of(rights, record, on)):
        raise CannotLayPaper(NOT_SIGNERS_TURN)
    subject = f"{PREFIX}{document_id}"
    for paper in Paper.objects.filter(subject=subject).order_by("-pk"):
        if newest_file(paper)[1].sha256 == waiting.file.sha256:
            return paper
    with waiting.file.content.open("rb") as content:
        data = content.read()
    check = record_verification(actor_id=actor_id, at=at, data=data, trust_folder=settings.TRUST_FOLDER)
    value = record.value()
    with transaction.atomic():
        paper = Paper.objects.create(
            title=f"{record.type.label}: {value.subject}"[:LONGEST_TITLE],
            agency_id=record.document.agency_id,
            subject=subject,
            symbol=value.symbol[:60],
            source=waiting.file,
            verification=check,
            brought_by_id=record.document.drafted_by_id,
            brought_at=at,
            recorded_at=at,
        )
        detail = {"sha256": waiting.file.sha256, "title": paper.title, "subject": subject}
        write_audit(actor_id=actor_id, at=at, deed="lay_paper", subject=f"paper:{paper.pk}", detail=detail)
    return paper
