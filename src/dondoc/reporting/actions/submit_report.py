"""Send a report (gửi báo cáo)."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction

from dondoc.base.actions import store_file, write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.deadlines.rules.definition import Signature
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right
from dondoc.reporting.models import Submission
from dondoc.reporting.queries import SIGNED_STATES, access_obligation, regime_definition
from dondoc.reporting.rules.sending import FileToSend, reasons_not_to_send
from dondoc.signing.actions import record_verification


class CannotSubmitReport(Refused):
    """Refused: the file or the moment does not fit the regime; every reason is listed."""


def submit_report(
    *,
    actor_id: int,
    at: datetime,
    regime_code: str,
    period_code: str,
    agency_code: str,
    data: bytes,
    name: str,
    note: str = "",
) -> Submission:
    """Send a PDF as the agency's report; `at` is the server's moment of full receipt and decides timeliness.

    Sending again makes a new version; the first one keeps deciding timeliness. Raises NotFound for an
    obligation that is not one's own, CannotSubmitReport with every reason.
    """
    rights = rights_of(actor_id, day_of(at))
    fetch = partial(
        access_obligation, rights, regime_code=regime_code, period_code=period_code, agency_code=agency_code
    )
    if not rights.has(Right.ENTER, fetch().agency_id):
        raise NotFound("Không tìm thấy báo cáo này.")  # before any work: nobody's files but the agency's own
    too_big = len(data) > settings.MAX_REPORT_BYTES
    verification = record_verification(
        actor_id=actor_id, at=at, data=b"" if too_big else data, trust_folder=settings.TRUST_FOLDER
    )
    file = FileToSend(
        name=name,
        size=len(data),
        starts_like_pdf=data[:1024].lstrip().startswith(b"%PDF-"),
        sha256=hashlib.sha256(data).hexdigest(),
        signed=SIGNED_STATES[verification.indication_hint],
        signature_reasons=verification.verdict().reasons,
    )
    with transaction.atomic():
        obligation = fetch(for_update=True)
        before = list(obligation.submissions.order_by("version").values_list("version", "file__sha256"))
        reasons = list(
            reasons_not_to_send(
                file,
                window_from=obligation.window_from,
                on=day_of(at),
                max_bytes=settings.MAX_REPORT_BYTES,
                is_signature_required=regime_definition(regime_code).signature is Signature.REQUIRED,
                sent_before=frozenset(sha256 for _, sha256 in before),
            )
        )
        if reasons:
            raise CannotSubmitReport(reasons)
        submission = Submission.objects.create(
            obligation=obligation,
            version=(before[-1][0] if before else 0) + 1,
            sent_at=at,
            sent_by_id=actor_id,
            file=store_file(actor_id=actor_id, at=at, data=data, name=name, content_type="application/pdf"),
            verification=verification,
            note=note.strip()[:500],
        )
        write_audit(
            actor_id=actor_id,
            at=at,
            deed="submit_report",
            subject=f"obligation:{obligation.pk}",
            detail={"version": submission.version, "sha256": file.sha256, "signature": verification.indication_hint},
        )
    return submission
