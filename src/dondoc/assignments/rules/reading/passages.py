"""Text made even for reading (làm phẳng văn bản) without losing a place: every change keeps its length.

So an offset found in the levelled text is an offset of the text that the official sees.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from dondoc.assignments.rules.reading.syllables import LONG_WORD, cuts_in
from dondoc.assignments.rules.reading.words import word_set
from dondoc.base.rules.refusals import Refused

MAX_CHARACTERS = 600_000  # some two hundred pages
# Longer runs of words are cut there, so that the work done on a text grows with its length and no faster.
LONGEST_SENTENCE = 400

_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"), " "
)
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\x0b\x0c\x1c\x1d\x1e\x1f\x7f"), " ")
_SIGNS = {ord(a): b for a, b in zip("–—−‐‑“”„«»‘’´`•●◦▪■□○➢✓|", '-----"""""\'\'\'\'' + "-" * 9 + "\t", strict=True)}
_LEVEL = _SPACES | _UNSEEN | _SIGNS
# The newer placing of tone marks: 'hoà' -> 'hòa', 'uỷ' -> 'ủy', and never 'quý'.
_TONES = {
    pair[:2]: pair[3:]
    for pair in word_set(
        "oà òa; oá óa; oả ỏa; oã õa; oạ ọa; oè òe; oé óe; oẻ ỏe; oẽ õe; oẹ ọe; uỳ ùy; uý úy; uỷ ủy; uỹ ũy; uỵ ụy"
    )
}
_OLD_TONE = re.compile(rf"(?<!q)({'|'.join(_TONES)})(?![a-zà-ỹ])")
_MARKS = re.compile(r"\*+|__+|~~|</?[a-zA-Z]{1,8}/?>|(?m:^[ \t]{0,8}#{1,6}(?=[ \t]))")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?!\w)|\w+(?:&\w+)*|[^\w\s]")
_SENTENCE_END = re.compile(r"[.!?]+[\"')]{0,2}(?=\s|$)|\./\.?")
# 'Quốc gia.Ngày 17', 'ngày27 tháng12 năm2023', '21tháng 04'.
_STUCK = re.compile(
    r"(?<=[^\W\d_A-ZĐ]{2}[.;:])(?=[A-ZĐỦÁẤẾÂĂÔƠƯÊ][^\W\d_A-ZĐ])"
    r"|(?<![^\W\d_])(?:[Nn]gày|[Tt]háng|[Nn]ăm|số)(?=\d)|(?<=\d)(?=(?:tháng|năm)\b)"
)
_ABBREVIATED = word_set("tp; tx; tt; q; h; kt; tl; tm; ths; ts; bs; gs; pgs; v; vv; đ; c; ng; th")


class CannotReadDirective(Refused):
    """Refused: the text is too long, or there is none."""


def extracted(raw: str) -> str:
    """The text as it is shown and counted: letters composed (NFC), lines ended by '\\n', no control characters.

    Raises CannotReadDirective.
    """
    if len(raw) > MAX_CHARACTERS:
        raise CannotReadDirective("Văn bản dài quá 600 nghìn ký tự. Chỉ đưa vào phần giao việc.")
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(c if c >= " " or c in "\n\t" else " " for c in text)
    if len(text) > MAX_CHARACTERS:
        raise CannotReadDirective("Văn bản dài quá 600 nghìn ký tự. Chỉ đưa vào phần giao việc.")
    if not text.strip():
        raise CannotReadDirective("Văn bản không có chữ nào. Nếu là bản quét, hãy dùng bản có lớp chữ hoặc gõ lại.")
    return text


def levelled(text: str) -> str:
    """The same length: odd spaces, dashes, quotes and bullets as the common ones, marks of emphasis blanked."""
    level = text.translate(_LEVEL)
    return _MARKS.sub(lambda found: _blank(found, level), level)


def _blank(found: re.Match[str], text: str) -> str:
    """A lone star at the head of a line is a bullet; any other mark is decoration."""
    sign = found[0]
    near = max(found.start() - 9, 0)
    before = text[text.rfind("\n", near, found.start()) + 1 or near : found.start()]
    if sign == "*" and not before.strip() and text[found.end() : found.end() + 1] == " ":
        return "-"
    return " " * len(sign)


def low(text: str) -> str:
    """Lower case with the newer tone marks, of the same length."""
    lowered = text.lower()
    if len(lowered) != len(text):  # 'İ' alone grows
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _OLD_TONE.sub(lambda found: _TONES[found[1]], lowered)


@dataclass(frozen=True)
class Token:
    """A word, number or sign of a passage."""

    text: str
    key: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.key[:1].isalnum()

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def is_abbreviation(self) -> bool:
        """'TTTT', 'KH&ĐT', 'QLCKCN': two capitals at least, and no small letter."""
        return len(self.text) > 1 and self.text.isupper()


@dataclass(frozen=True)
class Passage:
    """A paragraph without its line breaks. `at[i]` is the place in the text of `flat[i]`."""

    flat: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, level: str, spans: Iterable[tuple[int, int]]) -> Passage:
        """The given stretches of a levelled text, with every run of white space as one space."""
        signs: list[str] = []
        places: list[int] = []
        for start, end in spans:
            if signs and signs[-1] != " ":
                signs.append(" ")
                places.append(start)
            for i in range(start, end):
                c = level[i]
                if c == "\t" or not c.isspace():
                    signs.append(" " if c == "\t" else c)
                    places.append(i)
                elif signs and signs[-1] != " ":
                    signs.append(" ")
                    places.append(i)
        return cls(*_parted(signs, places))

    @cached_property
    def low(self) -> str:
        return low(self.flat)

    @cached_property
    def tokens(self) -> list[Token]:
        return [
            Token(found[0], self.low[found.start() : found.end()], found.start(), found.end())
            for found in _TOKEN.finditer(self.flat)
        ]

    @cached_property
    def keys(self) -> list[str]:
        return [token.key for token in self.tokens]

    @cached_property
    def remembered(self) -> dict[int, Any]:
        """What was found at a token before: names are asked for at the same place many times."""
        return {}

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def token_from(self, offset: int) -> int:
        """The first token that begins at an offset or behind it."""
        return bisect_left(self._starts, offset)

    def token_around(self, offset: int) -> int:
        """The first token that ends behind an offset."""
        at = bisect_right(self._starts, offset)
        return at - 1 if at and self.tokens[at - 1].end > offset else at

    def words(self, first: int, last: int) -> str:
        """The words of tokens [first, last), levelled and in lower case."""
        return self.low[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where `flat[start:end]` stands in the text."""
        return self.at[start], self.at[end - 1] + 1

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Token ranges of the sentences, in order."""
        ends = [found.end() for found in _SENTENCE_END.finditer(self.flat) if not self._is_abbreviation(found)]
        ranges, first, passed = [], 0, 0
        for i, token in enumerate(self.tokens):
            before = passed
            while passed < len(ends) and token.start >= ends[passed]:
                passed += 1
            if (passed > before and i > first) or i - first == LONGEST_SENTENCE:
                ranges.append((first, i))
                first = i
        if len(self.tokens) > first:
            ranges.append((first, len(self.tokens)))
        return ranges

    def _is_abbreviation(self, found: re.Match[str]) -> bool:
        """'TP. Hồ Chí Minh' and '1. Sở' do not end a sentence; nor does a stop before a small letter."""
        if found[0].startswith("/"):
            return False
        word = self.low[max(0, found.start() - 12) : found.start()].rsplit(" ", 1)[-1].lstrip('("')
        rest = self.flat[found.end() : found.end() + 3].lstrip()
        return word in _ABBREVIATED or (bool(rest) and rest[0].islower() and found[0] == ".")


def _parted(signs: list[str], places: list[int]) -> tuple[str, tuple[int, ...]]:
    """With the spaces that were lost between words; each of them stands where the word behind it does."""
    flat = "".join(signs)
    cuts = [word.start() + cut for word in LONG_WORD.finditer(flat) for cut in cuts_in(word[0])]
    cuts = sorted({*cuts, *(found.end() for found in _STUCK.finditer(flat))})
    if not cuts:
        return flat, tuple(places)
    parts = list(pairwise([0, *cuts, len(flat)]))
    at = [place for a, b in parts for place in (places[a : a + 1] if a else []) + places[a:b]]
    return " ".join(flat[a:b] for a, b in parts), tuple(at)


def tidy(text: str) -> str:
    """A name or wording on one line, as it is shown."""
    return " ".join(text.translate(_SPACES | _UNSEEN).replace("*", "").split())
