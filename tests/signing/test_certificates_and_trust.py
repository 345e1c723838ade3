from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from dondoc.signing.pades.trust import TrustAnchors, read_trust
from dondoc.signing.pki import YEAR, Holder, Identity, new_authority, new_root, new_signer
from tests.signing.cast import (
    AT,
    END,
    MINH,
    START,
    Cast,
    check,
    outcome,
    signed_by,
    signed_specially,
    trust_in,
)

DAY = timedelta(days=1)


def test_an_unknown_root_is_indeterminate_and_says_how_to_mend(cast: Cast, signed: bytes) -> None:
    other = new_root("Gốc khác", START, END)
    _, result = check(signed, trust_in(other))
    assert (result.indication.value, result.sub_indication) == ("INDETERMINATE", "NO_CERTIFICATE_CHAIN_FOUND")
    assert "thêm chứng thư gốc" in result.reasons[0]


def test_without_any_root_the_reader_learns_that_there_is_none(cast: Cast, signed: bytes) -> None:
    _, result = check(signed, TrustAnchors(()))
    assert result.indication.value == "INDETERMINATE"
    assert "chưa có chứng thư gốc tin cậy nào" in result.reasons[0]


def test_a_look_alike_authority_with_the_same_names_and_another_key_is_not_trusted(cast: Cast, pdf: bytes) -> None:
    root = new_root("Gốc thử nghiệm", START, END)
    issuer = new_authority(root, "Cơ quan cấp chứng thư thử nghiệm", START, END)
    forger = new_signer(issuer, MINH, START, END)
    assert outcome(signed_by(forger, pdf), trust_in(root))[0] == "TOTAL-PASSED"
    assert outcome(signed_by(forger, pdf), cast.trust)[0] == "INDETERMINATE"


def test_a_certificate_issued_by_an_ordinary_signer_is_not_trusted(cast: Cast, pdf: bytes) -> None:
    forged = new_signer(cast.minh, Holder("Chủ tịch tỉnh", "UBND tỉnh"), START, END)
    assert outcome(signed_by(forged, pdf), cast.trust)[0] == "INDETERMINATE"


def test_a_self_issued_certificate_is_not_trusted(cast: Cast, pdf: bytes) -> None:
    itself = new_root(MINH.name, START, END)
    assert outcome(signed_by(itself, pdf), cast.trust)[0] == "INDETERMINATE"


def test_one_untrusted_signature_beside_a_good_one_spoils_the_file(cast: Cast, signed: bytes) -> None:
    stranger = new_signer(new_root("Gốc khác", START, END), Holder("Người lạ", ""), START, END)
    facts, result = check(signed_by(stranger, signed), cast.trust)
    assert [s.is_chain_trusted for s in facts.signatures] == [True, False]
    assert result.indication.value == "INDETERMINATE"
    assert all("Người lạ" in reason for reason in result.reasons)


def test_a_signature_made_after_the_certificate_expired_fails(cast: Cast, pdf: bytes) -> None:
    signer = new_signer(cast.issuer, MINH, START, AT - DAY)
    assert outcome(signed_by(signer, pdf), cast.trust) == ("TOTAL-FAILED", "EXPIRED")


def test_a_signature_made_before_the_certificate_is_valid_fails(cast: Cast, pdf: bytes) -> None:
    signer = new_signer(cast.issuer, MINH, AT + DAY, END)
    assert outcome(signed_by(signer, pdf), cast.trust) == ("TOTAL-FAILED", "NOT_YET_VALID")


def test_a_certificate_expired_since_leaves_the_signing_time_unproven(cast: Cast, signed: bytes) -> None:
    assert outcome(signed, cast.trust, at=END) == ("TOTAL-PASSED", "")
    later = outcome(signed, cast.trust, at=END + timedelta(seconds=1))
    assert later == ("INDETERMINATE", "OUT_OF_BOUNDS_NO_POE")


def test_a_signing_time_in_the_future_is_not_believed(cast: Cast, pdf: bytes) -> None:
    signed = signed_by(cast.minh, pdf, at=AT + DAY)
    assert outcome(signed, cast.trust, at=AT) == ("INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")


def test_a_root_counts_inside_its_own_validity_only(cast: Cast, pdf: bytes) -> None:
    root = new_root("Gốc cũ", START - YEAR, AT - DAY)
    signed = signed_by(new_signer(root, MINH, START, END), pdf, at=AT - 2 * DAY)
    assert outcome(signed, trust_in(root), at=AT - 2 * DAY)[0] == "TOTAL-PASSED"
    assert outcome(signed, trust_in(root), at=AT)[0] == "INDETERMINATE", "the claimed time proves nothing"


def test_a_key_not_made_out_for_signing_is_out_of_its_scope(cast: Cast, pdf: bytes) -> None:
    usage = x509.KeyUsage(False, False, True, False, False, False, False, False, False)
    signer = new_signer(cast.issuer, MINH, START, END, usage=usage)
    assert outcome(signed_by(signer, pdf), cast.trust) == ("INDETERMINATE", "CHAIN_CONSTRAINTS_FAILURE")


@pytest.mark.parametrize("digest", ["sha1", "md5"])
def test_a_weak_digest_is_never_accepted(cast: Cast, pdf: bytes, digest: str) -> None:
    facts, result = check(signed_specially(cast.minh, pdf, digest=digest), cast.trust)
    assert facts.signatures[0].is_digest_same
    assert (result.indication.value, result.sub_indication) == ("INDETERMINATE", "CRYPTO_CONSTRAINTS_FAILURE")
    assert digest.upper() in result.reasons[0]


def test_a_short_rsa_key_is_never_accepted(cast: Cast, pdf: bytes) -> None:
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    signer = new_signer(cast.issuer, MINH, START, END, key=short)
    _, result = check(signed_by(signer, pdf), cast.trust)
    assert (result.indication.value, result.sub_indication) == ("INDETERMINATE", "CRYPTO_CONSTRAINTS_FAILURE")
    assert "RSA 1024 bit" in result.reasons[0]


def test_a_short_key_of_an_authority_is_found_too(pdf: bytes) -> None:
    root = new_root("Gốc", START, END)
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    weak = new_authority(root, "Cơ quan cấp yếu", START, END, key=short)
    signer = new_signer(weak, MINH, START, END)
    assert outcome(signed_by(signer, pdf), trust_in(root)) == ("INDETERMINATE", "CRYPTO_CONSTRAINTS_FAILURE")


def test_a_kind_of_key_that_the_circular_does_not_list_is_not_accepted(cast: Cast, pdf: bytes) -> None:
    signer = new_signer(cast.issuer, MINH, START, END, key=ed25519.Ed25519PrivateKey.generate())
    signed = signed_specially(signer, pdf, digest="sha512")
    assert outcome(signed, cast.trust) == ("INDETERMINATE", "CRYPTO_CONSTRAINTS_FAILURE")


# --- the trust folder -------------------------------------------------------


def _pem(identity: Identity) -> bytes:
    return identity.certificate.public_bytes(Encoding.PEM)


def test_the_trust_folder_reads_pem_and_der_and_several_in_one_file(cast: Cast, tmp_path: Path) -> None:
    other = new_root("Gốc khác", START, END)
    (tmp_path / "a.pem").write_bytes(_pem(cast.root) + _pem(other))
    (tmp_path / "b.cer").write_bytes(cast.issuer.certificate.public_bytes(Encoding.DER))
    (tmp_path / ".gitignore").write_text("*")
    trust = read_trust(tmp_path)
    assert [c.subject.native["common_name"] for c in trust.roots] == [
        "Gốc thử nghiệm",
        "Gốc khác",
        "Cơ quan cấp chứng thư thử nghiệm",
    ]
    assert trust.problems == ()


def test_a_missing_or_empty_trust_folder_trusts_nobody_and_says_so(tmp_path: Path) -> None:
    missing, empty = read_trust(tmp_path / "khong-co"), read_trust(tmp_path)
    assert missing.roots == empty.roots == ()
    assert "Không mở được thư mục" in missing.problems[0]
    assert "chưa có chứng thư gốc" in empty.problems[0]


def test_a_file_in_the_trust_folder_that_cannot_be_used_is_named_and_the_rest_still_counts(
    cast: Cast, signed: bytes, tmp_path: Path
) -> None:
    key = cast.minh.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "goc.pem").write_bytes(_pem(cast.root))
    (tmp_path / "hong.pem").write_bytes(_pem(cast.root)[:-200])
    (tmp_path / "ghi-chu.txt").write_text("xin chào")
    (tmp_path / "khoa.pem").write_bytes(key)
    (tmp_path / "nguoi-dung.crt").write_bytes(_pem(cast.minh))
    (tmp_path / "thu-muc").mkdir()
    trust = read_trust(tmp_path)
    assert len(trust.roots) == 1
    for name in ("hong.pem", "ghi-chu.txt", "khoa.pem", "nguoi-dung.crt", "thu-muc"):
        assert sum(name in problem for problem in trust.problems) == 1, name
    _, result = check(signed, trust)
    assert result.indication.value == "TOTAL-PASSED"
    assert set(trust.problems) <= set(result.warnings)
