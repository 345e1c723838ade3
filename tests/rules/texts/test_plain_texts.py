"""Text files, and telling kinds of files apart by what is in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.documents.rules.texts import MAX_BYTES, CannotReadText, FileKind, kind_of, text_of_plain


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_in_its_usual_forms(encoding: str) -> None:
    assert text_of_plain("Giao Sở Y tế".encode(encoding)) == "Giao Sở Y tế"


def test_another_encoding_is_refused_with_what_to_do() -> None:
    with pytest.raises(CannotReadText, match="TCVN3"):
        text_of_plain("Giao Sở".encode()[:-1] + b"\xff\xfe\xfd")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"Rar!\x1a", b"{\\rtf1 Giao}"])
def test_pictures_and_other_files_are_told_which_kinds_are_read(data: bytes) -> None:
    with pytest.raises(CannotReadText, match=r"\.txt, \.docx hoặc \.pdf"):
        text_of_plain(data)


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"PK\x03\x04...", FileKind.WORD), (b"\n%PDF-1.7", FileKind.PDF), ("Giao Sở".encode(), FileKind.PLAIN)],
)
def test_the_kind_is_told_by_the_bytes(data: bytes, kind: FileKind) -> None:
    assert kind_of(data) is kind


@pytest.mark.parametrize(
    "data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1", b" " * (MAX_BYTES + 1)], ids=["empty", "doc", "large"]
)
def test_what_is_not_read_here_is_refused(data: bytes) -> None:
    with pytest.raises(CannotReadText):
        kind_of(data)


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    try:
        assert isinstance(text_of_plain(data), str)
    except CannotReadText as refused:
        assert refused.reasons
