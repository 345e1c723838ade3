"""Where the name of an institution ends (ranh giới tên cơ quan): head noun, its own words, the level behind it."""

from __future__ import annotations

from dondoc.assignments.rules.reading.bodies import MINISTRIES, fields_by_first_word
from dondoc.assignments.rules.reading.passages import Passage, low
from dondoc.assignments.rules.reading.words import (
    DEEDS,
    GROUP_NOUNS,
    PLACE_NOUNS,
    POSTS,
    Phrases,
    ends_name,
    phrase_at,
    phrases,
)
from dondoc.base.rules.folding import folded

LONGEST_NAME = 16
# Head nouns of institutions. After those on the left any word may follow; the others need a capital behind them,
# else they are ordinary words ('Ban hành', 'Hội nghị', 'Báo cáo').
_PLAIN = """
ban quản lý dự án; ban quản lý; ban chỉ đạo; ban chỉ huy; ban qlda; ban thường vụ; ban thường trực; ban điều hành;
bql; ban tổ chức; văn phòng; công an; bộ chỉ huy; bộ chqs; bộ chbđbp; bộ tư lệnh; chi cục; cục; tổng cục; kho bạc;
bảo hiểm xã hội; bhxh; ngân hàng; đài phát thanh; đài khí tượng; đài ptth; đài pt; báo và phát thanh , truyền hình;
báo và phát thanh; báo và đài; trung tâm; bệnh viện; tòa án; viện kiểm sát; ủy ban mặt trận; ủy ban mttq; ubmttq;
mặt trận tổ quốc; liên đoàn; liên minh; liên hiệp; tỉnh đoàn; thành đoàn; huyện đoàn; tổng công ty; công ty; tập
đoàn; chi nhánh; bưu điện; điện lực; hội đồng; tổ công tác; đoàn kiểm tra; đoàn công tác; tổ giúp việc; huyện ủy;
thành ủy; thị ủy; tỉnh ủy; đảng ủy; quận ủy; trạm y tế; trạm; hạt kiểm lâm; tổ công nghệ; quỹ bảo vệ; quỹ đầu tư;
trường đại học; trường cao đẳng; trường chính trị; cổng thông tin; vnpt; viettel; mobifone; vp; nhà thầu; chủ đầu
tư; nhà đầu tư; đơn vị tư vấn; đơn vị thi công; tư vấn giám sát; kiểm toán; cảng vụ; hội liên hiệp; hội nông dân;
hội cựu; hội chữ; ban vì sự tiến bộ phụ nữ; ban thi đua; thường trực; ban tuyên giáo; ban nội chính; ban dân vận;
hiệp hội; vườn quốc gia; hợp tác xã; tổ kiểm tra; tổ giám sát; đoàn thanh tra; đoàn giám sát; ủy ban an toàn giao
thông; ủy ban atgt; ủy ban dân tộc; ủy ban quản lý vốn; ủy ban chứng khoán; ủy ban quốc gia; ủy ban kiểm tra;
tand; vksnd; kbnn; nhnn; phòng giao dịch; tiểu ban; hải quan; chi cục thuế; thuế; khu bảo tồn; đội quản lý; thi hành
án dân sự; thống kê tỉnh; thống kê thành phố; cổng ttđt; đoàn đại biểu quốc hội; cơ quan thường trực; liên hiệp các
hội; liên hiệp các tổ chức hữu nghị; hội đồng phối hợp phổ biến , giáo dục pháp luật; đài phát thanh , truyền hình;
báo và đài phát thanh , truyền hình
"""
_STRICT = (
    "ban; bộ; báo; đài; hội; đoàn; phòng; trường; viện; quỹ; tổ; thanh tra; học viện; đội; xí nghiệp; nhà máy; vụ; bch"
    "; đồn; trung đoàn; sư đoàn; lữ đoàn; tiểu đoàn; lực lượng; viễn thông"
)
# Inside names these words are no deeds.
_INNER = """
dự án đầu tư xây dựng; đầu tư xây dựng; giao thông; giao dịch; phát triển; phát thanh; cấp nước; tái định cư; quản
lý dự án; bảo vệ môi trường; quản lý thị trường; phòng chống; ứng dụng công nghệ; công trình; xúc tiến; khai thác
công trình; đào tạo nghề; dịch vụ; đất đai; đăng ký đất đai; khu vực; đăng kiểm; tổ chức cán bộ; tìm kiếm cứu nạn;
đầu tư; xây dựng nông thôn mới; an toàn giao thông; chuyển đổi số; cải cách hành chính; phục vụ hành chính công;
kiểm soát bệnh tật; nước sạch; bảo tồn; chính sách xã hội; xã hội; cảnh sát; cảnh sát giao thông; chi nhánh; thi
công; giám sát; tiếp công dân; công nghệ thông tin; thông tin điện tử; điện tử; truyền thông; điều phối; điều phối
nông thôn mới; nông thôn mới; quản lý; phòng thủ dân sự; phục vụ; dịch vụ công; khuyến nông; hỗ trợ doanh nghiệp;
giám định; nghiên cứu; dự trữ; hợp tác xã; bảo hiểm; thi đua; tuyển dụng; thẩm định giá; diệt trừ; phòng trừ; thường
trực; thiên tai và tìm kiếm cứu nạn
"""
# 'Bắc sông Mã', 'Tây núi Cấm': the small word stands inside a place's name.
_WATERS = frozenset({"sông", "núi", "hồ", "suối"})
_MINISTRY_ONLY = frozenset(tuple(low(field).split()) for field in MINISTRIES)
_LINKS = frozenset({"và", "các", "của", "&", "-"})


_PLAIN_HEADS, _STRICT_HEADS, _INNER_WORDS = phrases(_PLAIN), phrases(_STRICT), phrases(_INNER)
_PARTY_WORDS = phrases("tỉnh ủy; thành ủy; huyện ủy; thị ủy; quận ủy; đảng ủy; tỉnh đoàn; thành đoàn; huyện đoàn")
_LEVEL_WORDS: Phrases = {**PLACE_NOUNS, "tỉnh": [("tỉnh",)], "trung": [("trung", "ương")]}
_LEVEL_WORDS["cấp"] = [("cấp", "tỉnh"), ("cấp", "huyện"), ("cấp", "xã")]
# 'Ban Quản lý Khu kinh tế A và các khu công nghiệp B' is one.
_ZONES = phrases("khu công nghiệp; khu chế xuất; khu kinh tế; khu công nghệ cao; cụm công nghiệp")


def field_end(p: Passage, at: int, *, is_ministry: bool = False) -> int:
    """The token after a department's or ministry's field that begins at `at`; `at` itself where none does."""
    if at >= len(p.tokens):
        return at
    for words in fields_by_first_word().get(p.keys[at], ()):
        if tuple(p.keys[at : at + len(words)]) == words and (is_ministry or words not in _MINISTRY_ONLY):
            return at + len(words)
    if slip := _with_slips(p, at, is_ministry=is_ministry):
        return at + slip
    is_short = p.tokens[at].is_abbreviation and not is_head(p, at)
    return at + 1 + _short_field(p, at) if is_short else at


def _with_slips(p: Passage, at: int, *, is_ministry: bool) -> int:
    """How many tokens a field of two words or more takes with a slip in its marks ('Xây dụng')."""
    if not p.tokens[at].is_capital or len(p.keys[at]) < 2:
        return 0
    for words in fields_by_first_word().get(p.keys[at], ()):
        if (
            (is_ministry or words not in _MINISTRY_ONLY)
            and len(words) > 1
            and folded(" ".join(p.keys[at : at + len(words)])) == folded(" ".join(words))
        ):
            return len(words)
    return 0


def _short_field(p: Passage, at: int) -> int:
    """More tokens of a field in letters: 'LĐ-TB&XH', 'VH,TT&DL', 'TN và MT', 'NN & PTNT'."""
    end = at
    while (
        end + 2 < len(p.tokens)
        and p.keys[end + 1] in ("-", "&", ",", "và")
        and p.tokens[end + 2].is_abbreviation
        and p.tokens[end + 2].key not in ("ubnd", "hđnd", "bch")
        and (p.keys[end + 1] != "," or p.tokens[end + 2].start == p.tokens[end + 1].end)
    ):
        end += 2
    return end - at


def institution_end(p: Passage, at: int) -> int:
    """The token after the institution's name that begins at `at`; `at` itself where none does."""
    if at >= len(p.tokens) or not p.tokens[at].is_capital:
        return at
    n = phrase_at(_PLAIN_HEADS, p.keys, at)
    is_strict = n == 0
    n = n or phrase_at(_STRICT_HEADS, p.keys, at)
    if n == 0:
        return at
    end = _own_words(p, at + n)
    if is_strict and (end == at + n or not _may_follow_strictly(p, at + n)):
        return at
    if p.keys[end : end + 2] == ["chi", "nhánh"]:  # 'Trung tâm Phát triển quỹ đất tỉnh chi nhánh Biên Hòa'
        return proper_end(p, end + 2 + phrase_at(_LEVEL_WORDS, p.keys, end + 2))
    return end


def _may_follow_strictly(p: Passage, at: int) -> bool:
    return p.tokens[at].is_capital or p.keys[at].isdigit() or phrase_at(_LEVEL_WORDS, p.keys, at) > 0


def _own_words(p: Passage, at: int) -> int:
    """The end of the words that belong to a name, its level ('tỉnh', 'huyện Yên Dũng') included."""
    end, limit = at, min(len(p.tokens), at + LONGEST_NAME)
    while end < limit:
        if n := phrase_at(_PARTY_WORDS, p.keys, end):
            return end + n
        if n := phrase_at(_INNER_WORDS, p.keys, end):
            end += n
            continue
        if n := phrase_at(_LEVEL_WORDS, p.keys, end):
            return proper_end(p, end + n)
        token = p.tokens[end]
        if not token.is_word:
            if not _is_inner_sign(p, end):
                return end
            end += 1
        elif token.key in _LINKS:
            if not _links_on(p, end):
                return end
            end += 1
        elif token.is_capital or token.key.isdigit():
            if end > at and token.key == "sở":
                return end
            end += 1
        elif _after_proper(p, at, end) or ends_name(p.keys, end):
            return end
        else:
            end += 1
    return end


def _after_proper(p: Passage, at: int, end: int) -> bool:
    """Behind two words of a proper name ('Công ty Điện lực Phú Yên bố trí') no small letter belongs to a name."""
    two = p.tokens[max(at, end - 2) : end]
    return len(two) == 2 and all(one.is_capital and not one.is_abbreviation for one in two) and not is_head(p, end - 2)


def _is_inner_sign(p: Passage, at: int) -> bool:
    """A hyphen between capitals, or the comma of 'Phòng, chống'."""
    after = p.tokens[at + 1] if at + 1 < len(p.tokens) else None
    if after is None or at == 0:
        return False
    if p.keys[at] in ("-", "&", "/"):
        is_branch = p.keys[at + 1 : at + 3] in (["chi", "nhánh"], ["văn", "phòng"])
        return after.is_capital and (is_branch or not is_head(p, at + 1))
    if p.keys[at] != ",":
        return False
    if p.keys[at - 1 : at + 3] == ["ngành", ",", "khu", "vực"]:
        return True  # 'các Ban Quản lý dự án chuyên ngành, khu vực'
    return (p.keys[at - 1] == "phòng" and after.key == "chống") or _is_list_in_name(p, at)


def _is_list_in_name(p: Passage, at: int) -> bool:
    """The comma of 'Phòng Kinh tế, Hạ tầng và Đô thị': two more words of the name follow, joined by 'và'."""
    if not p.tokens[at + 1].is_capital or is_head(p, at + 1) or phrase_at(POSTS, p.keys, at + 1):
        return False
    for i in range(at + 2, min(at + 6, len(p.tokens) - 1)):
        if not p.tokens[i].is_word:
            return False
        if p.keys[i] == "và":
            return p.tokens[i + 1].is_capital and not is_head(p, i + 1) and not phrase_at(POSTS, p.keys, i + 1)
    return False


def _starts_sentence(p: Passage, at: int) -> bool:
    """A deed with its first letter big, a small word behind it: the next line's sentence, not part of a name."""
    is_first = at + 1 < len(p.tokens) and p.tokens[at + 1].is_word and not p.tokens[at + 1].is_capital
    return is_first and phrase_at(DEEDS, p.keys, at) > 0


def _links_on(p: Passage, at: int) -> bool:
    """'và', 'các', 'của' inside a name: a word of the name follows, and no other agency."""
    if at + 1 >= len(p.tokens):
        return False
    if p.keys[at] == "các":
        n = phrase_at(GROUP_NOUNS, p.keys, at + 1)
        is_group = n > 0 and p.keys[at + 1 + n : at + 2 + n] == [","]
        return not is_group and not ends_name(p.keys, at + 1) and p.tokens[at + 1].is_word
    if phrase_at(POSTS, p.keys, at + 1) or is_head(p, at + 1):
        return False
    if p.keys[at] == "và" and (p.keys[at + 1] == "các" or not p.tokens[at + 1].is_capital):
        if phrase_at(_ZONES, p.keys, at + 1):
            return True  # 'Ban Quản lý các khu công nghiệp và khu kinh tế'
        if p.keys[at + 1] == "các" and at + 2 < len(p.tokens):
            is_group = phrase_at(GROUP_NOUNS, p.keys, at + 2) > 0
            if phrase_at(_ZONES, p.keys, at + 2) or (p.tokens[at + 2].is_abbreviation and not is_group):
                return True  # 'Ban Quản lý KKT Nghi Sơn và các KCN'
            if is_group:
                return False
        is_plain = not ends_name(p.keys, at + 1) and not phrase_at(GROUP_NOUNS, p.keys, at + 1)
        return is_plain and any(phrase_at(_LEVEL_WORDS, p.keys, i) for i in range(at + 2, min(at + 6, len(p.keys))))
    return p.tokens[at + 1].is_capital


def is_head(p: Passage, at: int, *, is_place: bool = False) -> bool:
    """Does an agency's name begin with this word? `is_place`: behind 'thành phố', where 'Hội An' is a place."""
    if p.keys[at] in ("sở", "ubnd") or p.keys[at : at + 4] == ["ủy", "ban", "nhân", "dân"]:
        return True
    if not p.tokens[at].is_capital:
        return False
    if phrase_at(_PLAIN_HEADS, p.keys, at):
        return True
    n = 0 if is_place else phrase_at(_STRICT_HEADS, p.keys, at)
    return n > 0 and at + n < len(p.tokens) and _may_follow_strictly(p, at + n)


def proper_end(p: Passage, at: int, *, is_place: bool = False) -> int:
    """The token after a place's own name ('Hiệp Hoà', "Cư M'gar", 'Phan Rang - Tháp Chàm', '12'); `at` for none."""
    end = at
    if _starts_sentence(p, at):
        return at
    while end < len(p.tokens) and end - at < 7:
        token = p.tokens[end]
        if (
            (token.key == "'" and end > at)
            or (token.key == "-" and end > at and _hyphen_in_place(p, end))
            or (token.key in _WATERS and end > at and end + 1 < len(p.tokens) and p.tokens[end + 1].is_capital)
            or (token.is_capital and _is_proper(p, end) and not is_head(p, end, is_place=is_place and end == at))
            or (token.key.isdigit() and len(token.key) < 3 and (end == at or _numbers_place(p, end)))
            or (end > at and p.keys[end - 1] == "'")
        ):
            end += 1
        else:
            break
    return end


def _is_proper(p: Passage, at: int) -> bool:
    """A word with a capital; of capitals only where the whole run is printed so ('HUYỆN MƯỜNG LA')."""
    token = p.tokens[at]
    return not token.is_abbreviation or (at > 0 and p.tokens[at - 1].is_abbreviation and len(token.text) < 7)


def _numbers_place(p: Passage, at: int) -> bool:
    """'xã Tân Phước 1 kiểm tra': a number that belongs to the name, and counts nothing behind it."""
    is_short = len(p.keys[at]) == 1 and p.keys[at] != "0"
    after = at + 1
    return is_short and (after == len(p.tokens) or not p.tokens[after].is_word or ends_name(p.keys, after))


def _hyphen_in_place(p: Passage, at: int) -> bool:
    """'Phan Rang - Tháp Chàm', 'Thừa Thiên-Huế': two more words of the name, or one without spaces around."""
    if at + 1 >= len(p.tokens) or not p.tokens[at + 1].is_capital or is_head(p, at + 1):
        return False
    is_tight = p.tokens[at - 1].end == p.tokens[at].start and p.tokens[at].end == p.tokens[at + 1].start
    return is_tight or p.keys[at + 1] == "huế" or (at + 2 < len(p.tokens) and p.tokens[at + 2].is_capital)
