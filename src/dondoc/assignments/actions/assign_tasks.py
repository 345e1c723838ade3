"""Assign what was accepted out of a document (giao nhiệm vụ), all at once; take it back while nothing has happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime

from django.db import transaction

from dondoc.assignments.actions.index_sources import index_sources
from dondoc.assignments.hints import renew_hints
from dondoc.assignments.models import (
    Assignment,
    DirectiveDraft,
    Extension,
    ProgressUpdate,
    Proposal,
    ResultReport,
    SourceDocument,
    Task,
    TaskEvent,
)
from dondoc.assignments.queries import access_draft, already_entered, names_on, proposed
from dondoc.assignments.rules.particulars import Particulars
from dondoc.assignments.rules.proposals import Proposed, Source, reasons_not_to_accept, reasons_not_to_issue
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.wording import number, screen_date
from dondoc.people.queries import rights_of

MOST_TASKS = 5_000
PARTICULARS = tuple(field.name for field in fields(Particulars))
Pair = tuple[Proposal, Proposed]


class CannotAssign(Refused):
    """Refused: the document is not issued, entered before, or a proposal is not clear."""


class CannotUndoAssignment(Refused):
    """Refused: something has happened to one of the tasks."""


@transaction.atomic
def assign_tasks(*, actor_id: int, at: datetime, draft_id: int, adds_to_entered: bool = False) -> Assignment:
    """Make a task of every accepted proposal and lead agency, a group standing for its members on the document's day.

    `adds_to_entered`: the official has seen that the document was entered before. Raises NotFound, CannotAssign.
    """
    draft = access_draft(rights_of(actor_id, day_of(at)), draft_id=draft_id, for_update=True)
    pairs, reasons = _pairs(draft), list(_reasons(draft, day_of(at), adds_to_entered))
    reasons += [
        Reason(reason.message, f"Nhiệm vụ {one.position}, {reason.where}")
        for one, found in pairs
        for reason in reasons_not_to_accept(found, draft.issued_on)
    ]
    n_tasks = sum(found.n_tasks for _, found in pairs)
    if not pairs:
        reasons.append(Reason("Chưa nhận nhiệm vụ nào."))
    if n_tasks > MOST_TASKS:
        reasons.append(Reason(f"Tách thành {number(n_tasks)} nhiệm vụ, quá {number(MOST_TASKS)} trong một lần giao."))
    if reasons or draft.issued_on is None:
        raise CannotAssign(reasons)
    source = _source(draft)
    assignment = Assignment.objects.create(source=source, actor_id=actor_id, recorded_at=at)
    _create(draft, assignment, pairs, draft.issued_on)
    index_sources(actor_id=actor_id, at=at, sources=[source])
    draft.assignment = assignment
    draft.save(update_fields=["assignment"])
    renew_hints(assignment.tasks.values_list("pk", flat=True))
    detail = {"source": source.number, "issued_on": source.issued_on, "tasks": n_tasks, "proposals": len(pairs)}
    write_audit(actor_id=actor_id, at=at, deed="assign_tasks", subject=f"directive:{draft.pk}", detail=detail)
    return assignment


def _pairs(draft: DirectiveDraft) -> list[Pair]:
    names = names_on(draft.province_id, draft.issued_on or day_of(draft.recorded_at))
    accepted = draft.proposals.filter(choice=Proposal.Choice.ACCEPTED).order_by("position")
    return [(one, proposed(one, names)) for one in accepted]


def _reasons(draft: DirectiveDraft, on: date, adds_to_entered: bool) -> Iterator[Reason]:
    if draft.assignment is not None:
        yield Reason("Văn bản này đã giao rồi.")
    said = Source(draft.number, draft.issued_on, draft.title, draft.issuer, draft.signer, draft.assigner)
    yield from reasons_not_to_issue(said, on)
    if draft.assignment is None and not adds_to_entered:
        entered = already_entered(draft.province_id, draft.number, draft.issued_on)
        if entered is not None:
            day = screen_date(entered.source.issued_on) if entered.source.issued_on else "không rõ ngày"
            told = f"Văn bản {entered.source.number} ngày {day} đã nhập, có {number(entered.n_tasks)} nhiệm vụ. "
            yield Reason(told + "Nếu đây là việc khác của văn bản ấy, đánh dấu “Giao thêm”.", "Văn bản")


def _source(draft: DirectiveDraft) -> SourceDocument:
    said = {"title": draft.title, "issuer": draft.issuer, "signer": draft.signer, "text": draft.text}
    source, is_new = SourceDocument.objects.get_or_create(
        province_id=draft.province_id, number=draft.number, issued_on=draft.issued_on, defaults=said
    )
    if not is_new and not source.text:
        source.text, source.issuer, source.signer = draft.text, draft.issuer, draft.signer
        source.save(update_fields=["text", "issuer", "signer"])
    return source


def _create(draft: DirectiveDraft, assignment: Assignment, pairs: Sequence[Pair], issued_on: date) -> None:
    taken = assignment.source.tasks.count()
    wanted = [(one, found, lead) for one, found in pairs for lead in found.leads.ids]
    tasks = [
        Task(
            province_id=draft.province_id,
            code=f"{draft.number}.{issued_on.year}-{n:02d}",
            source=assignment.source,
            title=one.title,
            assigner=draft.assigner,
            lead_id=lead,
            assigned_on=issued_on,
            due_on=one.due_on,
            assignment=assignment,
            point=one.point,
            passage=draft.text[one.start : one.end],
            passage_start=one.start,
            passage_end=one.end,
            deadline_wording=one.deadline_wording,
            source_kind=draft.source_kind,
            **{name: getattr(one, name) for name in PARTICULARS},
            recorded_at=assignment.recorded_at,
        )
        for n, (one, _, lead) in enumerate(wanted, start=taken + 1)
    ]
    Task.objects.bulk_create(tasks, batch_size=500)
    link = Task.coordinating.through
    links = [
        link(task_id=task.pk, agency_id=agency_id)
        for task, (_, found, lead) in zip(tasks, wanted, strict=True)
        for agency_id in found.coordinating_of(lead)
    ]
    link.objects.bulk_create(links, batch_size=500)


@transaction.atomic
def undo_assignment(*, actor_id: int, at: datetime, draft_id: int) -> DirectiveDraft:
    """Take an assignment back (huỷ giao): its tasks leave every list, as if never entered, and the reading is open
    again. Raises NotFound, CannotUndoAssignment once anything has happened to one of them.
    """
    draft = access_draft(rights_of(actor_id, day_of(at)), draft_id=draft_id, for_update=True)
    assignment = draft.assignment
    if assignment is None:
        raise CannotUndoAssignment("Văn bản này chưa giao, không có gì để huỷ.")
    tasks = list(Task.objects.select_for_update(of=("self",)).filter(assignment=assignment).order_by("pk"))
    happened = _with_something_done([task.pk for task in tasks])
    touched = [task.code for task in tasks if task.pk in happened]
    if touched:
        shown = ", ".join(touched[:5]) + ("…" if len(touched) > 5 else "")
        told = (
            f"{number(len(touched))} nhiệm vụ đã có cập nhật hoặc kết quả ({shown}); thu hồi từng nhiệm vụ kèm lý do."
        )
        raise CannotUndoAssignment(told)
    assignment.undone_at, assignment.undone_by_id = at, actor_id
    assignment.save(update_fields=["undone_at", "undone_by"])
    draft.assignment = None
    draft.save(update_fields=["assignment"])
    renew_hints(task.pk for task in tasks)
    detail = {"assignment": assignment.pk, "tasks": len(tasks)}
    write_audit(actor_id=actor_id, at=at, deed="undo_assignment", subject=f"directive:{draft.pk}", detail=detail)
    return draft


def _with_something_done(task_ids: Sequence[int]) -> set[int]:
    """Those of the tasks to which anybody has done anything since they were assigned."""
    facts = (ProgressUpdate, ResultReport, Extension, TaskEvent)
    found = (model.objects.filter(task_id__in=task_ids).values_list("task_id", flat=True) for model in facts)
    return {task_id for ids in found for task_id in ids}
