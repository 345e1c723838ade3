"""Documents that a document names (văn bản được viện dẫn): number, date, issuer, and what is said of them.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.6 (how a document is cited).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from dondoc.assignments.rules.reading.passages import low, tidy

_KINDS = (
    "công văn|văn bản|thông báo kết luận|thông báo|quyết định|chỉ thị|kế hoạch|công điện|kết luận|tờ trình|báo cáo|"
    "nghị quyết|nghị định|thông tư|chương trình|đề án|hướng dẫn|giấy mời|phiếu chuyển|biên bản|cv|vb|tb|qđ|kh|ct|cđ"
)
_SHORT_KINDS = {
    "cv": "công văn",
    "vb": "văn bản",
    "tb": "thông báo",
    "qđ": "quyết định",
    "kh": "kế hoạch",
    "ct": "chỉ thị",
    "cđ": "công điện",
}
# '123/UBND-KT', '31/2020/QĐ-UBND', '1541 /UBND - KTN'; party documents write '279-TB/TU'.
_NUMBER = r"\d{1,6}[a-z]?\s?(?:/\s?\d{4}\s?)?(?:/\s?|-)[^\W\d_][\w&.]{0,24}(?:\s?[-/]\s?[^\W_][\w&.]{0,24}){0,4}"
_DATE = (
    r"ngày\s(?P<day>\d{1,2})\s?(?:[/.-]|\stháng\s|tháng\s)\s?(?P<month>\d{1,2})\s?(?:[/.-]|\s?năm\s)\s?(?P<year>\d{4})"
)
_CITED = re.compile(
    rf"(?:(?<!\w)(?P<kind>{_KINDS})\s(?:khẩn\s|hỏa tốc\s)?(?:số\s?:?\s?)?|số\s?:?\s?)"
    rf"(?P<before>(?:\d{{1,6}}(?:,|;|\svà)\s){{0,6}})(?P<number>{_NUMBER}|\d{{1,6}}(?=,?\sngày\s\d))(?:,?\s{{1,3}}{_DATE})?"
    r"(?:\scủa\s(?P<issuer>[^,;.:()\n]{2,80}))?"
)
# A further number right behind one: '871/UBND-NC, 872/UBND-NC'.
_NEXT = re.compile(rf"(?:,|\svà|;)\s(?P<number>{_NUMBER})(?:,?\s{{1,3}}{_DATE})?")
# What a reply says before the number of the document that it answers.
_ANSWERING = re.compile(
    r"(?:nhận được|tiếp nhận|phụ lục|thực hiện|phúc đáp|trả lời|triển khai|theo chỉ đạo|ý kiến chỉ đạo"
    r"|theo yêu cầu|tiếp theo|đáp ứng|chấp hành"
    r"|được giao tại|giao nhiệm vụ tại|chỉ đạo[^.;]{0,80}\stại|yêu cầu[^.;]{0,80}\stại|thực hiện[^.;]{0,120}\stại)"
    r"[^.;:]{0,60}:?\s?$"
)
# What may stand between documents that one sentence answers together.
_TOGETHER = re.compile(rf"[\s,;]*(?:(?:và|của [^,;.:]{{2,60}}|(?:các )?(?:{_KINDS})|số)[\s,;:]*){{0,5}}")
_ISSUER_END = re.compile(r"\s(?:về|v/v|ban hành|phê duyệt|quy định|thông báo|yêu cầu|đề nghị|giao|tại|và)\s")


@dataclass(frozen=True)
class Citation:
    """One document named (văn bản được nêu). `is_answered`: this document says that it carries it out or replies.

    `on` is None where no date stands, or one that does not exist.
    """

    number: str
    kind: str
    on: date | None
    issuer: str
    start: int
    end: int
    is_answered: bool


def citations_in(text: str, level: str) -> tuple[Citation, ...]:
    """Every document cited with a number, in order of the text."""
    plain = low(re.sub(r"\s", " ", level))
    found: list[Citation] = []
    for match in _CITED.finditer(plain):
        start = match.start()
        is_answered = bool(_ANSWERING.search(plain[max(0, start - 200) : start])) or (
            bool(found) and found[-1].is_answered and bool(_TOGETHER.fullmatch(plain, found[-1].end, start))
        )
        cited = _citation(match, text, is_answered, _issuer(match, text))
        found += [*_before(match, cited), cited]
        at = found[-1].end
        while another := _NEXT.match(plain, at):
            found.append(_citation(another, text, is_answered, ""))
            at = found[-1].end
    return tuple(found)


def _before(match: re.Match[str], last: Citation) -> list[Citation]:
    """'số 1298, 1299/UBND-KT': the numbers that share the symbol of the last one."""
    symbol = re.sub(r"^\d+", "", last.number)
    numbers = re.findall(r"\d+", match["before"])
    return [replace(last, number=f"{number}{symbol}") for number in numbers] if symbol else []


def _citation(match: re.Match[str], text: str, is_answered: bool, issuer: str) -> Citation:
    parts = match.groupdict()
    kind = parts.get("kind") or ""
    return Citation(
        number=number_key(text[slice(*match.span("number"))]),
        kind=_SHORT_KINDS.get(kind, kind),
        on=_day(match),
        issuer=issuer,
        start=match.start(),
        end=match.end("year" if match["year"] else "number"),
        is_answered=is_answered,
    )


def number_key(number: str) -> str:
    """A number without the spaces that typists and scanners put in: '123 /UBND - KT' -> '123/UBND-KT'."""
    return re.sub(r"\s+", "", tidy(number)).rstrip(".,;-/")


def same_number(one: str, other: str) -> bool:
    """Is it the same number and symbol? Case and a leading zero do not matter."""
    return _bare(one) == _bare(other) != ""


def _bare(number: str) -> str:
    return number_key(number).casefold().replace("–", "-").lstrip("0")


def _day(match: re.Match[str]) -> date | None:
    if match["year"] is None:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _issuer(match: re.Match[str], text: str) -> str:
    if match["issuer"] is None:
        return ""
    start, end = match.span("issuer")
    cut = _ISSUER_END.search(f"{match['issuer']} ")
    return tidy(text[start : start + cut.start() if cut else end])
