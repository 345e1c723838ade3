"""What PDF/A-2b and PDF/UA-1 ask of a file, as far as its structure tells without a validator.

Sources: ISO 19005-2 (6.1.3, 6.2.3, 6.2.11, 6.6.2), ISO 14289-1 (7.1, 7.2, 7.5, 7.18).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from dondoc.documents.render import render_pdf
from tests.documents.every_type import DECISION
from tests.documents.reading import pdf
from tests.documents.samples import LETTER, REPORT
from tests.documents.test_checking_own import OWN

PAPERS = {"letter": LETTER, "report": REPORT, "decision": DECISION} | {
    name: OWN[name] for name in ("a chart in the body", "a turned annex without heading")
}
# What an archived file may not hold. Source: ISO 19005-2, 6.5.1, 6.6.1, 6.2.4, 6.8.
FORBIDDEN = {"/JavaScript", "/JS", "/Launch", "/Movie", "/Sound", "/RichMedia", "/XFA", "/OPI", "/Encrypt", "/AA"}


@pytest.fixture(scope="module", params=PAPERS)
def paper(request: pytest.FixtureRequest) -> PdfReader:
    return pdf(render_pdf(PAPERS[request.param]))


def every_dictionary(reader: PdfReader) -> Iterator[DictionaryObject]:
    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            yield one
            waiting += [one.raw_get(key) for key in one]
        elif isinstance(one, ArrayObject):
            waiting += list(one)


def tagged(reader: PdfReader, kind: str) -> list[DictionaryObject]:
    return [one for one in every_dictionary(reader) if one.get("/S") == kind and "/P" in one]


def test_the_colours_are_told_by_an_output_intent(paper: PdfReader) -> None:
    (intent,) = paper.trailer["/Root"]["/OutputIntents"]  # type: ignore[index]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    assert len(intent.get_object()["/DestOutputProfile"].get_data()) > 100


def test_nothing_runs_and_nothing_is_locked(paper: PdfReader) -> None:
    assert not paper.is_encrypted
    assert {key for one in every_dictionary(paper) for key in one} & FORBIDDEN == set()
    assert {one.get("/S") for one in every_dictionary(paper)} & FORBIDDEN == set()


def test_the_file_has_an_identity_and_metadata_in_the_clear(paper: PdfReader) -> None:
    assert len(paper.trailer["/ID"]) == 2  # type: ignore[arg-type]
    assert "/Filter" not in paper.trailer["/Root"]["/Metadata"]  # type: ignore[index]
    assert paper.metadata is not None
    assert paper.metadata.title


def test_every_font_is_embedded_as_a_subset_with_its_letters_told(paper: PdfReader) -> None:
    fonts = [one for one in every_dictionary(paper) if one.get("/Type") == "/Font"]
    described = [one for one in every_dictionary(paper) if one.get("/Type") == "/FontDescriptor"]
    assert fonts
    assert described
    assert all(str(one["/FontName"])[7] == "+" for one in described)
    assert all({"/FontFile2", "/FontFile3"} & one.keys() for one in described)
    assert all("/ToUnicode" in one for one in fonts if one["/Subtype"] in ("/Type0", "/TrueType", "/Type1"))


def test_every_page_belongs_to_the_structure(paper: PdfReader) -> None:
    """Every marked piece of a page that is opened is closed."""
    for page in paper.pages:
        assert page.get("/Tabs") == "/S" or "/Annots" not in page
        assert "/StructParents" in page
        content = page.get_contents()
        assert content is not None
        data = content.get_data()
        assert data.count(b"BDC") + data.count(b"BMC") == data.count(b"EMC")


def test_headings_begin_with_the_first_level_and_leave_none_out(paper: PdfReader) -> None:
    levels = {
        int(str(one["/S"])[2:]) for one in every_dictionary(paper) if str(one.get("/S"))[:2] == "/H" and "/P" in one
    }
    assert levels == set(range(1, len(levels) + 1))


@pytest.mark.parametrize("name", ["letter", "a turned annex without heading"])
def test_heads_of_tables_say_what_they_head(name: str) -> None:
    reader = pdf(render_pdf(PAPERS[name]))
    heads = tagged(reader, "/TH")
    assert heads
    for head in heads:
        told = head["/A"]
        told = told if isinstance(told, ArrayObject) else ArrayObject([told])
        assert any(one.get_object().get("/Scope") in ("/Column", "/Both", "/Row") for one in told)


def test_the_figures_of_a_chart_are_words_and_its_bars_decoration() -> None:
    reader = pdf(render_pdf(PAPERS["a chart in the body"]))
    assert tagged(reader, "/Figure") == []
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "90,5 %" in text
    assert "Sở Y tế" in text
