"""Remote signing (CSC API) against a service on loopback: as it should be, late, refusing, lying."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from dondoc.signing.cannot import CannotSign
from dondoc.signing.pades.deferred import finish, prepare
from dondoc.signing.pades.raw import is_signed
from dondoc.signing.pades.wish import Wish
from dondoc.signing.pki import Identity
from dondoc.signing.rules.ways import ToSign
from dondoc.signing.ways.csc import Account, CscKey, CscService
from tests.factories import NOW
from tests.signing.cast import Cast, check
from tests.signing.test_two_steps import key_of

ASKED = [ToSign(f"Báo cáo {n}", hashlib.sha256(bytes([n])).digest()) for n in range(2)]


@dataclass
class Stub:
    """A service by the specification; `lies` take the place of its answers."""

    identity: Identity
    signing: Identity
    is_v2: bool = False
    lies: dict[str, Callable[[dict[str, Any]], Any]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, Any], str]] = field(default_factory=list)
    authorized: list[str] = field(default_factory=list)

    def answer(self, path: str, given: dict[str, Any]) -> tuple[int, Any]:
        if path in self.lies:
            return self.lies[path](given)  # type: ignore[no-any-return]
        match path:
            case "info":
                return 200, {"specs": "2.0.0.0" if self.is_v2 else "1.0.4.0", "name": "Dịch vụ ký thử"}
            case "credentials/list":
                return 200, {"credentialIDs": ["K1"] if given.get("userID") == "minh" else []}
            case "credentials/info":
                chain = [self.identity.certificate, *self.identity.above[:1]]
                ders = [base64.b64encode(c.public_bytes(Encoding.DER)).decode() for c in chain]
                told: dict[str, Any] = {"key": {"status": "enabled"}, "cert": {"certificates": ders}}
                wants = {"auth": {"mode": "explicit", "objects": [{"type": "PIN", "id": "PIN"}]}}
                return 200, told | (
                    wants if self.is_v2 else {"PIN": {"presence": "true"}, "OTP": {"presence": "false"}}
                )
            case "credentials/authorize":
                if given.get("PIN") != "2468":
                    return 400, {"error": "invalid_pin", "error_description": "Wrong PIN"}
                self.authorized = list(given["hashes"])
                return 200, {"SAD": "quyen-ky"}
            case "signatures/signHash":
                if given["SAD"] != "quyen-ky" or given["hashes"] != self.authorized:
                    return 400, {"error": "invalid_request"}
                asked = [ToSign("", base64.b64decode(one)) for one in given["hashes"]]
                made = key_of(self.signing).sign(asked)
                return 200, {"signatures": [base64.b64encode(one).decode() for one in made]}
        return 404, {}


@pytest.fixture
def stub(cast: Cast) -> Iterator[tuple[Stub, str]]:
    here = Stub(cast.minh, cast.minh)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            path = self.path.removeprefix("/csc/v1/")
            here.asked.append((path, given, self.headers.get("Authorization", "")))
            status, told = here.answer(path, given)
            data = told if isinstance(told, bytes) else json.dumps(told).encode()
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:1/")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield here, f"http://127.0.0.1:{server.server_address[1]}/csc/v1"
        server.shutdown()
        thread.join()


def key(address: str, pin: str = "2468", secret: str = "van-phong:bi-mat", timeout: float = 5) -> CscKey:
    service = CscService(Account(address, secret), timeout)
    (credential,) = service.credentials_of("minh")
    return CscKey(service, credential, pin)


@pytest.mark.parametrize("is_v2", [False, True])
def test_many_hashes_are_signed_with_one_leave_for_just_these(stub: tuple[Stub, str], cast: Cast, is_v2: bool) -> None:
    here, address = stub
    here.is_v2 = is_v2
    remote = key(address)
    assert CscService(Account(address)).name() == "Dịch vụ ký thử"
    values = remote.sign(ASKED)
    for one, value in zip(ASKED, values, strict=True):
        assert is_signed(remote.certificates.signer, remote.mechanism, one.hash, value)
    assert [path for path, _, _ in here.asked].count("credentials/authorize") == 1
    assert here.asked[0][2] == "Basic " + base64.b64encode(b"van-phong:bi-mat").decode()
    leaves = json.dumps([given for path, given, _ in here.asked if path != "credentials/authorize"])
    assert "2468" not in leaves, "the PIN goes to one place alone"


def test_a_file_signed_far_away_passes(stub: tuple[Stub, str], cast: Cast, pdf: bytes) -> None:
    remote = key(stub[1], secret="the-truy-cap")
    prepared = prepare(pdf, remote.certificates, remote.mechanism, NOW, Wish())
    (value,) = remote.sign([ToSign("Báo cáo", prepared.hash)])
    signed = finish(pdf, prepared, remote.certificates, remote.mechanism, value, NOW, Wish())
    assert check(signed.data, cast.trust, NOW)[1].indication.value == "TOTAL-PASSED"
    assert stub[0].asked[0][2] == "Bearer the-truy-cap"


def test_a_service_that_signs_with_another_key_or_another_hash_is_found_out(
    stub: tuple[Stub, str], cast: Cast, pdf: bytes
) -> None:
    here, address = stub
    remote = key(address)
    prepared = prepare(pdf, remote.certificates, remote.mechanism, NOW, Wish())
    asked = [ToSign("Báo cáo", prepared.hash)]
    here.signing = cast.agency
    others = [remote.sign(asked)[0]]
    here.signing = cast.minh
    elsewhere = base64.b64encode(key_of(cast.minh).sign(ASKED)[0]).decode()
    here.lies["signatures/signHash"] = lambda given: (200, {"signatures": [elsewhere]})
    others.append(remote.sign(asked)[0])
    for value in others:
        with pytest.raises(CannotSign, match="không phải của chứng thư đã chọn"):
            finish(pdf, prepared, remote.certificates, remote.mechanism, value, NOW, Wish())


def test_a_wrong_pin_is_told_in_words(stub: tuple[Stub, str]) -> None:
    with pytest.raises(CannotSign, match="không nhận mã PIN"):
        key(stub[1], pin="0000").sign(ASKED)


@pytest.mark.parametrize(
    ("path", "answer", "words"),
    [
        ("credentials/list", (200, {"credentialIDs": "K1"}), "không đúng chuẩn"),
        ("credentials/list", (200, b"<html>"), "không đúng chuẩn"),
        ("credentials/list", (200, []), "không đúng chuẩn"),
        ("credentials/list", (200, b"[" * 100_000), "không đúng chuẩn"),
        ("credentials/list", (200, b" " * 1_100_000), "không đúng chuẩn"),
        ("credentials/list", (302, b""), "từ chối"),
        ("credentials/list", (401, {"error": "access_denied", "error_description": "Hết phiên\x1b[2J"}), "Hết phiên"),
        ("credentials/list", (503, b"\xff"), "mã 503"),
        ("credentials/info", (200, {"key": {"status": "enabled"}}), "không đúng chuẩn"),
        (
            "credentials/info",
            (200, {"key": {"status": "enabled"}, "cert": {"certificates": ["cmFj"]}}),
            "không đúng chuẩn",
        ),
        ("credentials/authorize", (200, {}), "không đúng chuẩn"),
        ("signatures/signHash", (200, {"signatures": ["eA=="]}), "số chữ ký khác"),
        ("signatures/signHash", (200, {"signatures": ["@@", "@@"]}), "không đúng chuẩn"),
        ("signatures/signHash", (200, {}), "số chữ ký khác"),
    ],
)
def test_an_answer_that_is_none_is_refused_in_words(
    stub: tuple[Stub, str], path: str, answer: tuple[int, Any], words: str
) -> None:
    here, address = stub
    here.lies[path] = lambda given: answer
    with pytest.raises(CannotSign, match=words) as refused:
        key(address).sign(ASKED)
    assert "\x1b" not in str(refused.value)


@pytest.mark.parametrize("told", [{"PIN": "true"}, {"OTP": [1]}, {"auth": {"objects": 7}}, {"key": "enabled"}])
def test_a_key_described_in_another_form_is_refused_in_words(stub: tuple[Stub, str], told: dict[str, Any]) -> None:
    here, address = stub
    good = here.answer("credentials/info", {})[1]
    here.lies["credentials/info"] = lambda given: (200, good | told)
    with pytest.raises(CannotSign, match="không đúng chuẩn"):
        key(address)


def test_a_service_that_does_not_answer_in_time_or_at_all_is_told(stub: tuple[Stub, str]) -> None:
    here, address = stub
    released = threading.Event()

    def late(given: dict[str, Any]) -> tuple[int, Any]:
        released.wait(5)
        return 200, {}

    here.lies["credentials/list"] = late
    with pytest.raises(CannotSign, match=r"không trả lời trong 0\.3 giây"):
        key(address, timeout=0.3)
    released.set()
    with pytest.raises(CannotSign, match="không kết nối được"):
        key("http://127.0.0.1:1")


def test_pin_and_token_travel_encrypted_or_not_at_all() -> None:
    with pytest.raises(CannotSign, match="https://"):
        CscService(Account("http://ky-so.example"))
