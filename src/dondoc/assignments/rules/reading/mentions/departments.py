"""Departments and ministries in running text (sở, bộ): 'Sở KH&ĐT', 'các Sở: Tài chính, Xây dựng và Công Thương'."""

from __future__ import annotations

from dondoc.assignments.rules.reading.bodies import full_name
from dondoc.assignments.rules.reading.mentions.values import ALL_WORDS, Mention, after_separator, named
from dondoc.assignments.rules.reading.names import field_end, proper_end
from dondoc.assignments.rules.reading.passages import Passage, tidy
from dondoc.assignments.rules.reading.words import ends_name, phrase_at

# 'Bộ CHQS tỉnh' is no ministry.
_COMMANDS = frozenset({"chqs", "chbđbp", "ch"})


def department(p: Passage, at: int) -> tuple[list[Mention], int]:
    """One department or ministry, or several after 'các Sở:'."""
    n = phrase_at(ALL_WORDS, p.keys, at)
    head = at + n
    if p.keys[head : head + 1] not in (["sở"], ["bộ"]):
        return [], at
    kind, is_ministry = ("Bộ", True) if p.keys[head] == "bộ" else ("Sở", False)
    is_many = n > 0 or p.keys[head + 1 : head + 2] == [":"]
    start = head + 1 + (p.keys[head + 1 : head + 2] == [":"])
    end = field_end(p, start, is_ministry=is_ministry)
    if end == start or (is_ministry and p.keys[start] in _COMMANDS):
        return ([], at) if is_many or is_ministry else _unknown(p, head)
    found, begins = [], p.tokens[at].start
    while end > start:
        name = full_name(f"{kind} " + tidy(p.flat[p.tokens[start].start : p.tokens[end - 1].end]))
        stop = p.tokens[end - 1].end
        found.append(Mention(name, begins, stop, written=p.flat[begins:stop]))
        after = _past_own_level(p, end)
        item = after_separator(p, after)
        if item is None or item >= len(p.tokens) or not (is_many or p.tokens[item].is_capital):
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


def _unknown(p: Passage, head: int) -> tuple[list[Mention], int]:
    """A department with a field that no decree names; a capital has to follow ('Sở Ngoại thương')."""
    if head + 1 >= len(p.tokens) or not p.tokens[head + 1].is_capital or not p.tokens[head].is_capital:
        return [], head
    end = proper_end(p, head + 1)
    while end < min(len(p.tokens), head + 6) and p.tokens[end].is_word and not p.tokens[end].is_capital:
        if ends_name(p.keys, end):
            break
        end += 1
    return [named(p, head, end)], end
