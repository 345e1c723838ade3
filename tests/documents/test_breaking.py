"""Long documents break well: numbers in the top margin, headings kept with their text, heading rows on every page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx.oxml.ns import qn

from dondoc.documents.paper_facts.pdf_file import read_pdf
from dondoc.documents.render import render_docx, render_pdf
from dondoc.documents.rules.checking import check
from dondoc.documents.rules.checking.paper import Paper
from dondoc.documents.rules.official import (
    Annex,
    Bar,
    Cell,
    Chart,
    Column,
    HeadCell,
    Heading,
    OfficialDocument,
    Paragraph,
    Points,
    Row,
    Table,
    Urgency,
    runs,
)
from tests.documents.reading import docx_paragraphs, opened, pdf_pages
from tests.documents.samples import LETTER

SENTENCE = "Các cơ quan, đơn vị rà soát, tổng hợp, báo cáo kết quả thực hiện nhiệm vụ được giao theo đúng quy định. "
HEAD = (
    (HeadCell("STT", rows=2), HeadCell("Đơn vị", rows=2), HeadCell("Số báo cáo", columns=2)),
    (HeadCell("Đúng hạn"), HeadCell("Quá hạn")),
)


def annex(n: int, heading: str, landscape: bool) -> Annex:
    columns = (Column("STT", 14), Column("Đơn vị"), Column("Đúng hạn", 30), Column("Quá hạn", 30))
    rows = tuple(Row(tuple(Cell(runs(t)) for t in (str(i), f"UBND xã thứ {i}", "12", "0"))) for i in range(1, n + 1))
    return Annex("KẾT QUẢ GỬI BÁO CÁO", ("(Kèm theo Công văn này)",), (Table(columns, rows, HEAD),), heading, landscape)


def long_letter() -> OfficialDocument:
    body = (*(Paragraph(runs(SENTENCE * 4)) for _ in range(17)), Paragraph(runs("Chi tiết tại phụ lục kèm theo./.")))
    return replace(LETTER, body=body, annexes=(annex(400, "Phụ lục I", True), annex(60, "Phụ lục II", False)))


@pytest.fixture(scope="module")
def paper() -> Paper:
    return read_pdf(render_pdf(long_letter()), 60)


def test_page_numbers_stand_top_centre_from_page_two_and_each_annex_counts_its_own(paper: Paper) -> None:
    first_annex = next(i for i, section in enumerate(paper.sections, start=1) if section.width > section.height)
    second_annex = 1 + max(i for i, section in enumerate(paper.sections, start=1) if section.width > section.height)
    starts = (1, first_annex, second_annex, paper.n_pages or 0)
    assert first_annex == 4
    expected = {}
    for start, end in zip(starts, (*starts[1:3], (paper.n_pages or 0) + 1), strict=False):
        expected.update({page: page - start + 1 for page in range(start + 1, end)})
    assert {page: number for page, number, *_ in paper.shown} == expected
    for page, _, size, x, y in paper.shown:
        section = paper.sections[page - 1]
        assert size == 14 and 5 < y < 20
        assert abs(x - (30 + section.width - 15) / 2) < 1


def test_the_long_letter_breaks_no_rule(paper: Paper) -> None:
    assert check(paper).broken == ()


def test_every_heading_row_repeats_on_every_page_of_the_annex(paper: Paper) -> None:
    pages = pdf_pages(render_pdf(long_letter()))[3:]
    assert len(pages) > 12
    for page in pages:
        assert all(page.count(words) == 1 for words in ("STT", "Số báo cáo", "Đúng hạn", "Quá hạn"))
    table = opened(render_docx(long_letter())).tables[-2]
    marked = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert marked == [True, True] + [False] * 400


@pytest.mark.parametrize("n", range(20, 34))
def test_no_heading_stands_alone_at_the_end_of_a_page(n: int) -> None:
    filler = tuple(Paragraph(runs("Một dòng của nội dung văn bản để đẩy tiêu đề xuống dưới.")) for _ in range(n))
    body = (*filler, Heading("2. Tiêu đề của mục tiếp theo"), Paragraph(runs(SENTENCE * 6)), *LETTER.body[-1:])
    (page,) = [page for page in pdf_pages(render_pdf(replace(LETTER, body=body))) if "2. Tiêu đề" in page]
    assert page.index("Các cơ quan, đơn vị rà soát") > page.index("2. Tiêu đề")


@pytest.mark.parametrize("n", range(20, 32))
def test_the_signature_keeps_the_last_point_by_it(n: int) -> None:
    points = Points(tuple(runs(f"Ý thứ {i} của văn bản{'./.' if i == n else ';'}") for i in range(1, n + 1)))
    pages = pdf_pages(render_pdf(replace(LETTER, body=(points,), annexes=())))
    (signed,) = [page for page in pages if "Lê Tuấn Phú" in page]
    assert f"Ý thứ {n} của văn bản./." in signed


def test_word_keeps_headings_rows_and_the_signature_together() -> None:
    document = replace(LETTER, body=(Heading("1. Tiêu đề"), *LETTER.body))
    data = render_docx(document)
    heading = next(p for p in docx_paragraphs(data) if p.text == "1. Tiêu đề")
    assert heading.style is not None and heading.style.paragraph_format.keep_with_next  # type: ignore[attr-defined]
    last = next(p for p in docx_paragraphs(data) if p.text.endswith("./."))
    assert last.paragraph_format.keep_with_next
    frames = [table for table in opened(data).tables if "Nơi nhận" in table.cell(0, 0).text]
    assert all(row._tr.xml.count("w:cantSplit") == 1 for table in frames for row in table.rows)
    names = [p for p in docx_paragraphs(data) if p.text in ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")]
    assert all(p.style is not None and p.style.paragraph_format.keep_with_next for p in names)  # type: ignore[attr-defined]


def test_tables_that_follow_each_other_stay_apart_in_word() -> None:
    """Two that touch are one table, and the second heading does not repeat."""
    table = annex(1, "", landscape=False).blocks[0]
    chart = Chart("Quá hạn", (Bar("Xã A", "12", 1.0),))
    doc = opened(render_docx(replace(LETTER, body=(*LETTER.body, chart, table, table))))
    following = [made._tbl.getnext() for made in doc.tables]
    assert [one.tag for one in following if one is not None and one.tag == qn("w:tbl")] == []


def test_the_contact_stands_at_the_foot_of_the_first_page_alone() -> None:
    told = replace(LETTER, contact=("Số 1 đường Hùng Vương",), annexes=(annex(1, "Phụ lục I", landscape=True),))
    first, second = opened(render_docx(told)).sections
    assert first.first_page_footer.paragraphs[0].text == "Số 1 đường Hùng Vương"
    assert not second.first_page_footer.is_linked_to_previous
    assert second.first_page_footer.paragraphs[0].text == ""


def test_the_frame_of_a_mark_in_word_is_as_high_as_the_decree_says() -> None:
    """8 mm: the line and the room above and below it."""
    doc = opened(render_docx(replace(LETTER, urgency=Urgency.EXPRESS)))
    (mark,) = [p for p in doc.tables[0]._cells[-2].paragraphs if p.text == "HỎA TỐC"]
    room = sum(int(side.get(qn("w:space"))) for side in mark._p.pPr.find(qn("w:pBdr")))
    assert abs(mark.paragraph_format.line_spacing.pt + room - 8 * 72 / 25.4) < 0.1
