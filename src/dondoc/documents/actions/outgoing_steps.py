"""Take a step with an outgoing document (bước xử lý văn bản đi): hand up, approve, return, recall …

Signatures, numbers and issuing have modules of their own. Who may, from where: `documents.rules.life.RULES`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason
from dondoc.base.rules.wording import screen_date
from dondoc.documents.form_faults import form_faults
from dondoc.documents.frozen import freeze
from dondoc.documents.models import OutgoingEvent
from dondoc.documents.outgoing_rows import CannotTakeStep, Told, check_seen, fetched, log, write_event, write_file
from dondoc.documents.queries.outgoing import Record, official_of
from dondoc.documents.render import render_docx
from dondoc.documents.rules.checking.verdict import Broken
from dondoc.documents.rules.life import DeedKind, FileKind, reasons_not_to
from dondoc.documents.rules.official import OfficialDocument
from dondoc.people.queries import people_who_may_sign
from dondoc.people.rules.authority import Authority, block_key

# Signatures, numbers, files and recipients come with them: see the modules beside this one.
ALONE = frozenset(
    {
        DeedKind.SUBMIT,
        DeedKind.CALL_BACK,
        DeedKind.APPROVE,
        DeedKind.RETURN,
        DeedKind.REFUSE_SIGN,
        DeedKind.RETURN_FORM,
        DeedKind.OPINION,
        DeedKind.DROP,
        DeedKind.REVIVE,
        DeedKind.RECALL,
    }
)


def take_document_step(
    *, actor_id: int, at: datetime, document_id: int, kind: DeedKind, seen: str, text: str = "", font_folder: str = ""
) -> OutgoingEvent:
    """One step of the table that needs nothing but words.

    Handing up checks the form by the decree and the authority of the signer that the draft names; approving freezes
    the file to be signed. Slow work comes first, nothing locked. Raises NotFound, CannotTakeStep with every reason.
    """
    if kind not in ALONE:
        raise NotFound("Không có bước này.")
    text = text.replace("\r\n", "\n").strip()
    before = fetched(actor_id, at, document_id, kind)
    check_seen(before, seen)
    value = official_of(before.draft)
    reasons = list(reasons_not_to(kind, before.stage, text))
    signer: Authority | None = None
    if kind is DeedKind.SUBMIT:
        signer, against = _signer_of(before, value, at)
        reasons += [*against, *(_told(one) for one in form_faults(value) if not one.is_practice)]
    if reasons:
        raise CannotTakeStep(reasons)
    frozen = freeze(value, day_of(at).year, font_folder) if kind is DeedKind.APPROVE else b""
    editable = render_docx(value) if kind is DeedKind.APPROVE else b""
    with transaction.atomic():
        record = fetched(actor_id, at, document_id, kind, for_update=True)
        check_seen(record, seen)
        told = Told(text, person_id=signer.user_id if signer else _handed_to(record, kind), authority=signer)
        event = write_event(record, kind, actor_id=actor_id, at=at, told=told)
        for file_kind, data, name in (
            (FileKind.FROZEN, frozen, f"trinh-ky-{document_id}-{record.draft.no}.pdf"),
            (FileKind.EDITABLE, editable, f"du-thao-{document_id}-{record.draft.no}.docx"),
        ):
            if data:
                write_file(event, file_kind, data, name, actor_id)
        log(event, actor_id, files=[row.file.sha256 for row in event.files.select_related("file")])
    return event


def _handed_to(record: Record, kind: DeedKind) -> int | None:
    """Approving hands on to the signer whom the drafter named."""
    submitted = record.last(DeedKind.SUBMIT)
    return submitted.person_id if kind is DeedKind.APPROVE and submitted else None


def _signer_of(record: Record, value: OfficialDocument, at: datetime) -> tuple[Authority | None, Sequence[Reason]]:
    """The person whose block and name the draft bears, who must have authority today."""
    type_ = record.type
    ways = people_who_may_sign(
        agency_id=record.document.agency_id, type_code=type_.value, type_label=type_.label.lower(), on=day_of(at)
    )
    fitting = [way for way in ways if block_key(way.lines) == block_key(value.authority)]
    found = next((way for way in fitting if way.full_name == value.signer), None)
    if found is not None:
        return found, ()
    block = " / ".join(value.authority)
    if not value.signer:
        told = "Dự thảo chưa có người ký; chọn người ký ở trang sửa dự thảo."
    elif not fitting:
        day, kind = screen_date(day_of(at)), type_.label.lower()
        told = f"Ngày {day} không ai có thẩm quyền ký loại {kind} với khối “{block}”."
    else:
        names = ", ".join(way.full_name for way in fitting)
        told = f"{value.signer} không có thẩm quyền ký với khối “{block}”; có thẩm quyền: {names}."
    return None, (Reason(told, "Người ký"),)


def _told(broken: Broken) -> Reason:
    return Reason(f"{broken.found}; cần {broken.expected} ({broken.source}).", broken.where)
