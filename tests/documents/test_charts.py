"""A chart of bars says the same in every writer, and its bars are as long as their shares."""

from __future__ import annotations

from dataclasses import replace

from docx.shared import Mm

from dondoc.documents.render import render_docx, render_html, render_pdf
from dondoc.documents.rules.official import Annex, Bar, Chart, OfficialDocument, plain_text
from tests.documents.reading import docx_paragraphs, docx_text, pdf_text, squeezed, xml_of
from tests.documents.samples import LETTER

CHART = Chart("Biểu đồ theo đơn vị", (Bar("Xã A", "1.240", 1.0), Bar("Xã <B>", "620", 0.5), Bar("Xã C", "0", 0.0)))


def charted() -> OfficialDocument:
    return replace(LETTER, annexes=(Annex("PHỤ LỤC", (), (CHART,), landscape=True),))


def test_every_writer_says_title_names_and_values() -> None:
    for text in (docx_text(render_docx(charted())), pdf_text(render_pdf(charted()))):
        for words in ("Biểu đồ theo đơn vị", "Xã A", "1.240", "Xã <B>", "620"):
            assert squeezed(words) in squeezed(text)
    assert {"Xã A", "1.240", "Xã C"} <= set(plain_text(charted()))


def test_the_preview_escapes_names_and_draws_shares() -> None:
    page = render_html(charted())
    assert "Xã &lt;B&gt;" in page and 'style="width:50.0%"' in page and 'style="width:0.0%"' in page


def test_a_bar_in_word_is_as_long_as_its_share() -> None:
    data = render_docx(charted())
    indents = [p.paragraph_format.right_indent for p in docx_paragraphs(data) if not p.text]
    room = next(i for i in indents if i and i > Mm(100))  # of the empty bar: the whole room
    half = next(i for i in indents if i and Mm(50) < i < Mm(100))
    assert abs(room / half - 2) < 0.01 and xml_of(data, "word/document.xml").count('w:fill="6E6E6E"') == 2


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert render_docx(charted()) == render_docx(charted()) and render_pdf(charted()) == render_pdf(charted())
