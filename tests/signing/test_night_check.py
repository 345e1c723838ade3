"""A night's check (kiểm tra hằng đêm): copies that stay, and what one file does to them reaches no other file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils.generic import read_hex_string_from_stream
from pyhanko.pdf_utils.misc import PdfError

from dondoc.signing.limited import Checker, Limits, Trust, verify_many
from dondoc.signing.pades.quick import read_hex_string
from dondoc.signing.rules.verdicts import verdict
from dondoc.signing.verifier import MOST_FILES
from tests.signing.cast import AT
from tests.signing.test_limited_process import ENDLESS


def test_hostile_files_between_good_ones_leave_them_as_they_are(signed: bytes, trust_folder: Path) -> None:
    files = [signed, b"", signed, signed[:-300], signed, b"%PDF-1.7\n" + b"[" * 100_000, signed]
    found = [verdict(facts).indication.value for facts in verify_many(files, Trust(trust_folder), AT, 1)]
    assert found[::2] == ["TOTAL-PASSED"] * 4
    assert "TOTAL-PASSED" not in found[1::2]


def test_after_a_file_that_was_stopped_the_next_one_is_checked_anew(signed: bytes, trust_folder: Path) -> None:
    child, trust = Checker(), Trust(trust_folder)
    try:
        for _ in range(2):
            assert child.facts(ENDLESS, trust, AT, Limits(cpu_seconds=1)).unchecked
            assert verdict(child.facts(signed, trust, AT)).indication.counts_as_signed
        assert child.facts(signed, trust, AT, Limits(wall_seconds=0.001)).unchecked
        assert verdict(child.facts(signed, trust, AT)).indication.counts_as_signed
    finally:
        child.close()


def test_a_copy_is_replaced_after_some_files(signed: bytes, trust_folder: Path) -> None:
    files = [signed] * (MOST_FILES + 3)
    found = list(verify_many(files, Trust(trust_folder), AT, 1))
    assert [verdict(facts).indication.counts_as_signed for facts in found] == [True] * len(files)


@given(st.binary(max_size=60) | st.text("0123456789abcdefABCDEF \n\t>", max_size=60).map(str.encode))
def test_a_hexadecimal_string_is_read_as_the_library_reads_it(inside: bytes) -> None:
    content = b"<" + inside.replace(b"%", b"") + b"> rest"
    ours, theirs = BytesIO(content), BytesIO(content)
    try:
        expected = read_hex_string_from_stream(theirs)
    except PdfError:
        with pytest.raises(PdfError):
            read_hex_string(ours)
        return
    assert (read_hex_string(ours), ours.tell()) == (expected, theirs.tell())
