"""Data that is no PDF, signed (gói dữ liệu đã ký): CAdES with the data inside, so that both stay one file.

Source: ETSI EN 319 122-1; TT 15/2025/TT-BKHCN (CMS, CAdES).
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from asn1crypto import cms
from pyhanko.sign.general import extract_certificate_info
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation.generic_cms import async_validate_cms_signature, extract_self_reported_ts
from pyhanko_certvalidator.policy_decl import AcceptAllAlgorithms

from dondoc.base.rules.moments import VIETNAM
from dondoc.signing.pades.certificates import certificate_facts, clean
from dondoc.signing.pades.evidence import NO_EVIDENCE, Evidence, evidence_of_container
from dondoc.signing.pades.keys import CannotSign, check_key
from dondoc.signing.pades.one import (
    ANY_USE,
    COMPUTED_DIGESTS,
    COMPUTED_SIGNATURES,
    certificates_of,
    context_at,
    has_sound_attributes,
    names_its_certificate,
    names_its_digest,
    scheme_of,
)
from dondoc.signing.pades.revocation import revocations
from dondoc.signing.pades.structure import BAD_CONTAINER
from dondoc.signing.pades.trust import TrustAnchors
from dondoc.signing.rules.facts import Coverage, DocumentFacts, LaterChanges, SignatureFacts, Syntax

FIELD = "CMS"
DER_SEQUENCE = b"\x30"
# Readers look for this some way into a file, and would show pages that nobody signed.
PDF_HEAD = b"%PDF-"
LARGEST_DATA = 6 * 1024 * 1024


def is_container(data: bytes) -> bool:
    """Does it look like a CMS container rather than like a PDF?"""
    return data.startswith(DER_SEQUENCE)


def sign_data(data: bytes, key: Any, at: datetime) -> bytes:
    """The data and a signature over it (CAdES B-B) in one container. Raises CannotSign."""
    check_key(key, at)
    if len(data) > LARGEST_DATA:
        raise CannotSign("Gói dữ liệu lớn hơn 6 MB nên không ký.")
    attributes = PdfCMSSignedAttributes(signing_time=at)
    signed = asyncio.run(
        key.async_sign_general_data(data, "sha256", detached=False, use_cades=True, signed_attr_settings=attributes)
    )
    return bytes(signed.dump())


def data_inside(container: bytes) -> bytes | None:
    """What was signed; None where the container holds no data or is none."""
    try:
        found = _signed_data(container)["encap_content_info"]["content"].native
    except (ValueError, TypeError, KeyError):
        return None
    return found if isinstance(found, bytes) and len(found) <= LARGEST_DATA else None


def read_container(facts: DocumentFacts, container: bytes, trust: TrustAnchors) -> DocumentFacts:
    """The facts of one signature over the data inside. Raises much on broken bytes: the caller is the boundary."""
    signed_data = _signed_data(container)
    facts = replace(facts, syntax=Syntax.STRICT, has_traces=True)
    is_sound = (
        len(signed_data["signer_infos"]) == 1
        and names_its_digest(signed_data)
        and has_sound_attributes(signed_data["signer_infos"][0])
        and PDF_HEAD not in container
    )
    if not is_sound or data_inside(container) is None:
        return replace(facts, signatures=(SignatureFacts(FIELD, structure_problems=(BAD_CONTAINER,)),))
    return replace(facts, signatures=(asyncio.run(_read(facts, signed_data, trust)),))


def _signed_data(container: bytes) -> Any:
    """Raises ValueError where the bytes are not one container and nothing else."""
    info = cms.ContentInfo.load(container, strict=True)
    if info["content_type"].native != "signed_data":
        raise ValueError("no signed data")
    return info["content"]


async def _read(document: DocumentFacts, signed_data: Any, trust: TrustAnchors) -> SignatureFacts:
    (signer_info,) = signed_data["signer_infos"]
    md_algorithm = signer_info["digest_algorithm"]["algorithm"].native.lower()
    opened = SimpleNamespace(signer_info=signer_info, md_algorithm=md_algorithm)
    scheme, digest = scheme_of(opened)
    signer = certificate_facts(extract_certificate_info(signed_data).signer_cert)
    claimed = extract_self_reported_ts(signer_info)
    facts = SignatureFacts(
        FIELD,
        digest_algorithm=clean(digest),
        signature_algorithm=clean(scheme),
        is_pades=names_its_certificate(signer_info),
        revision=0,
        coverage=Coverage.WHOLE_FILE,
        later_changes=LaterChanges.NONE,
        is_change_permitted=True,
        signer=signer,
        claimed_at=claimed.replace(tzinfo=claimed.tzinfo or VIETNAM) if claimed else None,
    )
    if md_algorithm not in COMPUTED_DIGESTS or scheme not in COMPUTED_SIGNATURES:
        return replace(facts, stopped="CRYPTO_CONSTRAINTS_FAILURE")
    moment = min(max(document.checked_at, signer.valid_from), signer.valid_to)
    evidence = NO_EVIDENCE + evidence_of_container(signed_data)
    status: Any = await async_validate_cms_signature(
        signed_data,
        validation_context=context_at(trust, moment, evidence, AcceptAllAlgorithms()),
        key_usage_settings=ANY_USE,
    )
    failure = status.trust_problem_indic
    is_trusted = failure is None and status.validation_path is not None
    chain = certificates_of(status) if is_trusted else []
    return replace(
        facts,
        is_digest_same=bool(status.intact),
        is_signature_right=bool(status.valid),
        is_chain_trusted=is_trusted,
        chain_failure=failure.standard_name if failure else "",
        chain=tuple(certificate_facts(c) for c in chain),
        revocations=revocations(chain, evidence, Evidence(crls=trust.crls), document.checked_at) if chain else (),
    )
