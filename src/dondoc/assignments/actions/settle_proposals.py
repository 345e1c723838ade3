"""Settle what was proposed (soát đề xuất): accept, drop, edit, merge; nothing is assigned by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from dondoc.assignments.models import DirectiveDraft, Proposal
from dondoc.assignments.queries import access_draft, names_on, proposed
from dondoc.assignments.rules.particulars import Particulars
from dondoc.assignments.rules.proposals import Names, Source, reasons_not_to_accept
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.people.queries import rights_of

Choice = Proposal.Choice


class CannotSettleProposal(Refused):
    """Refused: something of the proposal is missing or unclear, or its document has been assigned."""


@transaction.atomic
def settle_source(*, actor_id: int, at: datetime, draft_id: int, source: Source) -> DirectiveDraft:
    """Put right what the document says of itself: number, day, title, issuer, signer, assigner."""
    draft = _open_draft(actor_id, at, draft_id)
    draft.number, draft.issued_on, draft.title = source.number.strip(), source.issued_on, source.title.strip()
    draft.issuer, draft.signer, draft.assigner = source.issuer.strip(), source.signer.strip(), source.assigner.strip()
    draft.source_kind = source.kind or draft.source_kind
    draft.save(update_fields=["number", "issued_on", "title", "issuer", "signer", "assigner", "source_kind"])
    _audit(actor_id, at, "settle_source", draft, {"number": draft.number, "issued_on": draft.issued_on})
    return draft


@transaction.atomic
def choose_proposal(*, actor_id: int, at: datetime, draft_id: int, position: int, choice: str) -> Proposal:
    """Accept a proposal, drop it, or take either back. Raises NotFound, CannotSettleProposal."""
    draft = _open_draft(actor_id, at, draft_id)
    one = _proposal(draft, position)
    if choice == Choice.ACCEPTED:
        _check(_reasons(one, _names(draft, at), draft))
    one.choice = Choice(choice).value
    one.save(update_fields=["choice"])
    _audit(actor_id, at, "choose_proposal", draft, {"position": position, "choice": one.choice})
    return one


@transaction.atomic
def accept_proposals(*, actor_id: int, at: datetime, draft_id: int) -> tuple[int, int]:
    """Accept every proposal that nothing stands against: how many were accepted, how many are left to mend."""
    draft = _open_draft(actor_id, at, draft_id)
    names = _names(draft, at)
    waiting = list(draft.proposals.filter(choice=Choice.OPEN))
    ready = [one.pk for one in waiting if not _reasons(one, names, draft)]
    draft.proposals.filter(pk__in=ready).update(choice=Choice.ACCEPTED)
    _audit(actor_id, at, "accept_proposals", draft, {"accepted": len(ready)})
    return len(ready), len(waiting) - len(ready)


@transaction.atomic
def edit_proposal(
    *,
    actor_id: int,
    at: datetime,
    draft_id: int,
    position: int,
    title: str,
    leads: str,
    coordinating: str,
    due_on: date | None,
    particulars: Particulars | None = None,
) -> Proposal:
    """Put a proposal right and accept it. `particulars` None: as they were.

    Raises NotFound, CannotSettleProposal with every reason.
    """
    draft = _open_draft(actor_id, at, draft_id)
    one = _proposal(draft, position)
    one.title, one.leads, one.coordinating, one.due_on = title.strip(), leads.strip(), coordinating.strip(), due_on
    told = asdict(particulars) if particulars else {}
    for name, value in told.items():
        setattr(one, name, value.strip() if isinstance(value, str) else value)
    against = particulars.reasons_against() if particulars else ()
    _check([*_reasons(one, _names(draft, at), draft), *against])
    one.choice = Choice.ACCEPTED.value
    one.save(update_fields=["title", "leads", "coordinating", "due_on", "choice", *told])
    _audit(actor_id, at, "edit_proposal", draft, {"position": position})
    return one


@transaction.atomic
def fill_proposals(*, actor_id: int, at: datetime, draft_id: int, particulars: Particulars) -> int:
    """Say the same of every proposal that is not dropped (ghi chung): what is filled in replaces what stood there,
    what is empty changes nothing. How many proposals it was. Raises NotFound, CannotSettleProposal.
    """
    draft = _open_draft(actor_id, at, draft_id)
    given = particulars.given()
    reasons = list(particulars.reasons_against())
    if not given and not reasons:
        reasons.append(Reason("Ghi ít nhất một thông tin để ghi chung cho các đề xuất."))
    _check(reasons)
    n = draft.proposals.filter(choice__in=(Choice.OPEN, Choice.ACCEPTED)).update(**given)
    _audit(actor_id, at, "fill_proposals", draft, {**given, "proposals": n})
    return n


@transaction.atomic
def merge_proposals(*, actor_id: int, at: datetime, draft_id: int, position: int) -> Proposal:
    """Make one of a proposal and the next that is not dropped: both texts, the agencies of the first, its deadline
    or else the other's. Raises NotFound, CannotSettleProposal.
    """
    draft = _open_draft(actor_id, at, draft_id)
    one = _proposal(draft, position)
    following = draft.proposals.filter(position__gt=position, choice__in=("", Choice.ACCEPTED)).order_by("position")
    other = following.first()
    if other is None or one.choice in (Choice.DROPPED, Choice.MERGED):
        raise CannotSettleProposal("Không có đề xuất nào ở sau để gộp vào.")
    one.title = f"{one.title} {other.title}"
    one.start, one.end = min(one.start, other.start), max(one.end, other.end)
    one.leads = one.leads or other.leads
    if one.due_on is None and not one.deadline_wording:
        one.due_on, one.deadline_wording, one.deadline_kind = other.due_on, other.deadline_wording, other.deadline_kind
    one.choice, other.choice = Choice.OPEN.value, Choice.MERGED.value
    one.save()
    other.save(update_fields=["choice"])
    _audit(actor_id, at, "merge_proposals", draft, {"position": position, "with": other.position})
    return one


@transaction.atomic
def discard_draft(*, actor_id: int, at: datetime, draft_id: int) -> None:
    """Throw a reading away; a document that has been assigned stays."""
    draft = _open_draft(actor_id, at, draft_id)
    _audit(actor_id, at, "discard_draft", draft, {"number": draft.number})
    draft.delete()


def _open_draft(actor_id: int, at: datetime, draft_id: int) -> DirectiveDraft:
    draft = access_draft(rights_of(actor_id, day_of(at)), draft_id=draft_id, for_update=True)
    if draft.assignment is not None:
        raise CannotSettleProposal("Văn bản này đã giao. Muốn sửa thì huỷ giao trước.")
    return draft


def _proposal(draft: DirectiveDraft, position: int) -> Proposal:
    found = draft.proposals.filter(position=position).first()
    if found is None:
        raise NotFound("Không tìm thấy đề xuất này.")
    return found


def _names(draft: DirectiveDraft, at: datetime) -> Names:
    return names_on(draft.province_id, draft.issued_on or day_of(at))


def _reasons(one: Proposal, names: Names, draft: DirectiveDraft) -> list[Reason]:
    return list(reasons_not_to_accept(proposed(one, names), draft.issued_on))


def _check(reasons: list[Reason] | Iterator[Reason]) -> None:
    if listed := list(reasons):
        raise CannotSettleProposal(listed)


def _audit(actor_id: int, at: datetime, deed: str, draft: DirectiveDraft, detail: dict[str, object]) -> None:
    write_audit(actor_id=actor_id, at=at, deed=deed, subject=f"directive:{draft.pk}", detail=detail)
