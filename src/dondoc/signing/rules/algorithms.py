"""Which algorithms count, and until when (chính sách thuật toán theo thời gian).

An algorithm that is no longer permitted still counts for a signature that a timestamp proves to have been made while
it was. Sources: TT 15/2025/TT-BKHCN, phần thuật toán (what is permitted today); ETSI TS 119 312 and the dates of the
European reference implementation for what was broken since.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from dondoc.base.rules.moments import day_of
from dondoc.base.rules.wording import comma_list
from dondoc.signing.rules.facts import CertificateFacts, DocumentFacts, SignatureFacts
from dondoc.signing.rules.indications import Finding, SubIndication
from dondoc.signing.rules.times import proved_at

# Of the SHAKE functions the one that CMS signatures use.
PERMITTED_DIGESTS = frozenset(
    {"sha256", "sha384", "sha512", "sha512_224", "sha512_256"}
    | {"sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake256", "shake256_len"}
)
SMALLEST_KEY_BITS = {"rsa": 2048, "rsassa_pss": 2048, "ec": 256}
SIGNATURE_SCHEMES = frozenset({"rsassa_pkcs1v15", "rsassa_pss", "ecdsa"})

# Up to and with these days; RSA and elliptic curves by their smallest size.
DIGESTS_UNTIL = {"md5": date(2004, 8, 31), "sha1": date(2012, 8, 31), "sha224": date(2022, 12, 31)}
KEYS_UNTIL = {
    "rsa": ((1024, date(2009, 12, 31)), (1536, date(2016, 12, 31))),
    "ec": ((192, date(2012, 12, 31)), (224, date(2016, 12, 31))),
}


def is_digest_permitted(name: str, on: date | None) -> bool:
    """On a day that is proved; None asks for today's rule."""
    return name in PERMITTED_DIGESTS or bool(on and name in DIGESTS_UNTIL and on <= DIGESTS_UNTIL[name])


def is_key_permitted(algorithm: str, bits: int, on: date | None) -> bool:
    """On a day that is proved; None asks for today's rule."""
    if bits >= SMALLEST_KEY_BITS.get(algorithm, bits + 1):
        return True
    return any(on is not None and bits >= smallest and on <= until for smallest, until in KEYS_UNTIL.get(algorithm, ()))


def algorithm_findings(signature: SignatureFacts, document: DocumentFacts) -> Iterator[Finding]:
    """Digest and key of the signature and of every certificate; a root's own signature proves nothing.

    What was permitted on the day that the signer names lacks nothing but the proof of that day.
    """
    proved = proved_at(signature, document)
    weak = _weak(signature, proved)
    if not weak:
        return
    if proved is None and signature.claimed_at and not _weak(signature, signature.claimed_at):
        sentence = f"dùng thuật toán nay không còn được phép: {comma_list(weak)}; không có dấu thời gian chứng minh "
        sentence += "đã ký khi còn được phép."
        yield Finding(SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, sentence)
        return
    sentence = f"dùng thuật toán không được phép: {comma_list(weak)}; đề nghị ký lại."
    yield Finding(SubIndication.CRYPTO_CONSTRAINTS_FAILURE, sentence)


def _weak(signature: SignatureFacts, on: datetime | None) -> list[str]:
    """What is not permitted on the day of a moment, each once; None asks for today's rule."""
    return list(dict.fromkeys(_not_permitted(signature, day_of(on) if on else None)))


def _not_permitted(signature: SignatureFacts, on: date | None) -> Iterator[str]:
    for digest in [signature.digest_algorithm, *(c.digest_algorithm for c in signature.chain[:-1])]:
        if not is_digest_permitted(digest, on):
            yield f"hàm băm {digest.upper()}"
    if signature.signature_algorithm not in SIGNATURE_SCHEMES:
        yield f"kiểu ký {signature.signature_algorithm.upper()}"
    certificates: tuple[CertificateFacts, ...] = signature.chain or ((signature.signer,) if signature.signer else ())
    for certificate in certificates:
        if not is_key_permitted(certificate.key_algorithm, certificate.key_bits, on):
            yield f"khóa {certificate.key_algorithm.upper()} {certificate.key_bits} bit"
