"""Every rule that a PDF can show finds its planted fault; files of others and hostile ones are borne."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from pypdf import PdfWriter

from dondoc.documents.paper_facts import CannotLookAtFile, check_file
from dondoc.documents.paper_facts.limited import Limits
from dondoc.documents.paper_facts.pdf_file import read_pdf
from dondoc.documents.paper_facts.reading import CannotRead
from dondoc.documents.paper_facts.word_file import read_word
from dondoc.documents.render import render_docx, render_pdf
from dondoc.documents.rules.checking import check
from dondoc.documents.rules.official import OfficialDocument, Paragraph, runs
from tests.documents.every_type import DECISION
from tests.documents.faults import Given, spoiled_pdf
from tests.documents.samples import LETTER, REPORT
from tests.rules.texts import package, paragraph

LONG = replace(LETTER, body=tuple(Paragraph(runs("Một đoạn văn dài. " * 30)) for _ in range(12)) + LETTER.body[-1:])
Change = Callable[[Given], object]


def broken_in(data: bytes) -> set[str]:
    return {broken.rule for broken in check(read_pdf(data, 30)).broken}


def length(name: str, value: float) -> Change:
    return lambda given: given["length"].update({name: value})


def size(name: str, value: float) -> Change:
    return lambda given: given["size"].update({name: value})


def space(name: str, value: float) -> Change:
    return lambda given: given["space"].update({name: value})


def said(name: str, value: object) -> Change:
    return lambda given: given["document"].update({name: value})


def last_words(text: str) -> Change:
    return lambda given: given["document"]["body"][-1].update({"runs": [[text, False, False]]})


BY_VALUE: list[tuple[str, OfficialDocument, Change]] = [
    ("margin-left", LETTER, length("left", 25)),
    ("margin-left", LETTER, length("left", 40)),
    ("margin-right", LETTER, length("right", 10)),
    ("margin-right", LETTER, length("right", 25)),
    ("margin-top", LETTER, length("top", 12)),
    ("margin-top", LETTER, length("top", 32)),
    ("margin-bottom", LONG, length("bottom", 10)),
    ("country-size", LETTER, size("country", 14)),
    ("motto-size", LETTER, size("motto", 11)),
    ("issuer-size", LETTER, size("issuer", 14)),
    ("about-size", LETTER, size("about", 14)),
    ("recipients-size", LETTER, size("recipients", 13)),
    ("recipients-title-size", LETTER, size("recipients_title", 14)),
    ("page-number-size", LONG, size("page_number", 11)),
    ("body-paragraph-spacing", LETTER, space("paragraph", 0)),
    ("body-indent", LETTER, length("indent", 20)),
    ("number-padding", LETTER, said("number_line", "Số: 5/UBND-TTPVHCC")),
    ("symbol-spaces", LETTER, said("number_line", "Số: 15/UBND - TTPVHCC")),
    ("date-padding", LETTER, said("date_line", "Bắc Giang, ngày 5 tháng 10 năm 2023")),
    ("date-comma", LETTER, said("date_line", "Bắc Giang ngày 15 tháng 10 năm 2023")),
    ("about-text", LETTER, said("subject_line", "Về việc: thực hiện nghiêm túc báo cáo")),
    ("closing-mark", LETTER, last_words("(Kèm theo tình hình thực hiện báo cáo).")),
    ("percent-comma", LETTER, last_words("Kèm theo kết quả đạt 98.5% trong quý./.")),
    ("text-date-padding", LETTER, last_words("Kèm theo kết quả đến ngày 5/10/2023./.")),
    ("count-padding", LETTER, last_words("Kèm theo kết quả của 6 nhiệm vụ./.")),
    ("signer-case", LETTER, said("signer", "LÊ TUẤN PHÚ")),
    ("signer-degree", LETTER, said("signer", "ThS. Lê Tuấn Phú")),
    ("authority-prefix", LETTER, said("authority", ["T/L CHỦ TỊCH", "CHÁNH VĂN PHÒNG"])),
    ("recipients-stop", LETTER, said("recipient_lines", [[0, "- Như trên"], [0, "- Lưu: VT."]])),
    ("recipients-archive", LETTER, said("recipient_lines", [[0, "- Như trên;"], [0, "- Sở Y tế."]])),
    ("motto-text", LETTER, lambda given: given.update(motto="Độc lập-Tự do-Hạnh phúc")),
    ("issuer-rule", LETTER, lambda given: given.update({"rule-share": 0.9})),
]
BY_TEMPLATE: list[tuple[str, OfficialDocument, tuple[str, str]]] = [
    ("page-size", LETTER, ('paper: "a4"', 'paper: "us-letter"')),
    ("motto-rule", LETTER, ("  context rule(measure(motto).width)", "")),
    ("motto-rule", LETTER, ("rule(measure(motto).width)", "rule(measure(motto).width * 0.5)")),
    (
        "motto-bold",
        LETTER,
        ('text(size: size.motto, weight: "bold", given.motto)', "text(size: size.motto, given.motto)"),
    ),
    ("country-bold", LETTER, ('size: size.country, weight: "bold"', "size: size.country")),
    ("issuer-bold", LETTER, ('size: size.issuer, weight: "bold"', "size: size.issuer")),
    (
        "parent-bold",
        REPORT,
        ("line-of(words, size: size.issuer) }", 'line-of(words, size: size.issuer, weight: "bold") }'),
    ),
    (
        "number-italic",
        LETTER,
        ("doc.number_line, size: size.number", 'doc.number_line, style: "italic", size: size.number'),
    ),
    ("date-italic", LETTER, ('doc.date_line, size: size.number, style: "italic"', "doc.date_line, size: size.number")),
    (
        "subject-bold",
        REPORT,
        (
            'line-of(doc.subject_line, weight: "bold") }\n  heading(level: 1, {',
            "par(text(weight: 400, doc.subject_line)) }\n  heading(level: 1, {",
        ),
    ),
    (
        "recipients-title-italic",
        LETTER,
        ('weight: "bold", style: "italic")\n  for (depth', 'weight: "bold")\n  for (depth'),
    ),
    ("recipients-title-bold", LETTER, ('size.recipients_title, weight: "bold"', "size.recipients_title")),
    (
        "authority-bold",
        LETTER,
        (
            'for words in doc.authority { line-of(words, weight: "bold") }',
            "for words in doc.authority { line-of(words) }",
        ),
    ),
    ("signer-bold", LETTER, ('line-of(doc.signer, weight: "bold")', "line-of(doc.signer)")),
    (
        "signer-align",
        LETTER,
        ('line-of(doc.signer, weight: "bold")', 'align(left, line-of(doc.signer, weight: "bold"))'),
    ),
    (
        "body-align",
        LETTER,
        (
            "set par(justify: true, first-line-indent: (amount: length.indent, all: true))\n  for (i, it)",
            "set par(justify: false, first-line-indent: (amount: length.indent, all: true))\n  for (i, it)",
        ),
    ),
    (
        "body-size",
        LETTER,
        (
            "block(width: 100%, sticky: keeps, below: space.paragraph + leading, words)",
            "block(width: 100%, sticky: keeps, below: space.paragraph + leading, text(size: 11pt, words))",
        ),
    ),
    (
        "body-italic",
        LETTER,
        (
            "block(width: 100%, sticky: keeps, below: space.paragraph + leading, words)",
            'block(width: 100%, sticky: keeps, below: space.paragraph + leading, text(style: "italic", words))',
        ),
    ),
    ("page-number", LONG, ("if number > 1 {", "if number > 99 {")),
    ("page-number-first", LONG, ("if number > 1 {", "if number > 0 {")),
    (
        "page-number-place",
        LONG,
        ("place(top + center, dy: length.page_number_top", "place(bottom + center, dy: -length.page_number_top"),
    ),
    ("page-number-align", LONG, ("place(top + center, dy", "place(top + right, dy")),
    (
        "annex-title-bold",
        REPORT,
        ("      line-of(annex.title)\n", '      text(weight: "regular", line-of(annex.title))\n'),
    ),
    (
        "annex-note-italic",
        REPORT,
        ('line-of(words, style: "italic") }\n    v(space.number)', "line-of(words) }\n    v(space.number)"),
    ),
    ("colour", LETTER, ("  font: given.font, size: size.body", "  fill: blue, font: given.font, size: size.body")),
    ("mark-colour", DECISION, ("let paint = if is-red { rgb(given.mark-red) } else { black }", "let paint = black")),
    ("basis-italic", DECISION, ('par(text(style: "italic", lines(words)))', "par(lines(words))")),
]


@pytest.mark.parametrize(("rule", "document", "change"), BY_VALUE, ids=[f"{i}-{f[0]}" for i, f in enumerate(BY_VALUE)])
def test_a_value_changed_in_a_pdf_breaks_its_rule_and_no_other(
    rule: str, document: OfficialDocument, change: Change
) -> None:
    assert broken_in(spoiled_pdf(document, change)) == {rule}


@pytest.mark.parametrize(
    ("rule", "document", "swap"), BY_TEMPLATE, ids=[f"{i}-{f[0]}" for i, f in enumerate(BY_TEMPLATE)]
)
def test_a_layout_changed_in_a_pdf_breaks_its_rule_and_no_other(
    rule: str, document: OfficialDocument, swap: tuple[str, str]
) -> None:
    assert broken_in(spoiled_pdf(document, None, swap)) - {"annex-page-number"} == {rule}


def test_lines_set_too_far_apart_are_told() -> None:
    justified = "set par(justify: true, first-line-indent"
    data = spoiled_pdf(LETTER, space("paragraph", 30), (justified, justified.replace("(", "(leading: 1.2em, ", 1)))
    assert broken_in(data) == {"body-line-spacing"}


# ---------- files that are no documents ----------


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package_:
        package_.writestr(name, data)
    return out.getvalue()


def scan() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    return written(writer)


def locked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("mật khẩu")
    return written(writer)


UNUSABLE = {
    "empty": b"",
    "text": "Số: 15/BC-VP".encode(),
    "old word": b"\xd0\xcf\x11\xe0rest",
    "zip of something": zipped("a.txt", b"a"),
    "half a zip": zipped("word/document.xml", b"<a/>")[:40],
    "dtd": zipped("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    "bomb": zipped("word/document.xml", b"<a>" + b" " * 60_000_000),
    "no words": package(""),
    "deep": package("<w:sdt>" * 20_000 + "</w:sdt>" * 20_000),
    "half a pdf": render_pdf(LETTER)[:20_000],
    "no pdf": b"%PDF-1.7\n" + bytes(range(256)) * 9,
    "scan": scan(),
    "locked": locked(),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_what_is_no_document_is_refused_in_words(name: str) -> None:
    with pytest.raises(CannotLookAtFile, match=r"\w"):
        check_file(UNUSABLE[name])


def test_a_reading_without_end_is_broken_off() -> None:
    with pytest.raises(CannotLookAtFile):
        check_file(render_pdf(LETTER), Limits(wall_seconds=0.01))
    with pytest.raises(CannotLookAtFile):
        check_file(render_pdf(LETTER), Limits(address_space=16 * 1024**2))


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_file_is_looked_at_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(render_pdf(REPORT) if seed % 2 else render_docx(REPORT))
    for _ in range(chance.choice((1, 5, 60))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        assert check_file(bytes(data)).facts
    except CannotLookAtFile as refused:
        assert refused.reasons


def test_a_letter_that_is_none_lacks_nearly_everything() -> None:
    found = {broken.rule for broken in check(read_word(package(paragraph("Xin chào.")))).broken}
    assert {"country-missing", "motto-missing", "number-missing", "recipients-missing", "closing-mark"} <= found


def test_any_piece_of_a_document_is_checked_without_an_error() -> None:
    """Lines left out one after another: every part may be missing."""
    paper = read_word(render_docx(DECISION))
    for i in range(len(paper.lines)):
        assert check(replace(paper, lines=paper.lines[:i] + paper.lines[i + 1 :])).facts
        assert check(replace(paper, lines=paper.lines[i:])).facts
        assert check(replace(paper, lines=paper.lines[: i + 1])).facts
    seen = read_pdf(render_pdf(DECISION), 30)
    for i in range(len(seen.lines)):
        assert check(replace(seen, lines=seen.lines[i:])).facts
        assert check(replace(seen, lines=seen.lines[: i + 1])).facts


def test_a_page_without_words_is_called_a_scan() -> None:
    with pytest.raises(CannotRead, match="scan"):
        read_pdf(scan(), 30)
