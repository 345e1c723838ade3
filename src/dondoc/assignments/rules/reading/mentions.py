"""Agencies and groups in running text (đơn vị, nhóm đơn vị trong câu), read by their grammar.

A person's post stands for the agency: 'Giám đốc Sở Y tế' is Sở Y tế, 'Thủ trưởng các sở, ban, ngành' the group.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dondoc.assignments.rules.reading.bodies import full_name
from dondoc.assignments.rules.reading.names import field_end, institution_end, is_head, proper_end
from dondoc.assignments.rules.reading.passages import Passage, tidy
from dondoc.assignments.rules.reading.words import (
    GROUP_NOUNS,
    PLACE_NOUNS,
    PLACE_SHORT,
    POSTS,
    ends_name,
    phrase_at,
    phrases,
)

LONGEST_LIST = 60
# 'Bộ CHQS tỉnh' is no ministry.
_COMMANDS = frozenset({"chqs", "chbđbp", "ch"})
# Cities under the centre: their People's Committee is the province's own.
CENTRAL_CITIES = frozenset({"hà nội", "hồ chí minh", "hải phòng", "đà nẵng", "cần thơ"})
_ALL = ("các", "những", "toàn thể", "tất cả các", "tất cả")
_QUALIFIERS = """
có liên quan; liên quan; trên địa bàn tỉnh; trên địa bàn thành phố; trên địa bàn huyện; trên địa bàn; đóng trên địa
bàn tỉnh; đóng trên địa bàn; trung ương đóng trên địa bàn tỉnh; trung ương đóng trên địa bàn; trung ương trên địa
bàn tỉnh; trung ương trên địa bàn; cấp tỉnh; cấp huyện; cấp xã; cấp thành phố; thuộc tỉnh; của tỉnh; trong tỉnh;
toàn tỉnh; ven biển; biên giới; miền núi; vùng cao; chức năng; trực thuộc ubnd tỉnh; thuộc ubnd tỉnh; thuộc ubnd
thành phố; thuộc ubnd huyện; chuyên môn thuộc ubnd tỉnh; chuyên môn thuộc ubnd thành phố; chuyên môn thuộc ubnd
huyện; chuyên môn cấp tỉnh; chuyên môn; thuộc ủy ban nhân dân tỉnh; thuộc ủy ban nhân dân thành phố; chuyên môn
thuộc ủy ban nhân dân tỉnh; tỉnh; thành phố; huyện; trực thuộc; báo chí; chính trị - xã hội; chính trị xã hội; xã
hội; nhà nước; hành chính; ngang sở; đoàn thể; công lập; sự nghiệp; sự nghiệp công lập; trực thuộc trung ương; thuộc
chính phủ; ngang bộ; trung ương; chuyên ngành; khu vực; có dự án; nơi có dự án; cùng cấp; các cấp; đầu tư; trong
toàn tỉnh; nêu trên
"""


_QUALIFIER_WORDS, _ALL_WORDS = phrases(_QUALIFIERS), phrases("; ".join(_ALL))
_GOVERNMENT = phrases(
    "thủ tướng chính phủ; phó thủ tướng thường trực chính phủ; phó thủ tướng chính phủ; phó thủ tướng thường trực; "
    "phó thủ tướng; thủ tướng; chính phủ"
)
_PERSON = phrases("đồng chí; các đồng chí; đ / c; ông; bà; các ông; các ông , bà")


@dataclass(frozen=True)
class Mention:
    """An agency as named at `flat[start:end]`. `is_assigner`: the province's own committee or its chairmen.

    `is_back`: only the kind is named ('UBND huyện'); it points back to one named before. `is_unknown`: somebody whose
    name no grammar knows. `written` are the words themselves, `remark` those in brackets behind them.
    """

    name: str
    start: int
    end: int
    is_group: bool = False
    is_open: bool = False
    is_assigner: bool = False
    is_back: bool = False
    is_unknown: bool = False
    written: str = ""
    remark: str = ""


def mentions_at(p: Passage, at: int) -> tuple[list[Mention], int]:
    """The agencies of a list that begins at a token, and the token after it; ([], at) where none begins."""
    found: list[Mention] = []
    end, limit = at, at + LONGEST_LIST * 8
    while end < len(p.tokens) and end < limit and len(found) < LONGEST_LIST:
        start = end if not found else _after_separator(p, end)
        if start is None:
            break
        some, after = _one(p, start)
        if not some:
            break
        end = _after_brackets(p, after)
        remark = p.words(after, end) if end > after else ""
        found += [*some[:-1], replace(some[-1], remark=remark)]
    return found, end


def _after_separator(p: Passage, at: int) -> int | None:
    """The token where the next item of a list would begin."""
    seen = False
    while at < len(p.tokens) and p.keys[at] in (",", ";", "và", "cùng", "/") and (not seen or p.keys[at] == "và"):
        seen = True
        at += 1
    return at if seen else None


def _after_brackets(p: Passage, at: int) -> int:
    """Past a remark in brackets: 'Văn phòng UBND tỉnh (Trung tâm Phục vụ hành chính công)'."""
    if at < len(p.tokens) and p.keys[at] == "(":
        for end in range(at + 1, min(at + 30, len(p.tokens))):
            if p.keys[end] == ")":
                return end + 1
    return at


def _one(p: Passage, at: int) -> tuple[list[Mention], int]:
    """One item of a list: posts and persons before it are passed over."""
    core = _past_persons(p, at)
    is_post = False
    while n := phrase_at(POSTS, p.keys, core):
        core, is_post = core + n, True
        core = _past_short_post(p, core)
    for reader in (_government, _committee, _department, _group, _institution, _place):
        found, end = reader(p, core)
        if found:
            if is_post and len(found) == 1:
                found = [replace(found[0], start=p.tokens[at].start)]
            return found, end
    return _group(p, core, is_named=True) if is_post else ([], at)


def _past_short_post(p: Passage, at: int) -> int:
    """'Chủ tịch, các Phó Chủ tịch UBND tỉnh', 'Phó Chủ tịch Thường trực UBND tỉnh'."""
    if p.keys[at : at + 2] == ["thường", "trực"]:
        at += 2
    ahead = at
    while ahead < len(p.keys) and p.keys[ahead] in (",", "và", "các"):
        ahead += 1
    return ahead if ahead > at and phrase_at(POSTS, p.keys, ahead) else at


def _past_persons(p: Passage, at: int) -> int:
    """Past 'đồng chí', 'các đồng chí', and a person's name up to the comma before the post."""
    n = phrase_at(_PERSON, p.keys, at)
    if not n:
        return at
    at += n
    named = at
    while named < len(p.tokens) and named - at < 6 and p.tokens[named].is_capital and not _is_post(p, named):
        if is_head(p, named):
            return at
        named += 1
    if named > at and named < len(p.tokens) and p.keys[named] in (",", "-") and _is_post(p, named + 1):
        return named + 1
    return named if named > at and _is_post(p, named) else at


def _is_post(p: Passage, at: int) -> bool:
    return phrase_at(POSTS, p.keys, at) > 0


def _government(p: Passage, at: int) -> tuple[list[Mention], int]:
    """'Thủ tướng Chính phủ', 'Phó Thủ tướng Lê Minh Khái', 'Chính phủ': those who give orders to provinces."""
    n = phrase_at(_GOVERNMENT, p.keys, at)
    if not n or not p.tokens[at].is_capital:
        return [], at
    end = proper_end(p, at + n)
    return [Mention("Thủ tướng Chính phủ", p.tokens[at].start, p.tokens[end - 1].end, is_assigner=True)], end


def _committee_words(p: Passage, at: int) -> int:
    """How many tokens 'UBND' or 'Ủy ban nhân dân' takes here."""
    if p.keys[at : at + 1] == ["ubnd"]:
        return 1
    return 4 if p.keys[at : at + 4] == ["ủy", "ban", "nhân", "dân"] else 0


def _committee(p: Passage, at: int) -> tuple[list[Mention], int]:
    """'UBND tỉnh', 'UBND huyện Sơn Động', 'UBND các huyện A, B', 'UBND các xã, phường', 'UBND cấp xã'."""
    n = _committee_words(p, at)
    if not n:
        return [], at
    rest = at + n
    if p.keys[rest : rest + 1] == ["tỉnh"]:
        end = proper_end(p, rest + 1)
        return [_named(p, at, end, is_assigner=True)], end
    if p.keys[rest : rest + 1] == ["cấp"] and rest + 1 < len(p.tokens):
        end = rest + 2
        while p.keys[end : end + 1] in ([","], ["và"]) and p.keys[end + 1 : end + 2] in (["xã"], ["huyện"], ["cấp"]):
            end += 2 + (p.keys[end + 1] == "cấp")
        return [_named(p, at, end, is_group=True)], end
    found, end = _places(p, rest, at)
    return found, end


def _places(p: Passage, rest: int, at: int) -> tuple[list[Mention], int]:
    """The places after 'UBND': one, several by name, or a group of them."""
    is_all = phrase_at(_ALL_WORDS, p.keys, rest)
    first = rest + is_all
    n = phrase_at(PLACE_NOUNS, p.keys, first) or (p.keys[first : first + 1] == ["tỉnh"])
    n = n or (2 if p.keys[first : first + 2] == ["địa", "phương"] else 0)
    if not n:
        end = _qualified(p, rest)
        return ([_named(p, at, end, is_group=True)], end) if is_all and end > rest else ([], at)
    proper = first + n + (p.keys[first + n : first + n + 1] == [":"])
    end = proper_end(p, proper)
    if end > proper:
        return _named_places(p, at, first, n, proper)
    end = _more_nouns(p, first + n, with_places=True)
    if end == first + n and not is_all:
        is_own = p.keys[first : first + n] == ["thành", "phố"] and p.tokens[first].is_capital
        return [_named(p, at, end, is_back=not is_own, is_assigner=is_own)], end
    end = _qualified(p, end)
    return [_named(p, at, end, is_group=True)], end


def _named_places(p: Passage, at: int, first: int, n: int, proper: int) -> tuple[list[Mention], int]:
    """'các huyện Nam Đàn, Thanh Chương và thành phố Vinh': each by its kind and name."""
    found: list[Mention] = []
    kind = _place_kind(p, first, n)
    start, end = p.tokens[at].start, proper_end(p, proper)
    is_many = p.keys[first - 1] in _ALL or p.keys[proper - 1] == ":"
    while end > proper:
        own = tidy(p.flat[p.tokens[proper].start : p.tokens[end - 1].end])
        is_city = kind == "thành phố" and own.lower().replace("tp ", "") in CENTRAL_CITIES
        stop = p.tokens[end - 1].end
        found.append(Mention(f"UBND {kind} {own}", start, stop, is_assigner=is_city, written=p.flat[start:stop]))
        after = end
        item = _after_separator(p, after)
        if item is None or not is_many:
            return found, after
        if more := phrase_at(PLACE_NOUNS, p.keys, item):
            kind = _place_kind(p, item, more)
            item += more
        if item >= len(p.tokens) or _is_post(p, item):
            return found, after
        proper, start = item, p.tokens[item].start
        end = proper_end(p, proper)
    return found, after


def _place_kind(p: Passage, at: int, n: int) -> str:
    words = " ".join(p.keys[at : at + n])
    return PLACE_SHORT.get(words, words)


def _department(p: Passage, at: int) -> tuple[list[Mention], int]:
    """'Sở KH&ĐT', 'các Sở: Tài chính, Xây dựng và Công Thương'."""
    n = phrase_at(_ALL_WORDS, p.keys, at)
    head = at + n
    if p.keys[head : head + 1] not in (["sở"], ["bộ"]):
        return [], at
    kind, is_ministry = ("Bộ", True) if p.keys[head] == "bộ" else ("Sở", False)
    is_many = n > 0 or p.keys[head + 1 : head + 2] == [":"]
    start = head + 1 + (p.keys[head + 1 : head + 2] == [":"])
    end = field_end(p, start, is_ministry=is_ministry)
    if end == start or (is_ministry and p.keys[start] in _COMMANDS):
        return ([], at) if is_many or is_ministry else _unknown_department(p, head)
    found, begins = [], p.tokens[at].start
    while end > start:
        name = full_name(f"{kind} " + tidy(p.flat[p.tokens[start].start : p.tokens[end - 1].end]))
        stop = p.tokens[end - 1].end
        found.append(Mention(name, begins, stop, written=p.flat[begins:stop]))
        after = _past_own_level(p, end)
        item = _after_separator(p, after)
        if not is_many or item is None or item >= len(p.tokens):
            return found, after
        start, begins = item, p.tokens[item].start
        end = field_end(p, start, is_ministry=is_ministry)
    return found, after


def _past_own_level(p: Passage, at: int) -> int:
    """'Sở Tài chính tỉnh Lạng Sơn' is Sở Tài chính."""
    if p.keys[at : at + 1] == ["tỉnh"]:
        return proper_end(p, at + 1)
    if p.keys[at : at + 2] == ["thành", "phố"]:
        return proper_end(p, at + 2)
    return at


def _unknown_department(p: Passage, head: int) -> tuple[list[Mention], int]:
    """A department with a field that no decree names; a capital has to follow ('Sở Ngoại thương')."""
    if head + 1 >= len(p.tokens) or not p.tokens[head + 1].is_capital or not p.tokens[head].is_capital:
        return [], head
    end = proper_end(p, head + 1)
    while end < min(len(p.tokens), head + 6) and p.tokens[end].is_word and not p.tokens[end].is_capital:
        if ends_name(p.keys, end):
            break
        end += 1
    return [_named(p, head, end)], end


def _group(p: Passage, at: int, *, is_named: bool = False) -> tuple[list[Mention], int]:
    """'các sở, ban, ngành', 'Sở, ban, ngành', 'các cơ quan chuyên môn thuộc UBND tỉnh', 'đơn vị liên quan'.

    `is_named`: a post stands before it ('Giám đốc sở'), which makes a group even of one noun.
    """
    n = phrase_at(_ALL_WORDS, p.keys, at)
    noun = phrase_at(GROUP_NOUNS, p.keys, at + n)
    if not noun:
        return _institutions(p, at, n) if n else ([], at)
    end = _more_nouns(p, at + n + noun, with_places=False)
    is_list = end > at + n + noun
    qualified = _qualified(p, end)
    if not (n or is_list or is_named) and p.keys[end:qualified] not in (["liên", "quan"], ["có", "liên", "quan"]):
        return [], at
    words = " ".join(p.keys[at:qualified])
    is_open = words.endswith(("liên quan", "chức năng"))
    return [_named(p, at, qualified, is_group=True, is_open=is_open)], qualified


def _institutions(p: Passage, at: int, n: int) -> tuple[list[Mention], int]:
    """'các Trung tâm Y tế khu vực', 'các Công ty TNHH MTV Khai thác công trình thủy lợi'."""
    end = institution_end(p, at + n)
    return ([_named(p, at, end, is_group=True)], end) if end > at + n else ([], at)


def _more_nouns(p: Passage, at: int, *, with_places: bool) -> int:
    """The end of ', ban, ngành và địa phương'; for committees a place may bear a name ('và thành phố Thủ Đức')."""
    end = at
    while (item := _after_separator(p, end)) is not None and p.keys[end] != ";":
        item += phrase_at(_ALL_WORDS, p.keys, item) if not with_places else 0
        n = phrase_at(GROUP_NOUNS, p.keys, item)
        if not n or (is_head(p, item) and _has_own_name(p, item, n)):
            break
        after = proper_end(p, item + n)
        if after > item + n and not with_places:
            break
        end = after
    return end


def _has_own_name(p: Passage, at: int, n: int) -> bool:
    """'Sở' before a field is one department, before a comma a noun of the group."""
    return at + n < len(p.tokens) and (field_end(p, at + n) > at + n or institution_end(p, at) > at)


def _qualified(p: Passage, at: int) -> int:
    """The end of what narrows a group down: 'thuộc UBND tỉnh', 'liên quan', 'ven biển'."""
    while n := phrase_at(_QUALIFIER_WORDS, p.keys, at):
        at += n
        if p.keys[at - 1] in ("tỉnh", "phố", "huyện"):
            return proper_end(p, at)
    return at


def _institution(p: Passage, at: int) -> tuple[list[Mention], int]:
    """'Thanh tra tỉnh', 'Ban Quản lý các khu công nghiệp tỉnh', 'Văn phòng UBND tỉnh'."""
    end = institution_end(p, at)
    if end == at:
        return [], at
    if p.keys[at : at + 2] == ["văn", "phòng"] and (n := _committee_words(p, end)):
        end += n
        level = phrase_at(_QUALIFIER_WORDS, p.keys, end) or phrase_at(PLACE_NOUNS, p.keys, end)
        end = proper_end(p, end + level)
    if p.keys[at : at + 2] == ["công", "an"] and p.keys[end : end + 1] == ["các"]:
        end = _qualified(p, _more_nouns(p, end + 2, with_places=True))
    return [_named(p, at, end)], end


def _place(p: Passage, at: int) -> tuple[list[Mention], int]:
    """'huyện Hiệp Hoà' as running text names its People's Committee."""
    n = phrase_at(PLACE_NOUNS, p.keys, at)
    if not n or proper_end(p, at + n) == at + n:
        return [], at
    return _named_places(p, at, at, n, at + n)


def _named(
    p: Passage,
    at: int,
    end: int,
    *,
    is_group: bool = False,
    is_open: bool = False,
    is_back: bool = False,
    is_assigner: bool = False,
) -> Mention:
    start, stop = p.tokens[at].start, p.tokens[end - 1].end
    name = full_name(p.flat[start:stop])
    return Mention(
        name[:1].upper() + name[1:],
        start,
        stop,
        is_group=is_group,
        is_open=is_open,
        is_back=is_back,
        is_assigner=is_assigner,
        written=p.flat[start:stop],
    )


def every_mention(p: Passage) -> Iterator[tuple[list[Mention], int, int]]:
    """Every list of agencies in a passage, with its first token and the token after it."""
    at = 0
    while at < len(p.tokens):
        found, end = mentions_at(p, at)
        if found:
            yield found, at, end
        at = max(end, at + 1)
