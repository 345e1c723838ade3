"""Who is told to do something in a sentence (câu giao việc): 'Giao Sở A …; Sở B …', 'UBND tỉnh yêu cầu …'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dondoc.assignments.rules.reading.mentions import Mention, mentions_at
from dondoc.assignments.rules.reading.names import proper_end
from dondoc.assignments.rules.reading.openings import (
    ASKS,
    GIVES,
    LEADS,
    LONGEST_GROUND,
    after_commas,
    past_letter,
    verb_at,
)
from dondoc.assignments.rules.reading.passages import Passage
from dondoc.assignments.rules.reading.setting import Setting, below, is_assigner
from dondoc.assignments.rules.reading.words import (
    STOPS,
    phrase_at,
    phrases,
    starts_deed,
    starts_telling,
    word_set,
)

# 'Phân công Sở Y tế …', 'Lưu ý Sở Tài chính …' at the head of a point, where nobody above could be meant.
_HEADING_LEADS = frozenset({"phân công", "lưu ý", "đôn đốc"})
# Asking, and a colon inside the sentence: 'Chủ tịch UBND tỉnh yêu cầu: từ ngày …, các đơn vị bố trí trực'.
_ASKING_OPENLY = re.compile(
    r"(?<!\w)(?:ubnd|ủy ban nhân dân|chủ tịch|thủ tướng|bộ trưởng|giám đốc)(?!\w)[^.;:,]{0,60}"
    r"(?:yêu cầu|chỉ đạo|có ý kiến|đề nghị|giao|kết luận)[^.;:,]{0,30}: ?\w"
)
# 'Văn phòng HĐND và UBND huyện có trách nhiệm đôn đốc …' tells somebody wherever it stands.
_RESPONSIBLE = re.compile(r"^[^.;:,]{5,80} có trách nhiệm(?! thi hành| của| trong)")
_ANSWERS_FOR = re.compile(r"(?:phải |hoàn toàn ){0,2}chịu trách nhiệm[^.;:,]{0,20} trước ")
# 'Chuyển đơn của ông A đến UBND huyện B để giải quyết'.
_PASSED = frozenset({"đơn", "công", "văn", "hồ", "kiến", "phản", "nội", "thông", "tờ"})
_PLACES = frozenset({"xã", "phường", "huyện", "quận", "phố", "khu", "trấn"})
_TOGETHER = frozenset({"với", "cùng", "chặt", "chẽ", ":"})
_FILLERS = frozenset({"cho", ":", "đến", "đối", "với"})
_JOINERS = frozenset(
    {"và", "đồng", "thời", "-", '"', "'", "(", "ngoài", "ra", "trước", "mắt", "theo", "đó", ",", "riêng"}
)
# 'Sở Nội vụ với vai trò cơ quan thường trực, đôn đốc …' is told to act.
_AS = (["với", "vai"], ["với", "tư"], ["với", "chức"], ["với", "trách"])
_GIVEN_BEFORE = re.compile(
    r"đã (?:được )?(?:ubnd tỉnh |chủ tịch ubnd tỉnh )?(?:giao|phân công)[^.;]{0,200}"
    r"(?:,|tại [^.;,]{4,80}) (?:cần |phải )?(?:tiếp tục|khẩn trương|hoàn thành|chủ động|tập trung|sớm|đẩy nhanh)(?!\w)"
)
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
    tâm; phối; nghiên; cho; huyện; đến; với; là; đơn; vị; cơ; quan; địa; phương; nhận; đảm; bảo; về; ra; như; đã;
    hạn; gửi; chậm; trễ; không
    """
)
_PROVISOS = phrases("nếu; trường hợp; trong quá trình; có vướng mắc; có khó khăn; gặp khó khăn; khó khăn; vướng mắc")
_ENFORCING = re.compile(
    r"(?:chịu trách nhiệm|có trách nhiệm)?[^.;]{0,40}thi hành (?:quyết định|chỉ thị|nghị quyết|kế hoạch)"
    r"|quyết định thi hành"
)


MOST_JOINERS = 6


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


def orders_in(
    p: Passage, first: int, last: int, setting: Setting, *, is_directive: bool, is_led: bool = False
) -> list[Order]:
    """The orders of one sentence, in order. `is_directive`: an agency with a verb is an order even without 'giao'.

    `is_led`: somebody was named above, so that 'đôn đốc các sở' is for him to do.
    """
    words = p.words(first, last)
    if is_proviso(words):
        return []
    is_open = bool(_ASKING_OPENLY.search(words) or _RESPONSIBLE.match(words))
    is_directive = (is_directive or is_open) and setting.is_directing
    found: list[Order] = []
    at, is_boundary, depth = first, True, 0
    if is_directive and not is_led and p.tokens[first].is_capital and verb_at(p, first) in _HEADING_LEADS:
        found += filter(None, [_explicit(p, first, first, last, setting, may_lead=True)])
        at, is_boundary = (found[0].after, False) if found else (at, is_boundary)
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
        at = _past_partners(p, at, last)
        key = p.keys[at]
        is_boundary = (
            key in (";", '"')
            or (key == ":" and p.keys[at - 1] != "hợp" and not _lists_places(p, at))
            or _ends_enumerator(p, at)
            or (is_boundary and key in _JOINERS and p.keys[at + 1 : at + 2] != ["chí"])
        )
        at += 1
    return [order for order in found if not _enforces(p, order, last)]


def _past_partners(p: Passage, at: int, last: int) -> int:
    """To the last word of 'chủ trì, phối hợp với Sở A; UBND các huyện': a semicolon parts partners there."""
    if p.keys[at : at + 2] != ["phối", "hợp"] or p.keys[at - 1 - (p.keys[at - 1] == ",")] != "trì":
        return at
    begin = at + 2
    while begin < last and p.keys[begin] in _TOGETHER:
        begin += 1
    found, end = mentions_at(p, begin)
    is_theirs = found and end < last and p.tokens[end].is_word and p.keys[end : end + 2] != ["chủ", "trì"]
    return end - 1 if is_theirs else at


def _begins_with_assigner(p: Passage, first: int, setting: Setting) -> bool:
    found, _ = mentions_at(p, first)
    return bool(found) and all(is_assigner(one, setting) for one in found)


def _asks_on(p: Passage, at: int) -> bool:
    """'Văn phòng UBND tỉnh thông báo đến Sở A biết, thực hiện và đề nghị các sở, ngành …'."""
    return at > 0 and p.keys[at - 1] in ("và", ",", ";") and verb_at(p, at) in ASKS


def _past_own_asking(p: Passage, order: Order) -> int:
    """'Sở Thông tin và Truyền thông: yêu cầu các doanh nghiệp …': the asking is what the agency is told to do."""
    verb = verb_at(p, order.after + 1) if p.keys[order.after : order.after + 1] == [":"] else ""
    return order.after + 1 + len(verb.split()) if verb in (*ASKS, *LEADS) else order.after


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
    if p.keys[at] == "chuyển" and p.tokens[at].is_capital and p.keys[at + 1 : at + 2] and p.keys[at + 1] in _PASSED:
        return _passed_on(p, at, at, last, setting)
    if is_directive and (order := _bare(p, at, at, last, setting)):
        return order
    if is_later:
        return None
    for begin in after_commas(p, at, last):
        order = _explicit(p, begin, at, last, setting)
        order = order or (_bare(p, begin, at, last, setting) if is_directive else None)
        if order is not None:
            return order
    return None


def _explicit(p: Passage, at: int, first: int, last: int, setting: Setting, *, may_lead: bool = False) -> Order | None:
    """'giao', 'yêu cầu', 'đề nghị' at a token, with agencies behind it; the order begins with token `first`."""
    verb = verb_at(p, at)
    if not verb or (first == at and verb in LEADS and not may_lead):
        return None  # 'chỉ đạo' is the issuer's only behind his name
    after = at + len(verb.split())
    while after < last and p.keys[after] in _FILLERS:
        after += 1
    found, end = mentions_at(p, after)
    leads = below(found, setting)
    if not leads and verb in GIVES and at == first:
        return _to_somebody(p, at, after, end, last)
    if not leads or end > last:
        return None
    generic = verb not in GIVES and _is_generic(p, end, last)
    return Order(tuple(leads), p.tokens[first].start, first, end, is_explicit=True, is_generic=generic)


def _to_somebody(p: Passage, at: int, after: int, end: int, last: int) -> Order | None:
    """'Giao đơn vị tư vấn hoàn thiện …': somebody whom no grammar knows, up to the deed. Nobody is dropped."""
    deed = next((i for i in range(max(after + 1, end), min(after + 14, last)) if starts_deed(p.keys, i)), None)
    if deed is None or p.keys[after] in _NOBODY or starts_deed(p.keys, after) or not p.tokens[at].is_capital:
        return None
    if any(not p.tokens[i].is_word and p.keys[i] not in ("-", ",") for i in range(after, deed)):
        return None
    ends = next((i for i in range(after + 1, deed) if phrase_at(STOPS, p.keys, i)), deed)
    name = p.flat[p.tokens[after].start : p.tokens[ends - 1].end]
    somebody = Mention(name, p.tokens[after].start, p.tokens[ends - 1].end, is_unknown=True, written=name)
    return Order((somebody,), p.tokens[at].start, at, deed, is_explicit=True)


def _concerning(p: Passage, at: int, last: int, setting: Setting) -> Order | None:
    """'Đối với các sở, ngành: …', 'Đối với UBND các huyện đề nghị …', 'Trách nhiệm của Sở Y tế:'."""
    if p.keys[at : at + 2] not in (["đối", "với"], ["trách", "nhiệm"], ["nhiệm", "vụ"], ["về", "phía"]):
        return None
    begin = at + 2 + (p.keys[at + 2 : at + 3] == ["của"])
    found, end = mentions_at(p, begin)
    leads = below(found, setting)
    if not leads or len(leads) < len(found) or end > last:
        return None
    after = end + (p.keys[end : end + 1] == [","])
    is_told = after > end and starts_deed(p.keys, after)  # 'Về phía Sở Y tế, cần …'
    is_told = is_told or p.keys[end : end + 1] == [":"] or verb_at(p, after) in ASKS
    if any(p.tokens[i].is_word for i in range(end, last)) and not is_told:
        return None
    after += len(verb_at(p, after).split())
    return Order(tuple(leads), p.tokens[at].start, at, after, is_explicit=True)


def _may_stand(p: Passage, at: int, is_boundary: bool) -> bool:
    """May a verb of assigning begin an order here, in the light of what stands before it?"""
    if is_boundary or at == 0 or p.tokens[at].is_capital:
        return True
    before = p.keys[at - 1]
    if verb_at(p, at) in GIVES:
        if p.keys[at - 2 : at] in _CONSENTS and p.tokens[at - 2].is_capital:
            return True
        return before in (",", "và", "thời", "nay", "đó", ")", "-")
    return before == "thời" and p.keys[at - 2 : at - 1] == ["đồng"]


def _said_by_assigner(p: Passage, at: int, last: int, setting: Setting) -> Order | None:
    """'UBND tỉnh giao …', 'Phó Chủ tịch UBND tỉnh Mai Sơn yêu cầu …', also behind an opening clause."""
    for begin in (at, *after_commas(p, at, last)):
        found, end = mentions_at(p, begin)
        own = _own_place(p, begin, setting)
        if not own and not (found and all(is_assigner(one, setting) for one in found)):
            continue
        is_office = not own and all(one.name.lower().startswith("văn phòng") for one in found)
        end = own or past_letter(p, end, with_number=setting.is_headless)
        for i in range(end, min(end + 5, last)):
            if is_office and verb_at(p, i) in LEADS:
                break  # 'Văn phòng UBND tỉnh đôn đốc các sở …' is the Office's own task
            if p.keys[i] in ("đã", "được", "từng", ".", ";", ":"):
                break
            if order := _explicit(p, i, at, last, setting) or _passed_on(p, i, at, last, setting):
                return order
    return None


def _own_place(p: Passage, at: int, setting: Setting) -> int:
    """The token after 'tỉnh', 'thành phố' where it gives orders itself ('Theo đó, tỉnh yêu cầu các sở …'), else 0."""
    end = at + len(setting.own.split())
    is_giving = verb_at(p, end) in (*ASKS, *GIVES) and p.keys[at:end] == setting.own.split()
    return end if is_giving else 0


def _passed_on(p: Passage, at: int, first: int, last: int, setting: Setting) -> Order | None:
    """'Văn phòng UBND tỉnh chuyển đơn đến UBND huyện Lệ Thủy để xem xét, giải quyết …'."""
    if p.keys[at] != "chuyển":
        return None
    for i in range(at + 1, min(at + LONGEST_GROUND, last - 1)):
        if p.keys[i] in ("đến", "tới", "cho", "để"):
            found, end = mentions_at(p, i + 1)
            leads = below(found, setting)
            if leads and end <= last:
                return Order(tuple(leads), p.tokens[first].start, first, end, is_explicit=True)
    return None


def _bare(p: Passage, at: int, opening: int, last: int, setting: Setting) -> Order | None:
    """'Sở Y tế rà soát …': an agency and what it is to do, without a verb of assigning."""
    last_joiner = min(last, at + MOST_JOINERS)
    while at < last_joiner and p.keys[at] in _JOINERS and p.keys[at] != "," and p.keys[at : at + 2] != ["đồng", "chí"]:
        at += 1
    found, end = mentions_at(p, at)
    leads = below(found, setting)
    if not leads or len(leads) < len(found) or end > last or _is_quoted(p, at, end, last):
        return None
    if end < last and (_only_tells(p, end, last) or not _goes_on(p, end)):
        return None
    if all(one.is_back for one in leads) and _ANSWERS_FOR.match(
        p.low, p.tokens[end].start if end < last else len(p.low)
    ):
        return None  # 'Không để vi phạm. Chủ tịch UBND huyện chịu trách nhiệm trước …' adds nothing to do
    if all("hộ" in one.name.lower().split()[:2] for one in leads):
        return None  # 'Các hộ dân thôn Đông: Phản ánh …' is what they ask for; who is to act is told outright
    if not any(p.tokens[i].is_word for i in range(end, last)) and (opening != at or p.keys[end:last] == ["."]):
        return None
    start = p.tokens[opening].start
    return Order(tuple(leads), start, opening, end, is_explicit=False, is_generic=_is_generic(p, end, last))


def _only_tells(p: Passage, at: int, last: int) -> bool:
    """Words of state behind the agency; not 'với vai trò …', 'xin ý kiến Bộ …', 'đã được giao …, tiếp tục …'."""
    if not starts_telling(p.keys, at) or p.keys[at : at + 2] in _AS or p.keys[at : at + 3] == ["xin", "ý", "kiến"]:
        return False
    return not _GIVEN_BEFORE.match(p.words(at, last))


def _is_quoted(p: Passage, at: int, end: int, last: int) -> bool:
    """'mục "Sở, ngành nhập thông tin"': a name in quotation marks, and nobody told anything between them."""
    return at > 0 and p.keys[at - 1] == '"' and '"' in p.keys[end : min(end + 3, last)]


def _goes_on(p: Passage, at: int) -> bool:
    """A verb, a colon or a comma follows the agencies; a full stop or bracket would only name them."""
    token = p.tokens[at]
    if token.is_word:
        return not token.key[0].isdigit()
    return token.key in (":", ",", ".", "-", "/", '"')


def _is_generic(p: Passage, after: int, last: int) -> bool:
    rest = [key for key in p.keys[after:last] if key[:1].isalnum()]
    proviso = next((at for at in range(len(rest)) if phrase_at(_PROVISOS, rest, at)), len(rest))
    rest = rest[:proviso]
    return bool(rest) and all(key in _GENERIC for key in rest)


def _enforces(p: Passage, order: Order, last: int) -> bool:
    """'… chịu trách nhiệm thi hành Quyết định này' ends a decision and assigns nothing."""
    return bool(_ENFORCING.search(p.low[p.tokens[order.after - 1].end : p.tokens[last - 1].end]))
