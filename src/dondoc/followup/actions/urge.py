"""Urge a task or a report (đôn đốc): graded, numbered, never edited nor deleted; the recipient says it was read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from dondoc.assignments.queries import access_task, record_of
from dondoc.assignments.queries.doing import who_is
from dondoc.assignments.rules.buckets import task_standing
from dondoc.assignments.rules.deeds import Who
from dondoc.assignments.rules.evidence import Upload, reasons_against_files
from dondoc.base.actions import store_file, write_audit
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.followup.models import Urging, UrgingDelivery
from dondoc.followup.rules.urging import MOST_FILES, Channel, reasons_not_to_urge
from dondoc.people.queries import officers_of, rights_of
from dondoc.people.rules.rights import Right
from dondoc.reporting.actions.take_step import ReportPlace
from dondoc.reporting.models import Obligation
from dondoc.reporting.queries.obligations import access_obligation, facts_of
from dondoc.reporting.rules.timeliness import Timeliness


class CannotUrge(Refused):
    """Refused: nobody there would get it, nothing said, or nothing is left to urge; every reason is listed."""


@dataclass(frozen=True)
class Words:
    """What an urging says (nội dung đôn đốc)."""

    grade: str
    text: str
    files: Sequence[Upload] = ()


@transaction.atomic
def urge_task(*, actor_id: int, at: datetime, task_id: int, words: Words) -> Urging:
    """Whoever follows an open task urges its lead. Raises NotFound, CannotUrge with every reason."""
    rights = rights_of(actor_id, day_of(at))
    task = access_task(rights, task_id=task_id, for_update=True)
    if Who.MONITOR not in who_is(rights, task, frozenset()):
        raise NotFound("Không tìm thấy nhiệm vụ này.")
    life = task_standing(record_of(task.pk).facts, AsOf(at)).life
    recipients = officers_of(task.lead_id, day_of(at))
    _check(words, recipients, is_open=life.work.is_open)
    return _write(actor_id, at, words, recipients, Urging(task=task, agency_id=task.lead_id), f"task:{task.pk}")


@transaction.atomic
def urge_report(*, actor_id: int, at: datetime, place: ReportPlace, words: Words) -> Urging:
    """Whoever watches the province urges a report that has not come. Raises NotFound, CannotUrge with every reason."""
    rights = rights_of(actor_id, day_of(at))
    found = access_obligation(
        rights,
        regime_code=place.regime_code,
        period_code=place.period_code,
        agency_code=place.agency_code,
        for_update=True,
    )
    if not rights.has(Right.MONITOR, found.province_id):
        raise NotFound("Không tìm thấy báo cáo này.")
    recipients = officers_of(found.agency_id, day_of(at))
    _check(words, recipients, is_open=_is_missing(found, at))
    subject = f"obligation:{found.pk}"
    return _write(actor_id, at, words, recipients, Urging(obligation=found, agency_id=found.agency_id), subject)


@transaction.atomic
def read_urging(*, actor_id: int, at: datetime, urging_id: int) -> UrgingDelivery:
    """The recipient says that it has been read; once. Raises NotFound."""
    rows = UrgingDelivery.objects.select_for_update().filter(urging_id=urging_id, person_id=actor_id)
    found = rows.filter(channel=Channel.PAGE.value).first()
    if found is None:
        raise NotFound("Không tìm thấy đôn đốc này.")
    if found.read_at is None:
        found.read_at = at
        found.save(update_fields=["read_at"])
        write_audit(actor_id=actor_id, at=at, deed="read_urging", subject=f"urging:{urging_id}")
    return found


def _is_missing(obligation: Obligation, at: datetime) -> bool:
    found = facts_of(obligation.pk).standing(AsOf(at)).timeliness
    return not found.is_sent and found is not Timeliness.EXEMPT


def _check(words: Words, recipients: Collection[int], *, is_open: bool) -> None:
    reasons = [
        *reasons_not_to_urge(grade=words.grade, text=words.text, recipients=recipients, is_open=is_open),
        *reasons_against_files(words.files, max_bytes=settings.MAX_REPORT_BYTES, most=MOST_FILES),
    ]
    if reasons:
        raise CannotUrge(reasons)


def _write(
    actor_id: int, at: datetime, words: Words, recipients: Collection[int], urging: Urging, subject: str
) -> Urging:
    """The thing urged is locked, so its numbers never fork."""
    same = (
        Urging.objects.filter(task=urging.task)
        if urging.task_id
        else Urging.objects.filter(obligation=urging.obligation)
    )
    urging.ordinal = same.count() + 1
    urging.grade, urging.text = words.grade, words.text.strip()
    urging.actor_id, urging.recorded_at = actor_id, at
    urging.save()
    hashes = []
    for one in words.files:
        kept = store_file(actor_id=actor_id, at=at, data=one.data, name=one.name, content_type=one.content_type)
        urging.files.add(kept)
        hashes.append(kept.sha256)
    UrgingDelivery.objects.bulk_create(
        UrgingDelivery(urging=urging, person_id=person_id, channel=Channel.PAGE.value, placed_at=at, recorded_at=at)
        for person_id in recipients
    )
    detail = {"grade": urging.grade, "ordinal": urging.ordinal, "text": urging.text, "files": hashes}
    detail |= {"urging": urging.pk, "recipients": sorted(recipients)}
    write_audit(actor_id=actor_id, at=at, deed="urge", subject=subject, detail=detail)
    return urging
