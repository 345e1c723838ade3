"""Word's own numbering (đánh số tự động): '1.', 'a)', '-' are not in the words of a .docx and have to be counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dondoc.base.rules.wording import roman

# The letters of points (điểm) in their order. Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.6.
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
HIGHEST = 3999


@dataclass
class Level:
    """How one level of a list is numbered: 'decimal' with '%1.%2.' from `start` on."""

    form: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass
class Numbering:
    """The lists of a document, and how far each has been counted."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    counted: dict[tuple[str, int], int] = field(default_factory=dict)
    _abstract_id: str = ""
    _list_id: str = ""
    _level: int = 0

    def take(self, event: str, name: str, attributes: dict[str, str]) -> None:
        """One step through word/numbering.xml."""
        if event != "start":
            if event == "end" and name == "abstractNum":
                self._abstract_id = ""
            return
        value = attributes.get("val", "")
        if name == "abstractNum":
            self._abstract_id = attributes.get("abstractNumId", "")
            self.abstract[self._abstract_id] = {}
        elif name == "num":
            self._list_id = attributes.get("numId", "")
        elif name == "abstractNumId" and not self._abstract_id:
            self.lists[self._list_id] = value
        elif name == "lvl" and self._abstract_id:
            self._level = _number(attributes.get("ilvl", "0"))
            self.abstract[self._abstract_id][self._level] = Level()
        elif self._abstract_id and (level := self.abstract[self._abstract_id].get(self._level)):
            if name == "numFmt":
                level.form = value
            elif name == "lvlText":
                level.text = value
            elif name == "start":
                level.start = _number(value)

    def marker(self, list_id: str, level: int) -> str:
        """What stands before the next paragraph of a list, with a space behind it; '' for a list that shows nothing."""
        levels = self.abstract.get(self.lists.get(list_id, ""), {})
        own = levels.get(level)
        if own is None or own.form == "none":
            return ""
        if own.form == "bullet":
            return "- "
        for deeper in [key for key in self.counted if key[0] == list_id and key[1] > level]:
            del self.counted[deeper]
        self.counted[list_id, level] = self.counted.get((list_id, level), own.start - 1) + 1

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            form = levels.get(at, own).form
            return _written(self.counted.get((list_id, at), levels.get(at, own).start), form)

        return re.sub(r"%([1-9])", shown, own.text[:40]) + " "


def _written(n: int, form: str) -> str:
    if not 1 <= n <= HIGHEST:
        return str(n)
    if form in ("upperRoman", "lowerRoman"):
        sign = roman(n) if n < 40 else str(n)
        return sign if form == "upperRoman" else sign.lower()
    if form in ("lowerLetter", "upperLetter"):
        letter = _LETTERS[(n - 1) % 26]
        return letter if form == "lowerLetter" else letter.upper()
    return str(n)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
