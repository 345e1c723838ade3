"""Who issues a document that has no head (cơ quan ban hành suy ra): by its symbol, else by who gives orders in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from dondoc.assignments.rules.reading.bodies import field_of
from dondoc.assignments.rules.reading.passages import low, tidy

PRIME_MINISTER, GOVERNMENT_OFFICE = "Thủ tướng Chính phủ", "Văn phòng Chính phủ"
# How far into a text its first orders stand.
FURTHEST = 8_000
_VERBS = (
    r"(?:yêu cầu|có ý kiến|có chỉ đạo|giao|chỉ thị|kết luận|chỉ đạo:|chỉ đạo như|đề nghị|đã có công điện"
    r"|ban hành công điện|điện:)"
)
# Names and posts between the issuer and the verb, and no clause of its own.
_BETWEEN = r"(?: (?!về|tại|của|về|đã|là|làm|và)[^\W\d_]+){0,5}? "
_OF_PROVINCE = re.compile(rf"(?<!\w)(?:ubnd|ủy ban nhân dân) tỉnh{_BETWEEN}{_VERBS}")
_OF_PLACE = re.compile(
    rf"(?<!\w)(?:ubnd|ủy ban nhân dân) (?P<kind>thành phố|tp\.?|quận|huyện|thị xã|xã|phường){_BETWEEN}{_VERBS}"
)
_OF_CENTRE = re.compile(rf"(?<!\w)(?:phó )?thủ tướng(?: thường trực)?(?: chính phủ)?{_BETWEEN}{_VERBS}")
# 'Thủ tướng Chính phủ yêu cầu Chủ tịch UBND tỉnh … chỉ đạo …': the province is told, and gives no orders here.
_TELLS_PROVINCE = re.compile(
    rf"{_OF_CENTRE.pattern} (?:chủ tịch )?(?:ubnd|ủy ban nhân dân) (?:các )?(?:tỉnh|thành phố|tp)(?!\w)"
)
_OF_MINISTRY = re.compile(
    rf"(?<!\w)bộ trưởng bộ (?P<field>[^\W\d_]+(?:,? (?!yêu|có|giao|chỉ)[^\W\d_]+){{0,6}}?) {_VERBS}"
)


_OF_DEPARTMENT = re.compile(
    r"(?:^|[,;.] )sở (?P<field>[^\W\d_]+(?:,? (?!đề|yêu)[^\W\d_]+){0,6}?)(?: \([^()]{2,12}\))? (?:đề nghị|yêu cầu) "
)
# 'Ngày 21/5/2019, UBND tỉnh ban hành Công văn số …' at the beginning of a report on a document.
_TOLD_DAY = re.compile(
    r"(?<!\w)ngày (?P<d>\d{1,2}) ?[/-] ?(?P<m>\d{1,2}) ?[/-] ?(?P<y>\d{4}),? [^.;:]{0,120}"
    r"(?:ban hành|có|ký|gửi) (?:ban hành )?(?:công điện|công văn|chỉ thị|kế hoạch|thông báo|văn bản|quyết định)(?!\w)"
)


def day_told(words: str) -> date | None:
    """The day of issue as the first sentences tell it; None where they do not."""
    found = _TOLD_DAY.search(" ".join(low(words[:600]).split()))
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"])) if found else None
    except ValueError:
        return None


def issuer_of_symbol(symbol: str, place: str, lines: Iterable[str]) -> str:
    """Out of the symbol ('UBND-NC', 'BC-VP', 'CĐ-TTg') and the place of issue; '' where they tell nothing."""
    whole = symbol.upper()
    if re.search(r"(?:^|[-/])TTG(?:-|$)", whole):
        return PRIME_MINISTER
    if "VPCP" in whole:
        return GOVERNMENT_OFFICE
    agency = re.split(r"[-/]", symbol)[-1] if re.match(r"(?:\d{4}/)?[A-ZĐ]{2,4}-", symbol) else symbol
    agency = symbol.split("-")[0] if whole.startswith(("UBND", "VP")) else agency
    kind = next((k for line in lines for k in ("tỉnh", "thành phố", "huyện") if f"ubnd {k}" in low(line)), "tỉnh")
    own = tidy(re.split(r"\s{2,}", place.strip())[-1])
    where = f" {kind} {own}".rstrip()
    if agency.upper().startswith("UBND"):
        return f"UBND{where}"
    if agency.upper().startswith("VP"):
        return f"Văn phòng UBND{where}"
    field = field_of(agency[1:]) if agency[:1] == "S" else ""
    return f"Sở {field}{where}" if field else ""


def issuer_by_orders(words: str) -> str:
    """'Thủ tướng Chính phủ yêu cầu …', 'Bộ trưởng Bộ Y tế có ý kiến …'; '' for a province, whose name nobody knows.

    Of another committee only its kind is told: 'UBND huyện'.
    """
    flat = " ".join(words[:FURTHEST].split())
    lowered = low(flat)
    if _TELLS_PROVINCE.search(lowered):
        return PRIME_MINISTER
    if _OF_PROVINCE.search(lowered):
        return ""
    if found := _OF_PLACE.search(lowered):
        return f"UBND {'thành phố' if found['kind'].startswith('tp') else found['kind']}"
    if found := _OF_MINISTRY.search(lowered):
        field = field_of(flat[slice(*found.span("field"))])
        return f"Bộ {field}" if field else ""
    if _OF_CENTRE.search(lowered):
        return PRIME_MINISTER
    found = _OF_DEPARTMENT.search(lowered)
    field = field_of(flat[slice(*found.span("field"))]) if found else ""
    return f"Sở {field}" if field else ""
