"""What stands in words and figures (số, ký hiệu, ngày tháng, số liệu): padding, symbols, rates.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.3, II.4, II.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dondoc.base.rules.wording import padded_month, same_name_key
from dondoc.documents.rules.checking.paper import Line, Paper
from dondoc.documents.rules.checking.parts import Parts
from dondoc.documents.rules.checking.verdict import Broken, quoted, source
from dondoc.documents.rules.official import DocumentType

NUMBER_LAW, DATE_LAW = source("Mục II.3"), source("Mục II.4")
NUMBER_LINE = re.compile(r"^\s*(số)\s*(:?)\s*([^/]*?)\s*/\s*(.+?)\s*$", re.IGNORECASE)
WORDS_DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\b", re.IGNORECASE)
SHORT_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2((?:19|20)\d{2})(?![\d/])")
SHORT_DAY = re.compile(r"\bngày\s+(\d{1,2})/(\d{1,2})(?![\d/])", re.IGNORECASE)
MONTH = re.compile(r"\btháng\s+(\d{1,2})(/|\s+năm\s+)((?:19|20)\d{2})(?![\d/])", re.IGNORECASE)
RATE = re.compile(r"(?<![\d.,])\d+\.(?:\d{1,2}|\d{4,})\s?%")
COUNTED = (
    "nhiệm vụ|văn bản|cơ quan|đơn vị|hồ sơ|trường hợp|người|lượt|cuộc|sở|huyện|xã|phường|dự án|chỉ tiêu"
    "|ngày|tuần|báo cáo|nội dung|công việc|thủ tục|ý kiến|kiến nghị|đồng chí|tổ chức|cá nhân|doanh nghiệp|địa phương"
    "|quyết định|kế hoạch|công văn|thông báo|tờ trình|chỉ thị|nghị quyết|chương trình|đề án|hợp đồng|biên bản"
    "|lĩnh vực|mục tiêu|giải pháp|tiêu chí|hội nghị|buổi|cán bộ|công chức|viên chức|công trình|gói thầu|vụ việc"
    "|phiếu|đoàn|thôn|thành viên|hộ|mô hình|quy trình|chế độ|kỳ báo cáo|bộ phận|phòng chuyên môn"
)
COUNT = re.compile(rf"(?<![\d.,/–-])(?<!\w)([1-9])\s+({COUNTED})\b", re.IGNORECASE)
NOT_COUNTS = re.compile(
    r"(quý|tháng|năm|ngày|khoản|điều|mục|(?<!tổng )(?<!trong )số|nhóm|cấp|loại|mức|tuần|phần|chương|lần|hạng|kỳ|điểm"
    r"|biểu|mẫu|phụ lục|bảng|đợt|thứ|giai đoạn|bước|cột|dòng|câu|mùng|tổ|thôn|ấp|bản|xóm|khu|khối|phố|đội|tầng|phòng"
    r"|phường|quận|lớp|khóa|tập|gói|lô|cụm|vùng|tuyến|chi bộ|trạm|tiểu khu|trang|vụ)\s*$",
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
    segments = re.split(r"[-–/]", symbol)
    first = segments[0]
    abbreviations = {type_.abbreviation for type_ in DocumentType if type_.abbreviation}
    due_case = {name.casefold(): name for name in abbreviations}
    # 'TTg', 'GDTrH' hold small letters by right; a type's abbreviation has its own way, no other part is all small.
    is_small = any(len(part) > 1 and part.isalpha() and part == part.lower() for part in segments)
    if is_small or (parts.title is not None and due_case.get(first.casefold(), first) != first):
        expected = f"ký hiệu in hoa, viết tắt tên loại “{due_case.get(first.casefold(), first.upper())}”"
        yield Broken("symbol-case", "Số, ký hiệu", quoted(symbol), expected, NUMBER_LAW)
        return
    if parts.title is not None and parts.type is not None and parts.type.abbreviation and not parts.about:
        due = parts.type.abbreviation
        is_own_form = same_name_key(parts.title.text.rstrip(" :.")) != same_name_key(parts.type.label)
        if due not in segments and not is_own_form:
            yield Broken(
                "symbol-type",
                "Số, ký hiệu",
                quoted(symbol),
                f"ký hiệu của {parts.type.label}: “{due}-…”",
                f"{NUMBER_LAW}; Phụ lục III",
            )
    elif parts.about and (
        first == "CV" or first in abbreviations - {"CT", "PA", "DA", "PC", "TB", "HD", "KH", "PB", "PG", "TTr"}
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
            day, month, stroke = int(found[1]), int(found[3]), found[2]
            due = f"{day:02d}{stroke}{padded_month(month)}{stroke}{found[4]}"
            if 1 <= day <= 31 and 1 <= month <= 12 and found[0] != due:
                yield Broken("text-date-padding", quoted(text), quoted(found[0]), quoted(due), DATE_LAW)
                return
        for found in SHORT_DAY.finditer(text):
            day, month = int(found[1]), int(found[2])
            due = f"{day:02d}/{padded_month(month)}"
            if 1 <= day <= 31 and 1 <= month <= 12 and f"{found[1]}/{found[2]}" != due:
                yield Broken("text-date-padding", quoted(text), quoted(found[0]), quoted(f"ngày {due}"), DATE_LAW)
                return
        for found in MONTH.finditer(text):
            month = int(found[1])
            if 1 <= month <= 12 and found[1] != padded_month(month):
                due = f"tháng {padded_month(month)}{found[2]}{found[3]}"
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
    return text[max(0, at - 16) : at]
