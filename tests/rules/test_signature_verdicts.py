"""The rules alone, over facts written by hand; tests/signing meets the same rules in real files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.signing.rules.facts import (
    CertificateFacts,
    Coverage,
    DocumentFacts,
    Kind,
    LaterChanges,
    SignatureFacts,
    Syntax,
    TimestampFacts,
)
from dondoc.signing.rules.indications import FAILURES, Indication, SubIndication
from dondoc.signing.rules.times import CLOCK_SKEW
from dondoc.signing.rules.verdicts import verdict, verdict_of_signature

AT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
YEAR = timedelta(days=365)
MINH = CertificateFacts(
    common_name="Nguyễn Văn Minh",
    organisation="UBND xã Tân Lập",
    issuer="Cơ quan cấp",
    serial="1f",
    fingerprint="00",
    valid_from=AT - YEAR,
    valid_to=AT + YEAR,
    digest_algorithm="sha256",
    key_algorithm="rsa",
    key_bits=2048,
    key_usage=("digital_signature",),
    extended_key_usage=(),
)
GOOD = SignatureFacts(
    field="ChuKy1",
    byte_range=(0, 10, 20, 10),
    is_digest_same=True,
    is_signature_right=True,
    digest_algorithm="sha256",
    signature_algorithm="rsassa_pkcs1v15",
    coverage=Coverage.WHOLE_FILE,
    later_changes=LaterChanges.NONE,
    is_change_permitted=True,
    signer=MINH,
    chain=(MINH, replace(MINH, common_name="Gốc")),
    is_chain_trusted=True,
    claimed_at=AT,
)


def _document(*signatures: SignatureFacts, **more: object) -> DocumentFacts:
    facts = DocumentFacts(30, "0" * 64, AT, "pyHanko", n_roots=1, syntax=Syntax.STRICT, signatures=signatures)
    return replace(facts, **more)  # type: ignore[arg-type]


def _outcome(*signatures: SignatureFacts, **more: object) -> tuple[str, str]:
    result = verdict(_document(*signatures, **more))
    return result.indication.value, result.sub_indication.value if result.sub_indication else ""


def test_only_total_passed_counts_as_signed() -> None:
    assert [i for i in Indication if i.counts_as_signed] == [Indication.PASSED]


def test_a_signature_with_every_fact_in_its_favour_passes() -> None:
    assert _outcome(GOOD) == ("TOTAL-PASSED", "")


def test_facts_that_were_never_found_out_never_pass() -> None:
    assert _outcome(SignatureFacts("ChuKy1"))[0] != "TOTAL-PASSED"
    assert _outcome(SignatureFacts("ChuKy1", signer=MINH))[0] == "TOTAL-FAILED"


REVISION = {"coverage": Coverage.REVISION}


@pytest.mark.parametrize(
    ("change", "sub"),
    [
        ({"structure_problems": ("phạm vi ký sai",)}, "FORMAT_FAILURE"),
        ({"stopped": "FORMAT_FAILURE"}, "FORMAT_FAILURE"),
        ({"stopped": "CRYPTO_CONSTRAINTS_FAILURE"}, "CRYPTO_CONSTRAINTS_FAILURE"),
        ({"stopped": "NO_SIGNING_CERTIFICATE_FOUND"}, "NO_SIGNING_CERTIFICATE_FOUND"),
        ({"stopped": "A_NAME_OF_TOMORROW"}, "GENERIC"),
        ({"signer": None}, "NO_SIGNING_CERTIFICATE_FOUND"),
        ({"is_digest_same": False}, "HASH_FAILURE"),
        ({"is_signature_right": False}, "SIG_CRYPTO_FAILURE"),
        ({"coverage": Coverage.LESS}, "FORMAT_FAILURE"),
        ({"coverage": Coverage.UNKNOWN}, "FORMAT_FAILURE"),
        (REVISION | {"later_changes": LaterChanges.OTHER}, "FORMAT_FAILURE"),
        (REVISION | {"later_changes": LaterChanges.UNKNOWN}, "FORMAT_FAILURE"),
        (REVISION | {"is_change_permitted": False}, "FORMAT_FAILURE"),
        (REVISION | {"later_changes": LaterChanges.ANNOTATIONS}, "SIG_CONSTRAINTS_FAILURE"),
        (REVISION | {"later_changes": LaterChanges.FORM_FILLING}, "SIG_CONSTRAINTS_FAILURE"),
        ({"is_chain_trusted": False}, "NO_CERTIFICATE_CHAIN_FOUND"),
        (
            {"is_chain_trusted": False, "chain_failure": "CERTIFICATE_CHAIN_GENERAL_FAILURE"},
            "CERTIFICATE_CHAIN_GENERAL_FAILURE",
        ),
        ({"claimed_at": None}, "SIG_CONSTRAINTS_FAILURE"),
        ({"claimed_at": MINH.valid_to + timedelta(seconds=1)}, "EXPIRED"),
        ({"claimed_at": MINH.valid_from - timedelta(seconds=1)}, "NOT_YET_VALID"),
        ({"signer": replace(MINH, key_usage=("key_encipherment",))}, "CHAIN_CONSTRAINTS_FAILURE"),
        ({"signer": replace(MINH, extended_key_usage=("server_auth",))}, "CHAIN_CONSTRAINTS_FAILURE"),
        ({"digest_algorithm": "sha1"}, "CRYPTO_CONSTRAINTS_FAILURE"),
        ({"chain": (replace(MINH, digest_algorithm="sha1"), MINH)}, "CRYPTO_CONSTRAINTS_FAILURE"),
        ({"chain": (MINH, replace(MINH, key_bits=1024))}, "CRYPTO_CONSTRAINTS_FAILURE"),
        ({"chain": (replace(MINH, key_algorithm="dsa"), MINH)}, "CRYPTO_CONSTRAINTS_FAILURE"),
        ({"timestamp": TimestampFacts(AT, "Dịch vụ lạ", is_valid=False)}, "SIG_CONSTRAINTS_FAILURE"),
    ],
)
def test_each_single_fact_against_a_signature_decides_the_verdict(change: dict[str, object], sub: str) -> None:
    signature = replace(GOOD, **change)  # type: ignore[arg-type]
    indication = "TOTAL-FAILED" if SubIndication(sub) in FAILURES else "INDETERMINATE"
    assert _outcome(signature) == (indication, sub)
    assert verdict_of_signature(signature, _document(signature)).sub_indication == sub


def test_a_root_that_signs_itself_with_sha1_does_not_matter() -> None:
    root = replace(MINH, digest_algorithm="sha1")
    assert _outcome(replace(GOOD, chain=(MINH, root))) == ("TOTAL-PASSED", "")


def test_validation_data_after_the_signature_is_harmless() -> None:
    later = replace(GOOD, coverage=Coverage.REVISION, later_changes=LaterChanges.VALIDATION_DATA)
    assert _outcome(later) == ("TOTAL-PASSED", "")


def test_of_the_fields_filled_after_a_signature_only_signed_ones_are_accepted() -> None:
    second = replace(GOOD, field="ChuKy2")
    first = replace(
        GOOD,
        coverage=Coverage.REVISION,
        later_changes=LaterChanges.FORM_FILLING,
        changed_fields=("ChuKy2",),
    )
    assert _outcome(first, second) == ("TOTAL-PASSED", "")
    filled = replace(first, changed_fields=("ChuKy2", "SoVanBan"))
    assert _outcome(filled, second) == ("INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")


def test_a_file_read_only_by_overlooking_mistakes_is_trusted_as_long_as_nothing_follows_the_signature() -> None:
    later = replace(GOOD, coverage=Coverage.REVISION, later_changes=LaterChanges.VALIDATION_DATA)
    assert _outcome(GOOD, syntax=Syntax.TOLERANT) == ("TOTAL-PASSED", "")
    assert _outcome(later, syntax=Syntax.HYBRID) == ("TOTAL-PASSED", "")
    assert _outcome(later, syntax=Syntax.TOLERANT) == ("INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")


def test_the_signing_time_may_run_ahead_of_the_check_by_the_skew_of_two_clocks() -> None:
    assert _outcome(replace(GOOD, claimed_at=AT + CLOCK_SKEW)) == ("TOTAL-PASSED", "")
    ahead = replace(GOOD, claimed_at=AT + CLOCK_SKEW + timedelta(seconds=1))
    assert _outcome(ahead) == ("INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")


@given(signed=st.integers(-800, 800), checked=st.integers(0, 800))
def test_without_a_timestamp_a_signature_holds_only_inside_the_certificate_on_both_days(
    signed: int, checked: int
) -> None:
    """Days from the middle of a validity of two years; signed before it is checked."""
    signature = replace(GOOD, claimed_at=AT + timedelta(days=min(signed, checked)))
    moment = AT + timedelta(days=checked)
    expected = min(signed, checked) >= -365 and checked <= 365
    assert (_outcome(signature, checked_at=moment)[0] == "TOTAL-PASSED") == expected


def test_a_good_timestamp_takes_the_place_of_the_check_as_proof() -> None:
    stamped = replace(GOOD, timestamp=TimestampFacts(AT, "Dịch vụ", is_valid=True))
    later = MINH.valid_to + YEAR
    assert _outcome(GOOD, checked_at=later) == ("INDETERMINATE", "OUT_OF_BOUNDS_NO_POE")
    assert _outcome(stamped, checked_at=later) == ("TOTAL-PASSED", "")


def test_with_several_signatures_the_gravest_decides_and_every_reason_is_told() -> None:
    unknown = replace(GOOD, field="ChuKy2", is_chain_trusted=False)
    broken = replace(GOOD, field="ChuKy3", is_digest_same=False)
    result = verdict(_document(GOOD, unknown, broken))
    assert (result.indication, result.sub_indication) == (Indication.FAILED, SubIndication.HASH_FAILURE)
    assert ["ChuKy2" in result.reasons[0], "ChuKy3" in result.reasons[1]] == [True, True]
    assert len(result.reasons) == 2


def test_a_file_without_signatures_is_unsigned_but_torn_out_ones_are_a_failure() -> None:
    assert _outcome() == ("NO-SIGNATURE", "")
    assert _outcome(has_traces=True) == ("TOTAL-FAILED", "FORMAT_FAILURE")
    assert "Duyet" in verdict(_document(empty_fields=("Duyet",))).reasons[0]


def test_a_good_document_timestamp_alone_is_no_signature_and_a_bad_one_no_pass() -> None:
    stamp = replace(GOOD, kind=Kind.TIMESTAMP, timestamp=TimestampFacts(AT, "Dịch vụ", is_valid=True))
    assert _outcome(stamp, has_traces=True) == ("NO-SIGNATURE", "")
    assert _outcome(replace(stamp, is_digest_same=False)) == ("TOTAL-FAILED", "HASH_FAILURE")


def test_what_could_not_be_checked_is_indeterminate_and_what_could_not_be_read_is_failed() -> None:
    assert _outcome(unchecked=("quá thời gian",)) == ("INDETERMINATE", "GENERIC")
    assert _outcome(unreadable=("không phải PDF",)) == ("TOTAL-FAILED", "FORMAT_FAILURE")


def test_warnings_tell_of_the_trust_folder_and_of_revocation_without_changing_the_verdict() -> None:
    result = verdict(_document(GOOD, trust_problems=("Tệp hong.pem không đọc được.",)))
    assert result.indication is Indication.PASSED
    assert result.warnings[0] == "Tệp hong.pem không đọc được."
    assert "thu hồi" in result.warnings[1]
