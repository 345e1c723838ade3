"""Layout facts of NĐ 30/2020/NĐ-CP, measured in the finished DOCX and PDF."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as DocxParagraph

from dondoc.documents.paper_facts.pdf_file import read_pdf
from dondoc.documents.render import render_docx, render_pdf
from dondoc.documents.rules.official import (
    Annex,
    Cell,
    Column,
    DocumentDate,
    OfficialDocument,
    Paragraph,
    Row,
    Run,
    Table,
    runs,
)
from tests.documents.reading import docx_paragraphs, opened, pdf, pdf_pages, squeezed, xml_of
from tests.documents.samples import LETTER, REPORT

POINTS_A_MM = 72 / 25.4
SIZES = {
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (12, True, False),
    "Độc lập - Tự do - Hạnh phúc": (13, True, False),
    "ỦY BAN NHÂN DÂN": (12, True, False),
    "Bắc Giang, ngày": (13, False, True),
    "V/v": (12, False, False),
    "Thời gian qua": (14, False, False),
    "Nơi nhận:": (12, True, True),
    "- Như trên;": (11, False, False),
    "TL. CHỦ TỊCH": (14, True, False),
    "Lê Tuấn Phú": (14, True, False),
}


def found(document: OfficialDocument, start: str) -> DocxParagraph:
    return next(p for p in docx_paragraphs(render_docx(document)) if p.text.startswith(start))


@pytest.mark.parametrize("start", SIZES)
def test_sizes_and_weights_are_those_of_the_decrees_example(start: str) -> None:
    size, bold, italic = SIZES[start]
    style = found(LETTER, start).style
    assert style is not None
    assert (style.font.size.pt, style.font.bold, style.font.italic) == (size, bold, italic)  # type: ignore[union-attr]
    seen: list[tuple[float, str]] = []
    pdf(render_pdf(LETTER)).pages[0].extract_text(
        visitor_text=lambda text, cm, tm, font, at: seen.append((at * tm[3], text)) if text.strip() else None
    )
    text = squeezed("".join(t for _, t in seen))
    assert squeezed(start) in text or start in ("- Như trên;", "TL. CHỦ TỊCH", "Lê Tuấn Phú", "Nơi nhận:")


def test_the_page_is_a4_with_the_decrees_margins() -> None:
    section = opened(render_docx(LETTER)).sections[0]
    in_mm = [round(length.mm) for length in (section.page_width, section.page_height)]  # type: ignore[union-attr]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert in_mm == [210, 297]
    assert [round(m.mm) for m in margins if m is not None] == [20, 20, 30, 15]
    box = pdf(render_pdf(LETTER)).pages[0].mediabox
    assert (round(float(box.width) / POINTS_A_MM), round(float(box.height) / POINTS_A_MM)) == (210, 297)


def test_the_docx_names_times_new_roman_for_every_script() -> None:
    styles = xml_of(render_docx(LETTER), "word/styles.xml")
    body = re.search(r'w:styleId="Nidung".*?</w:style>|<w:name w:val="Nội dung"/>.*?</w:style>', styles, re.DOTALL)
    assert body is not None
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        assert f'w:{script}="Times New Roman"' in body[0]


def test_the_pdf_embeds_only_subsets_of_one_family() -> None:
    names = set()
    for page in pdf(render_pdf(LETTER)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            names.add(font.get_object()["/BaseFont"])
    assert names
    assert all(re.fullmatch(r"/[A-Z]{6}\+TeXGyreTermes-\w+(-Identity-H)?", str(name)) for name in names)


def test_the_pdf_is_tagged_pdf_a_in_vietnamese() -> None:
    reader = pdf(render_pdf(LETTER))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).lower().startswith("vi")
    metadata = reader.xmp_metadata
    assert metadata is not None
    xmp = metadata.stream.get_data().decode()
    assert re.search(r"pdfaid:part>2<|pdfaid:part=\"2\"", xmp)
    assert re.search(r"pdfaid:conformance>B<|pdfaid:conformance=\"B\"", xmp)
    assert re.search(r"pdfuaid:part>1<|pdfuaid:part=\"1\"", xmp)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_body_paragraphs_are_justified_indented_and_spaced() -> None:
    style = found(LETTER, "Thời gian qua").style
    shape = style.paragraph_format  # type: ignore[union-attr]
    assert shape.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert round(shape.first_line_indent.cm, 2) == 1.27
    assert shape.space_after.pt >= 6


def test_lines_of_the_pdfs_body_reach_the_right_margin() -> None:
    told = "Có 111 cơ quan, đơn vị phải gửi báo cáo. Đã gửi 19 báo cáo (17,1 % số phải gửi); chưa gửi 92."
    ten_times = tuple(Paragraph(runs("a " * n, told, " ", told)) for n in range(10))
    paper = read_pdf(render_pdf(replace(LETTER, body=ten_times)), 60)
    sheet = [line for line in paper.lines if line.page == 1 and line.size == 14 and line.x0 is not None]
    going_on = [
        line
        for line, following in pairwise(sheet)
        if round(line.x0 or 0) in (30, 43) and round(following.x0 or 0) == 30 and following.size == 14
    ]
    assert len(going_on) > 5
    assert {round(line.x1 or 0) for line in going_on} == {195}


def test_the_body_ends_with_its_mark() -> None:
    for document in (LETTER, REPORT):
        last = document.body[-1]
        assert isinstance(last, Paragraph)
        assert last.text[-1].text.endswith("./.")


@pytest.mark.parametrize(
    ("date", "line"),
    [
        (DocumentDate(5, 1, 2020), "ngày 05 tháng 01 năm 2020"),
        (DocumentDate(29, 6, 2019), "ngày 29 tháng 6 năm 2019"),
        (DocumentDate(10, 2, 2022), "ngày 10 tháng 02 năm 2022"),
        (DocumentDate(9, 12, 2026), "ngày 09 tháng 12 năm 2026"),
    ],
)
def test_dates_are_padded_as_the_decree_says(date: DocumentDate, line: str) -> None:
    assert replace(LETTER, date=date).date_line == f"Bắc Giang, {line}"


def test_rules_stand_under_motto_issuer_and_subject() -> None:
    data = render_docx(REPORT)
    bordered = [p for p in docx_paragraphs(data) if p._p.pPr is not None and p._p.pPr.find(qn("w:pBdr")) is not None]
    assert len(bordered) == 3
    paths = pdf(render_pdf(REPORT)).pages[0].get_contents().get_data()  # type: ignore[union-attr]
    assert paths.count(b" l\n") >= 3


def test_the_page_number_stands_in_the_top_margin_from_page_two() -> None:
    long = replace(LETTER, body=tuple(Paragraph(runs("Một đoạn văn dài. " * 30)) for _ in range(12)) + LETTER.body[-1:])
    pages = pdf_pages(render_pdf(long))
    assert not pages[0].strip().startswith("1\n")
    assert "2" in pages[1].split("\n")[0] or "2" in pages[1].split("\n")[-1]
    section = opened(render_docx(long)).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml


def table_of(n: int) -> Table:
    columns = (Column("STT", 14), Column("Đơn vị"), Column("Ghi chú", 40))
    rows = tuple(Row(tuple(Cell((Run(t),)) for t in (str(i), f"UBND xã thứ {i}", ""))) for i in range(1, n + 1))
    return Table(columns, rows)


def test_a_long_landscape_annex_repeats_its_header_and_counts_its_own_pages() -> None:
    annex = Annex("DANH MỤC", ("(Kèm theo)",), (table_of(400),), "Phụ lục I", landscape=True)
    document = replace(LETTER, annexes=(annex, replace(annex, heading="Phụ lục II", landscape=False)))
    data = render_docx(document)
    sections = opened(data).sections
    assert [s.orientation for s in sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert all('w:start="1"' in s._sectPr.xml for s in sections)
    assert opened(data).tables[-1].rows[0]._tr.xml.count("w:tblHeader") == 1
    reader = pdf(render_pdf(document))
    wide = [page for page in reader.pages if page.mediabox.width > page.mediabox.height]
    assert len(wide) > 5
    assert all("STT" in page.extract_text() and "Ghi chú" in page.extract_text() for page in wide)
    rows = [int(n) for page in wide for n in re.findall(r"UBND xã thứ (\d+)", page.extract_text())]
    assert rows == list(range(1, 401))


@pytest.mark.parametrize("n", range(18, 34))
def test_the_signature_never_stands_alone_on_a_page(n: int) -> None:
    sentence = "Một dòng của nội dung văn bản để đẩy khối chữ ký xuống dưới. "
    body = (*(Paragraph(runs(sentence)) for _ in range(n)), Paragraph(runs("Câu cuối cùng của văn bản./.")))
    pages = pdf_pages(render_pdf(replace(LETTER, body=body, annexes=())))
    (signed,) = [page for page in pages if "Lê Tuấn Phú" in page]
    assert "Câu cuối cùng của văn bản./." in signed
    assert "Nơi nhận:" in signed


def test_an_unknown_signer_leaves_room_for_the_name() -> None:
    assert pdf_pages(render_pdf(replace(LETTER, signer="")))
    last = [
        p for p in docx_paragraphs(render_docx(replace(LETTER, signer=""))) if p.style and p.style.name == "Họ và tên"
    ]
    assert len(last) == 1


def test_long_names_wrap_inside_their_column() -> None:
    long = ("BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG CÁC CÔNG TRÌNH DÂN DỤNG VÀ CÔNG NGHIỆP", "TỈNH LẠNG SƠN")
    document = replace(REPORT, issuer=long)
    pages = pdf_pages(render_pdf(document))
    assert squeezed(long[0]) in squeezed(pages[0])
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pages[0]
