from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import crl as asn1_crl
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.validation.dss import DocumentSecurityStore

from dondoc.base.rules.moments import VIETNAM
from dondoc.signing.pades.evidence import Evidence
from dondoc.signing.pades.revocation import revocations
from dondoc.signing.pades.trust import read_trust
from dondoc.signing.pki import Identity, new_authority, new_root, new_signer
from dondoc.signing.pki_services import revocation_list, status_answer
from dondoc.signing.rules.algorithms import algorithm_findings, is_digest_permitted, is_key_permitted
from dondoc.signing.rules.facts import Revocation
from dondoc.signing.rules.roles import Level, level_of
from tests.signing.cast import AT, END, MINH, START, Cast, asn1, check, signed_specially, stamps_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def trusting(cast: Cast, *lists: bytes):  # type: ignore[no-untyped-def]
    return replace(cast.trust, crls=lists)


def serial_of(identity: Identity) -> int:
    return identity.certificate.serial_number


def with_lists(data: bytes, *lists: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(data))
    crls = [asn1_crl.CertificateList.load(der) for der in lists]
    DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=(), ocsps=(), crls=crls)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_list_that_does_not_name_the_certificate_is_good_news(cast: Cast, signed: bytes) -> None:
    lists = revocation_list(cast.issuer, {}, AT), revocation_list(cast.root, {}, AT)
    facts, result = check(signed, trusting(cast, *lists))
    assert [r.status for r in facts.signatures[0].revocations] == [Revocation.GOOD, Revocation.GOOD]
    assert (result.indication.value, result.warnings) == ("TOTAL-PASSED", ())


def test_revoked_before_the_claimed_time_is_a_failure(cast: Cast, signed: bytes) -> None:
    lists = revocation_list(cast.issuer, {serial_of(cast.minh): AT - DAY}, AT)
    for trust, data in ((trusting(cast, lists), signed), (cast.trust, with_lists(signed, lists))):
        _, result = check(data, trust)
        assert (result.indication.value, result.sub_indication) == ("TOTAL-FAILED", "REVOKED")
        assert "trước khi ký" in result.reasons[0]


def test_revoked_after_the_claimed_time_is_not_known_without_a_proof_of_time(cast: Cast, pdf: bytes) -> None:
    lists = revocation_list(cast.issuer, {serial_of(cast.minh): AT + DAY}, AT + 2 * DAY)
    plain = signed_specially(cast.minh, pdf)
    stamped = signed_specially(cast.minh, pdf, timestamper=stamps_of(cast.stamper))
    trust = trusting(cast, lists)
    _, result = check(plain, trust, AT + 3 * DAY)
    assert (result.indication.value, result.sub_indication) == ("INDETERMINATE", "REVOKED_NO_POE")
    assert check(stamped, trust, AT + 3 * DAY)[1].indication.value == "TOTAL-PASSED"
    assert check(plain, trust, AT)[1].indication.value == "TOTAL-PASSED", "as of then nothing had been revoked"


def test_a_revoked_authority_takes_its_certificates_along(cast: Cast, signed: bytes) -> None:
    lists = revocation_list(cast.root, {serial_of(cast.issuer): AT - DAY}, AT)
    _, result = check(signed, trusting(cast, lists))
    assert (result.indication.value, result.sub_indication) == ("INDETERMINATE", "REVOKED_CA_NO_POE")


def test_a_timestamp_of_a_revoked_service_proves_nothing(cast: Cast, pdf: bytes) -> None:
    stamped = signed_specially(cast.minh, pdf, timestamper=stamps_of(cast.stamper))
    lists = revocation_list(cast.issuer, {serial_of(cast.stamper): AT - DAY}, AT)
    facts, result = check(stamped, trusting(cast, lists))
    assert facts.signatures[0].timestamp is not None
    assert not facts.signatures[0].timestamp.is_valid
    assert result.indication.value == "INDETERMINATE"


def test_a_list_by_somebody_else_with_the_same_name_is_not_believed(cast: Cast, signed: bytes) -> None:
    root = new_root("Gốc thử nghiệm", START, END)
    forger = new_authority(root, "Cơ quan cấp chứng thư thử nghiệm", START, END)
    for lists in ({}, {serial_of(cast.minh): AT - DAY}):
        facts, result = check(signed, trusting(cast, revocation_list(forger, lists, AT)))
        assert facts.signatures[0].revocations[0].status is Revocation.UNKNOWN
        assert result.indication.value == "TOTAL-PASSED"
        assert "không đủ tin cậy" in result.warnings[-1]


def test_an_old_list_says_until_when_it_is_known(cast: Cast, signed: bytes) -> None:
    lists = revocation_list(cast.issuer, {}, AT), revocation_list(cast.root, {}, AT)
    _, result = check(signed, trusting(cast, *lists), AT + 30 * DAY)
    assert result.indication.value == "TOTAL-PASSED"
    assert "chỉ biết đến 27/11/2026" in result.warnings[-1]


def test_lists_beside_the_roots_are_read_in_both_forms(cast: Cast, tmp_path: Path) -> None:
    der = revocation_list(cast.issuer, {}, AT)
    (tmp_path / "goc.pem").write_bytes(cast.root.certificate.public_bytes(Encoding.PEM))
    (tmp_path / "a.crl").write_bytes(der)
    (tmp_path / "b.crl").write_bytes(x509.load_der_x509_crl(der).public_bytes(Encoding.PEM))
    (tmp_path / "c.crl").write_bytes(b"rac")
    trust = read_trust(tmp_path)
    assert trust.crls == (der, der)
    assert "c.crl" in trust.problems[0]


@pytest.mark.parametrize("signer", ["issuer", "minh"])
def test_an_answer_counts_when_the_issuer_signed_it_and_not_when_another_did(cast: Cast, signer: str) -> None:
    builder = ocsp.OCSPRequestBuilder()
    asked = builder.add_certificate(cast.minh.certificate, cast.issuer.certificate, hashes.SHA256()).build()
    answer = status_answer(getattr(cast, signer), asked, AT - HOUR, AT)
    chain = [asn1(c) for c in (cast.minh.certificate, *cast.minh.above)]
    (first, _) = revocations(chain, Evidence(ocsps=(answer,)), Evidence(), AT)
    expected = Revocation.REVOKED if signer == "issuer" else Revocation.UNKNOWN
    assert first.status is expected


def test_evidence_in_the_file_and_a_timestamp_make_the_level(cast: Cast, pdf: bytes) -> None:
    stamped = signed_specially(cast.minh, pdf, timestamper=stamps_of(cast.stamper))
    lists = revocation_list(cast.issuer, {}, AT), revocation_list(cast.root, {}, AT)
    for data, trust, level in (
        (stamped, cast.trust, Level.B_T),
        (stamped, trusting(cast, *lists), Level.B_T),
        (with_lists(stamped, *lists), cast.trust, Level.B_LT),
    ):
        facts, _ = check(data, trust)
        assert level_of(facts.signatures[0], facts) is level


def test_a_certificate_that_has_expired_since_is_told_from_one_known_not_to_be_revoked_until_then(
    cast: Cast, pdf: bytes
) -> None:
    signer = new_signer(cast.issuer, MINH, START, AT + DAY)
    plain, later = signed_specially(signer, pdf), AT + 3 * DAY
    known, too_old = (revocation_list(cast.issuer, {}, at) for at in (AT + DAY / 2, AT - 20 * DAY))
    for lists, sub in ((known, "OUT_OF_BOUNDS_NOT_REVOKED"), (too_old, "OUT_OF_BOUNDS_NO_POE")):
        _, result = check(plain, trusting(cast, lists), later)
        assert (result.indication.value, result.sub_indication) == ("INDETERMINATE", sub)


@pytest.mark.parametrize(
    ("at", "sub"),
    [
        (datetime(2012, 8, 1, tzinfo=VIETNAM), "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"),
        (AT, "CRYPTO_CONSTRAINTS_FAILURE"),
        (None, "CRYPTO_CONSTRAINTS_FAILURE"),
    ],
)
def test_an_old_algorithm_of_its_time_lacks_the_proof_of_that_time_alone(
    cast: Cast, signed: bytes, at: datetime | None, sub: str
) -> None:
    facts, _ = check(signed, cast.trust)
    (signature,) = facts.signatures
    old = replace(signature, digest_algorithm="sha1", claimed_at=at)
    (found,) = algorithm_findings(old, replace(facts, signatures=(old,)))
    assert found.sub_indication == sub


def test_old_algorithms_count_for_what_is_proved_to_be_from_their_time() -> None:
    assert is_digest_permitted("sha256", None)
    assert not is_digest_permitted("sha1", None)
    assert is_digest_permitted("sha1", date(2012, 8, 31))
    assert not is_digest_permitted("sha1", date(2012, 9, 1))
    assert not is_digest_permitted("md4", date(1999, 1, 1))
    assert is_key_permitted("rsa", 2048, None)
    assert not is_key_permitted("rsa", 1024, None)
    assert is_key_permitted("rsa", 1024, date(2009, 12, 31))
    assert not is_key_permitted("rsa", 1024, date(2010, 1, 1))
    assert not is_key_permitted("dsa", 4096, date(2000, 1, 1))
