from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dondoc.cli.main import main
from dondoc.cli.verify import LARGEST_FILE
from dondoc.signing.pades.making import sign_pdf
from dondoc.signing.pki import Holder, make_pki
from tests.factories import NOW
from tests.signing.cast import PASSWORD
from tests.signing.pdfs import pdf_of, plain_objects, stream, updated

SIGNATURE_KEYS = (
    {"signer", "issuer", "role", "claimed_time", "proved_time", "level", "integrity", "coverage", "chain"}
    | {"revocation", "changes_after", "algorithm", "reasons"}
)  # fmt: skip
LAN = Holder("Trần Thị Lan", "UBND xã Tân Lập")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a signed file and its trusted root. Made for the world's now, which the command reads."""
    folder = tmp_path_factory.mktemp("desk")
    pki = make_pki(folder, NOW, [LAN], PASSWORD)
    signed = sign_pdf(pdf_of(plain_objects()), pki.p12_of[LAN.name].read_bytes(), PASSWORD, NOW - timedelta(hours=1))
    (folder / "da-ky.pdf").write_bytes(signed)
    (folder / "bi-sua.pdf").write_bytes(signed.replace(b"quy III", b"quy IV "))
    (folder / "noi-them.pdf").write_bytes(updated(signed, {4: stream(b"BT /F1 18 Tf 72 720 Td (So lieu khac) Tj ET")}))
    (folder / "chua-ky.pdf").write_bytes(pdf_of(plain_objects()))
    (folder / "rac.pdf").write_bytes(b"khong phai PDF")
    (folder / "rong.pdf").write_bytes(b"")
    (folder / "trong").mkdir()
    return folder


@pytest.mark.parametrize(
    ("file", "trust", "code", "verdict", "sub"),
    [
        ("da-ky.pdf", "trust", 0, "TOTAL-PASSED", None),
        ("da-ky.pdf", "trong", 3, "INDETERMINATE", "NO_CERTIFICATE_CHAIN_FOUND"),
        ("bi-sua.pdf", "trust", 4, "TOTAL-FAILED", "HASH_FAILURE"),
        ("noi-them.pdf", "trust", 4, "TOTAL-FAILED", "FORMAT_FAILURE"),
        ("chua-ky.pdf", "trust", 4, "NO-SIGNATURE", None),
        ("rac.pdf", "trust", 4, "TOTAL-FAILED", "FORMAT_FAILURE"),
        ("rong.pdf", "trust", 4, "TOTAL-FAILED", "FORMAT_FAILURE"),
    ],
)
def test_the_exit_code_and_the_json_tell_the_verdict(
    desk: Path,
    capsys: pytest.CaptureFixture[str],
    file: str,
    trust: str,
    code: int,
    verdict: str,
    sub: str | None,
) -> None:
    assert main(["verify", str(desk / file), "--trust", str(desk / trust), "--json"]) == code
    report = json.loads(capsys.readouterr().out)
    assert (report["verdict"], report["sub_indication"]) == (verdict, sub)
    assert set(report) == {"verdict", "sub_indication", "signatures", "reasons"}
    assert report["reasons"], "even a file that passes says what was not checked"


def test_the_json_names_signer_issuer_and_time_of_each_signature(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["verify", str(desk / "da-ky.pdf"), "--trust", str(desk / "trust"), "--json"])
    (signature,) = json.loads(capsys.readouterr().out)["signatures"]
    assert signature["signer"] == LAN.name
    assert "Demo CA" in signature["issuer"]
    assert datetime.fromisoformat(signature["claimed_time"]) == NOW - timedelta(hours=1)
    assert {key: signature[key] for key in ("role", "proved_time", "level", "integrity", "coverage")} == {
        "role": "person",
        "proved_time": None,
        "level": "B-B",
        "integrity": "intact",
        "coverage": "whole_file",
    }
    assert (signature["chain"], signature["revocation"]) == ("trusted", "not_checked")
    assert signature["changes_after"]["kind"] == "none"
    assert signature["algorithm"] == "rsassa_pkcs1v15 sha256 rsa 2048"
    assert "thu hồi" in signature["reasons"][0]
    assert set(signature) == SIGNATURE_KEYS


def test_both_texts_of_a_page_that_was_exchanged_are_told(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["verify", str(desk / "noi-them.pdf"), "--trust", str(desk / "trust"), "--json"])
    (signature,) = json.loads(capsys.readouterr().out)["signatures"]
    assert signature["changes_after"]["allowed"] is False
    assert signature["changes_after"]["pages"] == [{"page": 1, "signed": "Bao cao quy III", "now": "So lieu khac"}]


def test_the_file_is_checked_as_of_the_moment_that_is_named(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["verify", str(desk / "da-ky.pdf"), "--trust", str(desk / "trust"), "--json", "--at"]
    assert main([*command, "2040-01-01"]) == 3
    assert json.loads(capsys.readouterr().out)["sub_indication"] == "OUT_OF_BOUNDS_NO_POE"
    assert main([*command, "2020-01-01T08:00:00+07:00"]) == 3
    assert main([*command, "hom qua"]) == 2


def test_a_policy_that_must_know_revocation_does_not_pass_what_was_not_checked(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["verify", str(desk / "da-ky.pdf"), "--trust", str(desk / "trust"), "--json", "--require-revocation"]
    assert main(command) == 3
    assert json.loads(capsys.readouterr().out)["sub_indication"] == "TRY_LATER"


def test_without_json_a_reader_gets_vietnamese_lines(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["verify", str(desk / "bi-sua.pdf"), "--trust", str(desk / "trust")])
    out = capsys.readouterr().out
    assert out.startswith("Kết luận: Không hợp lệ – TOTAL-FAILED (HASH_FAILURE)\n")
    assert "Trần Thị Lan, UBND xã Tân Lập" in out
    assert "  - Chữ ký của Trần Thị Lan (ô ChuKy1): nội dung tệp đã bị thay đổi sau khi ký" in out


def test_without_a_trust_folder_named_the_installations_own_counts(
    desk: Path, capsys: pytest.CaptureFixture[str], settings: object
) -> None:
    settings.TRUST_FOLDER = desk / "trust"  # type: ignore[attr-defined]
    assert main(["verify", str(desk / "da-ky.pdf")]) == 0


def test_input_that_cannot_be_used_exits_2_with_every_reason(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(desk / "khong-co.pdf"), "--trust", str(desk / "khong-co")]) == 2
    error = capsys.readouterr().err
    assert "khong-co.pdf: Không có tệp này" in error
    assert "Không có thư mục chứng thư gốc này" in error


def test_a_file_larger_than_50_megabytes_exits_2(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    large = desk / "qua-lon.pdf"
    with large.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert main(["verify", str(large), "--trust", str(desk / "trust")]) == 2
    assert "50 MB" in capsys.readouterr().err


def test_a_folder_in_place_of_a_file_exits_2(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(desk), "--trust", str(desk / "trust")]) == 2
    assert "Không có tệp này" in capsys.readouterr().err
