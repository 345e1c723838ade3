"""Send a report (gửi báo cáo), or say that nothing occurred (báo cáo không phát sinh)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.conf import settings
from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.deadlines.rules.definition import Signature
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right
from dondoc.reporting.actions.narrative_out import Narrative
from dondoc.reporting.actions.sending_out import CheckedFile, Outgoing
from dondoc.reporting.models import Obligation, Submission
from dondoc.reporting.queries import access_obligation, definition_of_period
from dondoc.reporting.rules.sending import reasons_not_to_send, reasons_not_to_send_nil


class CannotSubmitReport(Refused):
    """Refused: the file or the moment does not fit the regime; every reason is listed."""


@dataclass(frozen=True)
class _Sender:
    """Who sends for which obligation, at which moment."""

    actor_id: int
    at: datetime
    regime_code: str
    period_code: str
    agency_code: str

    def obligation(self, *, for_update: bool = False) -> Obligation:
        """The obligation, for those who send for its agency. Else NotFound."""
        rights = rights_of(self.actor_id, day_of(self.at))
        found = access_obligation(
            rights,
            regime_code=self.regime_code,
            period_code=self.period_code,
            agency_code=self.agency_code,
            for_update=for_update,
        )
        if not rights.has(Right.ENTER, found.agency_id):
            raise NotFound("Không tìm thấy báo cáo này.")
        return found

    @property
    def is_signature_required(self) -> bool:
        return definition_of_period(self.regime_code, self.period_code).signature is Signature.REQUIRED


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
    is_nil: bool = False,
) -> Submission:
    """Send a PDF as the agency's report; `at` is the server's moment of full receipt and decides timeliness.

    Sending again makes a new version; the first one keeps deciding timeliness. `is_nil`: the file says that
    nothing occurred (không phát sinh). Raises NotFound for an obligation that is not one's own,
    CannotSubmitReport with every reason.
    """
    sender = _Sender(actor_id, at, regime_code, period_code, agency_code)
    agency_id = sender.obligation().agency_id  # before any work: nobody's files but the agency's own
    file = CheckedFile.of(actor_id, at, data, name, agency_id)
    with transaction.atomic():
        obligation = sender.obligation(for_update=True)
        out = Outgoing(obligation, actor_id, at)
        sent_before = out.not_given_back.exclude(file=None).values_list("file__sha256", flat=True)
        _refuse(
            reasons_not_to_send(
                file.known,
                window_from=obligation.window_from,
                on=day_of(at),
                max_bytes=settings.MAX_REPORT_BYTES,
                is_signature_required=sender.is_signature_required,
                sent_before=frozenset(sent_before),
            ),
            out.reasons(),
            file.reasons_against({"regime": regime_code, "period": period_code, "agency": agency_code}),
        )
        return _send(sender, obligation, note, file, is_nil=is_nil)


@transaction.atomic
def submit_nil_report(
    *, actor_id: int, at: datetime, regime_code: str, period_code: str, agency_code: str, note: str = ""
) -> Submission:
    """Say that nothing occurred in the period (báo cáo không phát sinh), without a file; it counts as sent.

    Where the regime requires a signature it needs a signed file: send that with `submit_report`.
    Raises NotFound, CannotSubmitReport.
    """
    sender = _Sender(actor_id, at, regime_code, period_code, agency_code)
    obligation = sender.obligation(for_update=True)
    newest = obligation.submissions.order_by("-version").first()
    _refuse(
        reasons_not_to_send_nil(
            window_from=obligation.window_from,
            on=day_of(at),
            is_signature_required=sender.is_signature_required,
            is_nil_already=newest is not None and newest.is_nil,
        ),
        Outgoing(obligation, actor_id, at).reasons(),
    )
    return _send(sender, obligation, note, None, is_nil=True)


def _refuse(*found: Iterable[Reason]) -> None:
    if reasons := list(chain.from_iterable(found)):
        raise CannotSubmitReport(reasons)


def _send(sender: _Sender, obligation: Obligation, note: str, file: CheckedFile | None, *, is_nil: bool) -> Submission:
    regime = definition_of_period(sender.regime_code, sender.period_code)
    narrative = None if is_nil else Narrative.of(obligation, regime)
    submission = Outgoing(obligation, sender.actor_id, sender.at).write(
        file, is_nil=is_nil, note=note, narrative=narrative
    )
    detail = {
        "version": submission.version,
        "nil": is_nil,
        "sha256": file.known.sha256 if file else None,
        "signature": file.verification.indication_hint if file else None,
        "signed": file.judged.state.value if file else None,
    }
    detail |= {"narrative": narrative.sha256} if narrative else {}
    subject = f"obligation:{obligation.pk}"
    write_audit(actor_id=sender.actor_id, at=sender.at, deed="submit_report", subject=subject, detail=detail)
    return submission
