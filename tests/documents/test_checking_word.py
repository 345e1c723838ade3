"""Every rule finds its fault planted in a DOCX, and nothing else; our own documents have none."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from dondoc.documents.paper_facts import check_file
from dondoc.documents.paper_facts.word_file import read_word
from dondoc.documents.render import render_docx, render_pdf
from dondoc.documents.rules import checking
from dondoc.documents.rules.checking import check
from dondoc.documents.rules.official import DocumentType, OfficialDocument, Paragraph, runs
from tests.documents.every_type import DECISION, EVERY_TYPE
from tests.documents.faults import (
    Fault,
    aligned,
    body_style,
    coloured,
    find,
    margin,
    marked,
    removed,
    rule_removed,
    said,
    spoiled_docx,
)
from tests.documents.samples import LETTER, REPORT

LEFT, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
NUMBERED = replace(LETTER, number="15", annexes=LETTER.annexes)


def broken_in(data: bytes) -> set[str]:
    """Read in this process, for speed; that the limited one reads the same is tested by our own documents."""
    return {broken.rule for broken in check(read_word(data)).broken}


OWN = {"letter": LETTER, "report": REPORT, "decision": DECISION, **{t.value: d for t, d in EVERY_TYPE.items()}}


@pytest.mark.parametrize("name", OWN)
def test_our_own_documents_break_no_rule(name: str) -> None:
    for data in (render_docx(OWN[name]), render_pdf(OWN[name])):
        assert check_file(data).broken == ()


def turned(doc: Document) -> None:
    section = doc.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE


def number_in_footer(doc: Document) -> None:
    section = doc.sections[0]
    field = section.header._element.find(f".//{qn('w:fldSimple')}")
    section.footer.is_linked_to_previous = False
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph._p.append(field)
    paragraph.style = doc.styles["Số trang"]


def without_number(doc: Document) -> None:
    for section in doc.sections:
        for field in list(section.header._element.iter(qn("w:fldSimple"))):
            field.getparent().remove(field)


def no_restart(doc: Document) -> None:
    for element in doc.sections[1]._sectPr.findall(qn("w:pgNumType")):
        doc.sections[1]._sectPr.remove(element)


def moved_right(doc: Document) -> None:
    """Head of the document with its columns exchanged."""
    for row in doc.tables[0].rows:
        first, second = row._tr.tc_lst
        first.addprevious(second)


def font(start: str, name: str) -> Fault:
    def fault(doc: Document) -> None:
        for run in find(doc, start).runs:
            run.font.name = name

    return fault


def number_style(**marks: object) -> Fault:
    def fault(doc: Document) -> None:
        for name, value in marks.items():
            setattr(doc.styles["Số trang"].font, name, value)  # type: ignore[attr-defined]

    return fault


def decomposed(doc: Document) -> None:
    run = find(doc, "Thời gian qua").runs[0]
    run.text = run.text.replace("ờ", "\u01a1\u0300")


LONG = replace(LETTER, body=tuple(Paragraph(runs("Một đoạn văn dài. " * 30)) for _ in range(12)) + LETTER.body[-1:])

FAULTS: list[tuple[str, OfficialDocument, Fault]] = [
    ("page-size", LETTER, lambda doc: setattr(doc.sections[0], "page_height", Mm(279))),
    ("page-orientation", LETTER, turned),
    ("margin-top", LETTER, margin("top", 15)),
    ("margin-bottom", LETTER, margin("bottom", 30)),
    ("margin-left", LETTER, margin("left", 25)),
    ("margin-right", LETTER, margin("right", 25)),
    ("font", LETTER, font("Thời gian", "Arial")),
    ("unicode", LETTER, font("Thời gian", ".VnTime")),
    ("unicode", LETTER, decomposed),
    ("colour", LETTER, coloured("Thời gian", "0000FF")),
    ("page-number", LONG, without_number),
    ("page-number-place", LETTER, number_in_footer),
    ("page-number-align", LETTER, lambda doc: setattr(doc.styles["Số trang"].paragraph_format, "alignment", RIGHT)),  # type: ignore[attr-defined]
    ("page-number-size", LETTER, number_style(size=Pt(10))),
    ("page-number-style", LETTER, number_style(bold=True)),
    ("page-number-first", LETTER, lambda doc: setattr(doc.sections[0], "different_first_page_header_footer", False)),
    ("annex-page-number", LETTER, no_restart),
    ("country-missing", LETTER, removed("CỘNG HÒA")),
    ("country-text", LETTER, said("CỘNG HÒA", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM.")),
    ("country-case", LETTER, said("CỘNG HÒA", "Cộng hòa xã hội chủ nghĩa Việt Nam")),
    ("country-size", LETTER, marked("CỘNG HÒA", size=14)),
    ("country-bold", LETTER, marked("CỘNG HÒA", bold=False)),
    ("country-italic", LETTER, marked("CỘNG HÒA", italic=True)),
    ("motto-missing", LETTER, removed("Độc lập", rule_too=True)),
    ("motto-text", LETTER, said("Độc lập", "Độc lập-Tự do-Hạnh phúc")),
    ("motto-text", LETTER, said("Độc lập", "Độc Lập - Tự Do - Hạnh Phúc")),
    ("motto-case", LETTER, said("Độc lập", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC")),
    ("motto-size", LETTER, marked("Độc lập", size=12)),
    ("motto-bold", LETTER, marked("Độc lập", bold=False)),
    ("motto-italic", LETTER, marked("Độc lập", italic=True)),
    ("motto-align", LETTER, aligned("Độc lập", LEFT)),
    ("motto-rule", LETTER, rule_removed("Độc lập")),
    ("issuer-rule", REPORT, rule_removed("VĂN PHÒNG")),
    ("subject-rule", REPORT, rule_removed("Kết quả rà soát")),
    ("parent-bold", REPORT, marked("UBND TỈNH", bold=True)),
    ("parent-case", REPORT, said("UBND TỈNH", "Ủy ban nhân dân tỉnh Lạng Sơn")),
    ("issuer-bold", REPORT, marked("VĂN PHÒNG", bold=False)),
    ("issuer-size", REPORT, marked("VĂN PHÒNG", size=15)),
    ("issuer-case", REPORT, said("VĂN PHÒNG", "Văn phòng tỉnh")),
    ("number-missing", NUMBERED, removed("Số: 15")),
    ("number-form", NUMBERED, said("Số: 15", "Số 15/UBND-TTPVHCC")),
    ("number-size", NUMBERED, marked("Số: 15", size=14)),
    ("number-bold", NUMBERED, marked("Số: 15", bold=True)),
    ("number-italic", NUMBERED, marked("Số: 15", italic=True)),
    ("number-align", NUMBERED, aligned("Số: 15", LEFT)),
    ("number-padding", NUMBERED, said("Số: 15", "Số: 5/UBND-TTPVHCC")),
    ("symbol-spaces", NUMBERED, said("Số: 15", "Số: 15/UBND - TTPVHCC")),
    ("symbol-spaces", NUMBERED, said("Số: 15", "Số: 15 / UBND-TTPVHCC")),
    ("symbol-case", NUMBERED, said("Số: 15", "Số: 15/ubnd-TTPVHCC")),
    ("symbol-case", REPORT, said("Số:", "Số: 15/Bc-VP")),
    ("symbol-type", NUMBERED, said("Số: 15", "Số: 15/CV-UBND")),
    ("symbol-type", REPORT, said("Số:", "Số: 15/TB-VP")),
    ("date-missing", LETTER, removed("Bắc Giang, ngày")),
    ("date-comma", LETTER, said("Bắc Giang, ngày", "Bắc Giang ngày 12 tháng 10 năm 2023")),
    ("date-padding", LETTER, said("Bắc Giang, ngày", "Bắc Giang, ngày 5 tháng 10 năm 2023")),
    ("date-padding", LETTER, said("Bắc Giang, ngày", "Bắc Giang, ngày 15 tháng 2 năm 2023")),
    ("date-padding", LETTER, said("Bắc Giang, ngày", "Bắc Giang, ngày 15 tháng 06 năm 2023")),
    ("date-size", LETTER, marked("Bắc Giang, ngày", size=12)),
    ("date-bold", LETTER, marked("Bắc Giang, ngày", bold=True)),
    ("date-italic", LETTER, marked("Bắc Giang, ngày", italic=False)),
    ("date-align", LETTER, aligned("Bắc Giang, ngày", RIGHT)),
    ("title-missing", REPORT, removed("BÁO CÁO")),
    ("title-case", REPORT, said("BÁO CÁO", "Báo cáo")),
    ("title-bold", REPORT, marked("BÁO CÁO", bold=False)),
    ("title-size", REPORT, marked("BÁO CÁO", size=16)),
    ("title-align", REPORT, aligned("BÁO CÁO", LEFT)),
    ("subject-bold", REPORT, marked("Kết quả rà soát", bold=False)),
    ("subject-italic", REPORT, marked("Kết quả rà soát", italic=True)),
    ("subject-size", REPORT, marked("Kết quả rà soát", size=12)),
    ("subject-align", REPORT, aligned("Kết quả rà soát", LEFT)),
    ("subject-missing", REPORT, removed("Kết quả rà soát", rule_too=True)),
    ("about-size", LETTER, marked("V/v", size=14)),
    ("about-bold", LETTER, marked("V/v", bold=True)),
    ("about-italic", LETTER, marked("V/v", italic=True)),
    ("about-text", LETTER, said("V/v", "v/v thực hiện nghiêm túc báo cáo")),
    ("addressee-missing", LETTER, lambda doc: [removed(t)(doc) for t in ("Kính gửi", "- Các sở", "- UBND")]),
    ("addressee-text", LETTER, said("Kính gửi", "Kính gửi")),
    ("addressee-bold", LETTER, marked("Kính gửi", bold=True)),
    ("addressee-size", LETTER, marked("Kính gửi", size=12)),
    ("addressee-stop", LETTER, said("- Các sở", "- Các sở, cơ quan thuộc UBND tỉnh")),
    ("addressee-stop", LETTER, said("- UBND huyện", "- UBND huyện, thành phố")),
    ("mark-colour", DECISION, coloured("HỎA TỐC", "000000")),
    ("mark-bold", DECISION, marked("HỎA TỐC", bold=False)),
    ("basis-italic", DECISION, marked("Căn cứ Luật", italic=False)),
    ("basis-stop", DECISION, said("Căn cứ Luật", "Căn cứ Luật Tổ chức chính quyền địa phương.")),
    ("basis-stop", DECISION, said("Theo đề nghị", "Theo đề nghị của Trưởng phòng Tổng hợp;")),
    ("body-size", LETTER, marked("Thời gian qua", size=12)),
    ("body-bold", LETTER, lambda doc: setattr(doc.styles["Nội dung"].font, "bold", True)),  # type: ignore[attr-defined]
    ("body-italic", LETTER, lambda doc: setattr(doc.styles["Nội dung"].font, "italic", True)),  # type: ignore[attr-defined]
    ("body-align", LETTER, aligned("Thời gian qua", LEFT)),
    ("body-indent", LETTER, lambda doc: body_style(doc, first_line_indent=Mm(20))),
    ("body-indent", LETTER, lambda doc: body_style(doc, first_line_indent=Mm(0))),
    ("body-paragraph-spacing", LETTER, lambda doc: body_style(doc, space_after=Pt(0))),
    ("body-line-spacing", LETTER, lambda doc: body_style(doc, line_spacing=2.0)),
    (
        "body-line-spacing",
        LETTER,
        lambda doc: body_style(doc, line_spacing=Pt(11), line_spacing_rule=WD_LINE_SPACING.EXACTLY),
    ),
    ("closing-mark", LETTER, said("(Kèm theo tình", "(Kèm theo tình hình thực hiện báo cáo).")),
    ("heading-bold", DECISION, marked("Điều 1.", bold=False)),
    ("heading-bold", DECISION, marked("II. TỔ CHỨC", bold=False)),
    ("heading-case", DECISION, said("II. TỔ CHỨC", "II. Tổ chức thực hiện")),
    ("heading-align", DECISION, aligned("Chương I", LEFT)),
    ("point-letter", DECISION, said("đ) Báo cáo", "e) Báo cáo đột xuất.")),
    ("text-date-padding", LETTER, said("3. Giao", "3. Giao Văn phòng UBND tỉnh báo cáo trước ngày 5/10/2023.")),
    ("text-date-padding", LETTER, said("3. Giao", "3. Giao Văn phòng UBND tỉnh báo cáo trước ngày 15/06/2023.")),
    ("text-date-padding", LETTER, said("3. Giao", "3. Giao Văn phòng UBND tỉnh báo cáo tháng 2/2023.")),
    ("text-date-padding", LETTER, said("3. Giao", "3. Giao Văn phòng báo cáo từ ngày 1 tháng 3 năm 2023.")),
    ("count-padding", LETTER, said("3. Giao", "3. Giao Văn phòng UBND tỉnh theo dõi 6 nhiệm vụ quá hạn.")),
    ("percent-comma", LETTER, said("3. Giao", "3. Giao Văn phòng UBND tỉnh phấn đấu đạt 98.5% trong năm.")),
    ("authority-missing", LETTER, lambda doc: [removed(t)(doc) for t in ("TL. CHỦ TỊCH", "CHÁNH VĂN", "Lê Tuấn")]),
    ("authority-bold", LETTER, marked("TL. CHỦ TỊCH", bold=False)),
    ("authority-size", LETTER, marked("TL. CHỦ TỊCH", size=12)),
    ("authority-italic", LETTER, marked("TL. CHỦ TỊCH", italic=True)),
    ("authority-case", LETTER, said("TL. CHỦ TỊCH", "TL. Chủ tịch")),
    ("authority-prefix", LETTER, said("TL. CHỦ TỊCH", "T/L CHỦ TỊCH")),
    ("authority-post", LETTER, removed("CHÁNH VĂN")),
    ("authority-post", LETTER, said("TL. CHỦ TỊCH", "KT. CHỦ TỊCH")),
    ("signer-bold", LETTER, marked("Lê Tuấn", bold=False)),
    ("signer-size", LETTER, marked("Lê Tuấn", size=12)),
    ("signer-italic", LETTER, marked("Lê Tuấn", italic=True)),
    ("signer-case", LETTER, said("Lê Tuấn", "LÊ TUẤN PHÚ")),
    ("signer-degree", LETTER, said("Lê Tuấn", "TS. Lê Tuấn Phú")),
    ("signer-align", LETTER, aligned("Lê Tuấn", LEFT)),
    ("recipients-missing", LETTER, removed("Nơi nhận")),
    ("recipients-title-text", LETTER, said("Nơi nhận", "Nơi nhận")),
    ("recipients-title-italic", LETTER, marked("Nơi nhận", italic=False)),
    ("recipients-title-bold", LETTER, marked("Nơi nhận", bold=False)),
    ("recipients-title-size", LETTER, marked("Nơi nhận", size=14)),
    ("recipients-size", LETTER, marked("- Như trên", size=13)),
    ("recipients-italic", LETTER, marked("- Như trên", italic=True)),
    ("recipients-bold", LETTER, marked("- Như trên", bold=True)),
    ("recipients-dash", LETTER, said("- Như trên", "Như trên;")),
    ("recipients-stop", LETTER, said("- Như trên", "- Như trên")),
    ("recipients-stop", LETTER, said("+ Lưu", "+ Lưu: VT, TTPVHCC;")),
    ("recipients-archive", REPORT, said("- Lưu", "- Trung tâm.")),
    ("recipients-place", LETTER, aligned("Nơi nhận", WD_ALIGN_PARAGRAPH.CENTER)),
    ("annex-heading-size", REPORT, marked("Phụ lục", size=12)),
    ("annex-heading-bold", REPORT, marked("Phụ lục", bold=False)),
    ("annex-heading-align", REPORT, aligned("Phụ lục", LEFT)),
    ("annex-title-case", REPORT, said("NHIỆM VỤ CHƯA", "Nhiệm vụ chưa hoàn thành đã quá hạn")),
    ("annex-title-bold", REPORT, marked("NHIỆM VỤ CHƯA", bold=False)),
    ("annex-title-missing", REPORT, removed("NHIỆM VỤ CHƯA")),
    ("annex-note-italic", REPORT, marked("(Kèm theo Báo", italic=False)),
    ("annex-note-size", REPORT, marked("(Kèm theo Báo", size=11)),
    ("annex-number", DECISION, said("Phụ lục II", "Phụ lục 2")),
    ("annex-reference", DECISION, said("Số liệu chi tiết", "Số liệu chi tiết có ở nơi khác.")),
]


@pytest.mark.parametrize(("rule", "document", "fault"), FAULTS, ids=[f"{i}-{f[0]}" for i, f in enumerate(FAULTS)])
def test_a_fault_in_word_breaks_its_rule_and_no_other(rule: str, document: OfficialDocument, fault: Fault) -> None:
    assert broken_in(spoiled_docx(document, fault)) == {rule}


@pytest.mark.parametrize("symbol", ["TTg-KSTT", "SGDĐT-GDTrH", "UBND-VX", "TTr-NV1", "HĐND-VP"])
def test_abbreviations_of_bodies_may_hold_small_letters(symbol: str) -> None:
    assert broken_in(spoiled_docx(NUMBERED, said("Số: 15", f"Số: 15/{symbol}"))) == set()


def test_a_head_with_its_sides_exchanged_is_told() -> None:
    assert {"country-place"} <= broken_in(spoiled_docx(LETTER, moved_right))


def test_every_broken_rule_says_where_what_and_by_which_law() -> None:
    for rule, document, fault in FAULTS:
        if rule in ("margin-left", "closing-mark", "date-padding"):
            for broken in check_file(spoiled_docx(document, fault)).broken:
                assert broken.where and broken.found and broken.expected
                assert broken.source.startswith("NĐ 30/2020/NĐ-CP")


def test_every_type_is_known_by_its_title() -> None:
    for type_, document in EVERY_TYPE.items():
        facts = check(read_word(render_docx(document))).facts
        assert facts["type"] == (type_.value if type_ is not DocumentType.LETTER else "CV")


def test_every_rule_has_its_planted_fault() -> None:
    folder = Path(checking.__file__).parent
    named = {
        name for file in folder.glob("*.py") for name in re.findall(r'Broken\(\s*"([a-z-]+)"', file.read_text("utf-8"))
    }
    assert named <= {rule for rule, _, _ in FAULTS} | ELSEWHERE


# Told of in tests of their own: what only a PDF shows, or several at once.
ELSEWHERE = {"country-place", "issuer-place", "date-level", "body-missing", "recipients-list"}
