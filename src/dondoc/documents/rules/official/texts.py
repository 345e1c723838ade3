"""Runs of words (đoạn chữ), and what every writer leaves out of them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


Text = tuple[Run, ...]


def plain(text: Text) -> str:
    return "".join(run.text for run in text)


def runs(*parts: str | Run) -> Text:
    """Text out of strings and runs: runs("còn ", Run("06", href="…"), " nhiệm vụ")."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


def printable(text: str) -> str:
    """Text as every writer sets it: composed letters (NFC, TCVN 6909:2001), no invisible or control signs.

    A newline stays: it is a line break that the author wants. A tab becomes a space.
    """
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
    text = text.replace("\r\n", "\n").replace("\u2028", "\n").replace("\u2029", "\n").replace("\t", " ")
    return "".join(
        sign
        for sign in unicodedata.normalize("NFC", text)
        if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Cn")
    )
