"""A demonstration PKI (hạ tầng khóa công khai để trình diễn): a root, an issuing authority, signers' PKCS#12 files.

Never trusted outside a demonstration: every name says that it has no legal force.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    load_key_and_certificates,
    serialize_key_and_certificates,
)
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from dondoc.base.rules.wording import search_key

ROOT_NAME = "Đôn Đốc Demo Root — KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
ISSUER_NAME = "Đôn Đốc Demo CA — KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
STAMPER_NAME = "Đôn Đốc Demo TSA — KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
YEAR = timedelta(days=365)
KEY_BITS = 2048

PrivateKey = RSAPrivateKey | EllipticCurvePrivateKey | Ed25519PrivateKey


@dataclass(frozen=True)
class Holder:
    """Whom a certificate is made out to (chủ thể chứng thư): a person, or an agency signing as itself."""

    name: str
    organisation: str


@dataclass(frozen=True)
class Identity:
    """A certificate with its private key and the certificates above it, nearest first."""

    certificate: x509.Certificate
    key: PrivateKey
    above: tuple[x509.Certificate, ...] = ()


@dataclass(frozen=True)
class DemoPki:
    """What `make_pki` wrote: the folder of trusted roots and one PKCS#12 file for each name; and the authorities."""

    trust_folder: Path
    p12_of: dict[str, Path]
    root: Identity
    issuer: Identity
    stamper: Identity


def make_pki(folder: Path, at: datetime, people: Sequence[Holder], password: bytes, address: str = "") -> DemoPki:
    """Write `folder`/trust/demo-root.pem and `folder`/keys/<name>.p12; all valid from a day before `at`.

    The root lasts 20 years, the issuing authority 10, signers 5. `address`: where revocation lists and OCSP answers
    can be had, written into the certificates. Writing again makes new keys and replaces all.
    """
    start = at - timedelta(days=1)
    root = new_root(ROOT_NAME, start, start + 20 * YEAR)
    issuer = new_authority(root, ISSUER_NAME, start, start + 10 * YEAR, address=address)
    trust, keys = folder / "trust", folder / "keys"
    for place in (trust, keys):
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    (trust / "demo-root.pem").write_bytes(root.certificate.public_bytes(Encoding.PEM))
    p12_of = {}
    for holder in people:
        path = key_file(keys, holder.name)
        signer = new_signer(issuer, holder, start, start + 5 * YEAR, address=address)
        path.write_bytes(p12_bytes(signer, password))
        p12_of[holder.name] = path
    stamper = new_stamper(issuer, STAMPER_NAME, start, start + 5 * YEAR, address)
    return DemoPki(trust, p12_of, root, issuer, stamper)


def new_root(name: str, valid_from: datetime, valid_to: datetime) -> Identity:
    """A self-signed root (chứng thư gốc)."""
    key = new_key()
    subject = _name(name, "Đôn Đốc")
    builder = _builder(subject, subject, key, valid_from, valid_to, usage=_usage(is_authority=True))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return Identity(builder.sign(key, hashes.SHA256()), key)


def new_authority(
    root: Identity,
    name: str,
    valid_from: datetime,
    valid_to: datetime,
    key: PrivateKey | None = None,
    address: str = "",
) -> Identity:
    """An issuing authority (tổ chức cấp chứng thư) below a root."""
    key = key or new_key()
    subject, issuer = _name(name, "Đôn Đốc"), root.certificate.subject
    builder = _builder(subject, issuer, key, valid_from, valid_to, usage=_usage(is_authority=True))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = _with_addresses(builder, address, "root")
    return Identity(builder.sign(root.key, hashes.SHA256()), key, (root.certificate,))


def new_signer(
    authority: Identity,
    holder: Holder,
    valid_from: datetime,
    valid_to: datetime,
    key: PrivateKey | None = None,
    usage: x509.KeyUsage | None = None,
    address: str = "",
) -> Identity:
    """A signer's certificate: RSA 2048, digitalSignature and nonRepudiation unless told otherwise."""
    key = key or new_key()
    subject, issuer = _name(holder.name, holder.organisation), authority.certificate.subject
    usage = usage or _usage(is_authority=False)
    builder = _builder(subject, issuer, key, valid_from, valid_to, usage=usage)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    certificate = _with_addresses(builder, address, "ca").sign(authority.key, hashes.SHA256())
    return Identity(certificate, key, (authority.certificate, *authority.above))


def new_stamper(
    authority: Identity, name: str, valid_from: datetime, valid_to: datetime, address: str = ""
) -> Identity:
    """A time-stamping authority (tổ chức cấp dấu thời gian) below an issuing one."""
    key = new_key()
    subject, issuer = _name(name, "Đôn Đốc"), authority.certificate.subject
    builder = _builder(subject, issuer, key, valid_from, valid_to, usage=_usage(is_authority=False))
    stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    builder = _with_addresses(builder.add_extension(stamping, critical=True), address, "ca")
    certificate = builder.sign(authority.key, hashes.SHA256())
    return Identity(certificate, key, (authority.certificate, *authority.above))


def _with_addresses(builder: x509.CertificateBuilder, address: str, issuer: str) -> x509.CertificateBuilder:
    """Where the issuer's list (CRL) and its answers (OCSP) are to be had; nothing without an address."""
    if not address:
        return builder
    place = x509.UniformResourceIdentifier(f"{address}/{issuer}.crl")
    point = x509.DistributionPoint([place], None, None, None)
    builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    answers = x509.AccessDescription(
        AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(f"{address}/ocsp")
    )
    return builder.add_extension(x509.AuthorityInformationAccess([answers]), critical=False)


def new_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=KEY_BITS)


def p12_bytes(identity: Identity, password: bytes) -> bytes:
    """A PKCS#12 file: key, certificate and the authorities between it and the root."""
    above = [c for c in identity.above if c.issuer != c.subject]
    name = identity.certificate.subject.rfc4514_string().encode()
    return serialize_key_and_certificates(
        name, identity.key, identity.certificate, above, BestAvailableEncryption(password)
    )


def serial_in(p12: bytes, password: bytes) -> int:
    """The serial number of the certificate in a PKCS#12 file; 0 where there is none."""
    _, certificate, _ = load_key_and_certificates(p12, password)
    return certificate.serial_number if certificate else 0


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: PrivateKey,
    valid_from: datetime,
    valid_to: datetime,
    usage: x509.KeyUsage,
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(valid_from).not_valid_after(valid_to)
    return builder.add_extension(usage, critical=True)


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common: str, organisation: str) -> x509.Name:
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
        x509.NameAttribute(NameOID.COMMON_NAME, common),
    ]
    return x509.Name(parts)


def key_file(folder: Path, name: str) -> Path:
    """Where the key of a holder lies, in a folder of keys that `make_pki` wrote."""
    return folder / f"{_file_name(name)}.p12"


def _file_name(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", search_key(name)).strip("-")
