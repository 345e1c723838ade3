"""Papers set with rows of spaces instead of tabs and tables, and faults that such offices make."""

from __future__ import annotations

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Cm, Pt

from dondoc.documents.paper_facts.pdf_file import read_pdf
from dondoc.documents.paper_facts.word_file import read_word
from dondoc.documents.pdf_texts.echoes import letter_with_horn
from dondoc.documents.rules.checking import check
from dondoc.documents.rules.checking.geometry import joined
from dondoc.documents.rules.checking.paper import Line
from dondoc.documents.rules.official import DocumentType
from tests.documents.every_type import EVERY_TYPE
from tests.documents.faults import spoiled_pdf
from tests.documents.test_checking_others import SENTENCE, saved, with_tables


def spaced(n_before: int = 9) -> Document:
    """The letter of others, its end and its first lines pushed by spaces."""
    doc = with_tables(is_letter=True)
    end = doc.tables[-1]
    end._tbl.getparent().remove(end._tbl)
    for paragraph in doc.paragraphs:
        if SENTENCE.split(",")[0] in paragraph.text:
            paragraph.paragraph_format.first_line_indent = Cm(0)
            paragraph.runs[0].text = " " * n_before + paragraph.runs[0].text
    level = doc.add_paragraph()
    for text, size, italic in (("Nơi nhận:", 12, True), (" " * 60, 12, False), ("GIÁM ĐỐC", 14, False)):
        run = level.add_run(text)
        run.font.size, run.bold, run.italic = Pt(size), True, italic
    for text in ("- Như trên;", "- Lưu: VT, NVY."):
        doc.add_paragraph().add_run(text).font.size = Pt(11)
    for _ in range(3):
        doc.add_paragraph()
    doc.add_paragraph().add_run(" " * 75 + "Trần Văn Bình").bold = True
    for paragraph in doc.paragraphs:
        if paragraph.alignment is not ALIGN.JUSTIFY:
            paragraph.paragraph_format.space_after = Pt(0)
    return doc


def test_spaces_move_words_as_tabs_do() -> None:
    found = check(read_word(saved(spaced())))
    assert found.broken == ()
    assert found.facts["signer"]["text"] == "Trần Văn Bình"
    assert found.facts["recipients_title"]["text"] == "Nơi nhận:"


def test_a_first_line_moved_by_too_few_spaces_is_told() -> None:
    assert {one.rule for one in check(read_word(saved(spaced(n_before=4)))).broken} == {"body-indent"}


def test_a_recipient_that_ends_in_a_comma_is_told() -> None:
    doc = with_tables(is_letter=True)
    (run,) = [p.runs[0] for p in doc.tables[-1].cell(0, 0).paragraphs if p.text == "- UBND tỉnh (b/c);"]
    run.text = "- UBND tỉnh (b/c),"
    assert {one.rule for one in check(read_word(saved(doc))).broken} == {"recipients-stop"}


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("còn 2 báo cáo", {"count-padding"}),
        ("trong 5 ngày làm việc", {"count-padding"}),
        ("trong 2 ngày", {"count-padding"}),
        ("tổng số 6 nhiệm vụ", {"count-padding"}),
        ("kiểm tra tại 5 doanh nghiệp", {"count-padding"}),
        ("còn 02 báo cáo", set()),
        ("tại tổ dân phố số 3 phường Kinh Bắc, thôn 2 xã Lạc Vệ", set()),
        ("trong 6 tháng đầu năm, kế hoạch 5 năm", set()),
        ("tại Phụ lục 2 báo cáo này", set()),
        ("năm 2025 báo cáo", set()),
    ],
)
def test_counts_of_what_offices_count_have_two_digits(text: str, rules: set[str]) -> None:
    doc = with_tables(is_letter=True)
    for paragraph in doc.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("Đề nghị các đơn vị thực hiện", f"Đề nghị các đơn vị thực hiện, {text}")
    assert {one.rule for one in check(read_word(saved(doc))).broken} == rules


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("trước ngày 5/3", False),
        ("trước ngày 05/3", True),
        ("hết tháng 1 năm 2026", False),
        ("hết tháng 01 năm 2026", True),
        ("hết tháng 04 năm 2026", False),
        ("ngày 5-3-2026", False),
        ("ngày 05-3-2026", True),
        ("nghỉ 1/2 ngày", True),
    ],
)
def test_days_and_months_are_padded_however_they_are_written(text: str, is_right: bool) -> None:
    doc = with_tables(is_letter=True)
    for paragraph in doc.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("Đề nghị các đơn vị thực hiện", f"Đề nghị các đơn vị thực hiện {text}")
    found = {one.rule for one in check(read_word(saved(doc))).broken}
    assert found == (set() if is_right else {"text-date-padding"})


def test_a_title_at_the_left_edge_of_a_pdf_is_still_the_title() -> None:
    made = spoiled_pdf(
        EVERY_TYPE[DocumentType.REPORT],
        None,
        ("#let title-block = {\n  set align(center)", "#let title-block = {\n  set align(left)"),
    )
    assert {one.rule for one in check(read_pdf(made, 60)).broken} >= {"title-align"}
    assert "title-missing" not in {one.rule for one in check(read_pdf(made, 60)).broken}


def test_a_bold_heading_whose_number_stands_apart_is_bold() -> None:
    """A word processor sets the number of a list upright, and a tab after it."""
    number = Line("I.", x0=42.7, x1=45.6, y=60, size=14, bold=0.0, italic=0.0, row=1)
    words = Line("MỤC ĐÍCH, YÊU CẦU", x0=55.5, x1=107.2, y=60, size=14, bold=1.0, italic=0.0, row=1)
    (whole,) = joined([number, words], 210)
    assert whole.text == "I. MỤC ĐÍCH, YÊU CẦU"
    assert (whole.bold or 0) > 0.8


class Sign:
    """A letter as the PDF reader gives it."""

    size = 12.0

    def __init__(self, text: str, x0: float, x1: float) -> None:
        self.text, self.x0, self.x1 = text, x0, x1

    def get_text(self) -> str:
        return self.text


def test_a_letter_told_again_by_the_mark_over_it_counts_once() -> None:
    """So a face without 'ơ' of its own is set: as 'o' and a horn without width, each told to be 'ơ'."""
    letter = Sign("ơ", 93.7, 99.5)
    marks = [Sign("ơ", 100.3, 100.3), Sign("ơ", 99.5, 105.3), Sign("(cid:0)", 99.5, 99.5), Sign("i", 99.5, 99.5)]
    assert [letter_with_horn(letter, mark) for mark in marks] == ["ơ", None, "ơ", None]  # type: ignore[arg-type]
