from __future__ import annotations

from io import BytesIO

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from tests.signing.cast import Cast, check, outcome, signed_by
from tests.signing.pdfs import pdf_of, plain_objects, stream, updated

NOT_SIGNED = {"TOTAL-FAILED", "INDETERMINATE", "NO-SIGNATURE"}
OTHER_TEXT = stream(b"BT /F1 18 Tf 72 720 Td (So lieu khac) Tj ET")


def _gap(signed: bytes) -> tuple[int, int]:
    """Where the hexadecimal value of the last signature stands, brackets included."""
    start = signed.rfind(b"/Contents <") + len(b"/Contents ")
    return start, signed.index(b">", start) + 1


def _put(data: bytes, place: int, new: bytes) -> bytes:
    return data[:place] + new + data[place + len(new) :]


def test_no_single_changed_byte_in_the_signed_range_is_overlooked(cast: Cast, signed: bytes) -> None:
    start, end = _gap(signed)
    covered = [*range(start), *range(end, len(signed))]
    places = covered[:: len(covered) // 120]
    passed = [
        place
        for place in places
        if outcome(_put(signed, place, bytes([signed[place] ^ 1])), cast.trust)[0] != "TOTAL-FAILED"
    ]
    assert passed == []


def test_a_changed_word_on_the_page_is_a_hash_failure(cast: Cast, signed: bytes) -> None:
    assert outcome(signed.replace(b"quy III", b"quy IV "), cast.trust) == ("TOTAL-FAILED", "HASH_FAILURE")


def test_the_hash_failure_is_said_in_the_readers_words(cast: Cast, signed: bytes) -> None:
    _, result = check(signed.replace(b"quy III", b"quy IV "), cast.trust)
    assert "Chữ ký của Nguyễn Văn Minh (ô ChuKy1): nội dung tệp đã bị thay đổi sau khi ký" in result.reasons[0]


def test_a_correct_signature_moved_to_another_document_is_a_hash_failure(cast: Cast, signed: bytes) -> None:
    other = plain_objects() | {4: stream(b"BT /F1 18 Tf 72 720 Td (Bao cao quy II.) Tj ET")}
    target = signed_by(cast.minh, pdf_of(other))
    start, end = _gap(signed)
    moved = _put(target, _gap(target)[0], signed[start:end])
    assert _gap(target) == _gap(signed)
    assert outcome(moved, cast.trust) == ("TOTAL-FAILED", "HASH_FAILURE")


def test_a_changed_signature_value_is_a_crypto_failure(cast: Cast, signed: bytes) -> None:
    start, end = _gap(signed)
    value = signed[start + 1 : end - 1].rstrip(b"0")
    place = start + len(value) - 40
    changed = _put(signed, place, b"%x" % (int(signed[place : place + 1], 16) ^ 1))
    assert outcome(changed, cast.trust) == ("TOTAL-FAILED", "SIG_CRYPTO_FAILURE")


@pytest.mark.parametrize(
    "objects",
    [
        pytest.param({4: OTHER_TEXT}, id="the text of the page replaced"),
        pytest.param(
            {
                2: b"<</Type /Pages /Kids [3 0 R 20 0 R] /Count 2>>",
                20: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>>",
            },
            id="a page added",
        ),
        pytest.param({2: b"<</Type /Pages /Kids [] /Count 0>>"}, id="the page removed"),
        pytest.param(
            {
                2: b"<</Type /Pages /Kids [20 0 R] /Count 1>>",
                20: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 21 0 R>>",
                21: OTHER_TEXT,
            },
            id="the page exchanged for a shadow page",
        ),
        pytest.param({5: b"<</Type /Font /Subtype /Type1 /BaseFont /Symbol>>"}, id="the font exchanged"),
        pytest.param(
            {
                3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [20 0 R]"
                b" /Resources <</Font <</F1 5 0 R>>>>>>",
                20: b"<</Type /Annot /Subtype /FreeText /Rect [0 0 500 800] /Contents (Che noi dung)>>",
            },
            id="a note drawn over the page",
        ),
        pytest.param({20: b"(khong ai dung)"}, id="an object that nothing refers to"),
    ],
)
def test_content_appended_after_the_signature_fails(cast: Cast, signed: bytes, objects: dict[int, bytes]) -> None:
    tampered = updated(signed, objects)
    assert tampered.startswith(signed)
    assert outcome(tampered, cast.trust) == ("TOTAL-FAILED", "FORMAT_FAILURE")


def test_content_slipped_in_between_two_signatures_fails(cast: Cast, signed: bytes) -> None:
    twice = signed_by(cast.agency, updated(signed, {4: OTHER_TEXT}))
    facts, result = check(twice, cast.trust)
    assert facts.n_signatures == 2
    assert (result.indication.value, result.sub_indication) == ("TOTAL-FAILED", "FORMAT_FAILURE")
    assert len(result.reasons) == 1, "the second signature covers what it saw"


def test_a_signature_taken_out_by_an_update_leaves_a_failure_not_an_unsigned_file(cast: Cast, signed: bytes) -> None:
    objects = {1: b"<</Type /Catalog /Pages 2 0 R>>"}
    assert outcome(updated(signed, objects), cast.trust) == ("TOTAL-FAILED", "FORMAT_FAILURE")


def test_a_visible_field_added_after_the_signature_needs_review(cast: Cast, signed: bytes) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    append_signature_field(writer, SigFieldSpec("Them", box=(0, 0, 300, 300)))
    out = BytesIO()
    writer.write(out)
    _, result = check(out.getvalue(), cast.trust)
    assert (result.indication.value, result.sub_indication) == ("INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")
    assert "(Them)" in result.reasons[0]


def test_a_text_field_filled_in_after_the_signature_needs_review(cast: Cast) -> None:
    field = b"<</FT /Tx /T (SoVanBan) /Type /Annot /Subtype /Widget /Rect [0 0 0 0] %s>>"
    objects = plain_objects(b"/AcroForm <</Fields [6 0 R] /SigFlags 3>>") | {6: field % b""}
    signed = signed_by(cast.minh, pdf_of(objects))
    filled = updated(signed, {6: field % b"/V (15)"})
    assert outcome(filled, cast.trust) == ("INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")
    signed_again = signed_by(cast.agency, filled)
    assert outcome(signed_again, cast.trust) == ("INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")


@pytest.mark.parametrize("tail", [b"\n", b"% ghi them\n", b"0" * 2000, b"startxref\n0\n%%EOF\n"])
def test_bytes_after_the_last_signature_fail(cast: Cast, signed: bytes, tail: bytes) -> None:
    assert outcome(signed + tail, cast.trust) == ("TOTAL-FAILED", "FORMAT_FAILURE")


def test_a_repeated_end_of_file_behind_the_signature_fails(cast: Cast, signed: bytes) -> None:
    tail = b"%% ghi them\n" + signed[signed.rfind(b"startxref") :]
    assert outcome(signed + tail, cast.trust) == ("TOTAL-FAILED", "FORMAT_FAILURE")


@pytest.mark.parametrize("n_cut", [1, 10, 100, 1000, 9000])
def test_a_file_cut_short_fails(cast: Cast, signed: bytes, n_cut: int) -> None:
    assert outcome(signed[:-n_cut], cast.trust)[0] == "TOTAL-FAILED"
