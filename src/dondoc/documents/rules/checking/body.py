"""The body (nội dung) and what stands in words: paragraphs, './.', numbers, dates, rates, the symbol.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.3, II.4, II.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from dondoc.base.rules.wording import padded_month
from dondoc.documents.rules.checking.geometry import Block
from dondoc.documents.rules.checking.paper import Line, Paper
from dondoc.documents.rules.checking.parts import Parts
from dondoc.documents.rules.checking.verdict import Broken, Look, look_faults, millimetres, points, quoted, source
from dondoc.documents.rules.official import END, DocumentType

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
    yield from _spaces(parts.body)
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


def _goes_on(before: Block, block: Block) -> bool:
    """A paragraph that goes on from the page before begins at the edge."""
    return before.line.page < block.line.page and abs(block.first or 0) < 1.5


def _spaces(body: list[Block]) -> Iterator[Broken]:
    """At least 6 pt between paragraphs; told for the usual gap, so that one odd line does not count."""
    gaps = [block.gap for block in body if block.gap is not None and block.align != "center"]
    if len(gaps) >= 2 and median(gaps) < 5.4:
        found = f"{points(round(max(median(gaps), 0), 1))} pt"
        yield Broken("body-paragraph-spacing", "Nội dung", found, "tối thiểu 6 pt giữa các đoạn", LAW)


def _closing(parts: Parts) -> Iterator[Broken]:
    texts = [block.text for block in parts.body[-2:]]
    cells = [line.text for line in parts.main_lines if line.zone == "cell"][-2:]
    if any(text.rstrip(" ”\"'").endswith(END) for text in (*texts, *cells)):
        return
    yield Broken("closing-mark", quoted(texts[-1][-60:]), quoted(texts[-1][-12:]), "nội dung kết thúc bằng “./.”", LAW)


# ---------- number, symbol, dates, counts ----------

NUMBER_LAW, DATE_LAW = source("Mục II.3"), source("Mục II.4")
NUMBER_LINE = re.compile(r"^\s*(số)\s*(:?)\s*([^/]*?)\s*/\s*(.+?)\s*$", re.IGNORECASE)
WORDS_DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\b", re.IGNORECASE)
SHORT_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/((?:19|20)\d{2})(?![\d/])")
SHORT_MONTH = re.compile(r"\btháng\s+(\d{1,2})/((?:19|20)\d{2})(?![\d/])", re.IGNORECASE)
RATE = re.compile(r"(?<![\d.,])\d+\.(?:\d{1,2}|\d{4,})\s?%")
COUNTED = "nhiệm vụ|văn bản|cơ quan|đơn vị|hồ sơ|trường hợp|người|lượt|cuộc|sở|huyện|xã|phường|dự án|chỉ tiêu"
COUNT = re.compile(rf"(?<![\d.,/–-])(?<!\w)([1-9])\s+({COUNTED})\b", re.IGNORECASE)
NOT_COUNTS = re.compile(
    r"(quý|tháng|năm|ngày|khoản|điều|mục|số|nhóm|cấp|loại|mức|tuần|phần|chương|lần|hạng|kỳ|điểm|biểu|mẫu)\s*$",
    re.IGNORECASE,
)


def wording_faults(paper: Paper, parts: Parts) -> Iterator[Broken]:
    if parts.number is not None:
        yield from _number(parts, parts.number)
    if parts.dated is not None:
        yield from _dated(parts.dated)
    texts = [
        *(line.text for line in (*parts.subject, *parts.about)),
        *(block.text for block in (*parts.basis, *parts.body)),
        *(line.text for annex in parts.annexes for line in (*annex.title, *annex.note)),
    ]
    yield from _dates(texts)
    yield from _counts(texts)
    every = [*texts, *(line.text for line in paper.lines if line.zone == "cell")]
    for text in every:
        if found := RATE.search(text):
            yield Broken("percent-comma", quoted(text), found[0], found[0].replace(".", ","), source("Mục II.6"))
            break


def _number(parts: Parts, line: Line) -> Iterator[Broken]:
    found = NUMBER_LINE.match(line.text)
    if found is None:
        yield Broken("number-form", quoted(line.text), quoted(line.text), "“Số: …/…”", NUMBER_LAW)
        return
    word, colon, number, symbol = found.groups()
    if word != "Số" or not colon:
        yield Broken("number-form", "Số, ký hiệu", quoted(line.text), "“Số:” in thường, có dấu hai chấm", NUMBER_LAW)
    if re.fullmatch(r"[1-9]", number):
        yield Broken(
            "number-padding",
            "Số, ký hiệu",
            quoted(line.text),
            f"số dưới 10 có số 0 phía trước: “0{number}”",
            NUMBER_LAW,
        )
    elif re.fullmatch(r"0+[1-9]\d+[a-z]?|00+\d+", number):
        yield Broken(
            "number-padding", "Số, ký hiệu", quoted(line.text), f"“{int(re.sub('[a-z]', '', number)):02d}”", NUMBER_LAW
        )
    after_number = re.search(r"\d\s+/|/\s+\S", line.text) is not None
    if after_number or re.search(r"\s[-–]|[-–]\s|\s/|/\s|\w\s\w", symbol):
        yield Broken(
            "symbol-spaces", "Số, ký hiệu", quoted(line.text), "không cách chữ trước, sau dấu “/” và “-”", NUMBER_LAW
        )
    yield from _symbol(parts, "".join(symbol.split()))


def _symbol(parts: Parts, symbol: str) -> Iterator[Broken]:
    first = re.split(r"[-–/]", symbol)[0]
    abbreviations = {type_.abbreviation for type_ in DocumentType if type_.abbreviation}
    if re.sub(r"^(QyĐ|CTr|TTr|TrS)", lambda found: found[0].upper(), symbol).upper() != re.sub(
        r"^(QyĐ|CTr|TTr|TrS)", lambda found: found[0].upper(), symbol
    ):
        yield Broken("symbol-case", "Số, ký hiệu", quoted(symbol), "ký hiệu in hoa", NUMBER_LAW)
        return
    if parts.title is not None and parts.type is not None and parts.type.abbreviation and not parts.about:
        due = parts.type.abbreviation
        if due not in re.split(r"[-–/]", symbol):
            yield Broken(
                "symbol-type",
                "Số, ký hiệu",
                quoted(symbol),
                f"ký hiệu của {parts.type.label}: “{due}-…”",
                f"{NUMBER_LAW}; Phụ lục III",
            )
    elif parts.about and (
        first == "CV" or first in abbreviations - {"CT", "PA", "DA", "PC", "TB", "HD", "KH", "PB", "PG"}
    ):
        yield Broken(
            "symbol-type",
            "Số, ký hiệu",
            quoted(symbol),
            "công văn không ghi viết tắt tên loại: “CQ-đơn vị”",
            f"{NUMBER_LAW}; Phụ lục III",
        )


def _dated(line: Line) -> Iterator[Broken]:
    if not re.search(r"\S\s?,\s*ngày", line.text):
        yield Broken("date-comma", "Địa danh, ngày tháng năm", quoted(line.text), "dấu phẩy sau địa danh", DATE_LAW)
    yield from _padding("date-padding", "Địa danh, ngày tháng năm", line.text)


def _padding(rule: str, where: str, text: str) -> Iterator[Broken]:
    for found in WORDS_DATE.finditer(text):
        due = f"ngày {int(found[1]):02d} tháng {padded_month(int(found[2]))}"
        if " ".join(found[0].lower().split()) != due:
            yield Broken(rule, where, quoted(found[0]), quoted(due), DATE_LAW)
            return


def _dates(texts: list[str]) -> Iterator[Broken]:
    for text in texts:
        for broken in _padding("text-date-padding", quoted(text), text):
            yield broken
            return
        for found in SHORT_DATE.finditer(text):
            day, month = int(found[1]), int(found[2])
            due = f"{day:02d}/{padded_month(month)}/{found[3]}"
            if 1 <= day <= 31 and 1 <= month <= 12 and found[0] != due:
                yield Broken("text-date-padding", quoted(text), quoted(found[0]), quoted(due), DATE_LAW)
                return
        for found in SHORT_MONTH.finditer(text):
            month = int(found[1])
            if 1 <= month <= 12 and found[1] != padded_month(month):
                due = f"tháng {padded_month(month)}/{found[2]}"
                yield Broken("text-date-padding", quoted(text), quoted(found[0]), quoted(due), DATE_LAW)
                return


def _counts(texts: list[str]) -> Iterator[Broken]:
    for text in texts:
        for found in COUNT.finditer(text):
            if not NOT_COUNTS.search(search_before(text, found.start())):
                yield Broken(
                    "count-padding", quoted(text), quoted(found[0]), quoted(f"0{found[0]}"), f"{DATE_LAW} (thông lệ)"
                )
                return


def search_before(text: str, at: int) -> str:
    return text[max(0, at - 12) : at]
