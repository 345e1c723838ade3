"""The facts of one filled signature field (một chữ ký trong tệp PDF)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from asn1crypto import x509
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfStrictReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    DiffResult,
    ModificationLevel,
    StandardDiffPolicy,
)
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.authority import CertTrustAnchor
from pyhanko_certvalidator.policy_decl import AcceptAllAlgorithms, AlgorithmUsagePolicy

from dondoc.base.rules.moments import VIETNAM
from dondoc.signing.pades.certificates import certificate_facts, clean
from dondoc.signing.pades.covered import with_covered_words
from dondoc.signing.pades.described import are_pages_turned, is_described_otherwise
from dondoc.signing.pades.evidence import NO_EVIDENCE, Evidence, evidence_of_container
from dondoc.signing.pades.later import has_form_turned, later_fields
from dondoc.signing.pades.revocation import revocations
from dondoc.signing.pades.structure import BAD_CONTAINER, BAD_SUB_FILTER, LOOSE_END, structure_problems
from dondoc.signing.pades.trust import TrustAnchors
from dondoc.signing.rules.algorithms import PERMITTED_DIGESTS
from dondoc.signing.rules.facts import Coverage, Kind, LaterChanges, Revocation, SignatureFacts, TimestampFacts
from dondoc.signing.rules.later import HARMLESS_CHANGES

# What is computed although it is not permitted, so that old files show their facts.
COMPUTED_DIGESTS = PERMITTED_DIGESTS | {"md5", "sha1", "sha224"}
COMPUTED_SIGNATURES = frozenset({"rsassa_pkcs1v15", "rsassa_pss", "ecdsa", "dsa", "ed25519", "ed448"})
SUB_FILTERS = {
    ("/Sig", "/ETSI.CAdES.detached"): Kind.SIGNATURE,
    ("/Sig", "/adbe.pkcs7.detached"): Kind.SIGNATURE,
    ("/DocTimeStamp", "/ETSI.RFC3161"): Kind.TIMESTAMP,
}
MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
ANY_USE = KeyUsageConstraints(key_usage=set(), extd_key_usage=None)
# The library's rules for what may follow a signature, but without its mercy for objects that nothing refers to.
STRICT_POLICY = StandardDiffPolicy(
    DEFAULT_DIFF_POLICY.global_rules, DEFAULT_DIFF_POLICY.form_rule, ignore_orphaned_objects=False
)

COVERAGES = {
    SignatureCoverageLevel.ENTIRE_FILE: Coverage.WHOLE_FILE,
    SignatureCoverageLevel.ENTIRE_REVISION: Coverage.REVISION,
}
CHANGES = {
    ModificationLevel.NONE: LaterChanges.NONE,
    ModificationLevel.LTA_UPDATES: LaterChanges.VALIDATION_DATA,
    ModificationLevel.FORM_FILLING: LaterChanges.FORM_FILLING,
    ModificationLevel.ANNOTATIONS: LaterChanges.ANNOTATIONS,
}


@dataclass(frozen=True)
class Source:
    """One opened file: its bytes, the reader over them, the roots, its own evidence, the moment of the check.

    `names`: of those who signed it, as their certificates have them.
    """

    data: bytes
    reader: PdfFileReader
    trust: TrustAnchors
    at: datetime
    evidence: Evidence = NO_EVIDENCE
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Opened:
    """A signature field whose frame was looked at: what of it could be opened, and its facts so far.

    `is_last`: nobody signed after it, so nothing but evidence and timestamps may follow. `is_idle_behind`: an update
    behind the last one brings neither.
    """

    facts: SignatureFacts
    embedded: EmbeddedPdfSignature | None = None
    is_last: bool = False
    is_idle_behind: bool = False


def open_signature(source: Source, name: str, field: Any) -> Opened:
    """The frame of one signature; its revision stays -1 where it cannot be told.

    Boundary, as `read_signature`: whatever the library raises over one signature becomes facts of that signature,
    except what concerns the whole file (strict syntax, exhausted memory or recursion).
    """
    facts = SignatureFacts(clean(name), structure_problems=(BAD_CONTAINER,))
    try:
        embedded = EmbeddedPdfSignature(source.reader, field, name)
        facts = replace(facts, revision=embedded.signed_revision)
        facts = _structure(source, facts, embedded)
        facts = replace(facts, signer=certificate_facts(embedded.signer_cert))
        return Opened(facts, None if facts.structure_problems or facts.stopped else embedded)
    except (PdfStrictReadError, RecursionError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - the boundary named above
        return Opened(_failed(facts, error))


def read_signature(source: Source, opened: Opened, proved: datetime) -> SignatureFacts:
    """Its facts, when it is proved by later timestamps (or by this check alone) to have existed at `proved`."""
    if opened.embedded is None:
        return opened.facts
    try:
        revision = opened.facts.revision
        later = later_fields(source.reader, revision)
        later = with_covered_words(later, source.data, source.reader, revision, source.names)
        facts = replace(opened.facts, later_fields=later)
        if facts.revision < source.reader.total_revisions - 1 and _is_turned(source.reader, facts, opened.is_last):
            facts = replace(facts, is_turned=True)
        facts = asyncio.run(_validated(source, facts, opened.embedded, proved))
        if opened.is_last and opened.is_idle_behind and facts.later_changes in HARMLESS_CHANGES:
            facts = replace(facts, is_turned=True, is_change_permitted=False)
        return facts
    except (PdfStrictReadError, RecursionError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - the boundary named above
        return _failed(opened.facts, error)


def _failed(facts: SignatureFacts, error: Exception) -> SignatureFacts:
    if isinstance(error, SignatureValidationError):
        return replace(facts, stopped=error.ades_subindication.standard_name, library_says=clean(error))
    if isinstance(error, UnsupportedAlgorithm | NotImplementedError):
        return replace(facts, stopped="CRYPTO_CONSTRAINTS_FAILURE", library_says=clean(error))
    stopped = "" if facts.structure_problems else "FORMAT_FAILURE"
    return replace(facts, stopped=stopped, library_says=clean(repr(error)))


def _structure(source: Source, facts: SignatureFacts, embedded: EmbeddedPdfSignature) -> SignatureFacts:
    """Everything that can be said before any hash is computed."""
    byte_range = tuple(int(n) for n in embedded.byte_range)
    problems = structure_problems(source.data, byte_range, embedded.pkcs7_content)
    kind = SUB_FILTERS.get((str(embedded.sig_object_type), str(embedded.sig_object.get("/SubFilter"))))
    if kind is None:
        problems.append(BAD_SUB_FILTER)
    if not problems and not (names_its_digest(embedded.signed_data) and has_sound_attributes(embedded.signer_info)):
        problems.append(BAD_CONTAINER)
    is_last = embedded.signed_revision == source.reader.total_revisions - 1
    if not problems and is_last and byte_range[2] + byte_range[3] != len(source.data):
        problems.append(LOOSE_END)
    scheme, digest = scheme_of(embedded)
    can_compute = embedded.md_algorithm in COMPUTED_DIGESTS and scheme in COMPUTED_SIGNATURES
    is_cades = embedded.sig_object.get("/SubFilter") == "/ETSI.CAdES.detached"
    return replace(
        facts,
        kind=kind or Kind.SIGNATURE,
        byte_range=byte_range,
        structure_problems=tuple(problems),
        digest_algorithm=clean(digest),
        signature_algorithm=clean(scheme),
        is_pades=is_cades and names_its_certificate(embedded.signer_info),
        stopped="" if can_compute else "CRYPTO_CONSTRAINTS_FAILURE",
    )


def scheme_of(embedded: Any) -> tuple[str, str]:
    """The signature's scheme, and the weaker of the two digests where content and signature use different ones."""
    algorithm = embedded.signer_info["signature_algorithm"]
    try:
        scheme = algorithm.signature_algo
    except ValueError:
        scheme = algorithm["algorithm"].native
    try:
        digest = algorithm.hash_algo
    except ValueError:  # an algorithm that takes the content's digest
        digest = embedded.md_algorithm
    return scheme, embedded.md_algorithm if digest in PERMITTED_DIGESTS else digest


def names_its_digest(signed_data: Any) -> bool:
    """Does the container name the digest that its signer used? Others refuse it where it does not (RFC 5652, 5.1)."""
    named = {algorithm["algorithm"].native for algorithm in signed_data["digest_algorithms"]}
    return all(info["digest_algorithm"]["algorithm"].native in named for info in signed_data["signer_infos"])


def has_sound_attributes(signer_info: Any) -> bool:
    """Is a hash among what was signed, and nothing said twice (RFC 5652, 11; ETSI EN 319 122-1, 5.1)?"""
    attributes = signer_info["signed_attrs"]
    if not len(attributes):
        return False
    types = [attribute["type"].dotted for attribute in attributes]
    is_plain = all(len(attribute["values"]) == 1 for attribute in attributes)
    return is_plain and len(types) == len(set(types)) and MESSAGE_DIGEST in types


def names_its_certificate(signer_info: Any) -> bool:
    attributes = {attribute["type"].native for attribute in signer_info["signed_attrs"]}
    return bool(attributes & {"signing_certificate_v2", "signing_certificate"})


async def _validated(
    source: Source, facts: SignatureFacts, embedded: EmbeddedPdfSignature, proved: datetime
) -> SignatureFacts:
    evidence = source.evidence + evidence_of_container(embedded.signed_data)
    stamps = context_at(source.trust, proved, evidence)
    if facts.kind is Kind.TIMESTAMP:
        status: Any = await async_validate_pdf_timestamp(embedded, stamps, diff_policy=STRICT_POLICY)
        return replace(_common(facts, status), timestamp=_timestamp(source, status, evidence, proved))
    claimed = embedded.self_reported_timestamp
    if claimed is not None and claimed.tzinfo is None:
        claimed = claimed.replace(tzinfo=VIETNAM)
    facts = replace(facts, claimed_at=claimed)
    facts = await _of_signer(source, facts, embedded, evidence, proved, stamps)
    stamp = facts.timestamp
    if stamp and stamp.is_valid and stamp.at < proved and not facts.is_chain_trusted:
        # Authorities that have expired since were still valid when the timestamp proves the signature was there.
        facts = await _of_signer(source, facts, embedded, evidence, stamp.at, stamps)
    return facts


async def _of_signer(
    source: Source,
    facts: SignatureFacts,
    embedded: EmbeddedPdfSignature,
    evidence: Evidence,
    moment: datetime,
    stamps: ValidationContext,
) -> SignatureFacts:
    """Chain and integrity at a moment.

    The authorities must hold then: the claimed time proves nothing. Whether the signer's own certificate does is a
    question of its own (rules.times), so the moment is brought inside that.
    """
    if facts.signer:
        moment = min(max(moment, facts.signer.valid_from), facts.signer.valid_to)
    status: Any = await async_validate_pdf_signature(
        embedded,
        context_at(source.trust, moment, evidence, AcceptAllAlgorithms()),
        ts_validation_context=stamps,
        diff_policy=STRICT_POLICY,
        key_usage_settings=ANY_USE,
    )
    facts = _common(facts, status)
    if facts.is_chain_trusted:
        answers = revocations(certificates_of(status), evidence, Evidence(crls=source.trust.crls), source.at)
        facts = replace(facts, revocations=answers)
    # A timestamp over the content alone proves nothing of the signature: it may be older than that.
    if status.timestamp_validity is not None:
        stamp = _timestamp(source, status.timestamp_validity, evidence, stamps.moment)
        facts = replace(facts, timestamp=stamp)
    return facts


def context_at(
    trust: TrustAnchors, moment: datetime, evidence: Evidence, algorithms: AlgorithmUsagePolicy | None = None
) -> ValidationContext:
    """Offline: nothing is fetched; revocation is looked at apart. Roots count inside their own validity only."""
    return ValidationContext(
        trust_roots=[CertTrustAnchor(c, derive_default_quals_from_cert=True) for c in trust.roots],
        other_certs=list(evidence.certificates),
        moment=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
        algorithm_usage_policy=algorithms,
    )


def _common(facts: SignatureFacts, status: Any) -> SignatureFacts:
    """What signatures and document timestamps have in common in the library's answer."""
    difference = status.diff_result
    failure = status.trust_problem_indic
    is_trusted = failure is None and status.validation_path is not None
    changed = difference.changed_form_fields if isinstance(difference, DiffResult) else ()
    return replace(
        facts,
        is_digest_same=bool(status.intact),
        is_signature_right=bool(status.valid),
        coverage=COVERAGES.get(status.coverage, Coverage.LESS),
        later_changes=CHANGES.get(status.modification_level, LaterChanges.OTHER),
        changed_fields=tuple(sorted(clean(name) for name in changed)),
        is_change_permitted=isinstance(difference, DiffResult)
        and status.docmdp_ok is not False
        and not facts.is_turned,
        is_chain_trusted=is_trusted,
        chain_failure=failure.standard_name if failure else "",
        chain=tuple(certificate_facts(c) for c in certificates_of(status)) if is_trusted else (),
        library_says="" if isinstance(difference, DiffResult) else clean(difference),
    )


def _is_turned(reader: PdfFileReader, facts: SignatureFacts, is_last: bool) -> bool:
    """Things that the library lets pass, which change what a reader is shown or told, or where it begins to read."""
    if reader.get_historical_resolver(facts.revision).root_ref != reader.root_ref:
        return True
    if has_form_turned(reader, facts.revision, is_last=is_last) or is_described_otherwise(reader, facts.revision):
        return True
    return is_last and are_pages_turned(reader, facts.revision)


def certificates_of(status: Any) -> list[x509.Certificate]:
    """From the signer up to the root."""
    listed: Iterable[x509.Certificate] = status.validation_path.iter_certs(include_root=True)
    return list(reversed(list(listed)))


def _timestamp(source: Source, status: Any, evidence: Evidence, moment: datetime) -> TimestampFacts:
    is_valid = bool(status.valid and status.intact and status.trusted)
    revoked = Revocation.NOT_CHECKED
    if is_valid:
        answers = revocations(certificates_of(status), evidence, Evidence(crls=source.trust.crls), moment)
        revoked = Revocation.REVOKED if any(a.revoked_at for a in answers) else answers[0].status
    return TimestampFacts(
        at=status.timestamp,
        authority=certificate_facts(status.signing_cert).common_name,
        is_valid=is_valid and revoked is not Revocation.REVOKED,
        problem=status.trust_problem_indic.standard_name if status.trust_problem_indic else "",
        revocation=revoked,
    )
