"""Papers that are outgoing documents (văn bản đi chờ ký): their own authority, number book and life decide.

The signing book only brings the signature: who may sign is asked of posts and delegations, number and date come out of
the book, and the signed file goes through `documents.actions.sign_document` or `seal_document` before it counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings

from dondoc.base.rules.refusals import Reason
from dondoc.documents.actions import seal_annex, seal_document, sign_document
from dondoc.documents.queries.outgoing import Record, access_outgoing, record_of_outgoing, who_in
from dondoc.documents.rules.life import Stage, Who
from dondoc.documents.rules.numbering import padded
from dondoc.documents.rules.signed_files import fields_to_fill
from dondoc.people.rules.rights import Rights
from dondoc.signbook.models import Paper
from dondoc.signing.models import Verification
from dondoc.signing.rules.roles import Role

PREFIX, ANNEX_PREFIX = "outgoing:", "outgoing-annex:"
NOT_NUMBERED = "Văn bản chưa có số, ngày; cấp số trước rồi đóng dấu."
ANNEX_NOT_NUMBERED = "Văn bản chưa có số, ngày, hoặc đã phát hành; phụ lục ký số sau khi cấp số, trước khi phát hành."
NOT_SIGNERS_TURN = "Văn bản không ở bước chờ ký, hoặc bạn không có thẩm quyền ký văn bản này trong ngày hôm nay."


def document_of(paper: Paper) -> int | None:
    """The outgoing document that a paper is, or is an annex of; None for any other paper."""
    for prefix in (PREFIX, ANNEX_PREFIX):
        if paper.subject.startswith(prefix):
            return int(paper.subject.removeprefix(prefix).partition(":")[0])
    return None


def annex_of(paper: Paper) -> int | None:
    """The annex that a paper is, by its row; None for any other paper."""
    return int(paper.subject.rpartition(":")[2]) if paper.subject.startswith(ANNEX_PREFIX) else None


def annex_subject(document_id: int, annex_id: int) -> str:
    return f"{ANNEX_PREFIX}{document_id}:{annex_id}"


def record_for(rights: Rights, document_id: int, on: date) -> Record:
    """The document with its life, for whoever may know of it. Else NotFound."""
    return record_of_outgoing(access_outgoing(rights, document_id, on))


def hands_of(rights: Rights, record: Record, on: date) -> tuple[bool, bool]:
    """May this person sign it now, may he seal it."""
    who = who_in(rights, record, on)
    return Who.SIGNER in who and record.stage is Stage.APPROVED, Who.CLERK in who


def reasons_not_yet(record: Record, role: Role, *, is_annex: bool = False) -> Iterator[Reason]:
    """Every reason why a document, or an annex of it, is not at this signature's turn."""
    if is_annex:
        if record.stage not in (Stage.NUMBERED, Stage.SEALED):
            yield Reason(ANNEX_NOT_NUMBERED)
        return
    if role is Role.PERSON and record.stage is not Stage.APPROVED:
        yield Reason(NOT_SIGNERS_TURN)
    if role is Role.AGENCY and record.stage is not Stage.NUMBERED:
        yield Reason(NOT_NUMBERED)


def fields_for(record: Record) -> tuple[tuple[str, str], ...]:
    """Number, day and month out of the book, which the agency's signature brings."""
    given = record.numbered
    if given is None or given.number is None or given.dated is None:
        return ()
    return tuple(fields_to_fill(padded(given.number.number), given.dated).items())


def number_on(record: Record) -> str:
    """'05', which the mark on an annex bears; '' while there is none."""
    given = record.numbered
    return padded(given.number.number) if given is not None and given.number is not None else ""


def hand_over(
    *,
    actor_id: int,
    at: datetime,
    document_id: int,
    annex_id: int | None,
    seen: str,
    data: bytes,
    role: Role,
    verified: Verification,
) -> None:
    """Give the signed file, checked before anything was locked, to the document's own life.

    Raises CannotTakeStep, NotFound; then nothing is kept.
    """
    if annex_id is not None:
        seal_annex(
            actor_id=actor_id,
            at=at,
            document_id=document_id,
            annex_id=annex_id,
            data=data,
            trust_folder=settings.TRUST_FOLDER,
            verified=verified,
        )
        return
    step = seal_document if role is Role.AGENCY else sign_document
    step(
        actor_id=actor_id,
        at=at,
        document_id=document_id,
        seen=seen,
        data=data,
        trust_folder=settings.TRUST_FOLDER,
        verified=verified,
    )
