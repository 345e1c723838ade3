"""Documents as others write them in Word: direct marks, heads in tables or with tabs; right ones break no rule."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt
from docx.text.paragraph import Paragraph

from dondoc.documents.paper_facts.word_file import read_word
from dondoc.documents.rules.checking import Check, check
from dondoc.documents.rules.checking.finding import parts_of

CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
Marks = tuple[float, bool, bool]


def blank() -> Document:
    doc = docx.Document()
    section = doc.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    font = doc.styles["Normal"].font  # type: ignore[attr-defined]
    font.name, font.size = "Times New Roman", Pt(14)
    return doc


def underlined(paragraph: Paragraph) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "auto")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def put(place: Any, text: str, marks: Marks = (14, False, False), align: Any = None, after: float = 0) -> Paragraph:
    paragraph: Paragraph = place.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(marks[0]), marks[1], marks[2]
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def body(doc: Document, text: str) -> None:
    put(doc, text, align=JUSTIFY, after=6).paragraph_format.first_line_indent = Cm(1)


def columns(doc: Document) -> tuple[Any, Any]:
    cells = doc.add_table(1, 2).rows[0].cells
    for cell in cells:
        cell._tc.remove(cell.paragraphs[0]._p)
    return cells[0], cells[1]


SENTENCE = (
    "Trong tháng 01/2026, các đơn vị đã hoàn thành 05 nhiệm vụ được giao, còn 12 nhiệm vụ đang thực hiện, đạt 29,4 %. "
)


def with_tables(is_letter: bool) -> Document:
    doc = blank()
    left, right = columns(doc)
    put(left, "UBND TỈNH BẮC NINH", (13, False, False), CENTER)
    underlined(put(left, "SỞ Y TẾ", (13, True, False), CENTER))
    put(left, "Số: 123/SYT-NVY" if is_letter else "Số: 123/KH-SYT", (13, False, False), CENTER)
    if is_letter:
        put(left, "V/v tăng cường phòng, chống dịch bệnh mùa hè năm 2026", (12, False, False), CENTER)
    put(right, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", (13, True, False), CENTER)
    underlined(put(right, "Độc lập - Tự do - Hạnh phúc", (14, True, False), CENTER))
    put(right, "Bắc Ninh, ngày 12 tháng 5 năm 2026", (14, False, True), CENTER)
    if is_letter:
        put(doc, "Kính gửi:", align=CENTER)
        for line in ("- Các bệnh viện tuyến tỉnh;", "- Trung tâm Y tế các khu vực."):
            put(doc, line).paragraph_format.left_indent = Cm(5)
    else:
        put(doc, "KẾ HOẠCH", (14, True, False), CENTER)
        underlined(put(doc, "Triển khai công tác y tế năm 2026", (14, True, False), CENTER))
        put(doc, "I. MỤC ĐÍCH, YÊU CẦU", (14, True, False), after=6)
    for n in (1, 2):
        body(doc, f"{n}. {SENTENCE * 2}")
    body(doc, f"{SENTENCE}Đề nghị các đơn vị thực hiện./.")
    left, right = columns(doc)
    put(left, "Nơi nhận:", (12, True, True))
    for line in ("- Như trên;", "- UBND tỉnh (b/c);", "- Lưu: VT, NVY."):
        put(left, line, (11, False, False))
    for line in ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "", "", "", "Trần Văn Bình"):
        put(right, line, (14, True, False), CENTER)
    return doc


def tabbed(doc: Document, parts: list[tuple[str, Marks]]) -> Paragraph:
    paragraph = doc.add_paragraph()
    for at in (3.5, 11.5):
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(at), WD_TAB_ALIGNMENT.CENTER)
    paragraph.paragraph_format.space_after = Pt(0)
    for text, marks in parts:
        run = paragraph.add_run(text)
        run.font.size, run.bold, run.italic = Pt(marks[0]), marks[1], marks[2]
    return paragraph


def with_tabs() -> Document:
    doc = blank()
    bold12, plain12 = (12, True, False), (12, False, False)
    tabbed(doc, [("\tUBND TỈNH BẮC NINH", plain12), ("\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold12)])
    underlined(tabbed(doc, [("\tSỞ NỘI VỤ", bold12), ("\tĐộc lập - Tự do - Hạnh phúc", (13, True, False))]))
    date = "\tBắc Ninh, ngày 09 tháng 02 năm 2026"
    tabbed(doc, [("\tSố: 08/BC-SNV", (13, False, False)), (date, (13, False, True))])
    put(doc, "BÁO CÁO", (14, True, False), CENTER)
    underlined(put(doc, "Kết quả cải cách hành chính tháng 01/2026", (14, True, False), CENTER))
    put(doc, "Kính gửi: Ủy ban nhân dân tỉnh", align=CENTER, after=6)
    for end in ("", "", "Sở Nội vụ báo cáo./."):
        body(doc, SENTENCE * 2 + end)
    tabbed(doc, [("Nơi nhận:", (12, True, True)), ("\t\tGIÁM ĐỐC", (14, True, False))])
    for line in ("- Như trên;", "- Lưu: VT, VP."):
        put(doc, line, (11, False, False))
    tabbed(doc, [("\t\tNguyễn Văn An", (14, True, False))])
    return doc


def with_marks_on_every_run() -> Document:
    """As an online editor exports: the default style is another font, every run says its own."""
    doc = with_tables(is_letter=False)
    font = doc.styles["Normal"].font  # type: ignore[attr-defined]
    font.name, font.size = "Arial", Pt(11)
    for run in doc.element.body.iter(qn("w:r")):
        fonts = run.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi"):
            fonts.set(qn(script), "Times New Roman")
    return doc


DRAWN = (
    '<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"><v:line from="0,0" to="160pt,0"/></w:pict>'
)


def drawn(paragraph: Paragraph) -> None:
    """A line drawn with the mouse, as most officials do."""
    paragraph.add_run()._r.append(parse_xml(DRAWN))


def decision() -> Document:
    doc = blank()
    left, right = columns(doc)
    put(left, "ỦY BAN NHÂN DÂN", (13, True, False), CENTER)
    drawn(put(left, "TỈNH BẮC NINH", (13, True, False), CENTER))
    put(left, "Số: 1203/QĐ-UBND", (13, False, False), CENTER)
    put(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (13, True, False), CENTER)
    drawn(put(right, "Độc lập - Tự do - Hạnh phúc", (14, True, False), CENTER))
    put(right, "Bắc Ninh, ngày 12 tháng 01 năm 2026", (14, False, True), CENTER)
    put(doc, "QUYẾT ĐỊNH", (14, True, False), CENTER)
    drawn(put(doc, "Về việc kiện toàn Ban Chỉ đạo chuyển đổi số", (14, True, False), CENTER))
    put(doc, "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BẮC NINH", (14, True, False), CENTER, after=6)
    for line in ("Căn cứ Luật Tổ chức chính quyền địa phương;", "Theo đề nghị của Chánh Văn phòng UBND tỉnh."):
        put(doc, line, (14, False, True), JUSTIFY, after=6).paragraph_format.first_line_indent = Cm(1.27)
    put(doc, "QUYẾT ĐỊNH:", (14, True, False), CENTER, after=6)
    for n in (1, 2):
        article = put(doc, f"Điều {n}. ", (14, True, False), JUSTIFY, after=6)
        article.paragraph_format.first_line_indent = Cm(1.27)
        article.add_run(SENTENCE + ("./." if n == 2 else "")).font.size = Pt(14)
    left, right = columns(doc)
    for line, marks in (("Nơi nhận:", (12, True, True)), ("- Như Điều 2;", (11, False, False))):
        put(left, line, marks)
    put(left, "- Lưu: VT, TH (3b).", (11, False, False))
    for line in ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "", "", "Lê Thị Hà"):
        put(right, line, (14, True, False), CENTER)
    return doc


OTHERS = {
    "letter, tables": lambda: with_tables(is_letter=True),
    "plan, tables": lambda: with_tables(is_letter=False),
    "report, tabs": with_tabs,
    "plan, marks on runs": with_marks_on_every_run,
    "decision, drawn lines": decision,
}


def saved(doc: Document) -> bytes:
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def checked(doc: Document) -> Check:
    return check(read_word(saved(doc)))


@pytest.mark.parametrize("name", OTHERS)
def test_a_right_document_of_others_breaks_no_rule(name: str) -> None:
    assert checked(OTHERS[name]()).broken == ()


@pytest.mark.parametrize("name", OTHERS)
def test_every_part_of_it_is_found(name: str) -> None:
    parts = parts_of(read_word(saved(OTHERS[name]())))
    assert "BẮC NINH" in (*parts.parents, *parts.issuers)[-1 if name.startswith("decision") else 0].text
    assert parts.issuers and parts.number and parts.dated and parts.signer
    assert parts.recipients[-1].text.startswith("- Lưu: VT") and parts.body[-1].text.endswith("./.")


def test_the_bases_of_a_decision_are_found_under_who_decides() -> None:
    parts = parts_of(read_word(saved(decision())))
    assert [block.text[:7] for block in parts.basis] == ["Căn cứ ", "Theo đề"]
    assert [line.text for line in parts.issuers] == ["ỦY BAN NHÂN DÂN", "TỈNH BẮC NINH"] and not parts.parents


def test_a_fault_in_a_document_of_others_is_found() -> None:
    doc = with_tabs()
    doc.sections[0].left_margin = Mm(25)
    put(doc, "Phụ lục", (14, True, False), CENTER)
    assert {broken.rule for broken in checked(doc).broken} >= {"margin-left", "annex-title-missing"}
