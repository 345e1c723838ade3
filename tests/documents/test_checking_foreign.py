"""Papers of other makers: heads and ends set with tabs, ragged lines of a PDF, the words laid over a scan."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docx.document import Document
from docx.shared import Pt

from dondoc.documents.paper_facts.pdf_file import read_pdf
from dondoc.documents.paper_facts.word_file import read_word
from dondoc.documents.render import render_pdf
from dondoc.documents.rules.checking import check
from dondoc.documents.rules.checking.geometry import Block
from dondoc.documents.rules.checking.paper import Line, Paper
from tests.documents.samples import LETTER, REPORT
from tests.documents.test_checking_others import decision, saved, tabbed, with_tables, with_tabs


def rules(doc: Document) -> set[str]:
    return {one.rule for one in check(read_word(saved(doc))).broken}


def starting(doc: Document, start: str) -> int:
    return next(i for i, paragraph in enumerate(doc.paragraphs) if paragraph.text.strip().startswith(start))


def in_two_lines(doc: Document) -> None:
    """A parent of two lines: the issuer stands alone in the third."""
    first = doc.paragraphs[0]
    first.runs[0].text = "\tỦY BAN NHÂN DÂN"
    doc.paragraphs[1].runs[0].text, doc.paragraphs[1].runs[0].bold = "\tTỈNH BẮC NINH", False
    alone = tabbed(doc, [("\tSỞ NỘI VỤ", (12, True, False))])
    doc.paragraphs[1]._p.addnext(alone._p)
    borders = doc.paragraphs[1]._p.pPr.xpath("w:pBdr")[0]  # type: ignore[union-attr]
    alone._p.get_or_add_pPr().append(borders)


def test_an_issuer_alone_in_its_line_is_the_issuer() -> None:
    doc = with_tabs()
    in_two_lines(doc)
    facts = check(read_word(saved(doc))).facts
    assert [line["text"] for line in facts["issuer"]] == ["SỞ NỘI VỤ"]
    assert [line["text"] for line in facts["issuer_parent"]] == ["ỦY BAN NHÂN DÂN", "TỈNH BẮC NINH"]


def test_a_name_in_capitals_under_recipients_set_with_tabs_is_no_post() -> None:
    doc = with_tabs()
    name = doc.paragraphs[starting(doc, "Nguyễn Văn An")]
    for _ in range(3):
        name._p.addprevious(tabbed(doc, [("- Phòng Tổng hợp;", (11, False, False))])._p)
    name.runs[0].text = name.runs[0].text.upper()
    assert "signer-case" in rules(doc)


def without(start: str) -> Callable[[Document], None]:
    def fault(doc: Document) -> None:
        for paragraph in list(doc.element.body.iter(f"{{{doc.element.nsmap['w']}}}p")):
            if "".join(paragraph.itertext()).strip().startswith(start):
                paragraph.getparent().remove(paragraph)

    return fault


def test_a_decision_without_its_subject_or_date_lacks_that_alone() -> None:
    doc = decision()
    without("Về việc kiện toàn")(doc)
    assert rules(doc) == {"subject-missing"}
    doc = decision()
    without("Bắc Ninh, ngày")(doc)
    assert rules(doc) == {"date-missing"}


def test_a_letter_without_its_number_lacks_that_alone() -> None:
    doc = with_tables(is_letter=True)
    without("Số:")(doc)
    assert rules(doc) == {"number-missing"}


def test_two_paragraphs_without_space_between_are_told() -> None:
    doc = with_tables(is_letter=True)
    without("2. Trong")(doc)
    for paragraph in doc.paragraphs:
        if "nhiệm vụ" in paragraph.text:
            paragraph.paragraph_format.space_after = Pt(0)
    assert rules(doc) == {"body-paragraph-spacing"}


@pytest.mark.parametrize("name", ["ThS Trần Văn Bình", "PGS.TS Trần Văn Bình"])
def test_a_degree_before_the_name_is_told_with_or_without_its_stop(name: str) -> None:
    doc = with_tables(is_letter=True)
    for paragraph in doc.tables[-1].rows[0].cells[1].paragraphs:
        if paragraph.text == "Trần Văn Bình":
            paragraph.runs[0].text = name
    assert rules(doc) == {"signer-degree"}


def ending_at(*ends: float) -> set[str]:
    from dondoc.documents.rules.checking.body import _ragged

    line = Line("Một đoạn văn", x0=42.7, x1=190)
    return {one.rule for one in _ragged([Block("Một đoạn văn", line, "", 12.7, ends=ends)])}


def test_nearly_full_lines_that_end_in_many_places_are_ragged() -> None:
    assert ending_at(189.9, 189.2, 188.6, 189.5, 188.9) == {"body-align"}
    assert ending_at(190.0, 190.0, 190.8, 190.0, 190.1) == set()  # a comma hangs over the edge
    assert ending_at(189.9, 188.2) == set()  # too few to tell


def unseen(data: bytes) -> bytes:
    """The same words as a reading program lays them over a picture of the page."""
    import io

    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DecodedStreamObject, NameObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for page in writer.pages:
        stream = DecodedStreamObject()
        content = page.get_contents()
        assert content is not None
        stream.set_data(content.get_data().replace(b"BT 0 Tr", b"BT 3 Tr"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_words_over_a_scan_are_checked_and_their_looks_are_not() -> None:
    looked = read_pdf(unseen(render_pdf(LETTER)), 30)
    assert looked.is_text_layer
    assert check(looked).broken == ()
    small = Paper(
        **{
            **{name: getattr(looked, name) for name in looked.__dataclass_fields__},
            "lines": tuple(line for line in looked.lines if not line.text.startswith("Bắc Giang, ngày")),
            "rules": (),
        }
    )
    assert {one.rule for one in check(small).broken} == {"date-missing"}
    assert not read_pdf(render_pdf(REPORT), 30).is_text_layer
