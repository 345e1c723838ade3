"""Groups of agencies (nhóm đơn vị): 'các sở, ban, ngành', 'các cơ quan, đơn vị có tên tại mục Kính gửi'."""

from __future__ import annotations

from dondoc.assignments.rules.reading.mentions.values import ALL_WORDS, Mention, after_separator, named
from dondoc.assignments.rules.reading.names import field_end, institution_end, is_head, proper_end
from dondoc.assignments.rules.reading.passages import Passage
from dondoc.assignments.rules.reading.words import GROUP_NOUNS, ends_name, phrase_at, phrases, starts_deed

_QUALIFIERS = """
có liên quan; liên quan; trên địa bàn tỉnh; trên địa bàn thành phố; trên địa bàn huyện; trên địa bàn; đóng trên địa
bàn tỉnh; đóng trên địa bàn; trung ương đóng trên địa bàn tỉnh; trung ương đóng trên địa bàn; trung ương trên địa
bàn tỉnh; trung ương trên địa bàn; cấp tỉnh; cấp huyện; cấp xã; cấp thành phố; thuộc tỉnh; của tỉnh; trong tỉnh;
toàn tỉnh; ven biển; biên giới; miền núi; vùng cao; chức năng; trực thuộc ubnd tỉnh; thuộc ubnd tỉnh; thuộc ubnd
thành phố; thuộc ubnd huyện; chuyên môn thuộc ubnd tỉnh; chuyên môn thuộc ubnd thành phố; chuyên môn thuộc ubnd
huyện; chuyên môn cấp tỉnh; chuyên môn; thuộc ủy ban nhân dân tỉnh; thuộc ủy ban nhân dân thành phố; chuyên môn
thuộc ủy ban nhân dân tỉnh; tỉnh; thành phố; huyện; trực thuộc; báo chí; chính trị - xã hội; chính trị xã hội; xã
hội; nhà nước; hành chính; ngang sở; đoàn thể; công lập; sự nghiệp; sự nghiệp công lập; trực thuộc trung ương; thuộc
chính phủ; ngang bộ; nơi có dự án đi qua; có dự án đi qua; nơi dự án đi qua; trung ương; của trung ương; chuyên ngành;
khu vực; có dự án; nơi có dự án; cùng cấp; các cấp; đầu tư; trong toàn tỉnh; nêu trên; khác; còn lại; trực thuộc
chính phủ; lực lượng vũ trang; quản
lý hồ chứa; quản lý hồ chứa thủy điện , thủy lợi; quản lý hồ chứa thủy lợi , thủy điện; thủy điện , thủy lợi; xuất
khẩu; thủy lợi; thủy điện; thủy
lợi , thủy điện; thủy nông; viễn thông; vận tải; cấp nước; lâm nghiệp; có rừng; truyền thông; thương mại; tín dụng;
trong ngành; trong hệ thống; trực thuộc tỉnh; trong khu công nghiệp; nói trên; báo , đài; báo đài; của thành phố
"""
_QUALIFIER_WORDS = phrases(_QUALIFIERS)
# What tells which members of the group are meant; it goes on up to the deed.
_WHICH = phrases(
    "nơi có; nơi đặt; "
    "có tên; có tên nêu trên; có tên trên; có tên trong; được phân công; được giao; được phân bổ; được giao nhiệm vụ; "
    "được giao chủ trì; nêu tại; nêu ở; quy định tại; có nhiệm vụ; có dự án; có công trình; có diện tích; có chỉ tiêu; "
    "là thành viên; đang quản lý; chủ quản; thuộc phạm vi; thuộc đối tượng; thuộc danh mục; "
    "bị thiệt hại; bị ảnh hưởng; bị cô lập; chịu ảnh hưởng; được kiểm tra; được thanh tra; được giám sát; thuộc diện"
)
_LONGEST_WHICH = 16
LONGEST_KIND = 10


def group(p: Passage, at: int, *, is_named: bool = False) -> tuple[list[Mention], int]:
    """'các sở, ban, ngành', 'Sở, ban, ngành', 'các cơ quan chuyên môn thuộc UBND tỉnh', 'đơn vị liên quan'.

    `is_named`: a post stands before it ('Giám đốc sở'), which makes a group even of one noun.
    """
    n = phrase_at(ALL_WORDS, p.keys, at)
    noun = phrase_at(GROUP_NOUNS, p.keys, at + n)
    if n and at + n < len(p.tokens) and p.tokens[at + n].is_capital and institution_end(p, at + n) > at + n + noun:
        return _institutions(p, at, n)
    if not noun:
        return _institutions(p, at, n) if n else ([], at)
    noun += noun == 1 and n > 0 and p.keys[at + n] == "phòng" and _is_short(p, at + n + 1)  # 'các phòng GDĐT'
    end = more_nouns(p, at + n + noun, with_places=False)
    is_list = end > at + n + noun
    if p.keys[end - 2 : end] == ["thành", "viên"]:
        end = institution_end(p, end)  # 'các thành viên Ban Chỉ đạo tỉnh'
    qualified = _by_name(p, _loosely(p, which(p, _with_like(p, qualified_end(p, end)))))
    if not (n or is_list or is_named) and p.keys[end:qualified] not in (["liên", "quan"], ["có", "liên", "quan"]):
        return [], at
    is_open = " ".join(p.keys[at:qualified]).endswith(("liên quan", "chức năng"))
    return [named(p, at, qualified, is_group=True, is_open=is_open)], qualified


def _is_short(p: Passage, at: int) -> bool:
    return at < len(p.tokens) and p.tokens[at].is_abbreviation


def _institutions(p: Passage, at: int, n: int) -> tuple[list[Mention], int]:
    """'các Trung tâm Y tế khu vực', 'các Công ty TNHH MTV Khai thác công trình thủy lợi'."""
    end = _by_name(p, institution_end(p, at + n))
    return ([named(p, at, end, is_group=True)], end) if end > at + n else ([], at)


def more_nouns(p: Passage, at: int, *, with_places: bool) -> int:
    """The end of ', ban, ngành và địa phương'; for committees a place may bear a name ('và thành phố Thủ Đức')."""
    end = at
    while (item := after_separator(p, end)) is not None and p.keys[end] != ";":
        item += phrase_at(ALL_WORDS, p.keys, item) if not with_places else 0
        n = phrase_at(GROUP_NOUNS, p.keys, item)
        if not n or (is_head(p, item) and _has_own_name(p, item, n)):
            break
        if with_places and p.keys[item + n : item + n + 2] in (["liên", "quan"], ["có", "liên"], ["chức", "năng"]):
            break  # 'UBND huyện, thành phố và cơ quan liên quan'
        is_narrowed = phrase_at(_QUALIFIER_WORDS, p.keys, item + n) > 0  # 'Sở, Ban, Ngành Thành phố'
        after = item + n if is_narrowed else proper_end(p, item + n)
        if after > item + n and not with_places:
            break
        end = after
    return end


def _has_own_name(p: Passage, at: int, n: int) -> bool:
    """'Sở' before a field is one department, before a comma a noun of the group."""
    return at + n < len(p.tokens) and (field_end(p, at + n) > at + n or institution_end(p, at) > at)


def qualified_end(p: Passage, at: int) -> int:
    """The end of what narrows a group down: 'thuộc UBND tỉnh', 'liên quan', 'ven biển'."""
    while n := phrase_at(_QUALIFIER_WORDS, p.keys, at):
        at += n
        if p.keys[at - 1] in ("tỉnh", "phố", "huyện"):
            return proper_end(p, at)
        if p.keys[at - 2 : at] == ["trong", "ngành"]:
            return field_end(p, at)
    return at


def _with_like(p: Passage, at: int) -> int:
    """The end of a noun that shares the group's 'các': 'các cơ quan chuyên môn, đơn vị sự nghiệp thuộc UBND tỉnh'."""
    item = after_separator(p, at)
    n = phrase_at(GROUP_NOUNS, p.keys, item) if item is not None and p.keys[at] != ";" else 0
    if item is None or not n or p.tokens[item].is_capital:
        return at
    end = qualified_end(p, item + n)
    return end if end > item + n else at


def _by_name(p: Passage, at: int) -> int:
    """The end of the names behind a colon: 'các công ty thủy điện: Sông Ba Hạ, Sông Hinh'."""
    end = proper_end(p, at + 1, is_place=True) if p.keys[at : at + 1] == [":"] else at
    if end <= at + 1:
        return at
    while (item := after_separator(p, end)) is not None and proper_end(p, item, is_place=True) > item:
        end = proper_end(p, item, is_place=True)
    return end


def _loosely(p: Passage, at: int) -> int:
    """The end of words that only tell what kind is meant ('đơn vị thanh tra chuyên ngành'), right before the deed."""
    for end in range(at, min(at + LONGEST_KIND, len(p.tokens) + 1)):
        if end == len(p.tokens) or p.keys[end] == ":" or starts_deed(p.keys, end):
            return end
        if not p.tokens[end].is_word or p.tokens[end].is_capital or ends_name(p.keys, end) or p.keys[end] == "và":
            break
    return at


def which(p: Passage, at: int) -> int:
    """The end of 'có tên tại mục Kính gửi', 'được phân công tại Mục II'; `at` where no deed or sign ends it."""
    n = phrase_at(_WHICH, p.keys, at)
    end, limit = at + n, min(len(p.tokens), at + _LONGEST_WHICH)
    while n and end < limit:
        if p.keys[end] in ("(", ":", ","):
            return end
        if p.keys[end : end + 2] == ["kính", "gửi"]:
            end += 2
        elif (after := institution_end(p, end)) > end:
            end = after
        elif not p.tokens[end].is_word:
            return at
        elif starts_deed(p.keys, end):
            return end
        else:
            end += 1
    return end if n and end == len(p.tokens) else at
