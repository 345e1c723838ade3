"""What is to be said of the signatures of sendings (kết quả chữ ký số), out of the newest check and the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from dondoc.agencies.models import Agency, AgencyVersion
from dondoc.base.rules.refusals import NotFound
from dondoc.documents.rules.signers import Expected, SignerMatch, match_signers
from dondoc.people.queries import register_at
from dondoc.people.rules.certificates import Register
from dondoc.reporting.models import SignatureOutcome, Submission
from dondoc.reporting.rules.signatures import SIGNED_STATES, reasons_against, signed_state
from dondoc.reporting.rules.timeliness import SignedState
from dondoc.signing.models import Verification
from dondoc.signing.rules.facts import DocumentFacts
from dondoc.signing.rules.indications import Indication, Verdict
from dondoc.signing.rules.verdicts import verdict


@dataclass(frozen=True)
class Judged:
    """A file's signatures against the report that it is: facts, verdict, whose they are, what follows from both."""

    facts: DocumentFacts
    verdict: Verdict
    matches: tuple[SignerMatch, ...]
    state: SignedState
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class JudgedSending:
    """The same of a sending, by its newest check."""

    verification: Verification
    judged: Judged


def judge_file(facts: DocumentFacts, agency_id: int, at: datetime) -> Judged:
    """The signatures of a file that is to be an agency's report, by what is known at a moment. Three queries."""
    register = register_at({agency_id}, _fingerprints([facts]), at)
    return _judged(facts, agency_id, _names([agency_id]), register)


def match_agency(facts: DocumentFacts, agency_code: str, at: datetime) -> tuple[SignerMatch, ...]:
    """The signers of any file against an agency. Raises NotFound."""
    agency = Agency.objects.filter(code=agency_code).first()
    if agency is None:
        raise NotFound(f"Không có đơn vị mang mã '{agency_code}'.")
    return judge_file(facts, agency.pk, at).matches


def judge_sendings(sendings: Sequence[Submission], at: datetime) -> dict[int, JudgedSending]:
    """By sending, for those whose file was checked by a moment: four queries, however many they are.

    Each needs its obligation and its own verification with it.
    """
    newest = _newest_checks(sendings, at)
    facts = {pk: check.read_facts() for pk, check in newest.items()}
    agencies = {s.obligation.agency_id for s in sendings}
    register = register_at(agencies, _fingerprints(facts.values()), at) if facts else Register()
    names = _names(agencies) if facts else {}
    return {
        sent.pk: JudgedSending(newest[sent.pk], _judged(facts[sent.pk], sent.obligation.agency_id, names, register))
        for sent in sendings
        if sent.pk in newest
    }


def known_states(sending_ids: Iterable[int]) -> dict[int, SignedState]:
    """What is said of each sending's signature now, by the rows that are kept."""
    sent = Submission.objects.filter(pk__in=list(sending_ids), verification__isnull=False)
    states = {pk: SIGNED_STATES[hint] for pk, hint in sent.values_list("pk", "verification__indication_hint")}
    later = SignatureOutcome.objects.filter(submission__in=states).order_by("found_at", "pk")
    states.update((pk, SignedState(state)) for pk, state in later.values_list("submission_id", "state"))
    return states


def outcomes_of(sending_id: int, at: datetime) -> QuerySet[SignatureOutcome]:
    """What was said otherwise of a sending's signature by a moment, newest first."""
    return SignatureOutcome.objects.filter(submission_id=sending_id, found_at__lte=at).order_by("-found_at", "-pk")


def signed_sendings() -> QuerySet[Submission]:
    """Every sending whose file has a signature or traces of one."""
    rows = Submission.objects.select_related("obligation__agency", "obligation__regime", "verification")
    return rows.exclude(verification=None).exclude(verification__indication_hint=Indication.NO_SIGNATURE.value)


def _newest_checks(sendings: Sequence[Submission], at: datetime) -> dict[int, Verification]:
    own = {s.pk: s.verification for s in sendings if s.verification is not None and s.file_id is not None}
    checks = Verification.objects.filter(sha256=OuterRef("verification__sha256"), checked_at__lte=at)
    newest = Subquery(checks.order_by("-checked_at", "-pk").values("pk")[:1])
    found = dict(Submission.objects.filter(pk__in=own).annotate(newest=newest).values_list("pk", "newest"))
    others = {id for pk, id in found.items() if id is not None and id != own[pk].pk}
    by_id = Verification.objects.in_bulk(others) if others else {}
    return {pk: by_id.get(found.get(pk) or 0, check) for pk, check in own.items()}


def _judged(facts: DocumentFacts, agency_id: int, names: dict[int, list[str]], register: Register) -> Judged:
    outcome = verdict(facts)
    matches = match_signers(facts, Expected(agency_id, tuple(names.get(agency_id, [""]))), register)
    state = signed_state(outcome, matches, must_be_registered=settings.REQUIRE_REGISTERED_CERTIFICATES)
    return Judged(facts, outcome, matches, state, reasons_against(outcome, matches, state))


def _fingerprints(found: Iterable[DocumentFacts]) -> set[str]:
    return {s.signer.fingerprint for facts in found for s in facts.signatures if s.signer}


def _names(agency_ids: Iterable[int]) -> dict[int, list[str]]:
    """Every name that the agencies bear or bore, the newest first: certificates outlive a change of name."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = AgencyVersion.objects.filter(agency_id__in=list(agency_ids)).order_by("-valid_from")
    for agency_id, name, short_name in rows.values_list("agency_id", "name", "short_name"):
        found[agency_id] += [name, short_name]
    return found


def changed_since_sending(province_ids: Iterable[int], since: datetime, at: datetime) -> list[SignatureOutcome]:
    """Newest sendings of provinces whose signature a later check judged otherwise, over a span of time."""
    told = SignatureOutcome.objects.filter(
        submission__obligation__province_id__in=list(province_ids), found_at__gt=since, found_at__lte=at
    )
    # Mostly there are none: their keys are asked for first.
    if not (keys := list(told.values_list("pk", flat=True))):
        return []
    rows = SignatureOutcome.objects.filter(pk__in=keys).select_related(
        "submission__obligation__regime", "submission__obligation__agency"
    )
    newest: dict[int, SignatureOutcome] = {}
    for row in rows.order_by("found_at", "pk"):
        newest[row.submission_id] = row
    versions: dict[int, int] = defaultdict(int)
    owed = {row.submission.obligation_id for row in newest.values()}
    sent = Submission.objects.filter(obligation__in=owed, sent_at__lte=at)
    for obligation_id, version in sent.values_list("obligation_id", "version"):
        versions[obligation_id] = max(versions[obligation_id], version)
    return [
        row
        for row in newest.values()
        if row.found_at > row.submission.sent_at and row.submission.version == versions[row.submission.obligation_id]
    ]
