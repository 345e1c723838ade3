"""The body (nội dung): paragraphs, headings, points, './.'.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from dondoc.documents.rules.checking.geometry import Block
from dondoc.documents.rules.checking.paper import Paper
from dondoc.documents.rules.checking.parts import Parts
from dondoc.documents.rules.checking.verdict import Broken, Look, look_faults, millimetres, points, quoted, source
from dondoc.documents.rules.official import END, POINT_LETTERS

LAW = source("Mục II.6")
BODY = Look("Nội dung", (13, 14), LAW)
BASIS = Look("Căn cứ", (13, 14), LAW, bold=False, italic=True)
INDENTS = (10.0, 12.7)
HEADING = re.compile(r"^\s*(phần|chương|mục|tiểu mục|điều|[ivx]+\.|\d+(\.\d+)*\.?|[a-zđ]\))\s", re.IGNORECASE)
# A sentence, not a heading, a list sign or a signature.
LONG = 90


def body_faults(paper: Paper, parts: Parts) -> Iterator[Broken]:
    if not parts.body:
        yield Broken("body-missing", "Nội dung", "không thấy", "nội dung văn bản", LAW)
        return
    yield from look_faults("basis", [block.line for block in parts.basis], BASIS)
    yield from _basis_stops(parts)
    plain = [block for block in parts.body if _is_plain(block)]
    yield from look_faults("body", [block.line for block in parts.body if len(block.text) > 25], BODY)
    yield from _upright([block for block in parts.body if len(block.text) > LONG and block.align != "center"])
    yield from _shape(paper, plain)
    yield from _spaces(paper, parts.body)
    yield from _headings(parts.body)
    yield from _point_letters(parts.body)
    yield from _closing(parts)


def _is_plain(block: Block) -> bool:
    is_title = (block.line.bold or 0) > 0.8 or block.align == "center"
    return len(block.text) > LONG and not is_title


def _basis_stops(parts: Parts) -> Iterator[Broken]:
    for i, block in enumerate(parts.basis):
        stop = "." if i == len(parts.basis) - 1 else ";"
        text = block.text.rstrip()
        # The last one may be followed by the authority that decides; then ',' or ';' is an old habit.
        if not text.endswith(stop):
            yield Broken(
                "basis-stop", quoted(text[-60:]), f"kết thúc bằng “{text[-1:]}”", f"kết thúc bằng dấu “{stop}”", LAW
            )
            return


def _upright(plain: list[Block]) -> Iterator[Broken]:
    for kind, name in (("bold", "đậm"), ("italic", "nghiêng")):
        slanted = [
            block for block in plain if (getattr(block.line, kind) or 0) > 0.7 and not block.text.startswith("(")
        ]
        if slanted and len(slanted) * 2 > len(plain):
            yield Broken(f"body-{kind}", quoted(slanted[0].text), f"chữ {name}", "chữ đứng, không đậm", LAW)


def _shape(paper: Paper, plain: list[Block]) -> Iterator[Broken]:
    for block in plain:
        if block.align in ("left", "right", "center"):
            names = {"left": "canh trái", "right": "canh phải", "center": "canh giữa"}
            yield Broken("body-align", quoted(block.text), names[block.align], "canh đều hai bên lề", LAW)
            break
    else:
        yield from _ragged(plain)
    slack = 0.8 if paper.kind == "docx" else 1.2
    for i, block in enumerate(plain):
        if block.first is None or block.line.is_listed or re.match(r"^\s*[-–+•*]", block.text):
            continue
        if paper.kind == "pdf" and i and _goes_on(plain[i - 1], block):
            continue
        if (
            min(abs(block.first - due) for due in INDENTS) > slack
            and not INDENTS[0] - slack < block.first < INDENTS[1] + slack
        ):
            yield Broken(
                "body-indent",
                quoted(block.text),
                f"lùi đầu dòng {millimetres(block.first)}",
                "lùi 1 cm hoặc 1,27 cm",
                LAW,
            )
            break
    spacings = [block.spacing for block in plain if block.spacing is not None]
    if spacings and not 0.9 <= median(spacings) <= 1.56:
        told = f"{round(median(spacings), 2):g} dòng".replace(".", ",")
        yield Broken("body-line-spacing", "Nội dung", told, "từ dòng đơn đến 1,5 dòng", LAW)


def _ragged(plain: list[Block]) -> Iterator[Broken]:
    """Lines of a PDF that nearly fill the width tell it only together: justified ones end at one edge."""
    ends = [(end, block) for block in plain for end in block.ends]
    # The edge where most lines end; a comma may hang over it.
    most = max((sum(abs(end - edge) < 0.3 for end, _ in ends) for edge, _ in ends), default=0)
    if len(ends) >= 4 and most * 2 < len(ends):
        yield Broken("body-align", quoted(ends[0][1].text), "canh trái", "canh đều hai bên lề", LAW)


def _goes_on(before: Block, block: Block) -> bool:
    """A paragraph that goes on from the page before begins at the edge."""
    return before.line.page < block.line.page and abs(block.first or 0) < 1.5


def _spaces(paper: Paper, body: list[Block]) -> Iterator[Broken]:
    """At least 6 pt between paragraphs; told for the usual gap, so that one odd line does not count."""
    gaps = [block.gap for block in body if block.gap is not None and block.align != "center"]
    # A browser sets lines on whole pixels: up to 0.75 pt less. A letter of two paragraphs has one gap.
    least, n = (5.4, 1) if paper.kind == "docx" else (5.0, 2)
    if len(gaps) >= n and median(gaps) < least:
        found = f"{points(round(max(median(gaps), 0), 1))} pt"
        yield Broken("body-paragraph-spacing", "Nội dung", found, "tối thiểu 6 pt giữa các đoạn", LAW)


ARTICLE, GROUP = re.compile(r"^Điều \d+\."), re.compile(r"^[IVX]+\.\s")
CHAPTER = re.compile(r"^(Phần|Chương)\s+([IVX]+|thứ \w+)$", re.IGNORECASE)


def _headings(body: list[Block]) -> Iterator[Broken]:
    """Điều, chapters and the groups of a report are bold; chapters stand in the middle, groups in capitals."""
    for block in body:
        bold, text = block.line.bold, block.text.strip()
        is_group = GROUP.match(text) is not None and len(text) < 100 and text[-1] not in ".;:,"
        is_chapter = CHAPTER.match(text) is not None
        if bold is not None and ((ARTICLE.match(text) and bold == 0) or ((is_group or is_chapter) and bold < 0.5)):
            yield Broken("heading-bold", quoted(text), "không đậm", "tiêu đề chữ đậm", LAW)
            return
        if is_group and text != text.upper():
            yield Broken("heading-case", quoted(text), quoted(text), "tiêu đề mục I, II … in hoa", LAW)
            return
        if is_chapter and block.align in ("left", "right", "justify"):
            yield Broken(
                "heading-align", quoted(text), "không canh giữa", "Phần, Chương trên dòng riêng, canh giữa", LAW
            )
            return


def _point_letters(body: list[Block]) -> Iterator[Broken]:
    """Points run a b c d đ e g h …: 'đ)' is not left out, f j w z are not used."""
    last = ""
    for block in body:
        found = re.match(r"^([a-zđ])\)\s", block.text)
        if found is None:
            continue
        letter = found[1]
        if letter not in POINT_LETTERS or (last == "d" and letter == "e"):
            expected = "“đ)” sau “d)”" if letter == "e" else "chữ cái theo thứ tự tiếng Việt: a b c d đ e g h i k …"
            yield Broken("point-letter", quoted(block.text), f"“{letter})”", expected, LAW)
            return
        last = letter


def _closing(parts: Parts) -> Iterator[Broken]:
    texts = [block.text for block in parts.body[-2:]]
    cells = [line.text for line in parts.main_lines if line.zone == "cell"][-2:]
    if any(text.rstrip(" ”\"'").endswith(END) for text in (*texts, *cells)):
        return
    yield Broken("closing-mark", quoted(texts[-1][-60:]), quoted(texts[-1][-12:]), "nội dung kết thúc bằng “./.”", LAW)
