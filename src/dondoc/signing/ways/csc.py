"""A remote signing service as a way to sign (ký từ xa): the API of the Cloud Signature Consortium, v1 and v2.

`info`, `credentials/list`, `credentials/info`, `credentials/authorize`, `signatures/signHash`: only hashes leave. What
the service answers is distrusted: bounded in time and size, its signatures checked by whoever asked for them.
Source: CSC API specification 1.0.4.0 and 2.0.
"""

from __future__ import annotations

import base64
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from dondoc.base.rules.refusals import Reason
from dondoc.signing.cannot import CannotSign
from dondoc.signing.rules.ways import Mechanism, ToSign, Way
from dondoc.signing.ways.port import Certificates

TIMEOUT = 15.0
LARGEST_ANSWER = 1_000_000
MOST_CREDENTIALS = 20
PIECE = 64 * 1024
SHA256 = "2.16.840.1.101.3.4.2.1"
SIGNATURE = {
    Mechanism.RSA_PKCS1: "1.2.840.113549.1.1.11",
    Mechanism.RSA_PSS: "1.2.840.113549.1.1.10",
    Mechanism.ECDSA: "1.2.840.10045.4.3.2",
}
LOCAL = ("127.0.0.1", "localhost", "::1")
UNREADABLE = "Dịch vụ ký từ xa trả lời không đúng chuẩn CSC; liên hệ nơi cung cấp."
NO_SIGNATURES = "Dịch vụ ký từ xa trả về số chữ ký khác số tệp đã gửi; không dùng chữ ký nào."


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect could carry PIN and token elsewhere."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


@dataclass(frozen=True)
class Account:
    """Where the service is and who the office is to it. `secret`: 'name:password' or a bearer token."""

    address: str
    secret: str = ""

    def authorization(self) -> str:
        if ":" in self.secret:
            return "Basic " + base64.b64encode(self.secret.encode()).decode()
        return f"Bearer {self.secret}" if self.secret else ""


@dataclass(frozen=True)
class Credential:
    """A key that the service keeps for somebody (chứng thư ký từ xa)."""

    id: str
    certificates: Certificates
    needs_pin: bool
    needs_otp: bool

    @property
    def name(self) -> str:
        subject = x509.load_der_x509_certificate(self.certificates.signer).subject
        return next((str(a.value) for a in subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)), "")


class CscService:
    """One service. Every question raises CannotSign where the answer is no, late, or not to be understood."""

    def __init__(self, account: Account, timeout: float = TIMEOUT) -> None:
        parts = urlsplit(account.address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
            raise CannotSign("Địa chỉ dịch vụ ký từ xa phải bắt đầu bằng https://.")
        self._account, self._timeout = account, timeout
        self._opener = urllib.request.build_opener(_NoRedirect(), urllib.request.ProxyHandler({}))

    def name(self) -> str:
        """What the service calls itself."""
        return str(self._ask("info", {}).get("name", ""))[:100]

    def credentials_of(self, user: str) -> list[Credential]:
        """The keys of a user that are enabled, each with its certificate."""
        listed = self._ask("credentials/list", {"userID": user} if user else {}).get("credentialIDs")
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            raise CannotSign(UNREADABLE)
        return list(self._credentials(listed[:MOST_CREDENTIALS]))

    def _credentials(self, listed: Sequence[str]) -> Iterator[Credential]:
        for one in listed:
            asked = {"credentialID": one, "certificates": "chain", "certInfo": True, "authInfo": True}
            told = self._ask("credentials/info", asked)
            try:
                if told["key"]["status"] != "enabled":
                    continue
                ders = [base64.b64decode(c, validate=True) for c in told["cert"]["certificates"]]
                x509.load_der_x509_certificate(ders[0]).public_key()
                wants = {name: _is_wanted(told, name) for name in ("PIN", "OTP")}
            except (KeyError, TypeError, ValueError, IndexError, AttributeError, UnsupportedAlgorithm) as error:
                raise CannotSign(UNREADABLE) from error
            yield Credential(one, Certificates(ders[0], tuple(ders[1:])), wants["PIN"], wants["OTP"])

    def authorize(self, credential: Credential, asked: Sequence[ToSign], pin: str, otp: str) -> str:
        """Leave to sign just these hashes (SAD), given by the person's PIN or one-time code."""
        given: dict[str, Any] = {
            "credentialID": credential.id,
            "numSignatures": len(asked),
            "hash": _hashes(asked),
            "hashes": _hashes(asked),
            "hashAlgorithmOID": SHA256,
        }
        given |= {name: value for name, value in (("PIN", pin), ("OTP", otp)) if value}
        told = self._ask("credentials/authorize", given).get("SAD")
        if not isinstance(told, str) or not told:
            raise CannotSign(UNREADABLE)
        return told

    def sign(self, credential: Credential, sad: str, asked: Sequence[ToSign], mechanism: Mechanism) -> list[bytes]:
        given = {
            "credentialID": credential.id,
            "SAD": sad,
            "hash": _hashes(asked),
            "hashes": _hashes(asked),
            "hashAlgo": SHA256,
            "hashAlgorithmOID": SHA256,
            "signAlgo": SIGNATURE[mechanism],
        }
        signatures = self._ask("signatures/signHash", given).get("signatures")
        try:
            made = [base64.b64decode(one, validate=True) for one in signatures or ()]
        except (TypeError, ValueError) as error:
            raise CannotSign(UNREADABLE) from error
        if len(made) != len(asked):
            raise CannotSign(NO_SIGNATURES)
        return made

    def _ask(self, path: str, given: dict[str, Any]) -> dict[str, Any]:
        url = f"{self._account.address.rstrip('/')}/{path}"
        request = urllib.request.Request(url, json.dumps(given).encode(), method="POST")  # noqa: S310 - looked at above
        request.add_header("Content-Type", "application/json")
        if authorization := self._account.authorization():
            request.add_unredirected_header("Authorization", authorization)
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                told = json.loads(self._read(answer))
        except urllib.error.HTTPError as error:
            with error:
                raise CannotSign([Reason(_refusal(error), "Ký từ xa")]) from error
        except (TimeoutError, urllib.error.URLError, HTTPException, OSError) as error:
            late = isinstance(getattr(error, "reason", error), TimeoutError)
            why = f"không trả lời trong {self._timeout:g} giây" if late else "không kết nối được"
            raise CannotSign([Reason(f"Dịch vụ ký từ xa {why}; chưa ký tệp nào, hãy thử lại.", "Ký từ xa")]) from error
        except (ValueError, RecursionError) as error:
            raise CannotSign(UNREADABLE) from error
        if not isinstance(told, dict):
            raise CannotSign(UNREADABLE)
        return told

    def _read(self, answer: Any) -> bytes:
        end, body = time.monotonic() + 2 * self._timeout, bytearray()
        while piece := answer.read1(PIECE):
            body += piece
            if len(body) > LARGEST_ANSWER:
                raise ValueError("too long")
            if time.monotonic() > end:
                raise TimeoutError
        return bytes(body)


def _is_wanted(told: dict[str, Any], name: str) -> bool:
    """Does a credential ask for a PIN or a one-time code? v1 has an object each, v2 a list of objects."""
    objects = told.get("auth", {}).get("objects", ()) if isinstance(told.get("auth"), dict) else ()
    if any(isinstance(one, dict) and str(one.get("type", one.get("id", ""))).upper() == name for one in objects):
        return True
    return str(told.get(name, {}).get("presence", "false")).lower() in ("true", "optional")


def _hashes(asked: Sequence[ToSign]) -> list[str]:
    return [base64.b64encode(one.hash).decode() for one in asked]


def _refusal(error: urllib.error.HTTPError) -> str:
    """What the service says against it; its words are shown as the service's, shortened."""
    try:
        told = json.loads(error.read(PIECE))
        name, words = str(told.get("error", "")), str(told.get("error_description", ""))
    except (ValueError, AttributeError, OSError, HTTPException, RecursionError):
        name, words = "", ""
    said = "".join(c for c in words or name if c.isprintable())[:200]
    if name in ("invalid_pin", "invalid_otp") or "PIN" in words or "OTP" in words:
        return f"Dịch vụ ký từ xa không nhận mã PIN hoặc OTP ({said or name}); kiểm tra rồi nhập lại."
    return f"Dịch vụ ký từ xa từ chối (mã {error.code}{f': {said}' if said else ''})."


class CscKey:
    """A key at a remote service, with what its owner typed to let it sign."""

    way = Way.REMOTE

    def __init__(self, service: CscService, credential: Credential, pin: str = "", otp: str = "") -> None:
        self._service, self._credential, self._pin, self._otp = service, credential, pin, otp
        self.certificates = credential.certificates
        public = x509.load_der_x509_certificate(credential.certificates.signer).public_key()
        self.mechanism = Mechanism.ECDSA if isinstance(public, EllipticCurvePublicKey) else Mechanism.RSA_PKCS1

    def sign(self, asked: Sequence[ToSign]) -> list[bytes]:
        sad = self._service.authorize(self._credential, asked, self._pin, self._otp)
        return self._service.sign(self._credential, sad, asked, self.mechanism)
