"""Words that lost the space between them (chữ dính nhau): 'Xãhội', 'liênquan', as files taken from the web or PDF have.

A Vietnamese syllable is an onset, vowels and a coda out of small closed sets; what is two of them and not one was two.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import accumulate, pairwise

from dondoc.assignments.rules.reading.words import DEEDS, GROUP_NOUNS, PLACE_NOUNS, POSTS, STOPS

_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
_SYLLABLE = re.compile(
    rf"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?[{_VOWELS}]{{1,3}}(?:ch|nh|ng|[cmnpt])?"
)
_MARKED = re.compile(r"[^\x00-\x7f]")
LONG_WORD = re.compile(r"[^\W\d_]{5,28}")
MOST_PARTS = 4
_OF_NAMES = (
    "kế hoạch đầu tư nông nghiệp phát triển nông thôn lao động thương binh xã hội tài nguyên môi trường công an dân"
    " trung ương chính phủ thủ tướng"
)


@lru_cache(maxsize=20_000)
def cuts_in(word: str) -> tuple[int, ...]:
    """Where spaces are missing in a word; () for a word that is whole, foreign, or could be anything.

    A capital inside a word begins another one: 'trựcChính', 'vớiỦy'.
    """
    lowered = word.lower()
    if len(lowered) != len(word) or not _MARKED.search(word) or _SYLLABLE.fullmatch(lowered):
        return ()
    begins = [0, *(i for i in range(1, len(word)) if word[i].isupper() and not word.isupper()), len(word)]
    parts = [_syllables_in(lowered[a:b]) for a, b in pairwise(begins)]
    return tuple(accumulate(len(one) for part in parts for one in part))[:-1] if all(parts) else ()


def _syllables_in(lowered: str) -> tuple[str, ...]:
    """The fewest syllables that the letters make, of known ones rather; () where they make none."""
    return min(_partings(lowered, MOST_PARTS), key=lambda parts: (len(parts), -_known(parts)), default=())


def _partings(rest: str, most: int) -> list[tuple[str, ...]]:
    """Every way to read the letters as at most so many syllables, none of a single letter."""
    found: list[tuple[str, ...]] = [(rest,)] if _SYLLABLE.fullmatch(rest) else []
    for end in range(2, min(8, len(rest) - 1)) if most > 1 else ():
        if _SYLLABLE.fullmatch(rest[:end]):
            found += [(rest[:end], *more) for more in _partings(rest[end:], most - 1)]
    return found


def _known(parts: tuple[str, ...]) -> int:
    return sum(part in _syllables() for part in parts)


@cache
def _syllables() -> frozenset[str]:
    """Syllables of the vocabulary of offices, to tell 'ban hành' from 'ba nhành'."""
    known = set(_OF_NAMES.split())
    for phrases in (DEEDS, GROUP_NOUNS, PLACE_NOUNS, POSTS, STOPS):
        known |= {word for some in phrases.values() for phrase in some for word in phrase}
    return frozenset(known)
