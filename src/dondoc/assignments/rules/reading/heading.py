"""What a document says of itself (thông tin văn bản): number, date, issuer, subject, signer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dondoc.assignments.rules.reading.bodies import field_of, full_name
from dondoc.assignments.rules.reading.citations import number_key
from dondoc.assignments.rules.reading.issuers import (
    GOVERNMENT_OFFICE,
    PRIME_MINISTER,
    day_told,
    issuer_by_orders,
    issuer_of_symbol,
)
from dondoc.assignments.rules.reading.outline import Line
from dondoc.assignments.rules.reading.passages import low, tidy
from dondoc.assignments.rules.reading.zones import Zones, is_type_line

_NUMBER = re.compile(
    r"(?:^|\s{2,}|\t|^.{0,3})số\s*:?\s*(?P<n>\d{1,6}[a-z]?)?\s?/\s?(?P<sign>(?:\d{4}\s?/\s?)?[^\W\d_][\w&.]{0,24}(?:\s?[-/]\s?[^\W_][\w&.]{0,24}){0,4})",
    re.MULTILINE,
)
_DATE = re.compile(
    r"(?P<place>[^\W\d_][^,\d\n\t]{1,40}),\s*ngày\s*(?:(?P<d>\d{1,2})\s*)?(?:tháng\s*(?P<m>\d{1,2})?\s*năm\s*(?P<y>\d{4})|/\s*(?P<m1>\d{1,2})\s*/\s*(?P<y1>\d{4}))"
)
# 'Ngày 24 tháng 03 năm 2026' on a line of its own, without the place.
_LONE_DATE = re.compile(
    r"^(?P<place>)ngày\s*(?P<d>\d{1,2})\s*tháng\s*(?P<m>\d{1,2})\s*năm\s*(?P<y>\d{4})(?P<m1>(?!))?(?P<y1>(?!))?\.?$",
    re.MULTILINE,
)
_MOTTO = re.compile(
    r"^việt nam\b.*|cộng\s+hòa\s+xã(?:\s+hội.*)?|cộng$|(?:hòa )?(?:xã )?(?:hội )?chủ nghĩa việt nam.*|hòa xã hội.*"
    r"|độc\s+lập\s*-?\s*tự\s+do.*",
    re.DOTALL,
)
_COMMITTEE = re.compile(
    r"(?:ủy ban nhân dân|ubnd)\s+(?P<kind>tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|đặc khu"
    r"|thị trấn)\s+(?P<own>.+)"
)
# 'TỈNH LONG AN' over 'BAN CHỈ ĐẠO …'.
_BOARD = re.compile(r"(?P<kind>tỉnh|thành phố)\s+(?P<own>.{2,30}?)\s+(?P<body>(?:ban|hội đồng|tổ công tác)\s.+)")
_CENTRAL = {
    "thủ tướng chính phủ": "Thủ tướng Chính phủ",
    "chính phủ": "Chính phủ",
    "văn phòng chính phủ": "Văn phòng Chính phủ",
}
_POST = re.compile(r"chủ tịch|chánh|giám đốc|trưởng|chủ nhiệm|thủ tướng")
_NAME = re.compile(r"(?:[A-ZĐÀ-Ỹ][\w']*\.?\s+){1,5}[A-ZĐÀ-Ỹ][\w']*")
_TITLES = re.compile(r"(?:ts|ths|pgs|gs|bs|cn|ks|đ/c)\.?\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """The facts of the head and the signature. `reckoned_from`: the date, or the month's first day where no day is."""

    number: str
    on: date | None
    reckoned_from: date | None
    issuer: str
    title: str
    signer: str


def heading_of(lines: list[Line], zones: Zones) -> Heading:
    """What the head and the place for the signature say; '' and None for what is not there."""
    head_lines = lines[: max(zones.words, 1)]
    head = "\n".join(line.text for line in head_lines)
    lowered = low(head)
    number, symbol = _number(head, lowered)
    dated = _DATE.search(lowered) or _LONE_DATE.search(lowered)
    on, reckoned = _date(dated)
    place = head[slice(*dated.span("place"))] if dated else ""
    by_symbol = issuer_of_symbol(symbol, place, (line.text for line in lines))
    issuer = by_symbol if by_symbol in (PRIME_MINISTER, GOVERNMENT_OFFICE) else _issuer(head_lines) or by_symbol
    issuer = issuer or issuer_by_orders(" ".join(line.text for line in lines[: zones.close]))
    return Heading(
        number=number,
        on=on,
        reckoned_from=reckoned or day_told(" ".join(line.text for line in lines[: zones.close])),
        issuer=issuer,
        title=_title(lines, zones),
        signer=_signer(lines[zones.close : zones.annex]),
    )


def _number(head: str, lowered: str) -> tuple[str, str]:
    """The whole number, '' while it is left open for the records office; and its symbol."""
    found = _NUMBER.search(lowered)
    if found is None:
        return "", ""
    symbol = number_key(head[slice(*found.span("sign"))].removesuffix("CỘNG"))  # the motto, stuck to it
    return (f"{found['n']}/{symbol}" if found["n"] else ""), symbol


def _date(found: re.Match[str] | None) -> tuple[date | None, date | None]:
    if found is None:
        return None, None
    day, month, year = found["d"], found["m"] or found["m1"], found["y"] or found["y1"]
    try:
        if day and month:
            on = date(int(year), int(month), int(day))
            return on, on
        return None, date(int(year), int(month or 1), 1)
    except ValueError:
        return None, None


def _issuer(lines: list[Line]) -> str:
    """Out of the capitals above the number, whichever way the two columns were put into lines."""
    parts = []
    for line in lines[:14]:
        lowered = low(line.text)
        if re.match(r"số\s*:|v/v|kính gửi|.{2,40},\s*ngày", lowered):
            break
        if is_type_line(line.text):
            break
        own = re.split(r"\s{3,}|\t", _MOTTO.sub("", lowered).strip(" \t-_*"))[0]
        own_text = line.text[: len(own)] if lowered.startswith(own) else own
        if own and own_text.upper() == own_text:
            parts.append(own)
    capitals = _MOTTO.sub("", " ".join(parts)).strip()
    return "" if capitals in ("ủy ban nhân dân", "ubnd") else _composed(capitals)


def _composed(capitals: str) -> str:
    """'văn phòng ủy ban nhân dân tỉnh bắc giang' -> 'Văn phòng UBND tỉnh Bắc Giang'."""
    found = _COMMITTEE.search(capitals)
    if found is None and (board := _BOARD.fullmatch(capitals)):
        return f"{_body_name(board['body'])} {board['kind']} {_capitalised(board['own'])}"
    if found is None:
        return _body_name(capitals)
    before, rest = capitals[: found.start()].strip(), found["own"]
    own, part = _parted(rest)
    kind = {"tp": "thành phố", "tp.": "thành phố"}.get(found["kind"], found["kind"])
    committee = f"UBND {kind} {_capitalised(own)}"
    part = part or before
    if not part or part in ("tm.",):
        return committee
    if part == "chủ tịch":
        return f"Chủ tịch {committee}"
    if part.startswith("văn phòng"):
        return f"Văn phòng {committee}"
    return f"{_body_name(part)} {kind} {_capitalised(own)}"


def _parted(rest: str) -> tuple[str, str]:
    """The place's own name, and the part of the administration that stands under it."""
    found = re.search(r"\s(?=(?:văn phòng|sở|ban|thanh tra|trung tâm|chi cục|cục)(?:\s|$)|phòng\s)", rest)
    return (rest[: found.start()], rest[found.end() :].strip()) if found else (rest, "")


def _body_name(words: str) -> str:
    words = " ".join(words.split())
    if words in _CENTRAL:
        return _CENTRAL[words]
    if words.startswith("bộ ") and (field := field_of(words[3:]) or _capitalised(words[3:4]) + words[4:]):
        return f"Bộ {field}"
    if words.startswith("sở ") and (field := field_of(words[3:])):
        return f"Sở {field}"
    return full_name(words[:1].upper() + words[1:])


def _capitalised(words: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words.split())


def _title(lines: list[Line], zones: Zones) -> str:
    """The subject, out of the left column where two columns share a line."""
    own = [re.split(r"\s{3,}|\t", line.text)[0] for line in lines[slice(*zones.subject)]]
    words = re.sub(r"^\(?(?:v/v|về việc)\s*:?\s*", "", tidy(" ".join(own)), flags=re.IGNORECASE)
    return words.removesuffix(")") if words.count(")") > words.count("(") else words


def _signer(lines: list[Line]) -> str:
    """The name under the last post of the signature."""
    after_post, first = "", ""
    has_post = False
    for line in lines:
        for part in re.split(r"\s{3,}|\t", line.text):
            lowered = low(part)
            if part.isupper() and _POST.search(lowered):
                has_post, after_post = True, ""
            elif (
                not part.isupper()
                and _NAME.fullmatch(bare := _TITLES.sub("", tidy(part)))
                and not lowered.startswith(("như", "lưu"))
            ):
                first = first or bare
                after_post = after_post or (bare if has_post else "")
    return after_post or first
