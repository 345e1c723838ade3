"""The facts of one filled signature field (một chữ ký trong tệp PDF)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

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
from dondoc.signing.pades.structure import BAD_CONTAINER, BAD_SUB_FILTER, LOOSE_END, structure_problems
from dondoc.signing.pades.trust import TrustAnchors
from dondoc.signing.rules.checks import PERMITTED_DIGESTS
from dondoc.signing.rules.facts import Coverage, Kind, LaterChanges, SignatureFacts, TimestampFacts

# What is computed although it is not permitted, so that old files show their facts.
COMPUTED_DIGESTS = PERMITTED_DIGESTS | {"md5", "sha1", "sha224"}
COMPUTED_SIGNATURES = frozenset({"rsassa_pkcs1v15", "rsassa_pss", "ecdsa", "dsa", "ed25519", "ed448"})
SUB_FILTERS = {
    ("/Sig", "/ETSI.CAdES.detached"): Kind.SIGNATURE,
    ("/Sig", "/adbe.pkcs7.detached"): Kind.SIGNATURE,
    ("/DocTimeStamp", "/ETSI.RFC3161"): Kind.TIMESTAMP,
}
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
    """One opened file: its bytes, the reader over them, the roots, the moment of the check."""

    data: bytes
    reader: PdfFileReader
    trust: TrustAnchors
    at: datetime


def read_signature(source: Source, name: str, field: Any) -> tuple[int, SignatureFacts]:
    """The revision that the signature closes (-1 where it cannot be told) and its facts.

    Boundary: whatever the library raises over one signature becomes facts of that signature, except what
    concerns the whole file (strict syntax, exhausted memory or recursion).
    """
    facts = SignatureFacts(clean(name), structure_problems=(BAD_CONTAINER,))
    revision = -1
    try:
        embedded = EmbeddedPdfSignature(source.reader, field, name)
        revision = embedded.signed_revision
        facts = _structure(source, facts, embedded)
        facts = replace(facts, signer=certificate_facts(embedded.signer_cert))
        if facts.structure_problems or facts.stopped:
            return revision, facts
        return revision, asyncio.run(_validated(source, facts, embedded))
    except (PdfStrictReadError, RecursionError, MemoryError):
        raise
    except SignatureValidationError as error:
        stopped = error.ades_subindication.standard_name
        return revision, replace(facts, stopped=stopped, library_says=clean(error))
    except (UnsupportedAlgorithm, NotImplementedError) as error:
        return revision, replace(facts, stopped="CRYPTO_CONSTRAINTS_FAILURE", library_says=clean(error))
    except Exception as error:  # noqa: BLE001 - the boundary named above
        stopped = "" if facts.structure_problems else "FORMAT_FAILURE"
        return revision, replace(facts, stopped=stopped, library_says=clean(repr(error)))


def _structure(source: Source, facts: SignatureFacts, embedded: EmbeddedPdfSignature) -> SignatureFacts:
    """Everything that can be said before any hash is computed."""
    byte_range = tuple(int(n) for n in embedded.byte_range)
    problems = structure_problems(source.data, byte_range, embedded.pkcs7_content)
    kind = SUB_FILTERS.get((str(embedded.sig_object_type), str(embedded.sig_object.get("/SubFilter"))))
    if kind is None:
        problems.append(BAD_SUB_FILTER)
    is_last = embedded.signed_revision == source.reader.total_revisions - 1
    if not problems and is_last and byte_range[2] + byte_range[3] != len(source.data):
        problems.append(LOOSE_END)
    algorithm = embedded.signer_info["signature_algorithm"]
    digest = embedded.md_algorithm
    try:
        scheme = algorithm.signature_algo
    except ValueError:
        scheme = algorithm["algorithm"].native
    can_compute = digest in COMPUTED_DIGESTS and scheme in COMPUTED_SIGNATURES
    return replace(
        facts,
        kind=kind or Kind.SIGNATURE,
        byte_range=byte_range,
        structure_problems=tuple(problems),
        digest_algorithm=clean(digest),
        signature_algorithm=clean(scheme),
        stopped="" if can_compute else "CRYPTO_CONSTRAINTS_FAILURE",
    )


async def _validated(source: Source, facts: SignatureFacts, embedded: EmbeddedPdfSignature) -> SignatureFacts:
    stamps = _context(source.trust, source.at)
    if facts.kind is Kind.TIMESTAMP:
        status: Any = await async_validate_pdf_timestamp(embedded, stamps, diff_policy=STRICT_POLICY)
        return replace(_common(facts, status), timestamp=_timestamp(status))
    claimed = embedded.self_reported_timestamp
    if claimed is not None and claimed.tzinfo is None:
        claimed = claimed.replace(tzinfo=VIETNAM)
    # The authorities must hold at the moment of the check: the claimed time proves nothing. Whether the signer's
    # own certificate does is a question of its own (rules.checks), so the moment is brought inside that.
    moment = source.at
    if facts.signer:
        moment = min(max(moment, facts.signer.valid_from), facts.signer.valid_to)
    status = await async_validate_pdf_signature(
        embedded,
        _context(source.trust, moment, AcceptAllAlgorithms()),
        ts_validation_context=stamps,
        diff_policy=STRICT_POLICY,
        key_usage_settings=ANY_USE,
    )
    attached = status.timestamp_validity or status.content_timestamp_validity
    return replace(_common(facts, status), claimed_at=claimed, timestamp=_timestamp(attached) if attached else None)


def _context(
    trust: TrustAnchors, moment: datetime, algorithms: AlgorithmUsagePolicy | None = None
) -> ValidationContext:
    """Offline: nothing is fetched, revocation is not checked. Roots count inside their own validity only."""
    return ValidationContext(
        trust_roots=[CertTrustAnchor(c, derive_default_quals_from_cert=True) for c in trust.roots],
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
        is_change_permitted=isinstance(difference, DiffResult) and status.docmdp_ok is not False,
        is_chain_trusted=is_trusted,
        chain_failure=failure.standard_name if failure else "",
        chain=_chain(status) if is_trusted else (),
        library_says="" if isinstance(difference, DiffResult) else clean(difference),
    )


def _chain(status: Any) -> tuple[Any, ...]:
    """From the signer up to the root."""
    certificates = list(status.validation_path.iter_certs(include_root=True))
    return tuple(certificate_facts(c) for c in reversed(certificates))


def _timestamp(status: Any) -> TimestampFacts:
    return TimestampFacts(
        at=status.timestamp,
        authority=certificate_facts(status.signing_cert).common_name,
        is_valid=bool(status.valid and status.intact and status.trusted),
        problem=status.trust_problem_indic.standard_name if status.trust_problem_indic else "",
    )
