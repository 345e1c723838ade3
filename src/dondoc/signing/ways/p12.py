"""A PKCS#12 file as a way to sign (tệp khóa). The file and its password are used and forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates
from cryptography.x509 import load_der_x509_certificate

from dondoc.base.rules.refusals import Reason
from dondoc.signing.cannot import CannotSign
from dondoc.signing.rules.ways import HASH_BYTES, Mechanism, ToSign, Way
from dondoc.signing.ways.port import Certificates

BAD_FILE = "Không mở được tệp khóa ký (PKCS#12); kiểm tra lại tệp và mật khẩu."
NO_CERTIFICATE = "Tệp khóa ký (PKCS#12) không có chứng thư số của người ký; hãy dùng tệp khác."
SHA = Prehashed(SHA256())


class P12Key:
    """A key out of a PKCS#12 file."""

    way = Way.P12

    def __init__(self, p12: bytes, password: bytes, *, prefers_pss: bool = False) -> None:
        """Raises CannotSign where the file does not open."""
        try:
            key, certificate, above = load_key_and_certificates(p12, password)
        except (ValueError, TypeError) as error:
            raise CannotSign([Reason(BAD_FILE, "Tệp khóa")]) from error
        if certificate is None or not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
            raise CannotSign([Reason(NO_CERTIFICATE, "Tệp khóa")])
        self._key = key
        self.certificates = Certificates(
            certificate.public_bytes(Encoding.DER), tuple(c.public_bytes(Encoding.DER) for c in above)
        )
        rsa = Mechanism.RSA_PSS if prefers_pss else Mechanism.RSA_PKCS1
        self.mechanism = rsa if isinstance(key, RSAPrivateKey) else Mechanism.ECDSA

    def sign(self, asked: Sequence[ToSign]) -> list[bytes]:
        return [self._signed(one.hash) for one in asked]

    def _signed(self, digest: bytes) -> bytes:
        if isinstance(self._key, EllipticCurvePrivateKey):
            return self._key.sign(digest, ECDSA(SHA))
        pads = PSS(MGF1(SHA256()), HASH_BYTES) if self.mechanism is Mechanism.RSA_PSS else PKCS1v15()
        return self._key.sign(digest, pads, SHA)

    @staticmethod
    def mechanisms_of(certificate: bytes) -> tuple[Mechanism, ...]:
        """How the key of a certificate may be asked to sign."""
        key = load_der_x509_certificate(certificate).public_key()
        return (
            (Mechanism.ECDSA,) if isinstance(key, EllipticCurvePublicKey) else (Mechanism.RSA_PKCS1, Mechanism.RSA_PSS)
        )
