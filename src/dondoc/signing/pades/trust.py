"""Trusted roots (chứng thư gốc tin cậy): a folder of certificates, PEM or DER, one or more in a file.

Revocation lists (CRL) that the operator laid beside them are taken as evidence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from asn1crypto import crl, pem, x509

NOT_A_CERTIFICATE = "không đọc được thành chứng thư số (PEM hoặc DER); hãy thay hoặc bỏ tệp này."


@dataclass(frozen=True)
class TrustAnchors:
    """The roots that chains must lead to, and Vietnamese sentences about what in the folder is of no use.

    `crls`: revocation lists in DER, signed by whom they say or not: that is looked at where they are used.
    """

    roots: tuple[x509.Certificate, ...]
    problems: tuple[str, ...] = ()
    crls: tuple[bytes, ...] = ()


def read_trust(folder: Path) -> TrustAnchors:
    """Read every file of the folder. A missing or empty folder trusts nobody, and says so."""
    try:
        paths = sorted(p for p in folder.iterdir() if not p.name.startswith("."))
    except OSError as error:
        why = "thư mục không tồn tại" if isinstance(error, FileNotFoundError) else error.strerror
        return TrustAnchors((), (f"Không mở được thư mục chứng thư gốc tin cậy {folder} ({why}).",))
    roots: list[x509.Certificate] = []
    problems: list[str] = []
    crls: list[bytes] = []
    for path in paths:
        try:
            data = path.read_bytes()
            if path.suffix.lower() == ".crl":
                crls.append(_revocation_list(data))
                continue
            found = _certificates(data)
        except (OSError, ValueError):
            problems.append(f"Tệp {path.name} trong thư mục tin cậy {NOT_A_CERTIFICATE}")
            continue
        roots += [c for c in found if c.ca]
        problems += [_not_an_authority(path, c) for c in found if not c.ca]
    if not roots:
        problems.append(f"Thư mục {folder} chưa có chứng thư gốc tin cậy nào.")
    return TrustAnchors(tuple(roots), tuple(problems), tuple(crls))


def _revocation_list(data: bytes) -> bytes:
    """Raises ValueError where the bytes are no revocation list."""
    if pem.detect(data):
        _, _, data = pem.unarmor(data)
    crl.CertificateList.load(data, strict=True)
    return data


def _certificates(data: bytes) -> list[x509.Certificate]:
    """Raises ValueError where the bytes hold no certificate, or something that is none."""
    parts = [data]
    if pem.detect(data):
        parts = []
        for label, _, content in pem.unarmor(data, multiple=True):
            if label != "CERTIFICATE":
                raise ValueError(f"{label} is no certificate")
            parts.append(content)
    found = [x509.Certificate.load(part, strict=True) for part in parts]
    for certificate in found:
        _ = certificate.native  # asn1crypto parses late; a broken part must show here
    return found


def _not_an_authority(path: Path, certificate: x509.Certificate) -> str:
    who = certificate.subject.human_friendly
    return f"Tệp {path.name} trong thư mục tin cậy là chứng thư của người dùng ({who}); hãy bỏ tệp này."


def read_anchor(data: bytes) -> x509.Certificate:
    """The one certificate of an authority in a file, PEM or DER. Raises ValueError on anything else."""
    found = _certificates(data)
    if len(found) != 1 or not found[0].ca:
        raise ValueError("not one authority")
    return found[0]


def with_anchors(trust: TrustAnchors, anchors: Iterable[bytes]) -> TrustAnchors:
    """The same and certificates (DER) that the office keeps; each one counts once."""
    known = {certificate.sha256 for certificate in trust.roots}
    more = [x509.Certificate.load(der) for der in anchors]
    roots = trust.roots + tuple(c for c in more if c.sha256 not in known)
    problems = trust.problems if not more else tuple(p for p in trust.problems if "chứng thư gốc tin cậy" not in p)
    return TrustAnchors(roots, problems, trust.crls)
