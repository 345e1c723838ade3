"""Read a document into proposed tasks (đọc văn bản giao việc)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dondoc.assignments.models import DirectiveDraft, Proposal
from dondoc.assignments.queries import read_directive_text
from dondoc.assignments.queries.directives import ReadDirective
from dondoc.assignments.rules.entry import SourceKind
from dondoc.assignments.rules.particulars import kind_of_document
from dondoc.assignments.rules.proposals import LONGEST_NUMBER, written
from dondoc.assignments.rules.reading import Reading, ReadTask
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.base.rules.wording import number, screen_date
from dondoc.documents.pdf_texts import text_of_file
from dondoc.documents.rules.secrecy import secret_stamp, told
from dondoc.documents.rules.texts import MAX_CHARACTERS
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right

MOST_PROPOSALS = 2_000


class CannotReadSource(Refused):
    """Refused: nothing was given, the document is secret, or nothing can be made of it."""


def read_directive(
    *,
    actor_id: int,
    at: datetime,
    text: str = "",
    data: bytes = b"",
    file_name: str = "",
    province_id: int | None = None,
    kind: SourceKind | None = None,
    registered: tuple[str, date | None] = ("", None),
) -> DirectiveDraft:
    """Keep a pasted text, or the words of a DOCX, PDF or text file, with the tasks proposed; nothing is assigned.

    `kind`: where its tasks come from; None: what the number and title say, a conclusion or a directive.
    `registered`: number and day as a register has them, for a text that does not tell its own.
    Who may assign is who monitors the province. `province_id` None: the one that issued the document. Raises
    NotFound, CannotReadSource (a secret document is not kept at all), CannotReadText, CannotReadDirective,
    CannotTellProvince.
    """
    watched = rights_of(actor_id, day_of(at)).agencies_for(Right.MONITOR)
    if not watched or (province_id is not None and province_id not in watched):
        raise NotFound("Không tìm thấy trang này.")
    if not data and not text.strip():
        raise CannotReadSource("Dán toàn văn hoặc chọn một tệp .docx, .pdf, .txt.")
    if not data and len(text) > MAX_CHARACTERS:
        raise CannotReadSource(f"Văn bản dài quá {number(MAX_CHARACTERS)} ký tự. Chỉ dán phần giao việc.")
    words = text_of_file(data) if data else text
    if stamp := secret_stamp(words):
        raise CannotReadSource(told(stamp))
    meant = {province_id} if province_id is not None else watched
    read = read_directive_text(words, province_ids=meant, today=day_of(at), on=registered[1])
    return _keep(actor_id, at, read, file_name, kind, registered)


@transaction.atomic
def _keep(
    actor_id: int,
    at: datetime,
    read: ReadDirective,
    file_name: str,
    kind: SourceKind | None,
    registered: tuple[str, date | None],
) -> DirectiveDraft:
    document = read.reading.document.or_registered(*registered)
    draft = DirectiveDraft.objects.create(
        province_id=read.province_id,
        text=read.reading.text,
        file_name=file_name[-200:],
        number=document.number[:LONGEST_NUMBER],
        issued_on=document.on,
        title=document.title[:500],
        issuer=document.issuer[:200],
        signer=document.signer[:100],
        assigner=document.issuer[:200],
        source_kind=kind or kind_of_document(document.number, document.title),
        notes=_notes(read.reading, registered[1]),
        actor_id=actor_id,
        recorded_at=at,
    )
    proposals = [_proposal(draft, n, task) for n, task in enumerate(read.reading.tasks[:MOST_PROPOSALS], start=1)]
    Proposal.objects.bulk_create(proposals, batch_size=500)
    detail = {"number": draft.number, "file": draft.file_name, "proposals": len(proposals)}
    write_audit(actor_id=actor_id, at=at, deed="read_directive", subject=f"directive:{draft.pk}", detail=detail)
    return draft


def _notes(reading: Reading, registered_on: date | None) -> list[str]:
    """What the reading leaves open; not the day, where the register has it."""
    if reading.document.on is None and registered_on is not None:
        return [f"Văn bản chưa ghi đủ ngày; thời hạn tính từ {screen_date(registered_on)}, ngày ghi trong sổ."]
    return list(reading.notes)


def _proposal(draft: DirectiveDraft, position: int, task: ReadTask) -> Proposal:
    return Proposal(
        draft=draft,
        position=position,
        point=task.point[:100],
        start=task.start,
        end=task.end,
        title=" ".join(task.text.split()),
        leads=written(task.lead),
        coordinating=written(task.coordinating),
        deadline_wording=task.deadline.wording[:300],
        deadline_kind=task.deadline.kind.value,
        due_on=task.deadline.on,
        confidence=task.confidence,
        unresolved=list(task.unresolved),
    )
