"""What both readers share (đọc tệp): the refusal, and runs of signs summed up to one line."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field

MM_A_POINT = 25.4 / 72
MAX_LINES = 20_000


class CannotRead(Exception):
    """The file gives no lines; `reason` is one of dondoc.documents.paper_facts.limited.REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Sum:
    """Signs of one line: what most of them look like."""

    words: list[str] = field(default_factory=list)
    n: int = 0
    bold: int = 0
    italic: int = 0
    underline: int = 0
    n_styled: int = 0
    fonts: Counter[str] = field(default_factory=Counter)
    sizes: Counter[float] = field(default_factory=Counter)
    colors: Counter[str] = field(default_factory=Counter)

    def add(
        self,
        text: str,
        *,
        font: str,
        size: float | None,
        bold: bool | None,
        italic: bool | None,
        underline: bool = False,
        color: str = "",
    ) -> None:
        """`bold` and `italic` None: the font does not tell."""
        self.words.append(text)
        n = sum(not sign.isspace() for sign in text)
        if n == 0:
            return
        self.n += n
        if bold is not None and italic is not None:
            self.n_styled += n
            self.bold += n * bold
            self.italic += n * italic
        self.underline += n * underline
        self.fonts[font] += n
        self.colors[color] += n
        if size is not None:
            self.sizes[round(size * 2) / 2 if abs(size * 2 - round(size * 2)) < 0.12 else round(size, 2)] += n

    @property
    def text(self) -> str:
        return " ".join(unicodedata.normalize("NFC", "".join(self.words)).split())

    @property
    def look(self) -> dict[str, object]:
        """What dondoc.documents.rules.checking.paper.Line takes."""
        return {
            "font": self.fonts.most_common(1)[0][0] if self.fonts else "",
            "size": self.sizes.most_common(1)[0][0] if self.sizes else None,
            "bold": round(self.bold / self.n_styled, 3) if self.n_styled else None,
            "italic": round(self.italic / self.n_styled, 3) if self.n_styled else None,
            "underline": round(self.underline / self.n, 3) if self.n else 0,
            "color": self.colors.most_common(1)[0][0] if self.colors else "",
        }
