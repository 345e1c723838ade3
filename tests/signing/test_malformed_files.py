from __future__ import annotations

import re
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from dondoc.signing.pades.reading import read_signatures
from dondoc.signing.pades.structure import structure_problems
from dondoc.signing.rules.verdicts import verdict
from tests.signing.attacks import gap_of
from tests.signing.cast import AT, Cast, check, outcome, trust_in
from tests.signing.pdfs import pdf_of, plain_objects, stream

FORM = b"/AcroForm <</Fields [6 0 R]>>"
FORMAT_FAILURE = ("TOTAL-FAILED", "FORMAT_FAILURE")
CANNOT_TELL = ("INDETERMINATE", "GENERIC")


def _with_field(field: bytes) -> bytes:
    return pdf_of(plain_objects(FORM) | {6: field})


@pytest.mark.parametrize(
    "data",
    [b"", b"\0", b"%PDF-1.7", b"%%EOF", b"xin chao" * 500, b"%PDF-1.7\nstartxref\n0\n%%EOF\n", b"PK\x03\x04" * 99],
)
def test_what_is_no_pdf_is_a_format_failure(cast: Cast, data: bytes) -> None:
    assert outcome(data, cast.trust) == FORMAT_FAILURE


def test_a_pdf_without_signatures_is_unsigned_and_says_so(cast: Cast, pdf: bytes) -> None:
    _, result = check(pdf, cast.trust)
    assert result.indication.value == "NO-SIGNATURE"
    assert result.reasons == ("Tệp không có chữ ký số.",)


@pytest.mark.parametrize("value", [b"", b"/V null"])
def test_a_signature_field_without_a_signature_is_unsigned_and_named(cast: Cast, value: bytes) -> None:
    _, result = check(_with_field(b"<</FT /Sig /T (KyDuyet) %s>>" % value), cast.trust)
    assert result.indication.value == "NO-SIGNATURE"
    assert "KyDuyet" in result.reasons[0]


@pytest.mark.parametrize(
    "value",
    [
        b"<<>>",
        b"7",
        b"6 0 R",
        b"<</Type /Sig>>",
        b"<</Type /Sig /ByteRange [0 1 2 3]>>",
        b"<</Type /Sig /ByteRange [0 1 2 3] /Contents <>>>",
        b"<</Type /Sig /ByteRange [0 1 2 3] /Contents <00000000>>>",
        b"<</Type /Sig /ByteRange [0 1 2 3] /Contents 12>>",
        b"<</Type /Sig /ByteRange /Khong /Contents <3000>>>",
    ],
)
def test_a_field_that_only_pretends_to_hold_a_signature_is_a_format_failure(cast: Cast, value: bytes) -> None:
    assert outcome(_with_field(b"<</FT /Sig /T (Ky) /V %s>>" % value), cast.trust) == FORMAT_FAILURE


def test_a_container_filled_with_zeros_is_a_format_failure(cast: Cast, signed: bytes) -> None:
    emptied = re.sub(rb"/Contents <[0-9A-F]+>", lambda m: b"/Contents <" + b"0" * (len(m[0]) - 12) + b">", signed)
    assert len(emptied) == len(signed)
    assert outcome(emptied, cast.trust) == FORMAT_FAILURE


def test_data_slipped_in_behind_the_signature_value_is_a_format_failure(cast: Cast, signed: bytes) -> None:
    place = signed.index(b"00>", signed.rfind(b"/Contents <"))
    assert outcome(signed[:place] + b"ff" + signed[place + 2 :], cast.trust) == FORMAT_FAILURE


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda a, b, c: (1, a, b, c), id="does not start at 0"),
        pytest.param(lambda a, b, c: (0, a - 1, b, c), id="leaves out a byte before the value"),
        pytest.param(lambda a, b, c: (0, a, b + 1, c - 1), id="leaves out a byte behind the value"),
        pytest.param(lambda a, b, c: (0, b + 2, b, c), id="overlaps"),
        pytest.param(lambda a, b, c: (0, a, b, c + 1), id="reaches beyond the end"),
        pytest.param(lambda a, b, c: (0, a, b, 0), id="leaves out the rest"),
        pytest.param(lambda a, b, c: (0, a, b), id="three numbers"),
        pytest.param(lambda a, b, c: (0, a, b, c, 0, 0), id="six numbers"),
        pytest.param(lambda a, b, c: (0, -a, b, c), id="negative"),
        pytest.param(lambda a, b, c: (), id="nothing"),
    ],
)
def test_a_wrong_byte_range_is_a_format_failure(cast: Cast, signed: bytes, change) -> None:  # type: ignore[no-untyped-def]
    facts, _ = check(signed, cast.trust)
    (_, before, after, rest) = facts.signatures[0].byte_range
    numbers = b" ".join(b"%d" % n for n in change(before, after, rest))
    old = re.search(rb"/ByteRange \[[^]]*\]\s*", signed)
    assert old is not None
    new = (b"/ByteRange [%s]" % numbers).ljust(len(old[0]))
    forged = signed.replace(old[0], new)
    assert len(forged) == len(signed)
    assert outcome(forged, cast.trust) == FORMAT_FAILURE


def test_a_sound_byte_range_has_no_problem_and_a_gap_with_other_text_has_one() -> None:
    data = b"truoc<30030201ff0000>sau"
    assert structure_problems(data, (0, 5, 21, 3), bytes.fromhex("30030201ff0000")) == []
    assert len(structure_problems(data.replace(b"ff", b" f"), (0, 5, 21, 3), bytes.fromhex("30030201ff0000"))) == 1


def test_a_kind_of_signature_that_is_not_known_is_a_format_failure(cast: Cast, signed: bytes) -> None:
    assert outcome(signed.replace(b"/ETSI.CAdES.detached", b"/ETSI.CAdES.attached"), cast.trust) == FORMAT_FAILURE


def test_an_encrypted_file_cannot_be_verified_and_the_reader_learns_why(cast: Cast, signed: bytes) -> None:
    writer = copy_into_new_writer(PdfFileReader(BytesIO(signed)))
    writer.encrypt("chu", "dung")
    out = BytesIO()
    writer.write(out)
    _, result = check(out.getvalue(), cast.trust)
    assert (result.indication.value, result.sub_indication) == CANNOT_TELL
    assert "mật khẩu" in result.reasons[0]


@pytest.mark.parametrize(
    ("objects", "expected"),
    [
        ({6: b"<</FT /Sig /T (Ky) /Kids [6 0 R]>>"}, FORMAT_FAILURE),
        ({6: b"6 0 R"}, CANNOT_TELL),
        ({6: b"[" * 50_000 + b"]" * 50_000}, CANNOT_TELL),
        ({6: stream(b"x").replace(b"/Length 1", b"/Length 6 0 R")}, CANNOT_TELL),
    ],
)
def test_circles_and_deep_nesting_give_a_verdict(
    cast: Cast, objects: dict[int, bytes], expected: tuple[str, str]
) -> None:
    assert outcome(pdf_of(plain_objects(FORM) | objects), cast.trust) == expected


def test_a_circle_of_cross_reference_tables_is_a_format_failure(cast: Cast) -> None:
    objects = plain_objects()
    previous = b"/Prev %010d" % pdf_of(objects, b"/Prev 0000000000").rfind(b"xref\n0 ")
    assert outcome(pdf_of(objects, previous), cast.trust) == FORMAT_FAILURE


def test_more_fields_than_any_office_document_has_cannot_be_verified(cast: Cast) -> None:
    fields = b" ".join(b"%d 0 R" % n for n in range(6, 66))
    objects = plain_objects(b"/AcroForm <</Fields [%s]>>" % fields)
    objects |= {n: b"<</FT /Sig /T (Ky%d) /V <</Type /Sig>>>>" % n for n in range(6, 66)}
    assert outcome(pdf_of(objects), cast.trust) == CANNOT_TELL


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_never_pass_and_never_raise(data: bytes) -> None:
    assert verdict(read_signatures(data, trust_in(), AT)).indication.value == "TOTAL-FAILED"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_signed_file_with_random_bytes_in_its_signed_range_never_passes_and_never_raises(
    cast: Cast, signed: bytes, data: st.DataObject
) -> None:
    gap = signed.rfind(b"/Contents <") + len(b"/Contents ")
    behind = signed.index(b">", gap) + 1
    place = data.draw(st.integers(0, gap - 30) | st.integers(behind, len(signed) - 30))
    junk = data.draw(st.binary(min_size=1, max_size=30).filter(lambda b: signed[place : place + len(b)] != b))
    forged = signed[:place] + junk + signed[place + len(junk) :]
    assert outcome(forged, cast.trust)[0] != "TOTAL-PASSED"


def test_a_container_that_names_another_digest_than_its_signer_used_is_refused(cast: Cast, signed: bytes) -> None:
    """Nobody signed that part, and other programs call such a file invalid."""
    sha256, sha512 = b"608648016503040201", b"608648016503040203"
    start, end = gap_of(signed)
    forged = signed[start:end].lower().replace(sha256, sha512, 1)
    assert forged != signed[start:end].lower()
    assert outcome(signed[:start] + forged + signed[end:], cast.trust) == ("TOTAL-FAILED", "FORMAT_FAILURE")
