"""A token, smart card or HSM as a way to sign (thiết bị ký), over PKCS#11: what is on it, and signatures over hashes.

The PIN is handed to the device and kept nowhere. Whoever uses this from several threads takes turns: drivers are not
all safe for more than one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from dondoc.signing.cannot import CannotSign
from dondoc.signing.rules.ways import HASH_BYTES, SHA256_HEAD, Mechanism, ToSign, Way
from dondoc.signing.ways.port import Certificates

GONE = "Không thấy thiết bị ký hoặc khóa đã chọn; cắm lại thiết bị rồi thử lại."
SILENT = "Thiết bị ký không trả lời; rút ra, cắm lại rồi thử lại."
LOCKED = "Thiết bị ký đã khóa vì nhập sai mã PIN nhiều lần; liên hệ nơi cấp để mở."


class WrongPin(CannotSign):
    """Refused: the PIN is wrong. `is_last`: the device says that one more wrong PIN locks it."""

    def __init__(self, *, is_last: bool) -> None:
        self.is_last = is_last
        last = " Thiết bị báo chỉ còn một lần thử trước khi khóa." if is_last else ""
        super().__init__(f"Mã PIN không đúng.{last}")


@dataclass(frozen=True)
class OnDevice:
    """A certificate on a device with its key beside it (chứng thư trên thiết bị)."""

    token: str
    serial: str
    key_id: bytes
    certificate: bytes

    @property
    def parsed(self) -> x509.Certificate:
        return x509.load_der_x509_certificate(self.certificate)

    @property
    def mechanism(self) -> Mechanism:
        is_curve = isinstance(self.parsed.public_key(), EllipticCurvePublicKey)
        return Mechanism.ECDSA if is_curve else Mechanism.RSA_PKCS1


def certificates_on(driver: Path) -> tuple[list[OnDevice], list[bytes]]:
    """The signers' certificates of every device behind a driver, and those of authorities. Raises CannotSign."""
    signers: list[OnDevice] = []
    above: list[bytes] = []
    for token in _tokens(driver):
        for key_id, der in _certificates(token):
            try:
                certificate = x509.load_der_x509_certificate(der)
                is_signer = isinstance(certificate.public_key(), RSAPublicKey | EllipticCurvePublicKey)
            except (ValueError, UnsupportedAlgorithm):
                continue
            if _is_authority(certificate) or not key_id:
                above.append(der)
            elif is_signer:
                signers.append(OnDevice(token.label.strip(), _text(token.serial), key_id, der))
    return signers, above


def _text(value: Any) -> str:
    return value.decode(errors="replace").strip() if isinstance(value, bytes) else str(value).strip()


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return bool(certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except (x509.ExtensionNotFound, ValueError):
        return False


def _tokens(driver: Path) -> list[Any]:
    import pkcs11
    from pkcs11.exceptions import PKCS11Error

    if not driver.is_file():
        raise CannotSign(f"Không có thư viện PKCS#11 {driver}; cài phần mềm của thiết bị rồi kiểm tra đường dẫn.")
    try:
        return [slot.get_token() for slot in pkcs11.lib(str(driver)).get_slots(token_present=True)]
    except (PKCS11Error, RuntimeError) as error:
        raise CannotSign(SILENT) from error


def _certificates(token: Any) -> list[tuple[bytes, bytes]]:
    """Identifiers and certificates that can be seen without a PIN; none on a device that was never set up."""
    from pkcs11 import Attribute, ObjectClass
    from pkcs11.exceptions import PKCS11Error

    try:
        with token.open() as session:
            found = session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
            return [(bytes(one[Attribute.ID]), bytes(one[Attribute.VALUE])) for one in found]
    except PKCS11Error:
        return []


class DeviceKey:
    """A key on a device, opened with its PIN for one signing at a time."""

    way = Way.TOKEN

    def __init__(self, driver: Path, chosen: OnDevice, above: Sequence[bytes], pin: str) -> None:
        self._driver, self._chosen, self._pin = driver, chosen, pin
        self.certificates = Certificates(chosen.certificate, tuple(above))
        self.mechanism = chosen.mechanism

    def sign(self, asked: Sequence[ToSign]) -> list[bytes]:
        """Raises CannotSign, of that WrongPin where it is the PIN."""
        if any(len(one.hash) != HASH_BYTES for one in asked):
            raise CannotSign("Chỉ ký trên mã băm SHA-256.")
        from pkcs11.exceptions import PKCS11Error

        with self._opened() as key:
            try:
                return [signed_hash(key, self.mechanism, one.hash) for one in asked]
            except PKCS11Error as error:
                raise CannotSign(SILENT) from error

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        from pkcs11 import Attribute, ObjectClass
        from pkcs11.exceptions import PinIncorrect, PinInvalid, PinLenRange, PinLocked, PKCS11Error

        token = next((t for t in _tokens(self._driver) if _text(t.serial) == self._chosen.serial), None)
        if token is None:
            raise CannotSign(GONE)
        try:
            session = token.open(user_pin=self._pin)
        except (PinIncorrect, PinInvalid, PinLenRange) as error:
            raise _wrong_pin(self._driver, self._chosen.serial) from error
        except PinLocked as error:
            raise CannotSign(LOCKED) from error
        except PKCS11Error as error:
            raise CannotSign(SILENT) from error
        with session:  # a token that stays open would let the next one sign without a PIN
            asked = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: self._chosen.key_id}
            key = next(iter(list(session.get_objects(asked))), None)
            if key is None:
                raise CannotSign(GONE)
            yield key


def _wrong_pin(driver: Path, serial: str) -> CannotSign:
    from pkcs11 import TokenFlag

    token = next((t for t in _tokens(driver) if _text(t.serial) == serial), None)
    flags = token.flags if token is not None else TokenFlag(0)
    if TokenFlag.USER_PIN_LOCKED in flags:
        return CannotSign(LOCKED)
    return WrongPin(is_last=TokenFlag.USER_PIN_FINAL_TRY in flags)


def signed_hash(key: Any, mechanism: Mechanism, digest: bytes) -> bytes:
    """What a key on a device makes of a hash; ECDSA is turned into DER."""
    import pkcs11

    if mechanism is Mechanism.RSA_PKCS1:
        return bytes(key.sign(SHA256_HEAD + digest, mechanism=pkcs11.Mechanism.RSA_PKCS))
    if mechanism is Mechanism.RSA_PSS:
        parameters = (pkcs11.Mechanism.SHA256, pkcs11.MGF.SHA256, HASH_BYTES)
        return bytes(key.sign(digest, mechanism=pkcs11.Mechanism.RSA_PKCS_PSS, mechanism_param=parameters))
    both = bytes(key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA))
    half = len(both) // 2
    return encode_dss_signature(int.from_bytes(both[:half]), int.from_bytes(both[half:]))
