"""Annexes in files of their own (phụ lục tệp riêng): placed with the draft, each signed by the agency before issuing.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 8.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound
from dondoc.documents.actions.checked_files import CheckedFiles
from dondoc.documents.models import OutgoingEvent, OutgoingFile
from dondoc.documents.outgoing_rows import CannotTakeStep, Told, check_seen, fetched, log, write_event, write_file
from dondoc.documents.queries.annexes import Annex, annexes_of
from dondoc.documents.queries.outgoing import Record, bytes_of
from dondoc.documents.queries.outgoing_holders import holder_of
from dondoc.documents.rules.annexes import reasons_against_annexes, reasons_annex_not_sealed_by
from dondoc.documents.rules.brought_files import BroughtFile
from dondoc.documents.rules.life import DeedKind, FileKind, reasons_not_to
from dondoc.documents.rules.signed_files import fingerprint_of, reasons_not_this_file
from dondoc.signing.actions import record_verification
from dondoc.signing.models import Verification


def place_annexes(
    *,
    actor_id: int,
    at: datetime,
    document_id: int,
    seen: str,
    brought: Sequence[BroughtFile] = (),
    dropped: Collection[int] = (),
) -> OutgoingEvent:
    """Add annexes to a draft, leave out others (`dropped`, by their rows); the earlier set stays with its event.

    Raises NotFound, CannotTakeStep with everything against it.
    """
    before = fetched(actor_id, at, document_id, DeedKind.ATTACH)
    check_seen(before, seen)
    now = annexes_of(before)
    kept = [annex for annex in now if annex.placed.pk not in dropped]
    reasons = list(reasons_not_to(DeedKind.ATTACH, before.stage))
    is_changed = bool(brought) or len(kept) != len(now)
    reasons += reasons_against_annexes([annex.name for annex in kept], brought, is_changed=is_changed)
    checked = CheckedFiles.of(actor_id, at, brought, len(kept))
    if reasons := [*reasons, *checked.reasons]:
        raise CannotTakeStep(reasons)
    with transaction.atomic():
        record = fetched(actor_id, at, document_id, DeedKind.ATTACH, for_update=True)
        check_seen(record, seen)
        names = [*(annex.name for annex in kept), *(file.name for file in brought)]
        told = Told("; ".join(names) or "không còn tệp nào")
        event = write_event(record, DeedKind.ATTACH, actor_id=actor_id, at=at, told=told)
        files = [_again(event, annex) for annex in kept]
        files += [write_file(event, FileKind.ANNEX, file.data, file.name, actor_id) for file in brought]
        log(event, actor_id, files=[row.file.sha256 for row in files])
    return event


def _again(event: OutgoingEvent, annex: Annex) -> OutgoingFile:
    return OutgoingFile.objects.create(
        document=event.document, event=event, kind=FileKind.ANNEX.value, file=annex.placed.file, recorded_at=event.at
    )


def seal_annex(
    *,
    actor_id: int,
    at: datetime,
    document_id: int,
    annex_id: int,
    data: bytes,
    trust_folder: Path,
    verified: Verification | None = None,
) -> OutgoingEvent:
    """Văn thư gives an annex back with the agency's signature, after the number and before the issuing.

    Several are signed one after the other: what counts is the number and the file. Raises NotFound, CannotTakeStep.
    """
    before = fetched(actor_id, at, document_id, DeedKind.SEAL_ANNEX)
    annex = _annex(before, annex_id)
    reasons = list(reasons_not_to(DeedKind.SEAL_ANNEX, before.stage))
    if reasons := [*reasons, *reasons_not_this_file(data, bytes_of(annex.placed))]:
        raise CannotTakeStep(reasons)
    checked = verified or record_verification(actor_id=actor_id, at=at, data=data, trust_folder=trust_folder)
    agency_id, facts = before.document.agency_id, checked.read_facts()
    name = agencies_as_on([agency_id], day_of(at))[agency_id].name
    holder = holder_of(fingerprint_of(facts), at, agency_id=agency_id)
    if reasons := list(reasons_annex_not_sealed_by(facts, checked.verdict(), name, holder)):
        raise CannotTakeStep(reasons)
    with transaction.atomic():
        record = fetched(actor_id, at, document_id, DeedKind.SEAL_ANNEX, for_update=True)
        _annex(record, annex_id)
        if reasons := list(reasons_not_to(DeedKind.SEAL_ANNEX, record.stage)):
            raise CannotTakeStep(reasons)
        told = Told(annex.name, verification=checked)
        event = write_event(record, DeedKind.SEAL_ANNEX, actor_id=actor_id, at=at, told=told)
        file = write_file(event, FileKind.ANNEX_SEALED, data, annex.name, actor_id, source=annex.placed)
        log(event, actor_id, file=file.file.sha256, annex=annex_id, verification=checked.pk)
    return event


def _annex(record: Record, annex_id: int) -> Annex:
    """One of the annexes that count. Else NotFound."""
    found = next((annex for annex in annexes_of(record) if annex.placed.pk == annex_id), None)
    if found is None:
        raise NotFound("Không tìm thấy phụ lục này.")
    return found
