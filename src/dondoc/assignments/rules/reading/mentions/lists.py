"""Lists of agencies in running text (danh sách đơn vị trong câu), with the posts and persons that stand for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dondoc.assignments.rules.reading.mentions.committees import committee, committee_words, place
from dondoc.assignments.rules.reading.mentions.departments import department
from dondoc.assignments.rules.reading.mentions.groups import group, more_nouns, qualified_end
from dondoc.assignments.rules.reading.mentions.values import Mention, after_separator, named
from dondoc.assignments.rules.reading.names import institution_end, is_head, proper_end
from dondoc.assignments.rules.reading.passages import Passage
from dondoc.assignments.rules.reading.words import GROUP_NOUNS, PLACE_NOUNS, POSTS, phrase_at, phrases

LONGEST_LIST = 60
_GOVERNMENT = phrases(
    "thủ tướng chính phủ; phó thủ tướng thường trực chính phủ; phó thủ tướng chính phủ; phó thủ tướng thường trực; "
    "phó thủ tướng; thủ tướng; chính phủ"
)
# What a person is in the Party; the post in the administration stands behind it.
_TITLES = phrases(
    "ủy viên ban thường vụ; ủy viên ban chấp hành; ủy viên thường vụ; ủy viên; tỉnh ủy viên; thành ủy viên; "
    "huyện ủy viên; phó bí thư thường trực; phó bí thư; bí thư"
)
LONGEST_TITLE = 12
_PERSON = phrases("đồng chí; các đồng chí; đ / c; ông; bà; các ông; các ông , bà")


def mentions_at(p: Passage, at: int) -> tuple[list[Mention], int]:
    """The agencies of a list that begins at a token, and the token after it; ([], at) where none begins."""
    found: list[Mention] = []
    end, limit = at, at + LONGEST_LIST * 8
    while end < len(p.tokens) and end < limit and len(found) < LONGEST_LIST:
        start = end if not found else after_separator(p, end)
        if start is None:
            break
        some, after = _one(p, start)
        if not some:
            break
        end = _after_brackets(p, after)
        remark = p.words(after, end) if end > after else ""
        found += [*some[:-1], replace(some[-1], remark=remark)]
    return found, end


def every_mention(p: Passage) -> Iterator[tuple[list[Mention], int, int]]:
    """Every list of agencies in a passage, with its first token and the token after it."""
    at = 0
    while at < len(p.tokens):
        found, end = mentions_at(p, at)
        if found:
            yield found, at, end
        at = max(end, at + 1)


def everybody_in(p: Passage, first: int = 0, last: int | None = None) -> list[Mention]:
    """Everybody in words that hold nothing but names (a cell, a labelled line); unknown names as they are written."""
    last = len(p.tokens) if last is None else last
    found: list[Mention] = []
    at = first
    while at < last:
        if p.keys[at] in (",", ";", "và", "-", ".", "/", ":", "+"):
            at += 1
            continue
        some, end = mentions_at(p, at)
        if not some:
            end = next((i for i in range(at, last) if p.keys[i] in (",", ";")), last)
            some = next((inner for i in range(at, end) if (inner := mentions_at(p, i)[0])), []) or [
                _unknown(p, at, end)
            ]
        found += some
        at = max(end, at + 1)
    return found


def _unknown(p: Passage, first: int, last: int) -> Mention:
    """Words that no grammar knows as an agency are shown, and not dropped."""
    start, end = p.tokens[first].start, p.tokens[last - 1].end
    words = p.flat[start:end].strip(" .;,()")[:120]
    return Mention(words, start, end, is_unknown=True, written=words)


def _after_brackets(p: Passage, at: int) -> int:
    """Past a remark: 'Sở Nội vụ (Trung tâm Lưu trữ)', 'Sở Xây dựng - Cơ quan thường trực Ban An toàn giao thông'."""
    if p.keys[at : at + 5] == ["-", "cơ", "quan", "thường", "trực"]:
        return max(at, institution_end(p, at + 1))
    if at < len(p.tokens) and p.keys[at] == "(":
        for end in range(at + 1, min(at + 30, len(p.tokens))):
            if p.keys[end] == ")":
                return end + 1
    return at


def _one(p: Passage, at: int) -> tuple[list[Mention], int]:
    """One item of a list, read once however often it is asked for."""
    if at not in p.remembered:
        p.remembered[at] = _item(p, at)
    found: tuple[list[Mention], int] = p.remembered[at]
    return found


def _item(p: Passage, at: int) -> tuple[list[Mention], int]:
    """One item of a list: posts and persons before it are passed over."""
    core = _past_persons(p, at)
    is_post = False
    while n := phrase_at(POSTS, p.keys, core):
        core, is_post = core + n, True
        core = _past_short_post(p, core)
        core += p.keys[core : core + 1] == [":"]  # 'Giao Giám đốc: Sở Tư pháp, Công an tỉnh …'
    if is_post and p.keys[core - 2 : core] == ["lãnh", "đạo"] and (end := _own_place(p, core)):
        return [Mention("UBND tỉnh", p.tokens[at].start, p.tokens[end - 1].end, is_assigner=True)], end
    for reader in (_government, committee, department, group, _institution, place):
        found, end = reader(p, core)
        if found:
            if is_post and len(found) == 1:
                found = [replace(found[0], start=p.tokens[at].start)]
            return found, end
    return group(p, core, is_named=True) if is_post else ([], at)


def _own_place(p: Passage, at: int) -> int:
    """The token after 'tỉnh' or 'thành phố' where no name follows: 'Lãnh đạo tỉnh', the issuer's own; 0 for others."""
    n = phrase_at(PLACE_NOUNS, p.keys, at) if p.keys[at : at + 1] != ["tỉnh"] else 1
    is_own = n and p.keys[at] in ("tỉnh", "thành", "tp") and proper_end(p, at + n) == at + n
    return at + n if is_own else 0


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
    named_to = at
    while (
        named_to < len(p.tokens) and named_to - at < 6 and p.tokens[named_to].is_capital and not _is_post(p, named_to)
    ):
        if is_head(p, named_to):
            return at
        named_to += 1
    if named_to > at and named_to < len(p.tokens) and p.keys[named_to] in (",", "-"):
        post = _past_titles(p, named_to + 1)
        if _is_post(p, post):
            return post
    return named_to if named_to > at and _is_post(p, named_to) else at


def _past_titles(p: Passage, at: int) -> int:
    """To the post behind 'Ủy viên Ban Thường vụ Tỉnh ủy, '; `at` itself where no such title stands."""
    if phrase_at(_TITLES, p.keys, at):
        for i in range(at + 1, min(at + LONGEST_TITLE, len(p.tokens) - 1)):
            if p.keys[i] in (",", "-") and (_is_post(p, i + 1) or phrase_at(_TITLES, p.keys, i + 1)):
                return _past_titles(p, i + 1)
    return at


def _is_post(p: Passage, at: int) -> bool:
    return phrase_at(POSTS, p.keys, at) > 0


def _government(p: Passage, at: int) -> tuple[list[Mention], int]:
    """'Thủ tướng Chính phủ', 'Phó Thủ tướng Lê Minh Khái', 'Chính phủ': those who give orders to provinces."""
    n = phrase_at(_GOVERNMENT, p.keys, at)
    if not n or not p.tokens[at].is_capital:
        return [], at
    end = proper_end(p, at + n)
    return [Mention("Thủ tướng Chính phủ", p.tokens[at].start, p.tokens[end - 1].end, is_assigner=True)], end


def _institution(p: Passage, at: int) -> tuple[list[Mention], int]:
    """'Thanh tra tỉnh', 'Ban Quản lý các khu công nghiệp tỉnh', 'Văn phòng UBND tỉnh'."""
    end = institution_end(p, at)
    if end == at:
        return [], at
    end = _past_own_committee(p, at, end)
    if p.keys[end : end + 1] == ["các"] and phrase_at(PLACE_NOUNS, p.keys, end + 1):
        end += 1 + phrase_at(PLACE_NOUNS, p.keys, end + 1)
    elif p.keys[end : end + 1] == ["các"] and (n := phrase_at(GROUP_NOUNS, p.keys, end + 1)):
        # 'Công an các đơn vị, địa phương', 'Ban Vì sự tiến bộ phụ nữ các sở, ban, ngành'
        end = qualified_end(p, more_nouns(p, end + 1 + n, with_places=True))
        return [named(p, at, end, is_group=True)], end
    is_many = "các" in p.keys[end - 3 : end - 1] and any(
        phrase_at(PLACE_NOUNS, p.keys, end - n) == n and p.keys[end - n - 1] == "các" for n in (1, 2)
    )
    if is_many:  # 'Công an các xã, phường', 'Trung tâm Y tế các huyện, thành phố'
        end = qualified_end(p, more_nouns(p, end, with_places=True))
    return [named(p, at, end, is_group=is_many)], end


def _past_own_committee(p: Passage, at: int, end: int) -> int:
    """Past the committee that an office serves: 'Văn phòng UBND tỉnh', 'Văn phòng HĐND và UBND xã Tân Lập'."""
    joins = p.keys[end : end + 1] == ["và"] and p.keys[end - 1] in ("hđnd", "dân")
    first = end + joins
    n = committee_words(p, first)
    if not n or not _is_office(p, at, end):
        return end
    level = phrase_at(PLACE_NOUNS, p.keys, first + n) or (p.keys[first + n : first + n + 1] == ["tỉnh"])
    return proper_end(p, first + n + level)


def _is_office(p: Passage, at: int, end: int) -> bool:
    """Does the name end with 'Văn phòng', so that 'UBND tỉnh' belongs to it?"""
    return p.keys[at : at + 2] == ["văn", "phòng"] or p.keys[at] == "vp" or p.keys[end - 2 : end] == ["văn", "phòng"]
