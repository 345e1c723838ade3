"""Documents of others in every way a word processor writes them: right ones break no rule, a fault exactly its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from dondoc.documents.paper_facts.word_file import read_word
from dondoc.documents.rules.checking import check
from tests.documents.faults import Fault, coloured, margin, marked, removed, said
from tests.documents.test_checking_others import OTHERS, saved, with_tables
from tests.documents.varied import VARIED, texts_of


def broken(doc: Document) -> set[str]:
    return {one.rule for one in check(read_word(saved(doc))).broken}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("way", VARIED)
def test_a_right_document_breaks_no_rule_however_it_is_written(name: str, way: str) -> None:
    doc = OTHERS[name]()
    VARIED[way](doc)
    assert broken(doc) == set()


def words(before: str, after: str) -> Fault:
    def fault(doc: Document) -> None:
        for text in texts_of(doc):
            text.text = text.text.replace(before, after)

    return fault


def every_paragraph(change: Callable[[Paragraph], object]) -> Fault:
    def fault(doc: Document) -> None:
        for element in doc.element.body.iter(qn("w:p")):
            paragraph = Paragraph(element, doc)
            if "Trong tháng" in paragraph.text:
                change(paragraph)

    return fault


def in_arial(paragraph: Paragraph) -> None:
    for run in paragraph.runs:
        run.font.name = "Arial"


DATE = "Bắc Ninh, ngày"
PLANTED: list[tuple[str, Fault]] = [
    ("margin-left", margin("left", 25)),
    ("margin-top", margin("top", 30)),
    ("margin-right", margin("right", 10)),
    ("margin-bottom", margin("bottom", 15)),
    ("date-padding", said(DATE, "Bắc Ninh, ngày 9 tháng 5 năm 2026")),
    ("date-padding", said(DATE, "Bắc Ninh, ngày 12 tháng 05 năm 2026")),
    ("date-padding", said(DATE, "Bắc Ninh, ngày 12 tháng 2 năm 2026")),
    ("date-comma", said(DATE, "Bắc Ninh ngày 12 tháng 5 năm 2026")),
    ("date-italic", marked(DATE, italic=False)),
    ("number-padding", said("Số:", "Số: 5/SYT-NVY")),
    ("number-size", marked("Số:", size=14)),
    ("number-bold", marked("Số:", bold=True)),
    ("closing-mark", words("./.", ".")),
    ("recipients-title-italic", marked("Nơi nhận", italic=False)),
    ("recipients-title-bold", marked("Nơi nhận", bold=False)),
    ("recipients-title-size", marked("Nơi nhận", size=14)),
    ("recipients-title-text", said("Nơi nhận", "Nơi nhận")),
    ("recipients-size", marked("- Như", size=13)),
    ("recipients-stop", said("- Lưu", "- Lưu: VT, NVY")),
    ("recipients-archive", said("- Lưu", "- Phòng Tổng hợp.")),
    ("country-size", marked("CỘNG HO", size=14)),
    ("country-bold", marked("CỘNG HO", bold=False)),
    ("motto-bold", marked("Độc lập", bold=False)),
    ("motto-text", said("Độc lập", "Độc Lập - Tự Do - Hạnh Phúc")),
    ("motto-text", said("Độc lập", "Độc lập-Tự do-Hạnh phúc")),
    ("parent-bold", marked("UBND TỈNH", bold=True)),
    ("issuer-bold", marked("SỞ Y TẾ", bold=False)),
    ("issuer-case", said("SỞ Y TẾ", "Sở Y tế")),
    ("about-size", marked("V/v", size=14)),
    ("addressee-size", marked("Kính gửi", size=12)),
    ("addressee-stop", said("- Trung tâm Y tế", "- Trung tâm Y tế các khu vực;")),
    ("authority-bold", marked("KT. GIÁM", bold=False)),
    ("authority-post", removed("PHÓ GIÁM")),
    ("signer-bold", marked("Trần Văn", bold=False)),
    ("signer-degree", said("Trần Văn", "TS. Trần Văn Bình")),
    ("signer-case", said("Trần Văn", "TRẦN VĂN BÌNH")),
    ("body-size", every_paragraph(lambda p: [setattr(run.font, "size", Pt(12)) for run in p.runs])),
    ("body-align", every_paragraph(lambda p: setattr(p, "alignment", WD_ALIGN_PARAGRAPH.LEFT))),
    ("body-indent", every_paragraph(lambda p: setattr(p.paragraph_format, "first_line_indent", Cm(0)))),
    ("body-line-spacing", every_paragraph(lambda p: setattr(p.paragraph_format, "line_spacing", 2.0))),
    ("font", every_paragraph(in_arial)),
    ("colour", coloured("1. Trong", "FF0000")),
    ("count-padding", words("05 nhiệm vụ", "5 nhiệm vụ")),
    ("percent-comma", words("29,4 %", "29.4 %")),
    ("text-date-padding", words("tháng 01/2026", "tháng 1/2026")),
]


@pytest.mark.parametrize(("rule", "fault"), PLANTED, ids=[f"{i}-{one[0]}" for i, one in enumerate(PLANTED)])
def test_a_planted_fault_breaks_its_rule_and_no_other_however_it_is_written(rule: str, fault: Fault) -> None:
    for way in ("as it is", "runs split", "character styles"):
        doc = with_tables(is_letter=True)
        fault(doc)
        VARIED[way](doc)
        assert broken(doc) == {rule}, way
