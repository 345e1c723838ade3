"""Messages made to harm: each is refused in words, or read with the problem named; nothing grows beyond its bytes."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.base.rules.refusals import Refused
from dondoc.exchange.rules.attachments import different_names, is_safe_name, safe_name
from dondoc.exchange.rules.reading import NotEdxml, read
from dondoc.exchange.rules.writing import write
from dondoc.exchange.rules.xml_tree import MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS, MAX_TEXT, UnusableXml
from tests.rules.exchange.messages import DOCUMENT, PDF, of_others, with_file

BOMB = '<!DOCTYPE e [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip


def told(data: bytes) -> str:
    with pytest.raises(UnusableXml) as refused:
        read(data)
    (reason,) = refused.value.reasons
    return reason.message


def doctyped(declared: str, used: str) -> bytes:
    text = of_others().decode().replace("V/v điều hành", used)
    return text.replace("?>\n", f"?>\n{declared}", 1).encode()


@pytest.mark.parametrize(
    ("declared", "used"),
    [
        (BOMB, "&i;"),
        ('<!DOCTYPE e SYSTEM "http://127.0.0.1/e.dtd">', "x"),
        ('<!DOCTYPE e [<!ENTITY f SYSTEM "file:///etc/passwd">]>', "&f;"),
        ('<!DOCTYPE e [<!ENTITY % p SYSTEM "http://127.0.0.1/p"> %p;]>', "x"),
        ("<!DOCTYPE e>", "x"),
    ],
)
def test_a_document_type_is_refused_before_any_entity(declared: str, used: str) -> None:
    assert "DOCTYPE" in told(doctyped(declared, used))


def test_an_undeclared_entity_is_refused() -> None:
    assert "entity" in told(of_others().replace("V/v điều hành".encode(), b"&xxe;"))


def test_depth_number_and_length_are_bounded() -> None:
    assert f"quá {MAX_DEPTH} tầng" in told(b"<a>" * 5_000 + b"</a>" * 5_000)
    assert "phần tử" in told(b"<a>" + b"<b/>" * (MAX_ELEMENTS + 1) + b"</a>")
    assert "Subject dài quá" in told(of_others().replace(b"V/v", b"V" * (MAX_TEXT + 1)))
    assert "thuộc tính dài" in told(b'<a b="' + b"c" * (MAX_TEXT + 1) + b'"/>')
    assert "chú thích dài" in told(b"<a><!--" + b"-x" * 4_000_000 + b"--></a>")
    assert "MiB" in told(b"<a>" + b" " * MAX_BYTES + b"</a>")


def test_a_text_beyond_its_field_is_a_problem_with_its_place() -> None:
    (problem,) = read(of_others().replace(b"V/v", b"V" * 600)).problems
    assert (problem.where, "tối đa 500" in problem.message) == ("MessageHeader/Subject", True)


def test_memory_stays_near_the_size_of_what_is_read() -> None:
    data = of_others().replace(b"V/v", b"V" * 90_000) + b"<!-- " + b"x" * 1_000_000 + b"-->"
    tracemalloc.start()
    read(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * len(data)


@pytest.mark.parametrize(
    "content",
    ["not base64!", "QUJD=QUJD", "QUJ", "<b>QUJD</b>", "đ"],
)
def test_wrong_base64_is_named_and_gives_no_file(content: str) -> None:
    reading = read(with_file(content=content))
    assert reading.problems
    assert not any(file.is_readable and file.attachment.data for file in reading.files)


def test_base64_broken_into_lines_is_right() -> None:
    reading = read(with_file(PDF * 50))
    assert (reading.problems, reading.files[0].attachment.data) == ((), PDF * 50)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/cron.d/x", "x"),
        ("/etc/passwd", "passwd"),
        ("C:\\Windows\\a.dll", "a.dll"),
        ("..", "tep-dinh-kem"),
        ("con.txt", "tep-dinh-kem-con.txt"),
        ("a\u202efdp.exe", "a_fdp.exe"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_that_leads_elsewhere_is_a_problem_and_read_as_a_safe_one(given_name: str, kept: str) -> None:
    reading = read(with_file(name=given_name))
    assert reading.files[0].attachment.name == kept
    assert any("không an toàn" in problem.message for problem in reading.problems)


@given(st.text(max_size=300))
def test_whatever_a_file_is_called_its_safe_name_stays_in_the_folder(given_name: str) -> None:
    name = safe_name(given_name)
    assert is_safe_name(name)
    assert name.strip(" .") == name != ""
    assert not set(name) & set('/\\\0:"')
    assert len(name.encode()) <= 255


def test_files_that_a_disk_would_not_tell_apart_get_names_of_their_own() -> None:
    assert different_names(["a.pdf", "A.PDF", "a", "a.pdf"]) == ["a.pdf", "A-2.PDF", "a", "a-3.pdf"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (of_others().replace(b'encoding="utf-8"', b'encoding="windows-1258"'), "windows-1258"),
        (of_others().replace(b"VPCP", b"\xe1\xfe"), "UTF-8"),
        (b"\xff\xfe<\x00a\x00\xd8", "UTF-16"),
        (b"", "rỗng"),
        (b"PK\x03\x04 not xml", "Không phải XML"),
        (of_others() + b"<more/>", "Không phải XML"),
        (of_others()[:-20], "Không phải XML"),
        (of_others().replace(b"VPCP-TH", b"VPCP\x00TH"), "Không phải XML"),
    ],
)
def test_what_is_no_xml_or_in_another_encoding_is_refused_in_words(data: bytes, says: str) -> None:
    assert says in told(data)


def test_a_message_in_utf16_reads_like_one_in_utf8() -> None:
    data = of_others()
    assert read(data.decode().encode("utf-16")).message == read(data).message == read(b"\xef\xbb\xbf" + data).message


def test_xml_that_is_no_message_is_refused() -> None:
    with pytest.raises(NotEdxml, match="html"):
        read(b"<html><body/></html>")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("<e:ContentId>cid:a1</e:ContentId>", "<e:ContentId>cid:b2</e:ContentId>", "không kèm theo"),
        ("<AttachmentName>cv.pdf</AttachmentName>", "<AttachmentName>khac.pdf</AttachmentName>", "trong danh mục"),
        ("</AttachmentEncoded>", "<Attachment><ContentId>a1</ContentId></Attachment></AttachmentEncoded>", "2 tệp"),
    ],
)
def test_a_manifest_that_does_not_fit_the_files_is_a_problem(old: str, new: str, says: str) -> None:
    reading = read(with_file().decode().replace(old, new).encode())
    assert any(says in problem.message for problem in reading.problems)


@given(st.data())
def test_a_sound_message_with_any_bytes_changed_is_read_or_refused_never_a_crash(data: st.DataObject) -> None:
    message = bytearray(write(DOCUMENT))
    for _ in range(data.draw(st.integers(1, 5))):
        message[data.draw(st.integers(0, len(message) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(bytes(message))
    except Refused as refused:
        assert refused.reasons
