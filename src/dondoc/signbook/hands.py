"""Who may do what with a paper (người ký của một tệp): by rights, or by the life of the document that it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dondoc.base.rules.refusals import NotFound, Reason
from dondoc.documents.queries.outgoing import Record
from dondoc.people.models import User
from dondoc.people.rules.rights import Right, Rights
from dondoc.signbook.models import Paper
from dondoc.signbook.outgoing import document_of, hands_of, reasons_not_yet, record_for
from dondoc.signbook.rules.papers import Hand
from dondoc.signing.rules.roles import Role

# Who lays papers down, signs them, or approves what they report sees them.
SEEING = (Right.ENTER, Right.SIGN, Right.APPROVE)
SEALING = (Right.SIGN, Right.ENTER)


def access_paper(rights: Rights, paper_id: int, on: date, *, for_update: bool = False) -> Paper:
    """A paper of one's own agency, or one that is an outgoing document that one may know of. Else NotFound."""
    rows = Paper.objects.select_for_update() if for_update else Paper.objects.select_related("source", "verification")
    paper = rows.filter(pk=paper_id).first()
    if paper is None:
        raise NotFound("Không tìm thấy tệp trình ký này.")
    document_id = document_of(paper)
    if document_id is not None:
        record_for(rights, document_id, on)
    elif not any(rights.has(right, paper.agency_id) for right in SEEING):
        raise NotFound("Không tìm thấy tệp trình ký này.")
    return paper


def record_of(rights: Rights, paper: Paper, on: date) -> Record | None:
    """The outgoing document that a paper is, with its life."""
    document_id = document_of(paper)
    return record_for(rights, document_id, on) if document_id is not None else None


def hand_of(rights: Rights, paper: Paper, on: date) -> Hand:
    """What a person may do with a paper on a day."""
    full_name = User.objects.values_list("full_name", flat=True).get(pk=rights.user_id)
    record = record_of(rights, paper, on)
    if record is not None:
        return Hand(full_name, *hands_of(rights, record, on))
    return Hand(
        full_name,
        may_sign=rights.has(Right.SIGN, paper.agency_id),
        may_seal=any(rights.has(right, paper.agency_id) for right in SEALING),
    )


def reasons_not_its_turn(rights: Rights, paper: Paper, role: Role, on: date) -> Iterator[Reason]:
    """Where the paper is an outgoing document: is it at this signature's turn?"""
    record = record_of(rights, paper, on)
    if record is not None:
        yield from reasons_not_yet(record, role, is_annex=paper.is_annex)
