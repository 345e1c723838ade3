"""Signing with a key on a token, over PKCS#11: SoftHSM stands for the device."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from dondoc.cli.main import main
from dondoc.signing.pades.keys import CannotSign, Token, key_from_token
from dondoc.signing.pades.making import Wish, sign_file
from tests.factories import NOW
from tests.signing.cast import Cast, check
from tests.signing.conftest import SOFTHSM

LABEL, KEY, PIN = "thu-nghiem", "minh", "1234"


@pytest.fixture(scope="module")
def token(cast: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Token]:
    """A token in software with Minh's key and certificate on it."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("softhsm")
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
        yield token_in(folder, cast)


def token_in(folder: Path, cast: Cast) -> Token:
    """The same in a folder, whose softhsm2.conf the variable SOFTHSM2_CONF names."""
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    key = cast.minh.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(key)
    _run("--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", PIN)
    _driver_anew()
    _run("--import", str(folder / "key.pem"), "--token", LABEL, "--label", KEY, "--id", "01", "--pin", PIN)
    _put_certificate(KEY, cast.minh.certificate.public_bytes(Encoding.DER))
    _put_certificate("ca", cast.issuer.certificate.public_bytes(Encoding.DER))
    return Token(SOFTHSM, LABEL, KEY, PIN)


def _driver_anew() -> None:
    """The driver reads its settings once; another file's tests may have loaded it with theirs."""
    import pkcs11

    pkcs11.lib(str(SOFTHSM)).reinitialize()


def _run(*arguments: str) -> None:
    subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True)


def _put_certificate(label: str, der: bytes) -> None:
    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    with pkcs11.lib(str(SOFTHSM)).get_token(token_label=LABEL).open(rw=True, user_pin=PIN) as session:
        attributes = decode_x509_certificate(der)
        attributes |= {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: label}
        session.create_object(attributes)


def test_a_file_signed_with_a_token_passes(cast: Cast, pdf: bytes, token: Token) -> None:
    with key_from_token(token) as key:
        signed = sign_file(pdf, key, NOW, Wish())
    facts, result = check(signed.data, cast.trust, NOW)
    assert facts.signatures[0].signer is not None
    assert facts.signatures[0].signer.serial == f"{cast.minh.certificate.serial_number:x}"
    assert result.indication.value == "TOTAL-PASSED"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"pin": "0000"}, "sai mã PIN"),
        ({"label": "khac"}, "không thấy thiết bị hoặc khóa"),
        ({"key": "khac"}, "không thấy thiết bị hoặc khóa"),
        ({"driver": Path("/khong/co.so")}, "Không có thư viện PKCS#11"),
    ],
)
def test_a_token_that_does_not_open_is_refused_with_the_reason(
    token: Token, change: dict[str, object], words: str
) -> None:
    from dataclasses import replace

    with pytest.raises(CannotSign, match=words), key_from_token(replace(token, **change)):  # type: ignore[arg-type]
        pass


def test_the_command_signs_with_a_token(token: Token, pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf)
    (tmp_path / "pin").write_text(PIN)
    command = ["sign", str(tmp_path / "a.pdf"), "--pkcs11", str(token.driver), "--token", LABEL, "--key", KEY]
    assert main([*command, "--pin-file", str(tmp_path / "pin"), "--out", str(tmp_path / "b.pdf")]) == 0
    assert b"/ETSI.CAdES.detached" in (tmp_path / "b.pdf").read_bytes()
