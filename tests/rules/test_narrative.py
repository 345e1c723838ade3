"""The narrative part: merged section by section, judged, made canonical, held against its older wording."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from dondoc.deadlines.rules.definition import OutlineSection
from dondoc.reporting.rules.attachments import MAX_FILE, faults_inside, reasons_against_file
from dondoc.reporting.rules.narrative import (
    Attached,
    Section,
    Typed,
    base_of,
    canonical,
    clean_section,
    merge_sections,
    reasons_against_texts,
    reasons_for_required,
)
from dondoc.reporting.rules.wording_changes import Mark, changed_words

OUTLINE = (OutlineSection("I", "Tình hình", is_required=True), OutlineSection("II", "Kiến nghị"))


def typed(code: str, text: str, base: str) -> Typed:
    return Typed(code, text, base_of(base))


def test_one_conflict_does_not_lose_the_other_texts() -> None:
    stands = {"I": "của Huệ", "II": ""}
    done = merge_sections(stands, [typed("I", "của Lan", "cũ"), typed("II", "mới", "")])
    assert done.written == {"II": "mới"}
    assert [c.code for c in done.conflicts] == ["I"]


def test_a_section_that_its_writer_left_alone_is_no_conflict() -> None:
    assert merge_sections({"I": "của Huệ"}, [typed("I", "cũ", "cũ")]) == merge_sections({}, [])


def test_two_who_wrote_the_same_do_not_disagree() -> None:
    assert merge_sections({"I": "như nhau"}, [typed("I", "như nhau", "cũ")]) == merge_sections({}, [])


def test_an_unknown_and_a_too_long_section_are_both_told() -> None:
    told = list(reasons_against_texts(OUTLINE, [typed("IX", "a", ""), typed("I", "a" * 60_001, "")]))
    assert ["không có mục" in told[0].message, "Dài 60.001 ký tự" in told[1].message] == [True, True]


def test_required_sections_without_a_word_are_told_by_name() -> None:
    (reason,) = reasons_for_required(OUTLINE, [Section("I", "Tình hình", "  "), Section("II", "Kiến nghị", "a")])
    assert str(reason) == "Mục I. Tình hình: Mục bắt buộc của đề cương chưa viết."
    assert not list(reasons_for_required(OUTLINE, [Section("I", "Tình hình", "", (Attached("a.pdf", 1, "0"),))]))


def judged(name: str, start: bytes, size: int = 10) -> str:
    found = reasons_against_file(name, start, size, files_of_section=0, bytes_of_report=0)
    return "; ".join(reason.message for reason in found)


def test_only_documents_and_pictures_that_are_what_their_names_say_are_attached() -> None:
    assert not judged("a.PDF", b"%PDF-1.7") and not judged("b.docx", b"PK\x03\x04")
    assert "Chỉ nhận tệp" in judged("a.exe", b"MZ") and "Chỉ nhận tệp" in judged("a.pdf", b"MZ")
    assert "Chỉ nhận tệp" in judged("a.html", b"<html>") and "Chỉ nhận tệp" in judged("a.svg", b"<svg")
    assert judged("a.pdf", b"", size=0) == "Tệp rỗng. Chọn lại tệp."
    assert "lớn quá 10 MB" in judged("a.pdf", b"%PDF-", size=MAX_FILE + 1)


def package(*parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for part in parts:
            made.writestr(part, "x")
    return data.getvalue()


def test_a_package_is_looked_into() -> None:
    def told(name: str, data: bytes) -> str:
        return "; ".join(reason.message for reason in faults_inside(name, data))

    assert not told("a.docx", package("word/document.xml")) and not told("a.pdf", b"%PDF-")
    assert "macro" in told("a.docx", package("word/document.xml", "word/vbaProject.bin"))
    assert "Tệp hỏng" in told("a.xlsx", package("word/document.xml"))
    assert "Tệp hỏng" in told("a.xlsx", b"PK\x03\x04" + b"0" * 99)


def test_the_canonical_form_tells_every_word_and_file() -> None:
    one = canonical([Section("I", "T", "a", (Attached("a.pdf", 1, "0"),))], {"agency": "A"})
    assert one != canonical([Section("I", "T", "b", (Attached("a.pdf", 1, "0"),))], {"agency": "A"})
    assert one != canonical([Section("I", "T", "a", (Attached("a.pdf", 1, "1"),))], {"agency": "A"})
    assert one.startswith(b'{"agency":"A","outline":[{"code":"I"')


@given(st.text(), st.text())
def test_taking_out_what_is_gone_gives_the_newer_text_and_the_other_way_round(older: str, newer: str) -> None:
    pieces = changed_words(older, newer)
    assert "".join(p.text for p in pieces if p.mark is not Mark.GONE) == newer
    assert "".join(p.text for p in pieces if p.mark is not Mark.NEW) == older


def test_a_changed_word_is_told_alone() -> None:
    marks = [(p.mark, p.text) for p in changed_words("Tiếp nhận 120 hồ sơ\nHết", "Tiếp nhận 118 hồ sơ\nHết")]
    assert (Mark.GONE, "120") in marks and (Mark.NEW, "118") in marks and len(marks) == 4


@given(st.text())
def test_a_cleaned_text_is_clean(text: str) -> None:
    assert clean_section(clean_section(text)) == clean_section(text)
    assert "\r" not in clean_section(text) and "\x00" not in clean_section(text)
