"""Work off what waits for a timestamp (bổ sung dấu thời gian): a new version each time, the signed one stays.

Of an outgoing document the new version goes out, too, as soon as the agency has signed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from dondoc.base.actions import store_file, write_audit
from dondoc.documents.actions import take_proven_file
from dondoc.signbook.models import AugmentationAttempt, Paper, SignedVersion
from dondoc.signbook.outgoing import document_of
from dondoc.signbook.preparing import level_wanted, trust_at
from dondoc.signbook.queries.augmenting import waiting_for_timestamp
from dondoc.signing.actions import record_verification
from dondoc.signing.models import Verification
from dondoc.signing.pades.augment import CannotAugment, augmented
from dondoc.signing.rules.facts import Kind
from dondoc.signing.rules.indications import Indication
from dondoc.signing.rules.roles import Level, level_of

NO_GAIN = "Dấu thời gian lấy về không nâng được mức chữ ký (dịch vụ chưa được tin cậy?)."


@dataclass(frozen=True)
class Augmented:
    """What came of one attempt: the level now, or why it stayed."""

    title: str
    level: Level
    problem: str = ""


def augment_due(*, actor_id: int | None, at: datetime) -> tuple[Augmented, ...]:
    """Try every version whose time has come. One that fails leaves the others; nothing is locked meanwhile."""
    due = [waiting for waiting in waiting_for_timestamp(level_wanted(), at) if waiting.next_at <= at]
    return tuple(_tried(actor_id, at, waiting.version) for waiting in due)


def _tried(actor_id: int | None, at: datetime, version: SignedVersion) -> Augmented:
    with version.file.content.open("rb") as content:
        data = content.read()
    trust, wanted = trust_at(at), level_wanted()
    try:
        made, short = augmented(data, at=at, tsa_url=settings.TIMESTAMP_SERVICE, trust=trust, level=wanted)
    except CannotAugment as refused:
        return _failed(at, version, str(refused.reasons[0]))
    check = record_verification(actor_id=actor_id, at=at, data=made, trust_folder=settings.TRUST_FOLDER)
    reached = _level(check)
    if check.verdict().indication is not Indication.PASSED or reached.place <= Level(version.level).place:
        return _failed(at, version, short or "; ".join(check.verdict().reasons)[:300] or NO_GAIN)
    return _kept(actor_id, at, version, made, check, reached, short)


def _level(check: Verification) -> Level:
    """The lowest level among the signatures."""
    facts = check.read_facts()
    levels = [level_of(s, facts) or Level.B_B for s in facts.signatures if s.kind is Kind.SIGNATURE]
    return min(levels, key=lambda level: level.place, default=Level.B_B)


def _failed(at: datetime, version: SignedVersion, problem: str) -> Augmented:
    AugmentationAttempt.objects.create(version=version, tried_at=at, problem=problem[:300], recorded_at=at)
    return Augmented(version.paper.title, Level(version.level), problem)


@transaction.atomic
def _kept(
    actor_id: int | None,
    at: datetime,
    version: SignedVersion,
    made: bytes,
    check: Verification,
    reached: Level,
    short: str,
) -> Augmented:
    """The next version, unless somebody has signed meanwhile: then that one is tried the next time."""
    Paper.objects.select_for_update().get(pk=version.paper_id)
    if version.paper.versions.filter(number__gt=version.number).exists():
        return Augmented(version.paper.title, Level(version.level), "Đã có bản ký mới hơn.")
    file = store_file(actor_id=actor_id, at=at, data=made, name=version.file.name, content_type="application/pdf")
    result = SignedVersion.objects.create(
        paper_id=version.paper_id,
        number=version.number + 1,
        file=file,
        verification=check,
        way=version.way,
        role=version.role,
        signer=version.signer,
        level=reached.value,
        notes=["Bổ sung dấu thời gian vào bản đã ký; nội dung đã ký giữ nguyên.", *filter(None, [short])],
        signed_by_id=actor_id,
        signed_at=at,
        recorded_at=at,
    )
    AugmentationAttempt.objects.create(version=version, tried_at=at, result=result, recorded_at=at)
    if (document_id := document_of(version.paper)) is not None:
        continued = version.file.sha256
        take_proven_file(actor_id=actor_id, at=at, document_id=document_id, before=continued, file=file, verified=check)
    detail = {"from": version.number, "level": reached.value, "sha256": file.sha256}
    write_audit(actor_id=actor_id, at=at, deed="augment_paper", subject=f"paper:{version.paper_id}", detail=detail)
    return Augmented(version.paper.title, reached, short)
