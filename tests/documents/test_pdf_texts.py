"""The words of a PDF, read in a process with bounds."""

import io

import pytest
import typst
from pypdf import PdfWriter

from dondoc.documents.pdf_texts import Limits, text_of_file, text_of_pdf
from dondoc.documents.render import render_pdf
from dondoc.documents.render.pdf_writer import fonts_of
from dondoc.documents.rules.texts import CannotReadText
from tests.documents.samples import LETTER
from tests.rules.texts import package, paragraph


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def blank(pages: int = 1) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    return writer


def test_the_words_come_out_page_by_page() -> None:
    text = text_of_file(render_pdf(LETTER))
    assert "UBND huyện, thành phố" in text and "1. Các sở, cơ quan thuộc UBND tỉnh" in text


def test_each_kind_of_file_goes_its_way() -> None:
    assert text_of_file("Giao Sở Y tế".encode()) == "Giao Sở Y tế"
    assert text_of_file(package(paragraph("Giao Sở Y tế"))) == "Giao Sở Y tế"


def test_a_scan_is_refused_as_one() -> None:
    with pytest.raises(CannotReadText, match="bản quét"):
        text_of_pdf(written(blank()))


def test_a_locked_file_is_refused() -> None:
    writer = blank()
    writer.encrypt("mật khẩu")
    with pytest.raises(CannotReadText, match="mật khẩu"):
        text_of_pdf(written(writer))


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(CannotReadText, match="300 trang"):
        text_of_pdf(written(blank(301)))


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + b"1 0 obj" * 999, b"%PDF-" + bytes(range(256)) * 9])
def test_a_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises(CannotReadText):
        text_of_pdf(data)


def test_a_file_that_takes_too_long_or_too_much_is_given_up() -> None:
    data = render_pdf(LETTER)
    with pytest.raises(CannotReadText, match="quá thời gian"):
        text_of_pdf(data, Limits(wall_seconds=0.0001))
    with pytest.raises(CannotReadText, match="hỏng hoặc quá lớn"):
        text_of_pdf(data, Limits(address_space=1 << 20))


def test_a_row_that_a_page_breaks_in_two_is_one_row() -> None:
    task = "Tổng rà soát hồ sơ đất đai còn tồn đọng của các hộ dân trong vùng dự án"
    source = f"""#set page(width: 400pt, height: 130pt, margin: 20pt)
        #set text(size: 14pt, font: "TeX Gyre Termes")
        #table(columns: (40pt, 1fr, 1fr), [TT], [Nhiệm vụ], [Chủ trì], [1], [{task}], [Sở Xây dựng],
        [2], [B], [Sở Y tế])"""
    data = typst.compile(source.encode(), font_paths=fonts_of("")[0])
    assert f"1\t{task}\tSở Xây dựng\n2\tB\tSở Y tế" in text_of_pdf(data)


def test_a_horn_drawn_as_a_sign_of_its_own_doubles_no_letter() -> None:
    font, x = "Libertinus Serif", "Nơi nhận: cơ quan được ơn, người Hơn, thời hạn"
    source = f'#set text(font: "{font}", weight: "bold", style: "italic")\n{x}'
    assert text_of_pdf(typst.compile(source.encode())).split("\n")[0] == x
