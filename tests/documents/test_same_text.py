"""DOCX, PDF, HTML and text say the same, in the order of `plain_text`, and nothing that is said can break them."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from dondoc.documents.render import CannotRenderPdf, render_docx, render_html, render_page, render_pdf, render_text
from dondoc.documents.rules.official import DocumentType, OfficialDocument, Paragraph, plain_text, runs
from tests.documents.every_type import DECISION, EVERY_TYPE
from tests.documents.reading import docx_text, pdf_text, squeezed
from tests.documents.samples import LETTER, REPORT

SAMPLES = pytest.mark.parametrize("document", [LETTER, REPORT, DECISION], ids=["letter", "report", "decision"])


def html_text(document: OfficialDocument) -> str:
    return squeezed(html.unescape(re.sub(r"<[^>]+>", "", render_html(document))))


def lines_of(document: OfficialDocument) -> list[str]:
    return [squeezed(line) for line in plain_text(document) if squeezed(line)]


def in_any_order(text: str, lines: list[str]) -> list[str]:
    return [line for line in lines if line not in text]


@SAMPLES
def test_every_line_stands_in_all_four(document: OfficialDocument) -> None:
    lines = lines_of(document)
    text = squeezed(render_text(document))
    for said in (docx_text(render_docx(document)), pdf_text(render_pdf(document)), html_text(document), text):
        assert in_any_order(said, lines) == []
    assert text == "".join(lines)


@pytest.mark.parametrize("type_", DocumentType)
def test_every_type_says_the_same_in_docx_and_pdf(type_: DocumentType) -> None:
    document = EVERY_TYPE[type_]
    lines = lines_of(document)
    docx, pdf = docx_text(render_docx(document)), pdf_text(render_pdf(document))
    assert in_any_order(docx, lines) == in_any_order(pdf, lines) == []
    assert len(docx) == len(pdf) == sum(map(len, lines))


def test_the_page_as_a_file_of_its_own_fetches_nothing() -> None:
    page = render_page(DECISION)
    assert page.startswith("<!doctype html>") and squeezed("Lưu hành nội bộ".upper()) in squeezed(page)
    assert not re.search(r"<script|src=|url\(|@import|https?:", page)


@SAMPLES
def test_docx_and_pdf_say_nothing_but_those_lines(document: OfficialDocument) -> None:
    n_signs = sum(map(len, lines_of(document)))
    assert len(docx_text(render_docx(document))) == n_signs
    assert len(pdf_text(render_pdf(document))) == n_signs + n_page_numbers(document)


def n_page_numbers(document: OfficialDocument) -> int:
    """Signs of the page numbers; the decision's body runs on to a second page."""
    return 1 if document is DECISION else 0


@SAMPLES
def test_the_body_is_read_in_its_order(document: OfficialDocument) -> None:
    body = [squeezed("".join(r.text for r in b.text)) for b in document.body if isinstance(b, Paragraph)]
    for text in (docx_text(render_docx(document)), pdf_text(render_pdf(document)), html_text(document)):
        places = [text.index(paragraph) for paragraph in body]
        assert places == sorted(places)


@SAMPLES
def test_the_same_document_gives_the_same_bytes(document: OfficialDocument) -> None:
    assert render_docx(document) == render_docx(document)
    assert render_pdf(document) == render_pdf(document)


HOSTILE = '#import "x" *bold* _under_ $math$ \\ <script>alert(1)</script> & "quotes" ’ {braces} @ref = heading ./.'


def test_signs_of_markup_come_out_as_they_are() -> None:
    document = replace(LETTER, body=(Paragraph(runs(HOSTILE)),), subject=HOSTILE, signer="<b>A</b> & B")
    wanted = squeezed(HOSTILE)
    for text in (docx_text(render_docx(document)), pdf_text(render_pdf(document)), html_text(document)):
        assert wanted in text
    assert "<script>" not in render_html(document)


def test_invisible_and_control_signs_are_left_out_and_letters_composed() -> None:
    document = replace(LETTER, body=(Paragraph(runs("Đo\u0302n \u200bĐo\u0302\u0301c\x07 \ufeffxong./.")),))
    for text in (docx_text(render_docx(document)), pdf_text(render_pdf(document)), html_text(document)):
        assert "ĐônĐốcxong./." in text


def test_a_sign_that_the_font_lacks_is_refused_by_name() -> None:
    with pytest.raises(CannotRenderPdf, match="PILE OF POO") as refused:
        render_pdf(replace(LETTER, body=(Paragraph(runs("Báo cáo 💩./.")),)))
    assert len(refused.value.reasons) == 1


def test_every_vietnamese_letter_is_in_the_font() -> None:
    letters = "aăâeêioôơuưyđ" + "".join(
        "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ",
    )
    every = letters + letters.upper()
    document = replace(LETTER, body=(Paragraph(runs(every, "./.")),))
    assert every in pdf_text(render_pdf(document))


def test_only_addresses_of_this_site_become_links() -> None:
    from dondoc.documents.rules.official import Run

    body = Paragraph(
        (Run("một", href="/bao-cao/"), Run("hai", href="https://la.vn/"), Run("ba", href="//la.vn"), Run("./."))
    )
    page = render_html(replace(LETTER, body=(body,)))
    assert re.findall(r'href="([^"]+)"', page.split('class="body"')[1].split('class="sign"')[0]) == ["/bao-cao/"]
