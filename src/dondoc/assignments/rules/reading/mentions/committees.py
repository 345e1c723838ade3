"""People's Committees in running text (UBND các cấp): one, several by name, or a group of them."""

from __future__ import annotations

from dondoc.assignments.rules.reading.mentions.groups import more_nouns, qualified_end, which
from dondoc.assignments.rules.reading.mentions.values import ALL, ALL_WORDS, Mention, after_separator, named
from dondoc.assignments.rules.reading.names import proper_end
from dondoc.assignments.rules.reading.passages import Passage, tidy
from dondoc.assignments.rules.reading.words import PLACE_NOUNS, PLACE_SHORT, POSTS, phrase_at, word_set

# Cities under the centre: their People's Committee is the province's own.
CENTRAL_CITIES = frozenset({"hà nội", "hồ chí minh", "hải phòng", "đà nẵng", "cần thơ"})

_SURNAMES = word_set(
    "nguyễn; trần; lê; phạm; hoàng; huỳnh; phan; vũ; võ; đặng; bùi; đỗ; hồ; ngô; dương; lý; đào; đinh; trịnh; mai"
)


def committee_words(p: Passage, at: int) -> int:
    """How many tokens 'UBND' or 'Ủy ban nhân dân' takes here."""
    if p.keys[at : at + 1] == ["ubnd"]:
        return 1
    return 4 if p.keys[at : at + 4] == ["ủy", "ban", "nhân", "dân"] else 0


def committee(p: Passage, at: int) -> tuple[list[Mention], int]:
    """'UBND tỉnh', 'UBND huyện Sơn Động', 'UBND các huyện A, B', 'UBND các xã, phường', 'UBND cấp xã'."""
    before = phrase_at(ALL_WORDS, p.keys, at)  # 'các UBND huyện, thị xã'
    n = committee_words(p, at + before)
    if not n:
        return [], at
    at, rest = at + before, at + before + n
    if p.keys[rest : rest + 1] == ["tỉnh"]:
        end = proper_end(p, rest + 1)
        return [named(p, at, end, is_assigner=True)], end
    if p.keys[rest : rest + 1] == ["cấp"] and rest + 1 < len(p.tokens):
        end = rest + 2
        while p.keys[end : end + 1] in ([","], ["và"]) and p.keys[end + 1 : end + 2] in (["xã"], ["huyện"], ["cấp"]):
            end += 2 + (p.keys[end + 1] == "cấp")
        return [named(p, at, end, is_group=True)], end
    return _places(p, rest, at)


def _places(p: Passage, rest: int, at: int) -> tuple[list[Mention], int]:
    """The places after 'UBND': one, several by name, or a group of them."""
    is_all = phrase_at(ALL_WORDS, p.keys, rest)
    is_all += p.keys[rest + is_all : rest + is_all + 1] != [] and p.keys[rest + is_all].isdigit()  # 'UBND 124 xã'
    first = rest + is_all
    n = phrase_at(PLACE_NOUNS, p.keys, first) or (p.keys[first : first + 1] == ["tỉnh"])
    n = n or (2 if p.keys[first : first + 2] == ["địa", "phương"] else 0)
    if not n:
        end = qualified_end(p, rest)
        return ([named(p, at, end, is_group=True)], end) if is_all and end > rest else ([], at)
    if p.keys[first] in ("thành", "tp") and (end := _person_end(p, first + n)):
        return [named(p, at, first + n, is_assigner=True)], end
    proper = first + n + (p.keys[first + n : first + n + 1] == [":"])
    if proper_end(p, proper, is_place=True) > proper:
        return named_places(p, at, first, n, proper)
    end = more_nouns(p, first + n, with_places=True)
    if end == first + n and not is_all:
        is_own = p.keys[first : first + n] in (["thành", "phố"], ["tp"]) and p.tokens[first].is_capital
        return [named(p, at, end, is_back=not is_own, is_assigner=is_own)], end
    end = _from_to(p, which(p, qualified_end(p, end)))
    return [named(p, at, end, is_group=True)], end


def _person_end(p: Passage, at: int) -> int:
    """The token after 'Nguyễn Văn Mẫu' in 'Phó Chủ tịch UBND thành phố Nguyễn Văn Mẫu'; 0 where a place is named."""
    end = proper_end(p, at)
    is_person = p.keys[at : at + 1] and p.keys[at] in _SURNAMES and 3 <= end - at <= 5
    return end if is_person and " ".join(p.keys[at : at + 3]) not in CENTRAL_CITIES else 0


def _from_to(p: Passage, at: int) -> int:
    """The end of 'từ Hà Tĩnh đến Lâm Đồng', which tells the members of a group."""
    middle = proper_end(p, at + 1, is_place=True) if p.keys[at : at + 1] == ["từ"] else at
    if middle <= at + 1 or p.keys[middle : middle + 1] not in (["đến"], ["tới"]):
        return at
    return max(at, proper_end(p, middle + 1, is_place=True))


def named_places(p: Passage, at: int, first: int, n: int, proper: int) -> tuple[list[Mention], int]:
    """'các huyện Nam Đàn, Thanh Chương và thành phố Vinh': each by its kind and name.

    Other kinds may follow with 'các': 'thành phố Thủ Đức và các quận, huyện' ends with a group.
    """
    found: list[Mention] = []
    kind = _kind(p, first, n)
    if kind == "địa phương":
        return _localities(p, at, proper)
    start, end = p.tokens[at].start, proper_end(p, proper, is_place=True)
    is_many = p.keys[first - 1] in ALL or p.keys[proper - 1] == ":"
    while end > proper:
        found.append(_place_named(p, kind, proper, end, start))
        item = after_separator(p, end)
        if item is None:
            return found, end
        others = phrase_at(ALL_WORDS, p.keys, item)
        more = phrase_at(PLACE_NOUNS, p.keys, item + others)
        if others and not more:
            return found, end
        if not (is_many or others or more) or item >= len(p.tokens) or phrase_at(POSTS, p.keys, item):
            return found, end
        kind = _kind(p, item + others, more) if more else kind
        is_many = is_many or bool(others)
        after = item + others + more
        after += bool(more) and p.keys[after : after + 1] == [":"]
        following = proper_end(p, after, is_place=True)
        if others and following == after:
            last = qualified_end(p, more_nouns(p, after, with_places=True))
            return [*found, _group_of(p, item, last)], last
        if following == after:
            return found, end
        proper, start, end = after, p.tokens[item].start, following
    return found, end


def _localities(p: Passage, at: int, proper: int) -> tuple[list[Mention], int]:
    """'UBND các địa phương: Hạ Long, Cẩm Phả' does not tell their kinds: a group, as it is written."""
    end = proper_end(p, proper, is_place=True)
    while (item := after_separator(p, end)) is not None and proper_end(p, item, is_place=True) > item:
        end = proper_end(p, item, is_place=True)
    return [named(p, at, end, is_group=True)], end


def _place_named(p: Passage, kind: str, proper: int, end: int, start: int) -> Mention:
    own = tidy(p.flat[p.tokens[proper].start : p.tokens[end - 1].end])
    is_city = kind == "thành phố" and own.lower().replace("tp ", "") in CENTRAL_CITIES
    stop = p.tokens[end - 1].end
    return Mention(f"UBND {kind} {own}", start, stop, is_assigner=is_city, written=p.flat[start:stop])


def _group_of(p: Passage, at: int, end: int) -> Mention:
    start, stop = p.tokens[at].start, p.tokens[end - 1].end
    words = p.flat[start:stop]
    return Mention(f"UBND {tidy(words)}", start, stop, is_group=True, written=words)


def place(p: Passage, at: int) -> tuple[list[Mention], int]:
    """'huyện Hiệp Hoà' as running text names its People's Committee."""
    n = phrase_at(PLACE_NOUNS, p.keys, at)
    if not n or proper_end(p, at + n, is_place=True) == at + n:
        return [], at
    return named_places(p, at, at, n, at + n)


def _kind(p: Passage, at: int, n: int) -> str:
    words = " ".join(p.keys[at : at + n])
    return PLACE_SHORT.get(words, words)
