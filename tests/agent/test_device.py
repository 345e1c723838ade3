"""The agent with a token: SoftHSM stands for the device."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from dondoc.agent.keys import DeviceKeys
from dondoc.signing.cannot import CannotSign
from dondoc.signing.pades.raw import is_signed
from dondoc.signing.pki import Identity, new_signer
from dondoc.signing.rules.ways import Mechanism, ToSign
from dondoc.signing.ways.device import WrongPin, certificates_on
from tests.agent.conftest import Running, running
from tests.agent.test_agent import answered
from tests.signing.cast import END, MINH, START, Cast
from tests.signing.conftest import SOFTHSM

LABEL, PIN = "tac-nhan", "123456"


def on_token(folder: Path, token: str, identity: Identity, key_id: str) -> None:
    """Put key and certificate of somebody on a token in software."""
    key = identity.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(key)
    run("--import", str(folder / "key.pem"), "--token", token, "--label", key_id, "--id", key_id, "--pin", PIN)
    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    with pkcs11.lib(str(SOFTHSM)).get_token(token_label=token).open(rw=True, user_pin=PIN) as session:
        attributes = decode_x509_certificate(identity.certificate.public_bytes(Encoding.DER))
        labels = {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.ID: bytes.fromhex(key_id)}
        session.create_object(attributes | labels | {pkcs11.Attribute.PRIVATE: False})


def run(*arguments: str) -> None:
    subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True)


@pytest.fixture(scope="module")
def curve(cast: Cast) -> Identity:
    return new_signer(cast.issuer, MINH, START, END, ec.generate_private_key(ec.SECP256R1()))


@pytest.fixture(scope="module")
def driver(cast: Cast, curve: Identity, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
        import pkcs11

        run("--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", PIN)
        pkcs11.lib(str(SOFTHSM)).reinitialize()
        on_token(folder, LABEL, cast.minh, "01")
        on_token(folder, LABEL, curve, "02")
        yield SOFTHSM


@pytest.fixture
def agent(driver: Path) -> Iterator[Running]:
    yield from running(DeviceKeys([driver]))


def test_certificates_are_seen_without_a_pin(driver: Path, cast: Cast) -> None:
    signers, _ = certificates_on(driver)
    assert {one.token for one in signers} == {LABEL}
    assert cast.minh.certificate.public_bytes(Encoding.DER) in {one.certificate for one in signers}


@pytest.mark.parametrize("mechanism", list(Mechanism))
def test_the_token_signs_hashes_by_every_permitted_mechanism(driver: Path, mechanism: Mechanism) -> None:
    keys = DeviceKeys([driver])
    chosen = next(one for one in keys.listed() if mechanism in one.mechanisms)
    digest = hashlib.sha256(b"noi dung").digest()
    (value,) = keys.opened(chosen, mechanism, PIN).sign([ToSign("Báo cáo", digest)])
    assert is_signed(chosen.certificate, mechanism, digest, value)
    with pytest.raises(CannotSign, match="SHA-256"):
        keys.opened(chosen, mechanism, PIN).sign([ToSign("Báo cáo", b"ngan")])


def test_a_wrong_pin_is_told_as_such_and_the_right_one_works_after_it(driver: Path) -> None:
    keys = DeviceKeys([driver])
    chosen = keys.listed()[0]
    digest = hashlib.sha256(b"noi dung").digest()
    with pytest.raises(WrongPin):
        keys.opened(chosen, chosen.mechanisms[0], "000000").sign([ToSign("Báo cáo", digest)])
    assert keys.opened(chosen, chosen.mechanisms[0], PIN).sign([ToSign("Báo cáo", digest)])


def test_a_whole_request_goes_through_to_the_token(agent: Running) -> None:
    listed = agent.ask("GET", "/v1/certificates").json["certificates"]
    digest = hashlib.sha256(b"bao cao").digest()
    given = {
        "request": "yeu-cau-so-0000001",
        "certificate": listed[0]["fingerprint"],
        "mechanism": listed[0]["mechanisms"][0],
        "items": [{"title": "Báo cáo", "hash": base64.b64encode(digest).decode()}] * 40,
    }
    request = agent.ask("POST", "/v1/sign", json.dumps(given).encode()).json
    assert "Còn 2 lần" in answered(agent, request["prompt"], pin="999999").body.decode()
    assert "Đã ký 40 tệp" in answered(agent, request["prompt"], pin=PIN).body.decode()
    told = agent.ask("GET", f"/v1/sign/{request['id']}").json
    assert len(told["signatures"]) == 40
