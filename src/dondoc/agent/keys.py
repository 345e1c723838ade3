"""Where the agent's keys are (khóa của tác nhân): behind PKCS#11 drivers; or, to try it out, in a PKCS#12 file."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Protocol

from cryptography import x509

from dondoc.signing.cannot import CannotSign
from dondoc.signing.rules.ways import Mechanism
from dondoc.signing.ways.device import DeviceKey, OnDevice, WrongPin, certificates_on
from dondoc.signing.ways.p12 import P12Key
from dondoc.signing.ways.port import Key

LARGEST_P12 = 1024 * 1024


@dataclass(frozen=True)
class Listed:
    """A certificate that the user may choose (chứng thư để chọn)."""

    certificate: bytes
    above: tuple[bytes, ...]
    mechanisms: tuple[Mechanism, ...]
    where: str

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.certificate).hexdigest()

    def told(self) -> dict[str, object]:
        """As JSON, for the page."""
        parsed = x509.load_der_x509_certificate(self.certificate)
        return {
            "fingerprint": self.fingerprint,
            "name": name_in(parsed, x509.NameOID.COMMON_NAME),
            "organisation": name_in(parsed, x509.NameOID.ORGANIZATION_NAME),
            "valid_to": parsed.not_valid_after_utc.isoformat(),
            "where": self.where,
            "mechanisms": [m.value for m in self.mechanisms],
            "certificate": base64.b64encode(self.certificate).decode(),
            "above": [base64.b64encode(der).decode() for der in self.above],
        }


def name_in(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    """One part of the subject's name, '' where it is missing."""
    return next((str(a.value) for a in certificate.subject.get_attributes_for_oid(oid)), "")


class Keys(Protocol):
    """Certificates to choose from, and a key once its PIN is known."""

    def listed(self) -> list[Listed]: ...

    def opened(self, chosen: Listed, mechanism: Mechanism, pin: str) -> Key: ...


class DeviceKeys:
    """Tokens and cards behind the drivers of their makers; one thing at a time is asked of them."""

    def __init__(self, drivers: list[Path]) -> None:
        self._drivers = drivers
        self._found: dict[str, tuple[Path, OnDevice]] = {}
        self.turn = Lock()

    def listed(self) -> list[Listed]:
        """Raises CannotSign where a driver is missing or says nothing."""
        shown: list[Listed] = []
        with self.turn:
            for driver in self._drivers:
                signers, above = certificates_on(driver)
                for one in signers:
                    is_curve = one.mechanism is Mechanism.ECDSA
                    ways = (Mechanism.ECDSA,) if is_curve else (Mechanism.RSA_PKCS1, Mechanism.RSA_PSS)
                    listed = Listed(one.certificate, tuple(above), ways, one.token)
                    self._found[listed.fingerprint] = (driver, one)
                    shown.append(listed)
        return shown

    def opened(self, chosen: Listed, mechanism: Mechanism, pin: str) -> Key:
        driver, one = self._found[chosen.fingerprint]
        key = DeviceKey(driver, one, chosen.above, pin)
        key.mechanism = mechanism
        return key


class FileKeys:
    """A PKCS#12 file in place of a token: for trying the agent out, with the file's password as its PIN."""

    def __init__(self, path: Path, password_for_names: bytes) -> None:
        """Raises CannotSign where the file does not open."""
        self._path = path
        self._p12 = path.read_bytes()[:LARGEST_P12] if path.is_file() else b""
        self._shown = P12Key(self._p12, password_for_names).certificates

    def listed(self) -> list[Listed]:
        key = P12Key.mechanisms_of(self._shown.signer)
        return [Listed(self._shown.signer, self._shown.above, key, self._path.name)]

    def opened(self, chosen: Listed, mechanism: Mechanism, pin: str) -> Key:
        if chosen.certificate != self._shown.signer:
            raise CannotSign("Tệp khóa không có chứng thư này.")
        try:
            return P12Key(self._p12, pin.encode(), prefers_pss=mechanism is Mechanism.RSA_PSS)
        except CannotSign as error:
            raise WrongPin(is_last=False) from error
