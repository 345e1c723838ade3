"""Words out of .docx files, and hostile packages."""

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.documents.render import render_docx
from dondoc.documents.rules.texts import CannotReadText, FileKind, kind_of, text_of_word
from tests.documents.samples import LETTER
from tests.rules.texts import SPACE, package, paragraph


def test_a_paragraph_is_a_line_and_runs_are_joined() -> None:
    body = "<w:p><w:r><w:t>Giao </w:t></w:r><w:r><w:t>Sở Y tế</w:t><w:br/><w:t>rà soát</w:t></w:r></w:p>"
    assert text_of_word(package(body + paragraph("Hết"))) == "Giao Sở Y tế\nrà soát\nHết"


def test_what_was_deleted_or_stands_there_twice_is_left_out() -> None:
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = (
        "<w:p><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText><w:t>mới</w:t></w:r>"
        f"<mc:Fallback {compatible}><w:r><w:t>lặp</w:t></w:r></mc:Fallback></w:p>"
    )
    assert text_of_word(package(body)) == "mới"


def test_numbers_that_word_counts_itself_are_written_out() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="7">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )

    def item(level: int, words: str) -> str:
        return paragraph(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>')

    body = (
        item(0, "Sở Y tế:")
        + item(1, "rà soát")
        + item(1, "báo cáo")
        + item(2, "mẫu")
        + item(0, "Sở Tài chính")
        + item(1, "chi")
    )
    expected = ["1. Sở Y tế:", "a) rà soát", "b) báo cáo", "- mẫu", "2. Sở Tài chính", "a) chi"]
    assert text_of_word(package(body, numbering)).splitlines() == expected


def cell(words: str) -> str:
    return f"<w:tc>{paragraph(words)}</w:tc>"


def test_a_table_of_data_is_a_line_a_row_and_a_layout_table_its_cells() -> None:
    def table(*rows: tuple[str, ...]) -> str:
        return "<w:tbl>" + "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows) + "</w:tbl>"

    data = table(("TT", "Nhiệm vụ", "Chủ trì"), ("1", "Rà soát", "Sở Y tế"))
    layout = table(("UBND TỈNH", "Số: 1/UBND"))
    lines = text_of_word(package(layout + data)).splitlines()
    assert lines == ["UBND TỈNH", "", "Số: 1/UBND", "", "TT\tNhiệm vụ\tChủ trì", "1\tRà soát\tSở Y tế"]


def test_our_own_letter_is_read_back() -> None:
    data = render_docx(LETTER)
    assert kind_of(data) is FileKind.WORD
    assert "Kính gửi:" in text_of_word(data)


BOMB = (
    f'<!DOCTYPE d [<!ENTITY a "{"x" * 100}">]><w:document {SPACE}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p>'
    "</w:body></w:document>"
)


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        package("<w:p>")[:200],
        package("<w:p><w:r></w:p>"),
        package("", **{"word/document.xml": BOMB}),
        package(
            "",
            **{"word/document.xml": BOMB.replace("<!ENTITY", '<!ENTITY % x SYSTEM "file:///etc/hostname"> <!ENTITY')},
        ),
        package("<w:p>" * 300 + "</w:p>" * 300),
        package("x" * 60_000_100),
        package("<w:p><w:r><w:t>" + "y" * 2_000_100 + "</w:t></w:r></w:p>"),
    ],
    ids=["stub", "cut", "unclosed", "entity", "external", "deep", "bomb", "long"],
)
def test_a_hostile_package_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(CannotReadText) as refused:
        text_of_word(data)
    assert all(reason.message for reason in refused.value.reasons)


def test_a_package_without_a_document_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(CannotReadText):
        text_of_word(out.getvalue())


def test_a_package_that_lies_about_its_sizes_is_refused() -> None:
    data = bytearray(package(paragraph("Giao Sở Y tế")))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 5)
    with pytest.raises(CannotReadText):
        text_of_word(bytes(data))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 600))
def test_any_damage_gives_words_or_a_refusal(noise: bytes, at: int) -> None:
    data = package(paragraph("Giao Sở Y tế rà soát"))
    damaged = data[:at] + noise + data[at + len(noise) :]
    try:
        assert isinstance(text_of_word(damaged), str)
    except CannotReadText as refused:
        assert refused.reasons
