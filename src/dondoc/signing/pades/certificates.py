"""What is written in a certificate (chứng thư số), as facts."""

from __future__ import annotations

from typing import Any

from asn1crypto import pem, x509

from dondoc.signing.rules.facts import CertificateFacts

LONGEST_TEXT = 300


def clean(text: object) -> str:
    """Text out of an untrusted file: printable characters only, not longer than a line or two."""
    return "".join(c for c in str(text) if c.isprintable())[:LONGEST_TEXT]


def certificate_facts(certificate: x509.Certificate) -> CertificateFacts:
    """Raises ValueError (asn1crypto) on a certificate that cannot be parsed to its end."""
    key = certificate.public_key
    usage = certificate.key_usage_value
    extended = certificate.extended_key_usage_value
    return CertificateFacts(
        common_name=_part(certificate.subject, "common_name") or clean(certificate.subject.human_friendly),
        organisation=_part(certificate.subject, "organization_name"),
        issuer=_part(certificate.issuer, "common_name") or clean(certificate.issuer.human_friendly),
        serial=f"{certificate.serial_number:x}",
        fingerprint=certificate.sha256.hex(),
        valid_from=certificate.not_valid_before,
        valid_to=certificate.not_valid_after,
        digest_algorithm=_digest(certificate["signature_algorithm"]),
        key_algorithm=str(key.algorithm),
        key_bits=_key_bits(key),
        key_usage=tuple(sorted(usage.native)) if usage else (),
        extended_key_usage=tuple(extended.native) if extended else (),
    )


def read_certificate(data: bytes) -> CertificateFacts:
    """The one certificate of a signer in a file, PEM or DER. Raises ValueError on anything else."""
    if pem.detect(data):
        label, _, data = pem.unarmor(data)
        if label != "CERTIFICATE":
            raise ValueError(f"{label} is no certificate")
    certificate = x509.Certificate.load(data, strict=True)
    _ = certificate.native  # asn1crypto parses late; a broken part must show here
    if certificate.ca:
        raise ValueError("an authority's certificate")
    return certificate_facts(certificate)


def _part(name: x509.Name, part: str) -> str:
    """One part of a name; the last value where it is given more than once."""
    value = name.native.get(part, "")
    return clean(value[-1] if isinstance(value, list) else value)


def _key_bits(key: Any) -> int:
    """The size that the key's strength is known by; 0 for a kind of key that has none of the two."""
    if key.algorithm in ("rsa", "rsassa_pss"):
        return int(key["public_key"].parsed["modulus"].native.bit_length())
    return int(key.bit_size) if key.algorithm == "ec" else 0


def _digest(algorithm: Any) -> str:
    try:
        return str(algorithm.hash_algo)
    except ValueError:  # an algorithm without a digest of its own
        return str(algorithm["algorithm"].native)
