"""Ways to a signing key (cổng ký): a PKCS#12 file, or a token or HSM over PKCS#11. The key itself never comes here.

Whatever the way, the certificate is looked at before anything is signed, and a key that is too weak is refused by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_der_private_key
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.util import get_pyca_cryptography_hash

from dondoc.base.rules.wording import screen_moment
from dondoc.signing.cannot import CannotSign
from dondoc.signing.pades.certificates import certificate_facts
from dondoc.signing.rules.algorithms import is_key_permitted
from dondoc.signing.rules.checks import SIGNING_USES
from dondoc.signing.rules.facts import CertificateFacts

__all__ = ["CannotSign", "LoadedSigner", "Token", "check_key", "key_from_p12", "key_from_token"]

# Stands for the hash of the document in a container that is built beforehand.
NO_HASH = bytes(range(1, 33))


class LoadedSigner(SimpleSigner):
    """pyHanko's signer over a key in memory, which is read and tested once and not at every signature.

    A container without a timestamp is the same for every document but for hash and signature (RSA: of one length), so
    it is built once: building it in Python takes twenty times as long as the key (bench/signing.py). `blank`: what is
    signed, and the container, both with `NO_HASH`.
    """

    blank: tuple[bytes, bytes] | None = None

    @cached_property
    def loaded(self) -> Any:
        return load_der_private_key(self.signing_key.dump(), password=None)

    async def async_sign(self, data_digest: bytes, digest_algorithm: str, *args: Any, **how: Any) -> Any:
        is_rsa = isinstance(self.loaded, RSAPrivateKey) and not self.prefer_pss
        if args or digest_algorithm != "sha256" or not (is_rsa and _is_plain(how)):
            return await super().async_sign(data_digest, digest_algorithm, *args, **how)
        if self.blank is None:
            made = await super().async_sign(NO_HASH, digest_algorithm, **how)
            self.blank = made["content"]["signer_infos"][0]["signed_attrs"].untag().dump(), made.dump()
        attributes, container = (part.replace(NO_HASH, data_digest) for part in self.blank)
        signature = self.sign_raw(attributes, digest_algorithm)
        return cms.ContentInfo.load(container[: -len(signature)] + signature)

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        digest = get_pyca_cryptography_hash(digest_algorithm)
        if isinstance(self.loaded, RSAPrivateKey) and not self.prefer_pss:
            return self.loaded.sign(data, PKCS1v15(), digest)
        if isinstance(self.loaded, EllipticCurvePrivateKey):
            return self.loaded.sign(data, ECDSA(digest))
        return bytes(super().sign_raw(data, digest_algorithm))


def _is_plain(how: Mapping[str, Any]) -> bool:
    """Nothing but hash and certificate is to be signed; PAdES has the time in the file and not in the container."""
    settings = replace(how.get("signed_attr_settings") or PdfCMSSignedAttributes(), signing_time=None)
    expected = {"use_pades": True, "timestamper": None, "signed_attr_settings": PdfCMSSignedAttributes()}
    return {**how, "signed_attr_settings": settings} == expected


@dataclass(frozen=True)
class Token:
    """Where a key lies on a token or HSM (thiết bị ký): driver, label of the token, label of key and certificate."""

    driver: Path
    label: str
    key: str
    pin: str | None = None


def key_from_p12(p12: bytes, password: bytes) -> Any:
    """A signer over a PKCS#12 file. Raises CannotSign."""
    try:
        plain = SimpleSigner.load_pkcs12_data(p12, other_certs=[], passphrase=password)
    except ValueError as error:
        raise CannotSign("Không mở được tệp khóa ký (PKCS#12); kiểm tra lại tệp và mật khẩu.") from error
    if plain.signing_cert is None:
        raise CannotSign("Tệp khóa ký (PKCS#12) không có chứng thư số của người ký; hãy dùng tệp khác.")
    return LoadedSigner(
        signing_cert=plain.signing_cert, signing_key=plain.signing_key, cert_registry=plain.cert_registry
    )


@contextmanager
def key_from_token(token: Token) -> Iterator[Any]:
    """A signer over PKCS#11, as long as the token stays open. Raises CannotSign."""
    from pkcs11.exceptions import PKCS11Error
    from pyhanko.config.pkcs11 import PKCS11SignatureConfig, TokenCriteria
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.pkcs11 import PKCS11SigningContext

    if not token.driver.is_file():
        raise CannotSign(f"Không có thư viện PKCS#11 {token.driver}; kiểm tra lại --pkcs11 và phần mềm của thiết bị.")
    config = PKCS11SignatureConfig(
        module_path=str(token.driver),
        token_criteria=TokenCriteria(label=token.label),
        key_label=token.key,
        cert_label=token.key,
        other_certs_to_pull=None,
        user_pin=token.pin,
    )
    context = PKCS11SigningContext(config)
    try:
        signer = context.__enter__()
        _ = signer.signing_cert
    except (PKCS11Error, SigningError, RuntimeError) as error:
        if context._session is not None:  # a token that stays open refuses the next one who logs in
            context._session.close()
        why = _why(f"{type(error).__name__} {error} {error.__cause__!r}")
        raise CannotSign(f"Không mở được thiết bị ký “{token.label}”, khóa “{token.key}”: {why}") from error
    try:
        yield signer
    finally:
        context.__exit__(None, None, None)


def _why(raised: str) -> str:
    if "PinIncorrect" in raised or "PinLenRange" in raised:
        return "sai mã PIN; nhập sai nhiều lần thiết bị sẽ khóa."
    if "PinLocked" in raised:
        return "thiết bị đã khóa vì nhập sai PIN nhiều lần; liên hệ nơi cấp để mở."
    if "find" in raised.lower() or "no token" in raised.lower() or "NoSuch" in raised:
        return "không thấy thiết bị hoặc khóa mang tên này; kiểm tra đã cắm thiết bị, đúng --token và --key."
    return "thiết bị không trả lời; rút ra, cắm lại rồi thử lại."


def check_key(signer: Any, at: datetime) -> CertificateFacts:
    """What is written in the certificate, when it may sign at a moment. Raises CannotSign with every reason."""
    facts = certificate_facts(signer.signing_cert)
    reasons = []
    if not is_key_permitted(facts.key_algorithm, facts.key_bits, None):
        reasons.append(
            f"Khóa {facts.key_algorithm.upper()} {facts.key_bits} bit không được phép ký: cần RSA từ 2048 bit hoặc "
            "ECDSA từ 256 bit; hãy xin cấp lại chứng thư số."
        )
    if at > facts.valid_to:
        reasons.append(f"Chứng thư số của “{facts.common_name}” đã hết hạn lúc {screen_moment(facts.valid_to)}.")
    if at < facts.valid_from:
        reasons.append(f"Chứng thư số của “{facts.common_name}” có hiệu lực từ {screen_moment(facts.valid_from)}.")
    if facts.key_usage and not SIGNING_USES & set(facts.key_usage):
        reasons.append(f"Chứng thư số của “{facts.common_name}” không được cấp để ký văn bản.")
    if reasons:
        raise CannotSign(reasons)
    return facts
