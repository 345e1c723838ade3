"""Take a signed file of an outgoing document in (nhận tệp đã ký): the person's signature, then the agency's.

This is the one seam for every way of signing: a file signed elsewhere and uploaded, a key file, a token in the
browser, a signing service. Each of them fetches `queries.outgoing.file_to_sign`, has it signed (for the agency with
`rules.signed_files.fields_to_fill` in the same update) and hands the bytes to `sign_document` or `seal_document`; only
what the bytes themselves prove counts, never the word of the program that brought them. Whoever holds a lock already
brings the `Verification` of just these bytes along: then nothing slow is left to do here.
Source: NĐ 30/2020/NĐ-CP, Điều 5, 13, 32.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import Reason
from dondoc.documents.models import OutgoingEvent
from dondoc.documents.outgoing_rows import CannotTakeStep, Told, check_seen, fetched, log, write_event, write_file
from dondoc.documents.queries.outgoing import Record, bytes_of, file_to_sign, judged_signer, official_of
from dondoc.documents.queries.outgoing_holders import holder_of
from dondoc.documents.rules.life import DeedKind, FileKind, reasons_not_to
from dondoc.documents.rules.numbering import padded
from dondoc.documents.rules.signed_files import (
    fields_to_fill,
    fingerprint_of,
    reasons_not_sealed_by,
    reasons_not_signed_by,
    reasons_not_this_file,
)
from dondoc.people.models import User
from dondoc.people.rules.authority import Authority, block_key
from dondoc.signing.actions import record_verification
from dondoc.signing.models import Verification


def sign_document(
    *,
    actor_id: int,
    at: datetime,
    document_id: int,
    seen: str,
    data: bytes,
    trust_folder: Path,
    verified: Verification | None = None,
) -> OutgoingEvent:
    """The signer gives back the frozen file with his signature (ký ban hành).

    Refused with the reason where he has no authority on this day, the block is not his, the file is another or the
    signature does not hold. Raises NotFound, CannotTakeStep.
    """
    _check_same(verified, data, at)
    before = fetched(actor_id, at, document_id, DeedKind.SIGN)
    way, reasons = _authority(before, actor_id, at)
    reasons = [*_at_its_turn(before, DeedKind.SIGN, seen), *reasons, *_not_this(before, data)]
    if reasons:
        raise CannotTakeStep(reasons)
    checked = verified or record_verification(actor_id=actor_id, at=at, data=data, trust_folder=trust_folder)
    name = User.objects.values_list("full_name", flat=True).get(pk=actor_id)
    facts = checked.read_facts()
    holder = holder_of(fingerprint_of(facts), at, user_id=actor_id)
    if against := list(reasons_not_signed_by(facts, checked.verdict(), name, holder)):
        raise CannotTakeStep(against)
    told = Told(authority=way, verification=checked)
    return _take_in(before, DeedKind.SIGN, FileKind.SIGNED, data, told, actor_id, at)


def seal_document(
    *,
    actor_id: int,
    at: datetime,
    document_id: int,
    seen: str,
    data: bytes,
    trust_folder: Path,
    verified: Verification | None = None,
) -> OutgoingEvent:
    """Văn thư gives back the signed file with the agency's signature, number and date filled in (ký số của cơ quan).

    Refused unless the valid personal signature covers the same content. Raises NotFound, CannotTakeStep.
    """
    _check_same(verified, data, at)
    before = fetched(actor_id, at, document_id, DeedKind.SEAL)
    reasons = [*_at_its_turn(before, DeedKind.SEAL, seen), *_not_this(before, data)]
    given = before.numbered
    if reasons or given is None or given.number is None or given.dated is None:
        raise CannotTakeStep(reasons or [Reason("Văn bản chưa có số, ngày.")])
    checked = verified or record_verification(actor_id=actor_id, at=at, data=data, trust_folder=trust_folder)
    on = day_of(at)
    agency = agencies_as_on([before.document.agency_id], on)[before.document.agency_id]
    fields = fields_to_fill(padded(given.number.number), given.dated)
    facts = checked.read_facts()
    holder = holder_of(fingerprint_of(facts), at, agency_id=before.document.agency_id)
    if against := list(reasons_not_sealed_by(facts, checked.verdict(), agency.name, fields, holder)):
        raise CannotTakeStep(against)
    return _take_in(before, DeedKind.SEAL, FileKind.SEALED, data, Told(verification=checked), actor_id, at)


def _check_same(verified: Verification | None, data: bytes, at: datetime) -> None:
    """A check of other bytes or of another moment proves nothing here: only a mistake of ours brings one."""
    if verified is not None and (verified.sha256, verified.checked_at) != (hashlib.sha256(data).hexdigest(), at):
        raise ValueError("a verification of another file or moment")


def _authority(record: Record, actor_id: int, at: datetime) -> tuple[Authority | None, list[Reason]]:
    """The authority that the draft's block and name rest on; else every reason against the signer."""
    judged = judged_signer(record, actor_id, day_of(at))
    if not judged.ways:
        return None, list(judged.reasons)
    value = official_of(record.draft)
    way = judged.way_with(value.authority)
    if way is not None and way.full_name == value.signer:
        return way, []
    blocks = "; ".join(block_key(one.lines) for one in judged.ways)
    told = f"Văn bản mang khối ký “{block_key(value.authority)} – {value.signer}”; "
    told += f"{judged.ways[0].full_name} ký được với: {blocks}."
    return None, [Reason(told, "Thẩm quyền ký")]


def _at_its_turn(record: Record, kind: DeedKind, seen: str) -> Iterable[Reason]:
    check_seen(record, seen)
    return reasons_not_to(kind, record.stage)


def _not_this(record: Record, data: bytes) -> list[Reason]:
    before = file_to_sign(record)
    if before is None:
        return []
    return list(reasons_not_this_file(data, bytes_of(before)))


def _take_in(
    before: Record, kind: DeedKind, file_kind: FileKind, data: bytes, told: Told, actor_id: int, at: datetime
) -> OutgoingEvent:
    """The rows, once more under the lock: nobody may have acted meanwhile."""
    with transaction.atomic():
        record = fetched(actor_id, at, before.document.pk, kind, for_update=True)
        check_seen(record, before.seen)
        event = write_event(record, kind, actor_id=actor_id, at=at, told=told)
        name = f"{file_kind.value}-{record.document.pk}-{event.no}.pdf"
        file = write_file(event, file_kind, data, name, actor_id)
        log(event, actor_id, file=file.file.sha256, verification=_pk(told.verification), authority=event.authority)
    return event


def _pk(checked: Verification | None) -> int | None:
    return checked.pk if checked else None
