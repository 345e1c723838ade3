from __future__ import annotations

import pytest
import typst
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

from dondoc.signing.pades import content
from dondoc.signing.pades.keys import CannotSign, key_from_p12
from dondoc.signing.pades.making import Wish, sign_file
from dondoc.signing.pki import new_signer, p12_bytes
from dondoc.signing.rules.facts import Coverage, LaterChanges, Syntax
from tests.signing.cast import AT, END, MINH, PASSWORD, START, Cast, check, outcome, signed_by, signed_specially
from tests.signing.pdfs import hybrid_pdf, pdf_of, plain_objects

PASSED = ("TOTAL-PASSED", "")


def test_a_file_signed_by_a_trusted_person_passes_and_names_the_signer(cast: Cast, signed: bytes) -> None:
    facts, result = check(signed, cast.trust)
    (signature,) = facts.signatures
    assert result.indication.counts_as_signed
    assert result.reasons == ()
    assert signature.signer is not None
    assert (signature.signer.common_name, signature.signer.organisation) == (MINH.name, MINH.organisation)
    assert signature.signer.issuer == "Cơ quan cấp chứng thư thử nghiệm"
    assert signature.signer.serial == f"{cast.minh.certificate.serial_number:x}"
    assert signature.claimed_at == AT
    assert signature.coverage is Coverage.WHOLE_FILE
    assert [c.common_name for c in signature.chain] == [
        MINH.name,
        "Cơ quan cấp chứng thư thử nghiệm",
        "Gốc thử nghiệm",
    ]


def test_revocation_is_said_to_be_unchecked_even_when_the_file_passes(cast: Cast, signed: bytes) -> None:
    facts, result = check(signed, cast.trust)
    assert facts.signatures[0].revocations[0].status == "not_checked"
    assert any("thu hồi" in warning for warning in result.warnings)


def test_a_file_typeset_by_our_own_writer_passes(cast: Cast) -> None:
    pdf = typst.compile(b"= B\xc3\xa1o c\xc3\xa1o qu\xc3\xbd III\n#lorem(300)")
    assert outcome(signed_by(cast.minh, pdf), cast.trust) == PASSED


def test_two_signatures_pass_and_the_first_lists_the_second_as_a_later_change(cast: Cast, signed: bytes) -> None:
    facts, result = check(signed_by(cast.agency, signed), cast.trust)
    first, second = facts.signatures
    assert result.indication.value == "TOTAL-PASSED"
    assert facts.n_signatures == 2
    assert (first.coverage, first.later_changes) == (Coverage.REVISION, LaterChanges.FORM_FILLING)
    assert first.changed_fields == (second.field,)
    assert (second.coverage, second.later_changes) == (Coverage.WHOLE_FILE, LaterChanges.NONE)


def test_a_word_processors_file_with_two_cross_reference_lists_passes_with_two_signatures(cast: Cast) -> None:
    signed = signed_by(cast.agency, signed_by(cast.minh, hybrid_pdf()))
    facts, result = check(signed, cast.trust)
    assert facts.syntax is Syntax.HYBRID
    assert result.indication.value == "TOTAL-PASSED"


def test_a_reserved_field_left_empty_does_not_spoil_a_signature(cast: Cast) -> None:
    objects = plain_objects(b"/AcroForm <</Fields [6 0 R] /SigFlags 3>>") | {6: b"<</FT /Sig /T (KyPhatHanh)>>"}
    facts, result = check(signed_by(cast.minh, pdf_of(objects)), cast.trust)
    assert facts.empty_fields == ("KyPhatHanh",)
    assert result.indication.value == "TOTAL-PASSED"


def test_an_elliptic_curve_key_of_256_bits_passes(cast: Cast, pdf: bytes) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    signer = new_signer(cast.issuer, MINH, START, END, key=key)
    assert outcome(signed_by(signer, pdf), cast.trust) == PASSED


def test_rsa_with_pss_padding_passes_and_is_reported(cast: Cast, pdf: bytes) -> None:
    facts, result = check(signed_specially(cast.minh, pdf, prefer_pss=True), cast.trust)
    assert facts.signatures[0].signature_algorithm == "rsassa_pss"
    assert result.indication.value == "TOTAL-PASSED"


def test_the_older_container_of_adobe_passes(cast: Cast, pdf: bytes) -> None:
    signed = signed_specially(cast.minh, pdf, subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED)
    assert outcome(signed, cast.trust) == PASSED


def test_a_file_certified_against_all_changes_passes_as_long_as_nothing_follows(cast: Cast, pdf: bytes) -> None:
    certified = signed_specially(cast.minh, pdf, certify=MDPPerm.NO_CHANGES)
    assert outcome(certified, cast.trust) == PASSED
    key = key_from_p12(p12_bytes(cast.agency, PASSWORD), PASSWORD)
    with pytest.raises(CannotSign):
        sign_file(certified, key, AT, Wish())


@pytest.mark.parametrize(
    ("name", "outcome_of_it"), [(b"Times#20New#20Roman", "TOTAL-PASSED"), (b"J#53", "INDETERMINATE")]
)
def test_a_long_file_whose_fonts_are_named_in_signs_passes_unless_the_name_says_something_else(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, name: bytes, outcome_of_it: str
) -> None:
    monkeypatch.setattr(content, "MOST_OBJECTS", 20)
    font = {5: b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /FontName /%s>>" % name}
    cells = dict.fromkeys(range(6, 40), b"<</Type /StructElem /S /TD>>")
    assert outcome(signed_by(cast.minh, pdf_of(plain_objects() | font | cells)), cast.trust)[0] == outcome_of_it
