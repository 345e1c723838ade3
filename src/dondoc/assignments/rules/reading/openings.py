"""Where a sentence comes to who is told (mở đầu câu giao việc): verbs of assigning, and clauses before the main one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dondoc.assignments.rules.reading.mentions import Mention, mentions_at
from dondoc.assignments.rules.reading.passages import Passage
from dondoc.assignments.rules.reading.words import phrase_at, phrases, word_set

# Verbs of assigning. Giving may stand inside a sentence, asking only at its head, and leading only behind the issuer.
_GIVING = "giao nhiệm vụ cho; giao trách nhiệm cho; giao nhiệm vụ; giao cho; ủy quyền cho; ủy quyền; giao"
_ASKING = "yêu cầu; đề nghị; kính đề nghị"
_LEADING = "chỉ đạo; chỉ thị; đôn đốc; lưu ý; phân công"
GIVES, ASKS, LEADS = word_set(_GIVING), word_set(_ASKING), word_set(_LEADING)
_VERBS = phrases("; ".join((_GIVING, _ASKING, _LEADING)))
_LISTED = frozenset({"các", "những", "sở", "ubnd", "ủy"})
# A sentence may open with when, why or on what ground, up to a comma; then comes who.
_OPENERS = word_set(
    """
    trước; trong; từ; đến; định; hằng; hàng; trên; căn; đối; để; về; ngay; sau; khi; theo; với; riêng; ngoài; đồng;
    bên; chậm; muộn; nhằm; tại; thực; tiếp; nhận; xét; qua; cùng; hết; cuối; đầu; giữa; mặt; cụ; thời; trường; giai;
    tương; kể; do; xuất; dự; đặc; ngày; hiện; liên
    """
)
# 'Căn cứ kế hoạch …; các nghị quyết …, yêu cầu các sở …': several grounds, parted by semicolons.
_GROUNDS = frozenset({"căn", "xét", "thực", "để"})
LONGEST_GROUND = 220
# 'UBND thành phố đã có công văn giao …', 'vừa có Công văn số 12/VP-KT ngày 5/3/2022 đề nghị …'.
_BY_LETTER = re.compile(
    r"(?:(?:cũng|đã|vừa|mới) ){0,3}(?:có|ký ban hành|ban hành|ký|ra|gửi) (?:ban hành )?"
    r"(?:công văn|văn bản|công điện|chỉ thị|thông báo)(?: hỏa tốc| khẩn)?"
    r"(?P<number> số:? ?\d+ ?[/-] ?[^ ,;]+(?: ?- ?[^ ,;]+)?(?:,? ngày \d[\d/-]+)?,?)? (?=yêu cầu|đề nghị|giao|chỉ đạo)"
)


def verb_at(p: Passage, at: int) -> str:
    """The verb of assigning that begins at a token; '' for none."""
    return " ".join(p.keys[at : at + phrase_at(_VERBS, p.keys, at)])


def past_letter(p: Passage, at: int, *, with_number: bool) -> int:
    """The token behind 'đã có công văn'; `at` where no such words stand. A number is named when others tell of it."""
    found = _BY_LETTER.match(p.low, p.tokens[at].start) if at < len(p.tokens) else None
    return p.token_from(found.end()) if found and (with_number or not found["number"]) else at


def after_commas(p: Passage, at: int, last: int) -> Iterator[int]:
    """Where the main clause may begin, when the sentence opens with another."""
    if p.keys[at] not in _OPENERS or p.keys[at : at + 2] == ["đồng", "ý"]:
        return
    depth, i = 0, at + 1
    is_ground = p.keys[at] in _GROUNDS
    while i < min(last - 1, at + LONGEST_GROUND):
        key = p.keys[i]
        depth += (key == "(") - (key == ")")
        if (key in (";", ":") and depth <= 0 and not is_ground) or (p.tokens[i].is_capital and verb_at(p, i)):
            return
        if key in (",", ";") and depth <= 0:
            yield i + 1
        elif key in _LISTED or p.tokens[i].is_capital:
            found, end = mentions_at(p, i)
            if found and p.keys[end : end + 1] != [","] and (own := _last_of(p, found, i)):
                yield own  # 'Trên cơ sở kết quả của các sở, ngành, Sở A tham mưu …'
            i = max(i, end - 1)  # other commas inside a list of agencies part nothing
        i += 1


def _last_of(p: Passage, found: list[Mention], at: int) -> int | None:
    """The token where the last agency of a list begins behind a comma."""
    if found[-1].is_assigner and found[0].is_assigner:
        return None  # 'nhiệm vụ do UBND tỉnh, Chủ tịch UBND tỉnh giao' tells of tasks given before
    own = p.token_around(found[-1].start)
    return own if own > at and p.keys[own - 1] == "," else None
