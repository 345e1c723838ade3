"""Enter a report that came another way while the system was down (nhập bù báo cáo)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from dondoc.base.actions import store_file, write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.people.queries import rights_of
from dondoc.reporting.actions.sending_out import CheckedFile, Outgoing
from dondoc.reporting.actions.take_step import ReportPlace
from dondoc.reporting.models import Obligation, SentOtherwise, Submission
from dondoc.reporting.queries.life import roles_in
from dondoc.reporting.queries.obligations import access_obligation
from dondoc.reporting.rules.life import Role
from dondoc.reporting.rules.sending import Channel, reasons_against_other_way, reasons_not_to_send

PROOF_TYPES = {b"%PDF": "application/pdf", b"\x89PNG": "image/png"}


class CannotRecordOtherWay(Refused):
    """Refused: without its day, reason and proof, or a file that does not fit; every reason is listed."""


@dataclass(frozen=True)
class OtherWay:
    """How the report came: `happened_at` by the proof, None where nobody said."""

    happened_at: datetime | None
    channel: Channel
    reason: str
    proof: bytes
    proof_name: str


def record_sent_otherwise(
    *, actor_id: int, at: datetime, place: ReportPlace, data: bytes, name: str, way: OtherWay
) -> Submission:
    """Enter the whole report with the true moment of its sending, which decides timeliness; marked 'Nhập bù'.

    Only the receiver may: the agency's own word dates nothing. Raises NotFound, CannotRecordOtherWay.
    """
    agency_id = _obligation(actor_id, at, place).agency_id  # before any work
    file = CheckedFile.of(actor_id, at, data, name, agency_id)
    with transaction.atomic():
        obligation = _obligation(actor_id, at, place, for_update=True)
        reasons = _reasons(obligation, at, file, way)
        if reasons or way.happened_at is None:
            raise CannotRecordOtherWay(reasons)
        sent = Outgoing(obligation, actor_id, at).write(file)
        content_type = PROOF_TYPES.get(way.proof[:4], "image/jpeg")
        proof = store_file(actor_id=actor_id, at=at, data=way.proof, name=way.proof_name, content_type=content_type)
        SentOtherwise.objects.create(
            submission=sent,
            happened_at=way.happened_at,
            channel=way.channel.value,
            reason=way.reason.strip()[:500],
            proof=proof,
            recorded_at=at,
        )
        detail = {"version": sent.version, "happened_at": way.happened_at, "channel": way.channel.value}
        detail |= {"reason": way.reason, "sha256": file.known.sha256, "proof": proof.sha256}
        subject = f"obligation:{obligation.pk}"
        write_audit(actor_id=actor_id, at=at, deed="record_sent_otherwise", subject=subject, detail=detail)
        return sent


def _reasons(obligation: Obligation, at: datetime, file: CheckedFile, way: OtherWay) -> list[Reason]:
    limit = settings.MAX_REPORT_BYTES
    known = obligation.submissions.exclude(file=None).values_list("file__sha256", flat=True)
    return [
        *reasons_against_other_way(
            way.happened_at, way.reason, way.proof, window_from=obligation.window_from, at=at, max_bytes=limit
        ),
        *reasons_not_to_send(
            file.known,
            window_from=obligation.window_from,
            on=day_of(at),
            max_bytes=limit,
            is_signature_required=False,  # what came on paper bears its signature there
            sent_before=frozenset(known),
        ),
    ]


def _obligation(actor_id: int, at: datetime, place: ReportPlace, *, for_update: bool = False) -> Obligation:
    """The obligation, for its receiver. Else NotFound."""
    rights = rights_of(actor_id, day_of(at))
    found = access_obligation(
        rights,
        regime_code=place.regime_code,
        period_code=place.period_code,
        agency_code=place.agency_code,
        for_update=for_update,
    )
    if Role.RECEIVER not in roles_in(rights, found):
        raise NotFound("Không tìm thấy báo cáo này.")
    return found
