"""Who is told to do something in a sentence (câu giao việc): 'Giao Sở A …; Sở B …', 'UBND tỉnh yêu cầu …'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dondoc.assignments.rules.reading.mentions import Mention, mentions_at
from dondoc.assignments.rules.reading.names import proper_end
from dondoc.assignments.rules.reading.passages import Passage
from dondoc.assignments.rules.reading.words import phrase_at, phrases, starts_deed, starts_telling, word_set

# Verbs of assigning. Giving may stand inside a sentence, asking only at its head, and leading only behind the issuer.
_GIVING = "giao nhiệm vụ cho; giao trách nhiệm cho; giao nhiệm vụ; giao cho; ủy quyền cho; ủy quyền; giao"
_ASKING = "yêu cầu; đề nghị; kính đề nghị"
_LEADING = "chỉ đạo; chỉ thị; đôn đốc; lưu ý; phân công"
_GIVES, _ASKS, _LEADS = word_set(_GIVING), word_set(_ASKING), word_set(_LEADING)
_VERBS = phrases("; ".join((_GIVING, _ASKING, _LEADING)))
_PLACES = frozenset({"xã", "phường", "huyện", "quận", "phố", "khu", "trấn"})
_LISTED = frozenset({"các", "những", "sở", "ubnd", "ủy"})
_FILLERS = frozenset({"cho", ":", "đến", "đối", "với"})
# A sentence may open with when, why or on what ground, up to a comma; then comes who.
_OPENERS = word_set(
    """
    trước; trong; từ; đến; định; hằng; hàng; trên; căn; đối; để; về; ngay; sau; khi; theo; với; riêng; ngoài; đồng;
    bên; chậm; muộn; nhằm; tại; thực; tiếp; nhận; xét; qua; cùng; hết; cuối; đầu; giữa; mặt; cụ; thời; trường; giai;
    kể; do; xuất; dự; đặc; ngày; hiện; liên
    """
)
_JOINERS = frozenset(
    {"và", "đồng", "thời", "-", '"', "'", "(", "ngoài", "ra", "trước", "mắt", "theo", "đó", ",", "riêng"}
)
# 'Sở Nội vụ với vai trò cơ quan thường trực, đôn đốc …' is told to act.
_AS = (["với", "vai"], ["với", "tư"], ["với", "chức"], ["với", "trách"])
# 'Đồng ý giao Sở Y tế làm chủ đầu tư', 'Tiếp tục giao …' give, though consent opens them.
_CONSENTS = (["tiếp", "tục"], ["nhất", "trí"], ["thống", "nhất"], ["đồng", "ý"])
# What follows 'giao' in other words than orders: 'giao việc', 'giao thông', 'giao đất'.
_NOBODY = word_set(
    "việc; thông; dịch; đất; rừng; ban; lưu; nhận; kế; chỉ; dự; vốn; công; tiếp; thừa; nhiệm; trách;"
    " quyền; biên; toàn; nộp; số; hàng"
)
_CONDITION = re.compile(
    r"(?:^|\W)nếu (?:có |còn |gặp |phát sinh|xảy ra)?[^.;]{0,60}(?:khó khăn|vướng mắc|phát sinh|vấn đề)"
)
# A request made of such words only asks for obedience; the task stands elsewhere.
_GENERIC = word_set(
    """
    nghiêm; túc; khẩn; trương; tổ; chức; triển; khai; thực; hiện; nội; dung; này; trên; các; những; theo; đúng; quy;
    định; và; chỉ; thị; đạo; công; văn; bản; điện; thông; báo; kết; luận; kế; hoạch; quyết; nêu; tại; của; chủ;
    tịch; ubnd; tỉnh; biết; phối; hợp; đạt; yêu; cầu; được; giao; nhiệm; vụ; kịp; thời; hiệu; quả; có; đầy; đủ;
    quán; triệt; sâu; tinh; thần; căn; cứ; chịu; trách; thi; hành; kể; từ; ngày; ký; ủy; ban; nhân; dân; thành; phố;
    đồng; bộ; quyết; liệt; tích; cực; động; tập; trung; tốt; ý; kiến; liên; quan; để; việc; nghị; tiếp; tục; ngay;
    tâm; phối; nghiên; cho; huyện; đến; với; là; đơn; vị; cơ; quan; địa; phương; nhận; đảm; bảo; về; ra; như; đã
    """
)
_PROVISOS = phrases("nếu; trường hợp; trong quá trình; có vướng mắc; có khó khăn; gặp khó khăn; khó khăn; vướng mắc")
_ENFORCING = re.compile(
    r"(?:chịu trách nhiệm|có trách nhiệm)?[^.;]{0,40}thi hành (?:quyết định|chỉ thị|nghị quyết|kế hoạch)"
    r"|quyết định thi hành"
)


CENTRE = "trung ương"
MOST_JOINERS = 6


@dataclass(frozen=True)
class Setting:
    """What the document says of who gives orders in it. `own` is the issuer's own kind of place:"
    " 'tỉnh', 'thành phố'."""

    issuer: str = ""
    own: str = "tỉnh"
    is_directing: bool = True


@dataclass(frozen=True)
class Order:
    """Somebody told to do something: from `start` on (an offset of the passage); its words begin at token `after`."""

    leads: tuple[Mention, ...]
    start: int
    first: int
    after: int
    is_explicit: bool
    is_generic: bool = False


def led_in_brackets(p: Passage, first: int, last: int) -> list[Mention]:
    """'Rà soát quy hoạch (Sở Y tế chủ trì, xong trước ngày 15/11)': who leads stands behind what is to be done."""
    for at in range(first, last if starts_deed(p.keys, first) else first):
        found, end = mentions_at(p, at + 1) if p.keys[at] == "(" else ([], at)
        if found and p.keys[end : end + 2] == ["chủ", "trì"]:
            return found
    return []


def is_proviso(words: str) -> bool:
    """'Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh …' is said in every letter."""
    is_case = "quá trình" in words or words.startswith("nếu") or "phản ánh" in words
    return is_case and bool(_CONDITION.search(words))


def orders_in(p: Passage, first: int, last: int, setting: Setting, *, is_directive: bool) -> list[Order]:
    """The orders of one sentence, in order. `is_directive`: an agency with a verb is an order even without 'giao'."""
    if is_proviso(p.words(first, last)):
        return []
    is_directive = is_directive and setting.is_directing
    found: list[Order] = []
    at, is_boundary, depth = first, True, 0
    asks = _begins_with_assigner(p, first, setting)
    while at < last:
        may_be_bare = is_directive or any(order.is_explicit for order in found)
        depth = max(0, depth + (p.keys[at] == "(") - (p.keys[at] == ")"))
        is_boundary = is_boundary and (depth == 0 or p.keys[at - 1] == ")")
        order = _order_at(p, at, last, setting, is_boundary, may_be_bare, bool(found))
        if order is None and asks and found == [] and _asks_on(p, at):
            order = _explicit(p, at, at, last, setting)
        if order is not None:
            found.append(order)
            at = _past_own_asking(p, order)
            is_boundary = False
            continue
        key = p.keys[at]
        is_boundary = (
            key in (";", '"')
            or (key == ":" and p.keys[at - 1] != "hợp" and not _lists_places(p, at))
            or _ends_enumerator(p, at)
            or (is_boundary and key in _JOINERS and p.keys[at + 1 : at + 2] != ["chí"])
        )
        at += 1
    return [order for order in found if not _enforces(p, order, last)]


def _begins_with_assigner(p: Passage, first: int, setting: Setting) -> bool:
    found, _ = mentions_at(p, first)
    return bool(found) and all(_is_assigner(one, setting) for one in found)


def _asks_on(p: Passage, at: int) -> bool:
    """'Văn phòng UBND tỉnh thông báo đến Sở A biết, thực hiện và đề nghị các sở, ngành …'."""
    return at > 0 and p.keys[at - 1] in ("và", ",", ";") and _verb_at(p, at) in _ASKS


def _past_own_asking(p: Passage, order: Order) -> int:
    """'Sở Thông tin và Truyền thông: yêu cầu các doanh nghiệp …': the asking is what the agency is told to do."""
    verb = _verb_at(p, order.after + 1) if p.keys[order.after : order.after + 1] == [":"] else ""
    return order.after + 1 + len(verb.split()) if verb in (*_ASKS, *_LEADS) else order.after


def _lists_places(p: Passage, at: int) -> bool:
    """The colon of 'UBND các xã: Đoàn Đào, Tiên Tiến'."""
    return p.keys[at - 1] in _PLACES and proper_end(p, at + 1, is_place=True) > at + 1


def _ends_enumerator(p: Passage, at: int) -> bool:
    """The bracket that closes '(1)' or '; 1)'."""
    return p.keys[at] == ")" and at >= 2 and p.keys[at - 2] in ("(", ";", ":", ".") and len(p.keys[at - 1]) <= 2


def _order_at(
    p: Passage, at: int, last: int, setting: Setting, is_boundary: bool, is_directive: bool, is_later: bool
) -> Order | None:
    if _may_stand(p, at, is_boundary) and (order := _explicit(p, at, at, last, setting)):
        return order
    if not is_boundary:
        return None
    if order := _said_by_assigner(p, at, last, setting) or _concerning(p, at, last, setting):
        return order
    if is_directive and (order := _bare(p, at, at, last, setting)):
        return order
    if is_later:
        return None
    for begin in _after_commas(p, at, last):
        order = _explicit(p, begin, at, last, setting)
        order = order or (_bare(p, begin, at, last, setting) if is_directive else None)
        if order is not None:
            return order
    return None


def _explicit(p: Passage, at: int, first: int, last: int, setting: Setting) -> Order | None:
    """'giao', 'yêu cầu', 'đề nghị' at a token, with agencies behind it; the order begins with token `first`."""
    verb = _verb_at(p, at)
    if not verb or (first == at and verb in _LEADS):
        return None  # 'chỉ đạo' is the issuer's only behind his name
    after = at + len(verb.split())
    while after < last and p.keys[after] in _FILLERS:
        after += 1
    found, end = mentions_at(p, after)
    leads = _below(found, setting)
    if not leads and verb in _GIVES and at == first:
        return _to_somebody(p, at, after, end, last)
    if not leads or end > last:
        return None
    generic = verb not in _GIVES and _is_generic(p, end, last)
    return Order(tuple(leads), p.tokens[first].start, first, end, is_explicit=True, is_generic=generic)


def _to_somebody(p: Passage, at: int, after: int, end: int, last: int) -> Order | None:
    """'Giao đơn vị tư vấn hoàn thiện …': somebody whom no grammar knows, up to the deed. Nobody is dropped."""
    deed = next((i for i in range(max(after + 1, end), min(after + 14, last)) if starts_deed(p.keys, i)), None)
    if deed is None or p.keys[after] in _NOBODY or starts_deed(p.keys, after) or not p.tokens[at].is_capital:
        return None
    if any(not p.tokens[i].is_word and p.keys[i] not in ("-", ",") for i in range(after, deed)):
        return None
    name = p.flat[p.tokens[after].start : p.tokens[deed - 1].end]
    somebody = Mention(name, p.tokens[after].start, p.tokens[deed - 1].end, is_unknown=True, written=name)
    return Order((somebody,), p.tokens[at].start, at, deed, is_explicit=True)


def _concerning(p: Passage, at: int, last: int, setting: Setting) -> Order | None:
    """'Đối với các sở, ngành: …', 'Đối với UBND các huyện đề nghị …', 'Trách nhiệm của Sở Y tế:'."""
    if p.keys[at : at + 2] not in (["đối", "với"], ["trách", "nhiệm"], ["nhiệm", "vụ"], ["về", "phía"]):
        return None
    begin = at + 2 + (p.keys[at + 2 : at + 3] == ["của"])
    found, end = mentions_at(p, begin)
    leads = _below(found, setting)
    if not leads or len(leads) < len(found) or end > last:
        return None
    after = end + (p.keys[end : end + 1] == [","])
    is_told = after > end and starts_deed(p.keys, after)  # 'Về phía Sở Y tế, cần …'
    is_told = is_told or p.keys[end : end + 1] == [":"] or _verb_at(p, after) in _ASKS
    if any(p.tokens[i].is_word for i in range(end, last)) and not is_told:
        return None
    after += len(_verb_at(p, after).split())
    return Order(tuple(leads), p.tokens[at].start, at, after, is_explicit=True)


def _verb_at(p: Passage, at: int) -> str:
    """The verb of assigning that begins at a token; '' for none."""
    return " ".join(p.keys[at : at + phrase_at(_VERBS, p.keys, at)])


def _may_stand(p: Passage, at: int, is_boundary: bool) -> bool:
    """May a verb of assigning begin an order here, in the light of what stands before it?"""
    if is_boundary or at == 0 or p.tokens[at].is_capital:
        return True
    before = p.keys[at - 1]
    if _verb_at(p, at) in _GIVES:
        if p.keys[at - 2 : at] in _CONSENTS and p.tokens[at - 2].is_capital:
            return True
        return before in (",", "và", "thời", "nay", "đó", ")", "-")
    return before == "thời" and p.keys[at - 2 : at - 1] == ["đồng"]


def _said_by_assigner(p: Passage, at: int, last: int, setting: Setting) -> Order | None:
    """'UBND tỉnh giao …', 'Phó Chủ tịch UBND tỉnh Mai Sơn yêu cầu …', also behind an opening clause."""
    for begin in (at, *_after_commas(p, at, last)):
        found, end = mentions_at(p, begin)
        if not found or not all(_is_assigner(one, setting) for one in found):
            continue
        is_office = all(one.name.lower().startswith("văn phòng") for one in found)
        for verb_at in range(end, min(end + 5, last)):
            if is_office and _verb_at(p, verb_at) in _LEADS:
                break  # 'Văn phòng UBND tỉnh đôn đốc các sở …' is the Office's own task
            if p.keys[verb_at] in ("đã", "được", "từng", ".", ";", ":"):
                break
            if order := _explicit(p, verb_at, at, last, setting) or _passed_on(p, verb_at, at, last, setting):
                return order
    return None


def _passed_on(p: Passage, at: int, first: int, last: int, setting: Setting) -> Order | None:
    """'Văn phòng UBND tỉnh chuyển đơn đến UBND huyện Lệ Thủy để xem xét, giải quyết …'."""
    if p.keys[at] != "chuyển":
        return None
    for i in range(at + 1, min(at + 30, last - 1)):
        if p.keys[i] in ("đến", "tới", "cho"):
            found, end = mentions_at(p, i + 1)
            leads = _below(found, setting)
            if leads and end <= last:
                return Order(tuple(leads), p.tokens[first].start, first, end, is_explicit=True)
    return None


def _after_commas(p: Passage, at: int, last: int) -> Iterator[int]:
    """Where the main clause may begin, when the sentence opens with another."""
    if p.keys[at] not in _OPENERS:
        return
    depth, i = 0, at + 1
    while i < min(last - 1, at + 120):
        key = p.keys[i]
        depth += (key == "(") - (key == ")")
        if (key in (";", ":") and depth <= 0) or (p.tokens[i].is_capital and _verb_at(p, i)):
            return
        if key == "," and depth <= 0:
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


def _bare(p: Passage, at: int, opening: int, last: int, setting: Setting) -> Order | None:
    """'Sở Y tế rà soát …': an agency and what it is to do, without a verb of assigning."""
    last_joiner = min(last, at + MOST_JOINERS)
    while at < last_joiner and p.keys[at] in _JOINERS and p.keys[at] != "," and p.keys[at : at + 2] != ["đồng", "chí"]:
        at += 1
    found, end = mentions_at(p, at)
    leads = _below(found, setting)
    if not leads or len(leads) < len(found) or end > last:
        return None
    if end < last and ((starts_telling(p.keys, end) and p.keys[end : end + 2] not in _AS) or not _goes_on(p, end)):
        return None
    if all("hộ" in one.name.lower().split()[:2] for one in leads):
        return None  # 'Các hộ dân thôn Đông: Phản ánh …' is what they ask for; who is to act is told outright
    if not any(p.tokens[i].is_word for i in range(end, last)) and (opening != at or p.keys[end:last] == ["."]):
        return None
    start = p.tokens[opening].start
    return Order(tuple(leads), start, opening, end, is_explicit=False, is_generic=_is_generic(p, end, last))


def _goes_on(p: Passage, at: int) -> bool:
    """A verb, a colon or a comma follows the agencies; a full stop or bracket would only name them."""
    token = p.tokens[at]
    if token.is_word:
        return not token.key[0].isdigit()
    return token.key in (":", ",", ".", "-", "/", '"')


def _below(found: list[Mention], setting: Setting) -> list[Mention]:
    """Those who can be told: the issuer's own committee and what stands above it cannot."""
    return [one for one in found if not _is_above(one, setting)]


def _is_above(one: Mention, setting: Setting) -> bool:
    lowered = one.name.lower()
    if setting.own == CENTRE:
        return lowered in ("thủ tướng chính phủ", "chính phủ", "ubnd tỉnh")
    if one.is_assigner:
        return True
    if one.is_back:
        return lowered.removeprefix("ubnd ") == setting.own
    if lowered.startswith(
        ("bộ ", "chính phủ", "văn phòng chính phủ", "tỉnh ủy", "thường trực tỉnh ủy", "ban thường vụ tỉnh")
    ):
        return not lowered.startswith(("bộ chỉ huy", "bộ tư lệnh", "bộ phận"))
    issuer = setting.issuer.lower()
    is_issuer = lowered == issuer or issuer.startswith((f"{lowered} tỉnh ", f"{lowered} thành phố "))
    return bool(issuer) and is_issuer and not lowered.startswith("văn phòng")


def _is_assigner(one: Mention, setting: Setting) -> bool:
    """The committee, its chairmen, the Office that writes for them, or the issuer itself."""
    lowered = one.name.lower()
    if setting.own == CENTRE:
        return lowered == "thủ tướng chính phủ" or lowered == setting.issuer.lower()
    if one.is_assigner or (one.is_back and lowered.removeprefix("ubnd ") == setting.own):
        return True
    issuer = setting.issuer.lower()
    return lowered.startswith("văn phòng ubnd") or (
        bool(issuer) and (lowered == issuer or issuer.startswith(f"{lowered} "))
    )


def _is_generic(p: Passage, after: int, last: int) -> bool:
    rest = [key for key in p.keys[after:last] if key[:1].isalnum()]
    proviso = next((at for at in range(len(rest)) if phrase_at(_PROVISOS, rest, at)), len(rest))
    rest = rest[:proviso]
    return bool(rest) and all(key in _GENERIC for key in rest)


def _enforces(p: Passage, order: Order, last: int) -> bool:
    """'… chịu trách nhiệm thi hành Quyết định này' ends a decision and assigns nothing."""
    return bool(_ENFORCING.search(p.low[p.tokens[order.after - 1].end : p.tokens[last - 1].end]))
