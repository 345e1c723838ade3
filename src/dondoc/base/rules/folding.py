"""Words to search by (chữ để tìm): no marks, no case, no punctuation; what a person types, taken apart.

One folding for what is kept and what is asked, so both databases compare the same plain words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dondoc.base.rules.wording import search_key

# Letters and digits of any script; everything else parts words.
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"[\"“”„]([^\"“”„]*)[\"“”„]")
MOST_WORDS, LONGEST_WORD, LONGEST_FOLDED = 12, 60, 400_000


def folded(text: str) -> str:
    """'Đôn đốc số 05/UBND-KT' -> 'don doc so 05 ubnd kt'. Every word at most 60 signs; 400.000 signs in all."""
    # Cut before folding as well: folding never makes a text of this size shorter than what is kept of it.
    words = (word[:LONGEST_WORD] for word in _WORD.findall(search_key(text)))
    return " ".join(words)[:LONGEST_FOLDED].rstrip()


@dataclass(frozen=True)
class Asked:
    """What is searched for: every word must be there, every phrase word after word."""

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)

    def is_in(self, text: str) -> bool:
        """Does a folded text answer? The rule that both databases' queries are tested against."""
        padded = f" {text} "
        return all(f" {one} " in padded for one in (*self.words, *self.phrases))


def asked(text: str) -> Asked:
    """'"don doc" 05/UBND-KT sở' -> words and phrases; a number and symbol is a phrase of its parts."""
    text = text[:1000]
    phrases = [folded(quoted) for quoted in _QUOTED.findall(text)]
    for word in _QUOTED.sub(" ", text).split():
        phrases.append(folded(word))
    phrases = [one for one in dict.fromkeys(phrases) if one]
    words = list(dict.fromkeys(word for phrase in phrases for word in phrase.split()))[:MOST_WORDS]
    return Asked(tuple(words), tuple(one for one in phrases if " " in one)[:MOST_WORDS])


def marked(text: str, found: Asked, around: int = 0) -> list[tuple[str, bool]]:
    """A text in pieces, those that were searched for marked True. `around`: only so many signs about the first one."""
    places = _places(text, found)
    start, end = 0, len(text)
    if around and len(text) > around:
        first = places[0][0] if places else 0
        start = max(0, first - around // 3)
        end = min(len(text), start + around)
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    at = start
    for begin, stop in places:
        if begin < at or stop > end:
            continue
        pieces += [(text[at:begin], False), (text[begin:stop], True)]
        at = stop
    pieces.append((text[at:end] + (" …" if end < len(text) else ""), False))
    return [piece for piece in pieces if piece[0]]


def _places(text: str, found: Asked) -> list[tuple[int, int]]:
    """Where the words stand: word by word, so marks that folding takes away do not shift anything."""
    wanted = set(found.words)
    return [(one.start(), one.end()) for one in _WORD.finditer(text) if folded(one[0]) in wanted]
