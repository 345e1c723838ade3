"""Was a certificate revoked (chứng thư có bị thu hồi không)? What CRLs and OCSP answers at hand say.

Only evidence that the certificate's own issuer signed, or an OCSP responder that it named, is believed; lists that
speak for a part only (indirect, delta, some reasons) are left out. Source: RFC 5280, 5.2 and 6.3; RFC 6960, 4.2.2.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, SignatureAlgorithmOID

from dondoc.signing.pades.certificates import certificate_facts
from dondoc.signing.pades.evidence import Evidence
from dondoc.signing.rules.facts import Revocation, RevocationFacts

BROKEN = (ValueError, TypeError, KeyError, InvalidSignature, UnsupportedAlgorithm, x509.ExtensionNotFound)
KNOWN_CRL_EXTENSIONS = frozenset({ExtensionOID.ISSUING_DISTRIBUTION_POINT, ExtensionOID.CRL_NUMBER})
WEAK = (hashes.MD5, hashes.SHA1)


def revocations(
    chain: Sequence[asn1_x509.Certificate], embedded: Evidence, kept: Evidence, moment: datetime
) -> tuple[RevocationFacts, ...]:
    """One answer for each certificate of a chain (signer first) below its root, as far as known at a moment."""
    found = []
    has_any = bool(embedded.crls or embedded.ocsps or kept.crls or kept.ocsps)
    for certificate, issuer in pairwise(chain):
        name = certificate_facts(certificate).common_name
        if not has_any:
            found.append(RevocationFacts(name))
            continue
        try:
            answers = [*_answers(certificate, issuer, embedded, True), *_answers(certificate, issuer, kept, False)]
        except BROKEN:
            answers = []
        found.append(_weighed(name, answers, moment))
    return tuple(found)


def _weighed(name: str, answers: Iterable[RevocationFacts], moment: datetime) -> RevocationFacts:
    """The first revocation that had happened by the moment counts over all; else the newest good answer."""
    listed = list(answers)
    revoked = [a for a in listed if a.revoked_at and a.revoked_at <= moment]
    if revoked:
        return min(revoked, key=lambda a: a.revoked_at or moment)
    good = [a for a in listed if a.status is Revocation.GOOD and a.issued_at]
    if good:
        # At the same freshness the evidence that travels with the file is the better proof.
        return max(good, key=lambda a: (a.issued_at or moment, a.is_embedded))
    return RevocationFacts(name, Revocation.UNKNOWN)


def _answers(
    certificate: asn1_x509.Certificate, issuer: asn1_x509.Certificate, evidence: Evidence, is_embedded: bool
) -> Iterator[RevocationFacts]:
    asked = x509.load_der_x509_certificate(certificate.dump())
    above = x509.load_der_x509_certificate(issuer.dump())
    name = certificate_facts(certificate).common_name
    for der, read in [(d, _crl_says) for d in evidence.crls] + [(d, _ocsp_says) for d in evidence.ocsps]:
        try:
            said = read(der, asked, above)
        except BROKEN:
            continue
        if said is not None:
            issued_at, next_at, revoked_at = said
            status = Revocation.REVOKED if revoked_at else Revocation.GOOD
            source = "crl" if read is _crl_says else "ocsp"
            yield RevocationFacts(name, status, source, is_embedded, issued_at, next_at, revoked_at)


Said = tuple[datetime, datetime | None, datetime | None]


def _crl_says(der: bytes, asked: x509.Certificate, issuer: x509.Certificate) -> Said | None:
    crl = x509.load_der_x509_crl(der)
    if crl.issuer != asked.issuer or not _may_sign_lists(issuer) or not _speaks_for(crl, asked):
        return None
    if isinstance(crl.signature_hash_algorithm, WEAK) or not crl.is_signature_valid(_key(issuer)):
        return None
    entry = crl.get_revoked_certificate_by_serial_number(asked.serial_number)
    revoked_at = entry.revocation_date_utc if entry else None
    return crl.last_update_utc, crl.next_update_utc, revoked_at


def _may_sign_lists(issuer: x509.Certificate) -> bool:
    try:
        usage = issuer.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.crl_sign


def _speaks_for(crl: x509.CertificateRevocationList, asked: x509.Certificate) -> bool:
    """Is it a whole list for certificates of this kind?"""
    if any(e.oid not in KNOWN_CRL_EXTENSIONS and e.critical for e in crl.extensions):
        return False
    try:
        scope = crl.extensions.get_extension_for_class(x509.IssuingDistributionPoint).value
    except x509.ExtensionNotFound:
        return True
    if scope.indirect_crl or scope.only_some_reasons or scope.only_contains_attribute_certs:
        return False
    if scope.only_contains_ca_certs or scope.only_contains_user_certs:
        basic = asked.extensions.get_extension_for_class(x509.BasicConstraints).value
        if basic.ca != scope.only_contains_ca_certs:
            return False
    return scope.full_name is None or bool(set(scope.full_name) & set(_list_addresses(asked)))


def _list_addresses(asked: x509.Certificate) -> Iterator[x509.GeneralName]:
    for point in asked.extensions.get_extension_for_class(x509.CRLDistributionPoints).value:
        yield from point.full_name or ()


def _ocsp_says(der: bytes, asked: x509.Certificate, issuer: x509.Certificate) -> Said | None:
    answer = ocsp.load_der_ocsp_response(_whole_answer(der))
    if answer.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL or not _is_answer_signed(answer, issuer):
        return None
    for single in answer.responses:
        if single.serial_number != asked.serial_number or not _is_about(single, issuer):
            continue
        if single.certificate_status is ocsp.OCSPCertStatus.UNKNOWN:
            return None
        return single.this_update_utc, single.next_update_utc, single.revocation_time_utc
    return None


def _whole_answer(der: bytes) -> bytes:
    """A DSS keeps whole OCSP responses; some writers keep the basic response alone, which is wrapped up here."""
    from asn1crypto import ocsp as asn1_ocsp

    try:
        ocsp.load_der_ocsp_response(der)
    except ValueError:
        basic = asn1_ocsp.BasicOCSPResponse.load(der, strict=True)
        whole = {"response_type": "basic_ocsp_response", "response": basic}
        return bytes(asn1_ocsp.OCSPResponse({"response_status": "successful", "response_bytes": whole}).dump())
    return der


def _is_about(single: ocsp.OCSPSingleResponse, issuer: x509.Certificate) -> bool:
    digest = hashes.Hash(single.hash_algorithm)
    digest.update(issuer.subject.public_bytes())
    key = asn1_x509.Certificate.load(issuer.public_bytes(Encoding.DER)).public_key["public_key"].contents[1:]
    key_digest = hashes.Hash(single.hash_algorithm)
    key_digest.update(key)
    return single.issuer_name_hash == digest.finalize() and single.issuer_key_hash == key_digest.finalize()


def _is_answer_signed(answer: ocsp.OCSPResponse, issuer: x509.Certificate) -> bool:
    """By the issuer itself, or by a responder to which the issuer gave exactly that task."""
    if isinstance(answer.signature_hash_algorithm, WEAK):
        return False
    for signer in [issuer, *(c for c in answer.certificates if _is_responder(c, issuer, answer))]:
        try:
            _check_signature(_key(signer), answer)
        except BROKEN:
            continue
        return True
    return False


def _is_responder(certificate: x509.Certificate, issuer: x509.Certificate, answer: ocsp.OCSPResponse) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
        uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except BROKEN:
        return False
    is_valid = certificate.not_valid_before_utc <= answer.produced_at_utc <= certificate.not_valid_after_utc
    return ExtendedKeyUsageOID.OCSP_SIGNING in uses and is_valid


def _check_signature(key: Any, answer: ocsp.OCSPResponse) -> None:
    """Raises InvalidSignature, or ValueError for a kind of key that signs no answers."""
    digest = answer.signature_hash_algorithm
    if digest is None:
        raise ValueError("an answer without a digest")
    if isinstance(key, rsa.RSAPublicKey):
        is_pss = answer.signature_algorithm_oid == SignatureAlgorithmOID.RSASSA_PSS
        pads = padding.PSS(padding.MGF1(digest), padding.PSS.AUTO) if is_pss else padding.PKCS1v15()
        key.verify(answer.signature, answer.tbs_response_bytes, pads, digest)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(answer.signature, answer.tbs_response_bytes, ec.ECDSA(digest))
    else:
        raise ValueError("a key that signs no answers")


def _key(certificate: x509.Certificate) -> Any:
    return certificate.public_key()
