"""The services of the demonstration PKI (dịch vụ của hạ tầng khóa trình diễn): revocation list, OCSP, timestamps.

Answers to requests as plain functions; whoever listens on a port is the ring. Source: RFC 5280, RFC 6960, RFC 3161.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import ocsp
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dondoc.signing.pki import Identity

LIST_LASTS = timedelta(days=7)
ANSWER_LASTS = timedelta(hours=12)
OCSP_REPLY, TIMESTAMP_REPLY = "application/ocsp-response", "application/timestamp-reply"
LIST, TEXT = "application/pkix-crl", "text/plain"


@dataclass(frozen=True)
class Services:
    """The authorities that answer, and what was revoked: serial number to the moment."""

    root: Identity
    issuer: Identity
    stamper: Identity
    revoked: Mapping[int, datetime] = field(default_factory=dict)

    def answer(self, path: str, body: bytes, at: datetime) -> tuple[int, str, bytes]:
        """Status, content type and body for a request; 404 for what there is not, 400 for what cannot be read."""
        try:
            match path:
                case "/root.crl":
                    return 200, LIST, revocation_list(self.root, self.revoked, at)
                case "/ca.crl":
                    return 200, LIST, revocation_list(self.issuer, self.revoked, at)
                case "/ocsp":
                    return 200, OCSP_REPLY, self._status(body, at)
                case "/tsa":
                    return 200, TIMESTAMP_REPLY, timestamp(self.stamper, body, at)
        except (ValueError, TypeError, KeyError):
            return 400, TEXT, b"Khong doc duoc yeu cau.\n"
        return 404, TEXT, b"Khong co.\n"

    def _status(self, body: bytes, at: datetime) -> bytes:
        asked = ocsp.load_der_ocsp_request(body)
        for authority in (self.issuer, self.root):
            digest = hashes.Hash(asked.hash_algorithm)
            digest.update(authority.certificate.subject.public_bytes())
            if digest.finalize() == asked.issuer_name_hash:
                return status_answer(authority, asked, self.revoked.get(asked.serial_number), at)
        return ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.UNAUTHORIZED).public_bytes(
            Encoding.DER
        )


def revocation_list(authority: Identity, revoked: Mapping[int, datetime], at: datetime) -> bytes:
    """The authority's list (CRL) of a moment, in DER; good for seven days."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(authority.certificate.subject)
    builder = builder.last_update(at).next_update(at + LIST_LASTS)
    for serial, since in revoked.items():
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(since).build()
        builder = builder.add_revoked_certificate(entry)
    builder = builder.add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
    key: Any = authority.key
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def status_answer(authority: Identity, asked: ocsp.OCSPRequest, since: datetime | None, at: datetime) -> bytes:
    """The authority's answer (OCSP) on one certificate, in DER."""
    status = ocsp.OCSPCertStatus.REVOKED if since else ocsp.OCSPCertStatus.GOOD
    builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
        issuer_name_hash=asked.issuer_name_hash,
        issuer_key_hash=asked.issuer_key_hash,
        serial_number=asked.serial_number,
        algorithm=asked.hash_algorithm,
        cert_status=status,
        this_update=at,
        next_update=at + ANSWER_LASTS,
        revocation_time=since,
        revocation_reason=None,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, authority.certificate)
    for extension in asked.extensions:
        if isinstance(extension.value, x509.OCSPNonce):
            builder = builder.add_extension(extension.value, critical=False)
    key: Any = authority.key
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def timestamp(stamper: Identity, body: bytes, at: datetime) -> bytes:
    """The answer to a request for a timestamp (RFC 3161), in DER. Raises ValueError on what is no request."""
    asked = tsp.TimeStampReq.load(body, strict=True)
    _ = asked.native
    return bytes(stamping_service(stamper, at).request_tsa_response(asked).dump())


def stamping_service(stamper: Identity, at: datetime) -> DummyTimeStamper:
    """A time-stamping service in this process, whose clock stands at a moment."""
    above = SimpleCertificateStore()
    above.register_multiple(_asn1(c) for c in stamper.above)
    key = stamper.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(
        _asn1(stamper.certificate), keys.PrivateKeyInfo.load(key), certs_to_embed=above, fixed_dt=at
    )


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
