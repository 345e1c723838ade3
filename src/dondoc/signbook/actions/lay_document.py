"""Lay an outgoing document before the one whose turn it is (đưa văn bản đi vào trình ký)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound
from dondoc.documents.models import OutgoingFile
from dondoc.documents.queries.annexes import annexes_of
from dondoc.documents.queries.outgoing import Record, bytes_of, file_to_sign
from dondoc.people.queries import rights_of
from dondoc.signbook.actions.lay_paper import LONGEST_TITLE, CannotLayPaper
from dondoc.signbook.models import Paper
from dondoc.signbook.outgoing import (
    ANNEX_NOT_NUMBERED,
    NOT_SIGNERS_TURN,
    PREFIX,
    annex_subject,
    hands_of,
    reasons_not_yet,
    record_for,
)
from dondoc.signbook.queries import newest_file
from dondoc.signing.actions import record_verification
from dondoc.signing.rules.roles import Role


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
    title = f"{record.type.label}: {record.value().subject}"
    return _laid(actor_id, at, record, waiting, f"{PREFIX}{document_id}", title)


def lay_annex(*, actor_id: int, at: datetime, document_id: int, annex_id: int) -> Paper:
    """The paper of an annex that waits for the agency's signature; the same one however often it is asked for.

    Raises NotFound, CannotLayPaper where it is not this person's turn.
    """
    on = day_of(at)
    rights = rights_of(actor_id, on)
    record = record_for(rights, document_id, on)
    annex = next((one for one in annexes_of(record) if one.placed.pk == annex_id), None)
    if annex is None:
        raise NotFound("Không tìm thấy phụ lục này.")
    _, may_seal = hands_of(rights, record, on)
    if not may_seal or not annex.needs_seal or [*reasons_not_yet(record, Role.AGENCY, is_annex=True)]:
        raise CannotLayPaper(ANNEX_NOT_NUMBERED)
    title, subject = f"Phụ lục kèm theo: {annex.name}", annex_subject(document_id, annex_id)
    return _laid(actor_id, at, record, annex.placed, subject, title, is_annex=True)


def _laid(
    actor_id: int,
    at: datetime,
    record: Record,
    waiting: OutgoingFile,
    subject: str,
    title: str,
    *,
    is_annex: bool = False,
) -> Paper:
    for paper in Paper.objects.filter(subject=subject).order_by("-pk"):
        if newest_file(paper)[1].sha256 == waiting.file.sha256:
            return paper
    check = record_verification(actor_id=actor_id, at=at, data=bytes_of(waiting), trust_folder=settings.TRUST_FOLDER)
    with transaction.atomic():
        paper = Paper.objects.create(
            title=title[:LONGEST_TITLE],
            agency_id=record.document.agency_id,
            subject=subject,
            is_annex=is_annex,
            symbol=record.value().symbol[:60],
            source=waiting.file,
            verification=check,
            brought_by_id=record.document.drafted_by_id,
            brought_at=at,
            recorded_at=at,
        )
        detail = {"sha256": waiting.file.sha256, "title": paper.title, "subject": subject}
        write_audit(actor_id=actor_id, at=at, deed="lay_paper", subject=f"paper:{paper.pk}", detail=detail)
    return paper
