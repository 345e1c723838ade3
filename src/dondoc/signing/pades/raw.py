"""Is a raw signature right (chữ ký thô)? By the key of a certificate, over a hash, by the mechanism asked for."""

from __future__ import annotations

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

from dondoc.signing.rules.ways import HASH_BYTES, Mechanism

SHA = Prehashed(SHA256())


def is_signed(certificate: bytes, mechanism: Mechanism, digest: bytes, value: bytes) -> bool:
    """True only for a signature by this certificate's key over this hash; any bytes may come."""
    try:
        key = x509.load_der_x509_certificate(certificate).public_key()
        if isinstance(key, EllipticCurvePublicKey) and mechanism is Mechanism.ECDSA:
            key.verify(value, digest, ECDSA(SHA))
        elif isinstance(key, RSAPublicKey) and mechanism is Mechanism.RSA_PSS:
            key.verify(value, digest, PSS(MGF1(SHA256()), HASH_BYTES), SHA)
        elif isinstance(key, RSAPublicKey) and mechanism is Mechanism.RSA_PKCS1:
            key.verify(value, digest, PKCS1v15(), SHA)
        else:
            return False
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True
