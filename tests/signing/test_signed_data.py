"""Data that is no PDF, signed (gói dữ liệu đã ký): one file, judged by the same rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from dondoc.cli.main import main
from dondoc.signing.limited import package_of, verify_file
from dondoc.signing.pades.enveloped import data_inside, sign_data
from dondoc.signing.pades.keys import key_from_p12
from dondoc.signing.pki import Identity, new_signer, p12_bytes
from tests.signing.cast import AT, END, MINH, PASSWORD, START, Cast, outcome, trust_in

DATA = b'[{"form":"II.06a","rows":{"dat-dai":{"4":"70"}}}]'


def packed(identity: Identity) -> bytes:
    return sign_data(DATA, key_from_p12(p12_bytes(identity, PASSWORD), PASSWORD), AT)


def test_the_data_and_its_signature_are_one_file_that_holds(cast: Cast, trust_folder: Path) -> None:
    signed = packed(cast.minh)
    assert data_inside(signed) == package_of(signed, "so-lieu.json") == DATA
    facts, result = verify_file(signed, trust_folder, AT)
    assert result.indication.value == "TOTAL-PASSED"
    assert facts.signatures[0].signer and facts.signatures[0].signer.common_name == MINH.name
    elliptic = new_signer(cast.issuer, MINH, START, END, key=ec.generate_private_key(ec.SECP256R1()))
    assert outcome(packed(elliptic), cast.trust)[0] == "TOTAL-PASSED"
    assert outcome(signed, trust_in())[0] == "INDETERMINATE"


def test_no_changed_byte_of_data_or_signature_passes(cast: Cast) -> None:
    signed = packed(cast.minh)
    for place in range(0, len(signed), 7):
        forged = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
        indication, _ = outcome(forged, cast.trust)
        # What stands in the certificates beside the signer's own is not needed where the root is trusted.
        assert indication != "TOTAL-PASSED" or data_inside(forged) == DATA
    start = signed.index(DATA)
    for place in range(start, start + len(DATA)):
        forged = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
        assert outcome(forged, cast.trust) == ("TOTAL-FAILED", "HASH_FAILURE")


@pytest.mark.parametrize("broken", [b"\x30", b"\x30\x03\x02\x01\x01", b"\x30\x80" * 5000])
def test_what_is_no_container_gives_a_failure(cast: Cast, broken: bytes) -> None:
    assert outcome(broken, cast.trust) == ("TOTAL-FAILED", "FORMAT_FAILURE")
    assert outcome(packed(cast.minh) + b"x", cast.trust) == ("TOTAL-FAILED", "FORMAT_FAILURE")
    assert data_inside(broken) is None


def test_the_commands_sign_and_verify_it(
    cast: Cast, trust_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "so-lieu.json").write_bytes(DATA)
    (tmp_path / "minh.p12").write_bytes(p12_bytes(cast.minh, PASSWORD))
    (tmp_path / "mk").write_bytes(PASSWORD)
    key = ["--p12", str(tmp_path / "minh.p12"), "--password-file", str(tmp_path / "mk")]
    target = tmp_path / "so-lieu.p7m"
    assert main(["sign", str(tmp_path / "so-lieu.json"), "--data", *key, "--out", str(target)]) == 0
    capsys.readouterr()
    assert main(["verify", str(target), "--trust", str(trust_folder), "--json"]) == 0
    (signature,) = json.loads(capsys.readouterr().out)["signatures"]
    assert (signature["signer"], signature["coverage"], signature["level"]) == (MINH.name, "whole_file", "B-B")
    assert main(["sign", str(target), "--data", *key, "--level", "B-T", "--tsa", "http://x", "--out", "x"]) == 2
