"""Check the signatures of all sendings again (kiểm tra lại chữ ký số), and write down what is to be said otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.reporting.models import SignatureOutcome, Submission
from dondoc.reporting.queries.signatures import judge_sendings, known_states, signed_sendings
from dondoc.reporting.rules.timeliness import SignedState
from dondoc.signing.actions import Rechecked, recheck_files

BATCH = 200


@dataclass(frozen=True)
class ChangedReport:
    """One sending whose signature is to be judged otherwise now."""

    regime_code: str
    period_code: str
    agency_code: str
    version: int
    before: SignedState
    now: SignedState
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class NightlyCheck:
    """What a night's check found: files looked at, whose verdict changed, and the reports that this concerns."""

    n_files: int
    files: tuple[Rechecked, ...]
    reports: tuple[ChangedReport, ...]


def recheck_signatures(*, actor_id: int | None, at: datetime, trust_folder: Path) -> NightlyCheck:
    """Check every stored signed file again, then judge each sending by it and by the register of certificates.

    What changed shows in the tables from `at` on; what was known before stays as it was.
    """
    n_files, files = recheck_files(actor_id=actor_id, at=at, trust_folder=trust_folder)
    ids = list(signed_sendings().filter(sent_at__lte=at).order_by("pk").values_list("pk", flat=True))
    reports: list[ChangedReport] = []
    for start in range(0, len(ids), BATCH):
        reports += renew_outcomes(actor_id=actor_id, at=at, sending_ids=ids[start : start + BATCH])
    return NightlyCheck(n_files, files, tuple(reports))


@transaction.atomic
def renew_outcomes(*, actor_id: int | None, at: datetime, sending_ids: Iterable[int]) -> tuple[ChangedReport, ...]:
    """Judge sendings by their newest check and by what is registered; write what is another thing than before.

    Doing it again writes nothing. Two who do it at once wait for each other.
    """
    ids = sorted(sending_ids)
    list(Submission.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    changed = tuple(_changed(list(signed_sendings().filter(pk__in=ids).order_by("pk")), at))
    for report in changed:
        subject = f"report:{report.regime_code}:{report.period_code}:{report.agency_code}"
        detail = {"version": report.version, "before": report.before.value, "now": report.now.value}
        write_audit(actor_id=actor_id, at=at, deed="renew_signature", subject=subject, detail=detail)
    return changed


def _changed(sendings: list[Submission], at: datetime) -> Iterator[ChangedReport]:
    known = known_states(s.pk for s in sendings)
    judged = judge_sendings(sendings, at)
    for sent in sendings:
        found = judged.get(sent.pk)
        if found is None or found.judged.state is known[sent.pk]:
            continue
        before, now = known[sent.pk], found.judged.state
        SignatureOutcome.objects.create(
            submission=sent,
            verification=found.verification,
            before=before.value,
            state=now.value,
            reasons=list(found.judged.reasons),
            found_at=at,
            recorded_at=at,
        )
        owed = sent.obligation
        codes = (owed.regime.code, owed.period_code, owed.agency.code)
        yield ChangedReport(*codes, sent.version, before, now, found.judged.reasons)
